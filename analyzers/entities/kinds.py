"""From the coarse types of the model (PER ORG LOC EVENT MISC) to newsan's own."""

from __future__ import annotations

from newsan.analyzers.entities.board import Board
from newsan.analyzers.entities.gazetteer import Vocabulary
from newsan.analyzers.entities.tagging import Draft
from newsan.rules import RuleSet

_SAME = {"PER": "PERSON", "ORG": "ORG", "EVENT": "EVENT", "NORP": "NORP", "FAC": "FAC"}
# Classes of the last word, or else the first one, that tell the type of a place or a thing.
_PLACES = {"F": "FAC", "L": "LOC", "G": "GPE"}
_THINGS = {"W": "LAW", "E": "EVENT"}


class Kinds:
    """Settles the type and the subtype of a draft."""

    def __init__(self, rules: RuleSet, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = rules.lexicon("entities.name")
        self._seats = rules.lexicon("entities.seat-of-power")
        self._products = rules.lexicon("entities.product")

    def of(self, board: Board, draft: Draft) -> tuple[str, str | None]:
        """The type of a draft, and MEDIA or None."""
        if draft.type.startswith("="):
            attributes = self._names.entries[draft.type[1:]]
            return attributes["type"], attributes.get("subtype")
        text = " ".join(board.page.text(draft.first, draft.last).lower().split())
        if draft.type == "SEAT":
            return str(self._seats.entries[text]["type"]), None
        if text in self._products:
            return "PRODUCT", None
        kinds = board.kinds(draft.first, draft.last)
        heads = [board.page.kinds[i] for i in (draft.last - 1, draft.first)]
        if draft.last - draft.first == 1:
            heads = []
        if draft.type == "LOC":
            return _place(kinds, heads), None
        if draft.type == "MISC":
            return _thing(kinds, heads, board.page.words[draft.first : draft.last]), None
        media = draft.type == "ORG" and ("M" in kinds or (heads and "N" in heads[0]))
        return _SAME[draft.type], "MEDIA" if media else None


def _place(kinds: str, heads: list[str]) -> str:
    if "C" in kinds:
        return "GPE"
    if "p" in kinds:
        return "LOC"
    if {"a", "b", "r"} & set(kinds):
        return "GPE"
    return _by_head(heads, _PLACES) or "GPE"


def _thing(kinds: str, heads: list[str], words: list[str]) -> str:
    if {"D", "P"} & set(kinds):
        return "NORP"
    return _by_head(heads, _THINGS) or ("PRODUCT" if any(map(_is_made, words)) else "WORK")


def _is_made(word: str) -> bool:
    """Whether a word has a digit or a capital inside, as products have (iPhone, A320)."""
    return any(c.isdigit() for c in word) or not (word.isupper() or word[1:] == word[1:].lower())


def _by_head(heads: list[str], table: dict[str, str]) -> str:
    return next((table[k] for head in heads for k in table if k in head), "")
