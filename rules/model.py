"""What a rule file says, as data: `Lexicon`, `Frame`, `Pattern`, and the `RuleSet` of them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a rule file: line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what the rule must find in it (nothing, when `finds` is empty).

    Each item of `finds` is a mapping of field → expected value, read by the analyzer's checker;
    `published` is the publication date; `todo` says why a known gap may fail.
    """

    text: str
    finds: tuple[Mapping[str, Any], ...]
    location: Location
    published: str | None = None
    todo: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases of one class, each with attributes.

    `entries` maps a phrase (tokens in lower case joined by one blank; as written when
    `exact_case`) to its attributes; attributes of the whole lexicon are merged in.
    `pos` are tag prefixes that gate a match; empty means any.
    """

    id: str
    entries: Mapping[str, Mapping[str, Any]]
    location: Location
    about: str = ""
    pos: tuple[str, ...] = ()
    exact_case: bool = False
    precision: float = 1.0
    examples: tuple[Example, ...] = ()

    def __contains__(self, phrase: object) -> bool:
        return phrase in self.entries

    def get(self, phrase: str) -> Mapping[str, Any] | None:
        """The attributes of a phrase, or None when it isn't in the lexicon."""
        return self.entries.get(phrase)


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate and its roles.

    `lemmas` are the lemmas that evoke it, `pos` is verb, noun, adjective or phrase; `particle`
    what must follow the predicate ("at" in "lash out at" has lemma "lash" and particle "out at").
    Roles (`holder`, `target`, `addressee`, `content`) say where they stand: "agent", "object",
    "subject", "possessive", or the prepositions after which they come.
    Everything an analyzer reads beyond that stands in `attributes`.
    """

    id: str
    lemmas: tuple[str, ...]
    pos: str
    roles: Mapping[str, tuple[str, ...]]
    location: Location
    about: str = ""
    particle: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    precision: float = 1.0
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence over tokens, and the finding that it makes.

    `match` is the source of the sequence (see `newsan.rules.sequence`), `makes` the kind of
    finding ("date", "mark", "entity", …), `fields` what the finding's analyzer needs to make it.
    """

    id: str
    match: str
    makes: str
    fields: Mapping[str, Any]
    location: Location
    about: str = ""
    priority: int = 0
    precision: float = 1.0
    examples: tuple[Example, ...] = ()


Rule = Lexicon | Frame | Pattern


class RuleSet:
    """All rules in force, built-in packs with the user's files layered over them."""

    def __init__(self, rules: Mapping[str, Rule], settings: Mapping[str, Any]) -> None:
        self.rules = dict(rules)
        self._settings = dict(settings)

    def lexicon(self, id: str) -> Lexicon:
        """The lexicon of that id; an empty one is a `KeyError`, for packs ship with newsan."""
        rule = self.rules[id]
        if not isinstance(rule, Lexicon):
            raise KeyError(f"{id} is not a lexicon")
        return rule

    def lexicons(self, prefix: str = "") -> Iterator[Lexicon]:
        """The lexicons whose id is `prefix` or begins with `prefix` and a dot, in order."""
        return (r for r in self._under(prefix) if isinstance(r, Lexicon))

    def frames(self, prefix: str = "") -> Iterator[Frame]:
        """The frames under an id prefix, in order."""
        return (r for r in self._under(prefix) if isinstance(r, Frame))

    def patterns(self, makes: str) -> Iterator[Pattern]:
        """The patterns that make one kind of finding, in order."""
        return (r for r in self.rules.values() if isinstance(r, Pattern) and r.makes == makes)

    def setting(self, id: str) -> Any:
        """A number, text or table from a pack's `settings`, by `pack.name`."""
        return self._settings[id]

    def _under(self, prefix: str) -> Iterator[Rule]:
        dotted = prefix + "."
        for id, rule in self.rules.items():
            if not prefix or id == prefix or id.startswith(dotted):
                yield rule
