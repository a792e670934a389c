"""The reporting predicates, looked up by word: which frames it may evoke."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsan.rules import Frame, RuleSet
from newsan.rules.loader import inflector


@dataclass(frozen=True, slots=True)
class Sense:
    """One frame that a lemma may evoke, with the particle that must follow."""

    frame: Frame
    particle: tuple[str, ...]

    @property
    def content(self) -> tuple[str, ...]:
        """What the predicate takes: "that", "clause", "quote", "after:of", …"""
        return self.frame.roles.get("content", ())

    @property
    def addressee(self) -> tuple[str, ...]:
        return self.frame.roles.get("addressee", ())


class Predicates:
    """All frames with a content, by each inflected form that evokes them."""

    def __init__(self, rules: RuleSet) -> None:
        self.verbs: dict[str, list[Sense]] = {}
        self.nouns: dict[str, list[Sense]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
        for frame in rules.frames():
            if "content" in frame.roles:
                self._add(frame)

    def _add(self, frame: Frame) -> None:
        sense = Sense(frame, tuple(frame.particle.split()))
        table = {"verb": self.verbs, "noun": self.nouns}.get(frame.pos)
        for lemma in frame.lemmas:
            if table is not None:
                for form in inflector().forms(lemma, frame.pos):
                    table.setdefault(form, []).append(sense)
            elif frame.pos == "phrase":
                words = tuple(lemma.split())
                self.phrases.setdefault(words[0], []).append((words[1:], sense))


def takes(senses: Iterable[Sense], content: str) -> Sense | None:
    """The first sense that takes this kind of content, or None."""
    return next((sense for sense in senses if content in sense.content), None)
