"""The language layer of one document: every part lazy, computed once."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import chain

from newsan.analyzers.document import Document, Sentence, Span, Token
from newsan.analyzers.language.knowledge import Knowledge
from newsan.analyzers.language.nltk_bridge import punkt
from newsan.analyzers.language.paragraphs import paragraphs
from newsan.analyzers.language.sentences import SentenceSplitter
from newsan.analyzers.language.tagger import Tagger
from newsan.analyzers.language.tokenizer import Tokenizer
from newsan.rules import RuleSet


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


class Language:
    """Tokens, sentences, tags, lemmas and trees of one document.

    Tags and lemmas are index-aligned with the tokens. Token indices are absolute: they count from
    the document's first token.
    """

    def __init__(self, document: Document, model: LanguageModel) -> None:
        self.document = document
        self.model = model

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
