"""What is known of words and phrases before a text is read: `Gazetteer` and `Vocabulary`.

A phrase is in lower case with plain marks and single blanks; a class is one letter.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path

from newsan.analyzers.entities.table import TextTable, order, pack
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
    "entities.edge": "e",
    "entities.of": "k",
}


class Gazetteer:
    """Phrases with the letters of their classes, known by their hashes."""

    def __init__(self, classes: Sequence[str], arrays: Mapping[str, array[int]]) -> None:
        """`arrays["rows"]` gives each row of the table the number of its classes."""
        self.classes = list(classes)
        self.arrays = arrays
        self._table = TextTable(arrays)
        self._rows = arrays["rows"]

    @classmethod
    def of(cls, letters: Mapping[str, str]) -> Gazetteer:
        """The gazetteer of phrases and the letters of their classes."""
        phrases = order(letters)
        classes = sorted(set(letters.values()))
        number = {kinds: at for at, kinds in enumerate(classes)}
        rows = array("H", (number[letters[phrase]] for phrase in phrases))
        return cls(classes, {**pack(phrases), "rows": rows})

    def get(self, phrase: str) -> str:
        """The classes of a phrase in lower case; "" when it isn't known."""
        row = self._table.row(phrase)
        return self.classes[self._rows[row]] if row >= 0 else ""

    def save(self, path: Path) -> None:
        """Write the file; the same phrases with the same letters give the same bytes."""
        modelfile.save(path, {"classes": self.classes}, self.arrays)


def read_gazetteer() -> Gazetteer:
    """The gazetteer that ships with newsan."""
    header, arrays = modelfile.load(GAZETTEER)
    return Gazetteer(header["classes"], arrays)


class Vocabulary:
    """The classes of words and phrases: the gazetteer with the lexicons of the rules over it."""

    def __init__(self, gazetteer: Gazetteer, rules: RuleSet) -> None:
        self._gazetteer = gazetteer
        self.legal_forms = frozenset(rules.lexicon("people.legal-form").entries)
        self._lexicons: dict[str, str] = {}
        self._written: dict[str, str] = {}
        for prefix, letter in LEXICON_CLASSES.items():
            for lexicon in rules.lexicons(prefix):
                table = self._written if lexicon.exact_case else self._lexicons
                for phrase, attributes in lexicon.entries.items():
                    for form in (phrase, *_plural(phrase, attributes)):
                        table[form] = table.get(form, "") + letter
        self._cache: dict[str, str] = {}

    def classes(self, word: str) -> str:
        """The classes of one word as it is written, in the letters' order."""
        known = self._cache.get(word)
        if known is None:
            letters = self._folded(word.lower())
            if word.isupper():
                letters += self._written.get(word, "")
            known = self._cache[word] = "".join(sorted(set(letters)))
        return known

    def phrase_classes(self, text: str) -> str:
        """The classes of a whole phrase as it is written, "" when it isn't known as one."""
        folded = " ".join(text.split())
        return self._folded(folded.lower()) + self._written.get(folded, "")

    def phrase_at(
        self, lower: Sequence[str], glued: Sequence[bool], first: int, last: int
    ) -> tuple[int, str] | None:
        """The longest known phrase of two tokens and more that begins at a token: its end and
        its classes. `glued` tells of each token whether no space stands before it."""
        found = None
        text = lower[first]
        for i in range(first + 1, min(last, first + LONGEST_PHRASE)):
            text += lower[i] if glued[i] else " " + lower[i]
            if letters := self._folded(text):
                found = i + 1, letters
        return found

    def _folded(self, text: str) -> str:
        return self._lexicons.get(text, "") + self._gazetteer.get(text)


def _plural(phrase: str, attributes: Mapping[str, object]) -> tuple[str, ...]:
    ending = attributes.get("plural")
    return (f"{phrase}{ending}",) if ending else ()
