"""Names of people, organizations, places and other things in a document: `Recognizer`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newsan.analyzers.document import Document
from newsan.analyzers.entities import agreement, lexical
from newsan.analyzers.entities.board import Board
from newsan.analyzers.entities.features import Page
from newsan.analyzers.entities.gazetteer import Vocabulary, read_gazetteer
from newsan.analyzers.entities.kinds import Kinds
from newsan.analyzers.entities.model import read_model
from newsan.analyzers.entities.tagging import Draft, NamesTagger
from newsan.analyzers.language import Language
from newsan.rules import RuleSet
from newsan.rules.phrases import Hit, PhraseMatcher

# What follows the model, in order.
_PASSES = (
    lexical.trim,
    lexical.settle,
    lexical.heads,
    lexical.join_of,
    lexical.acronyms,
    lexical.datelines,
    agreement.doubt,
    agreement.agree,
    agreement.repeat,
    agreement.join,
    agreement.project,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a document.

    `start` and `end` are code points, `first` and `last` a half-open range of tokens. `type` is
    one of PERSON ORG GPE LOC FAC NORP EVENT WORK PRODUCT LAW, `subtype` "MEDIA" or None; `rule`
    tells what found it (or settled its type), `confidence` how often that is right (0 to 1).
    """

    start: int
    end: int
    first: int
    last: int
    type: str
    rule: str
    confidence: float
    subtype: str | None = None


class Recognizer:
    """Finds names; built once from the rules, used for every document."""

    def __init__(self, rules: RuleSet) -> None:
        self._vocabulary = Vocabulary(read_gazetteer(), rules)
        self._tagger = NamesTagger(read_model(), self._vocabulary)
        self._kinds = Kinds(rules, self._vocabulary)
        self._confidence: Mapping[str, float] = rules.setting("entities.confidence")
        self._given = PhraseMatcher([rules.lexicon("entities.name")])
        self._ignored = PhraseMatcher([rules.lexicon("entities.ignore")])

    def recognize(self, document: Document, language: Language) -> list[Name]:
        """The names of a document in order, without overlaps; titles ("President"), leading
        articles and trailing possessives are not part of a name."""
        page = self._page(document, language)
        board = Board(page, self._vocabulary, self._tagger.drafts(page))
        for apply in _PASSES:
            apply(board)
        self._obey(board, language)
        return [self._name(board, language, draft) for draft in sorted(board.drafts)]

    def _page(self, document: Document, language: Language) -> Page:
        tokens = language.tokens
        shadow = document.shadow
        words = [shadow[token.start : token.end] for token in tokens]
        ends = [-1, *(token.end for token in tokens)]
        glued = [token.start == end for token, end in zip(tokens, ends, strict=False)]
        sentences = [(sentence.first, sentence.last) for sentence in language.sentences]
        return Page(words, glued, sentences, self._vocabulary)

    def _obey(self, board: Board, language: Language) -> None:
        """Names that a rule file gives win over all others; what it ignores is dropped."""
        tokens = language.tokens
        ignored = {(hit.first, hit.last) for hit in self._ignored.finditer(tokens)}
        found = [draft for draft in board.drafts if (draft.first, draft.last) not in ignored]
        types = {" ".join(board.surface(draft)): draft.type for draft in found}
        given = [
            Draft(hit.first, hit.last, _given_type(hit, board, types), hit.lexicon.id)
            for hit in self._given.finditer(tokens)
            if any(token.text != token.text.lower() for token in tokens[hit.first : hit.last])
        ]
        board.replace([*given, *found])

    def _name(self, board: Board, language: Language, draft: Draft) -> Name:
        type_, subtype = self._kinds.of(board, draft)
        start = language.tokens[draft.first].start
        end = language.tokens[draft.last - 1].end
        confidence = self._confidence.get(draft.rule, self._confidence.get(type_, 0.0))
        return Name(start, end, draft.first, draft.last, type_, draft.rule, confidence, subtype)


def _given_type(hit: Hit, board: Board, types: Mapping[str, str]) -> str:
    """The type of a name from a rule file: the one it gives (marked by "="), else that of what
    it is an alias of in this article, else what the model took it for."""
    if "type" in hit.attributes:
        return f"={hit.phrase}"
    alias = str(hit.attributes.get("alias_of", "")).lower()
    there = board.taken.get(hit.first)
    return types.get(alias) or (there.type if there else "ORG")
