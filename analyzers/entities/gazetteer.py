"""What is known of words and phrases before a text is read: `Gazetteer` and `Vocabulary`.

A phrase is in lower case with plain marks and single blanks; a class is one letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from newsan.analyzers.language import modelfile
from newsan.rules import RuleSet

GAZETTEER = "gazetteer.bin"
LONGEST_PHRASE = 6  # tokens

# What the letters of the gazetteer file and of `Vocabulary.classes` stand for.
GAZETTEER_CLASSES = {
    "w": "a common word, mostly written in lower case",
    "v": "a word that is sometimes written in lower case",
    "f": "first name",
    "m": "first name that men bear",
    "y": "first name that women bear",
    "l": "surname",
    "a": "city, over half a million people",
    "b": "city, over a hundred thousand",
    "c": "town",
    "r": "part of a country",
}
LEXICON_CLASSES = {
    "entities.country": "C",
    "entities.demonym": "D",
    "entities.people": "P",
    "entities.place": "p",
    "entities.seat-of-power": "q",
    "entities.organization": "o",
    "entities.media": "M",
    "entities.title": "t",
    "entities.title-modifier": "u",
    "entities.name-suffix": "x",
    "entities.head.organization": "O",
    "entities.head.media": "N",
    "entities.head.facility": "F",
    "entities.head.location": "L",
    "entities.head.polity": "G",
    "entities.head.event": "E",
    "entities.head.law": "W",
    "entities.landmark": "h",
    "entities.calendar": "d",
    "entities.generic": "g",
}


def read_gazetteer() -> dict[str, str]:
    """The phrases of the gazetteer that ships with newsan, each with its classes' letters."""
    header, _ = modelfile.load(GAZETTEER)
    table: dict[str, str] = {}
    for classes, phrases in header["phrases"].items():
        table.update(dict.fromkeys(phrases.split("|"), classes))
    return table


def write_gazetteer(path: Path, table: Mapping[str, str]) -> None:
    """Write a gazetteer file; the same table gives the same bytes."""
    blocks: dict[str, list[str]] = {}
    for phrase in sorted(table):
        blocks.setdefault(table[phrase], []).append(phrase)
    modelfile.save(path, {"phrases": {key: "|".join(blocks[key]) for key in blocks}}, {})


class Vocabulary:
    """The classes of words and phrases: the gazetteer with the lexicons of the rules over it."""

    def __init__(self, gazetteer: Mapping[str, str], rules: RuleSet) -> None:
        self._table = dict(gazetteer)
        self._written: dict[str, str] = {}
        for prefix, letter in LEXICON_CLASSES.items():
            for lexicon in rules.lexicons(prefix):
                table = self._written if lexicon.exact_case else self._table
                for phrase, attributes in lexicon.entries.items():
                    for form in (phrase, *_plural(phrase, attributes)):
                        table[form] = table.get(form, "") + letter
        self._cache: dict[str, str] = {}

    def classes(self, word: str) -> str:
        """The classes of one word as it is written, in the letters' order."""
        known = self._cache.get(word)
        if known is None:
            letters = self._table.get(word.lower(), "")
            if word.isupper():
                letters += self._written.get(word, "")
            known = self._cache[word] = "".join(sorted(set(letters)))
        return known

    def phrase_classes(self, text: str) -> str:
        """The classes of a whole phrase as it is written, "" when it isn't known as one."""
        folded = " ".join(text.split())
        return self._table.get(folded.lower(), "") + self._written.get(folded, "")

    def phrase_at(
        self, lower: Sequence[str], glued: Sequence[bool], first: int, last: int
    ) -> tuple[int, str] | None:
        """The longest known phrase of two tokens and more that begins at a token: its end and
        its classes. `glued` tells of each token whether no space stands before it."""
        found = None
        text = lower[first]
        for i in range(first + 1, min(last, first + LONGEST_PHRASE)):
            text += lower[i] if glued[i] else " " + lower[i]
            if letters := self._table.get(text):
                found = i + 1, letters
        return found


def _plural(phrase: str, attributes: Mapping[str, object]) -> tuple[str, ...]:
    ending = attributes.get("plural")
    return (f"{phrase}{ending}",) if ending else ()
