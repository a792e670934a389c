"""The language layer of one document: every part lazy, computed once."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from newsan.analyzers.document import Document, Sentence, Span, Token
from newsan.analyzers.language.english import is_english
from newsan.analyzers.language.knowledge import Knowledge
from newsan.analyzers.language.lemmatizer import Lemmatizer
from newsan.analyzers.language.nltk_bridge import nltk_graph, punkt
from newsan.analyzers.language.paragraphs import paragraphs
from newsan.analyzers.language.parser import Parser
from newsan.analyzers.language.sentences import SentenceSplitter
from newsan.analyzers.language.tagger import Tagger
from newsan.analyzers.language.tokenizer import Tokenizer
from newsan.analyzers.language.tree import Tree
from newsan.rules import RuleSet
from newsan.rules.loader import inflector

if TYPE_CHECKING:
    from nltk.parse.dependencygraph import DependencyGraph


class LanguageModel:
    """What is built once and used for every document; each part is loaded when first used."""

    def __init__(self, rules: RuleSet | None = None) -> None:
        """`rules` hold the `language` pack; without them the built-in one is taken."""
        self._rules = rules

    @cached_property
    def knowledge(self) -> Knowledge:
        return Knowledge(self._rules)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        return Tokenizer(self.knowledge)

    @cached_property
    def splitter(self) -> SentenceSplitter:
        return SentenceSplitter(self.knowledge, punkt(self.knowledge))

    @cached_property
    def tagger(self) -> Tagger:
        return Tagger.load()

    @cached_property
    def lemmatizer(self) -> Lemmatizer:
        """Knows every verb that a rule in force names, whatever it was trained on."""
        lemmatizer = Lemmatizer.load()
        frames = self._rules.frames() if self._rules else ()
        verbs = {lemma for frame in frames if frame.pos == "verb" for lemma in frame.lemmas}
        for verb in sorted(verbs):
            lemmatizer.teach(verb, inflector().forms(verb, "verb"))
        return lemmatizer

    @cached_property
    def parser(self) -> Parser:
        return Parser.load()


class Language:
    """Tokens, sentences, tags, lemmas and trees of one document.

    Tags and lemmas are index-aligned with the tokens. Token indices are absolute: they count from
    the document's first token.
    """

    def __init__(self, document: Document, model: LanguageModel) -> None:
        self.document = document
        self.model = model
        self._trees: dict[int, Tree] = {}

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return self.model.tokenizer.tokens(self.document)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        return paragraphs(self.document.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        splitter = self.model.splitter
        return splitter.sentences(self.document.shadow, self.tokens, self.paragraphs)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The Penn Treebank tag of every token."""
        tag, words = self.model.tagger.tag, self._words
        return tuple(chain.from_iterable(tag(words[s.first : s.last]) for s in self.sentences))

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """The lemma of every token in lower case; that of a name is the name as it is written."""
        lemma = self.model.lemmatizer.lemma
        return tuple(
            word if tag.startswith("NNP") else lemma(word.lower(), tag)
            for word, tag in zip(self._words, self.tags, strict=True)
        )

    @cached_property
    def is_english(self) -> bool:
        """Whether the text is English, as far as its commonest words tell."""
        return is_english(self.tokens, self.model.knowledge["function-word"])

    def tree(self, sentence: int) -> Tree:
        """The dependency tree of a sentence, by its index; parsed when first asked for."""
        if sentence not in self._trees:
            self._trees[sentence] = self._parsed(self.sentences[sentence])
        return self._trees[sentence]

    def _parsed(self, sentence: Sentence) -> Tree:
        first, last = sentence.first, sentence.last
        heads, labels = self.model.parser.parse(self._words[first:last], self.tags[first:last])
        absolute = (first + head if head >= 0 else -1 for head in heads)
        return Tree(first, tuple(absolute), tuple(labels))

    def dependency_graph(self, sentence: int) -> DependencyGraph:
        """The tree of a sentence as an NLTK `DependencyGraph`."""
        tree = self.tree(sentence)
        part = slice(tree.first, tree.last)
        return nltk_graph(self._words[part], self.lemmas[part], self.tags[part], tree)

    @cached_property
    def _words(self) -> list[str]:
        """The tokens' texts with marks folded: what the models were trained on."""
        shadow = self.document.shadow
        return [shadow[token.start : token.end] for token in self.tokens]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _sentence_firsts(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    def token_at(self, offset: int) -> int:
        """The index of the token that covers an offset, or of the last one that begins before it.

        −1 when the offset lies before the first token.
        """
        return bisect_right(self._token_starts, offset) - 1

    def sentence_at(self, token: int) -> int:
        """The index of the sentence that a token (by its index) stands in."""
        return bisect_right(self._sentence_firsts, token) - 1
