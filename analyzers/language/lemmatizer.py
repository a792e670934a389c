"""Lemmas: the longest known ending of a word says what to take off and what to put on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsan.analyzers.language import modelfile

MODEL = "lemmas.bin"

WHOLE = "^"  # marks an ending that is a whole word
LONGEST = 5  # letters of the longest ending that is not a whole word
_KEPT = 50_000  # words kept with their lemmas before memory is freed


class Lemmatizer:
    """Gives the lemma of a word with its tag; loaded once, used for every document."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        """`header["endings"]` maps a tag to its endings, and each to [letters off, letters on]."""
        self._endings: dict[str, dict[str, tuple[int, str]]] = header["endings"]
        self._known: dict[tuple[str, str], str] = {}
        self._taught: dict[tuple[str, str], str] = {}

    @classmethod
    def load(cls) -> Lemmatizer:
        """The lemmatizer that ships with newsan."""
        return cls(modelfile.load(MODEL)[0])

    def teach(self, verb: str, forms: Sequence[str]) -> None:
        """Make a verb the lemma of its forms (as `verb_forms` reads them), but for those forms
        that are known to be another verb's."""
        for tag, form in verb_forms(forms):
            if WHOLE + form not in self._endings[tag]:
                self._taught[form, tag] = verb

    def lemma(self, word: str, tag: str) -> str:
        """The lemma in lower case; `word` is in lower case and its marks are straight."""
        key = word, tag
        if key not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[key] = self._changed(word, tag)
        return self._known[key]

    def _changed(self, word: str, tag: str) -> str:
        if taught := self._taught.get((word, tag)):
            return taught
        endings = self._endings.get(tag)
        if endings is None:
            return word
        off, on = change(endings, word)
        return word[: len(word) - off] + on


def verb_forms(forms: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The tag of each of a verb's forms: base, third person, past and participle, gerund."""
    _, third, *past, gerund = forms
    yield "VBZ", third
    yield "VBG", gerund
    yield from ((tag, form) for form in past for tag in ("VBD", "VBN"))


def change(endings: Mapping[str, tuple[int, str]], word: str) -> tuple[int, str]:
    """How many letters the longest known ending takes off, and what it puts on."""
    if WHOLE + word in endings:
        return endings[WHOLE + word]
    for start in range(max(0, len(word) - LONGEST), len(word) + 1):
        if word[start:] in endings:
            return endings[word[start:]]
    return 0, ""
