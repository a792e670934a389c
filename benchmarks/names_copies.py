"""Further training sentences made from those there are: in other cases, and with other names.

A model that has seen few names learns them by heart. Copies with people of seventy countries,
rare surnames and small towns make it look at the words around; copies in Title Case and in
capitals teach it headlines.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import gazetteer_sources as sources
from names_data import Text

from newsan.analyzers.entities.gazetteer import Vocabulary

TITLE_SHARE = 0.6  # of recased copies; the others are in capitals
PERSON, PLACE, ORGANIZATION = 0.8, 0.6, 0.6  # chance that a name of that type is exchanged
_HEADS = frozenset("FLGOC")

Spans = Callable[[str], Iterable[tuple[int, int]]]


@dataclass(frozen=True)
class Sample:
    """A sentence with its labels."""

    words: list[str]
    glued: list[bool]
    labels: list[str]


def sentences(text: Text, labels: Sequence[str]) -> Iterator[Sample]:
    """The sentences of a text."""
    for first, last in text.sentences:
        yield Sample(text.words[first:last], text.glued[first:last], list(labels[first:last]))


def recased(sample: Sample, rng: random.Random) -> Sample:
    """A copy in Title Case (half of the time with short words left small) or in capitals."""
    if rng.random() < TITLE_SHARE:
        spare = rng.random() < 0.5
        words = [
            word
            if spare and i and len(word) < 4 and word.islower()
            else word[:1].upper() + word[1:]
            for i, word in enumerate(sample.words)
        ]
    else:
        words = [w.upper() if len(w.upper()) == len(w) else w for w in sample.words]
    return Sample(words, sample.glued, sample.labels)


class Exchange:
    """Puts other names in the place of a sentence's names."""

    def __init__(self, organizations: Sequence[str], spans: Spans, vocabulary: Vocabulary) -> None:
        self._organizations = organizations
        self._spans = spans
        self._vocabulary = vocabulary
        self._peoples = sources.peoples()
        self._firsts = sources.census("male.first", 300) + sources.census("female.first", 600)
        self._rare = sources.census("all.last", 60_000)[16_000:]
        cities = {name for name, _ in sources.cities()}
        self._places = [
            sorted(filter(sources.is_latin, cities)),
            sorted(filter(sources.is_latin, set(sources.towns()) - cities)),
            sorted(set(sources.regions())),
        ]

    def copy(self, sample: Sample, rng: random.Random) -> Sample | None:
        """A copy with some names exchanged, or None when none was."""
        out = Sample([], [], [])
        changed = False
        i = 0
        while i < len(sample.words):
            j = i + 1
            while j < len(sample.words) and sample.labels[j].startswith("I-"):
                j += 1
            name = self._other(sample.words[i:j], sample.labels[i], rng)
            if name is None:
                out.words.extend(sample.words[i:j])
                out.glued.extend(sample.glued[i:j])
                out.labels.extend(sample.labels[i:j])
            else:
                changed = True
                self._put(out, name, sample.glued[i], sample.labels[i][2:])
            i = j
        return out if changed else None

    def _put(self, out: Sample, name: str, glued: bool, type_: str) -> None:
        end = -1
        for start, stop in self._spans(name):
            out.words.append(name[start:stop])
            out.glued.append(glued if end < 0 else start == end)
            out.labels.append(f"B-{type_}" if end < 0 else f"I-{type_}")
            end = stop

    def _other(self, words: Sequence[str], label: str, rng: random.Random) -> str | None:
        if label == "B-PER" and len(words) <= 3 and rng.random() < PERSON:
            return self._person(len(words), rng)
        plain = not _HEADS & set(self._vocabulary.classes(words[-1]))
        if label == "B-LOC" and len(words) <= 2 and plain and rng.random() < PLACE:
            return rng.choice(rng.choices(self._places, (0.4, 0.35, 0.25))[0])
        if label == "B-ORG" and rng.random() < ORGANIZATION:
            return rng.choice(self._organizations)
        return None

    def _person(self, size: int, rng: random.Random) -> str:
        if rng.random() < 0.4:
            first, last = self._firsts, self._rare
        else:
            first, last = rng.choice(self._peoples)
        if size == 1:
            return rng.choice(last if rng.random() < 0.8 else first)
        if size == 2:
            return f"{rng.choice(first)} {rng.choice(last)}"
        middle = rng.choice(first) if rng.random() < 0.5 else f"{rng.choice(sources.INITIALS)}."
        return f"{rng.choice(first)} {middle} {rng.choice(last)}"
