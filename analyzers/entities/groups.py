"""What the parts of the entity analyzer hand on: names in, groups of mentions out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsan.analyzers.entities.recognize import Name
from newsan.analyzers.findings import MentionKind, Role

NAMES = ("name", "metonym", "demonym")


@dataclass(slots=True)
class Member:
    """One mention: tokens `first` to `last` (not included), offsets, and why it is in its group."""

    start: int
    end: int
    first: int
    last: int
    kind: MentionKind
    rule: str
    confidence: float
    link: str = ""
    stands_for: str | None = None

    @classmethod
    def of(cls, name: Name, link: str) -> Member:
        return cls(
            name.start, name.end, name.first, name.last, "name", name.rule, name.confidence, link
        )


@dataclass(slots=True)
class Group:
    """One thing with its mentions in order; the analyzer's parts fill in what they learn."""

    type: str
    name: str
    members: list[Member] = field(default_factory=list)
    subtype: str | None = None
    gender: str | None = None
    country: str | None = None
    roles: list[Role] = field(default_factory=list)
    id: str = ""

    def names(self) -> Iterator[Member]:
        """The mentions by name, whatever it stands for there."""
        return (member for member in self.members if member.kind in NAMES)
