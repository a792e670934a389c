"""One row a thing: the names of an article put into groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsan.analyzers.document import Document
from newsan.analyzers.entities.first_names import FirstNames
from newsan.analyzers.entities.groups import Group
from newsan.analyzers.entities.person_names import PersonNames
from newsan.analyzers.entities.persons import PersonGrouper
from newsan.analyzers.entities.recognize import Name
from newsan.analyzers.entities.things import ThingGrouper
from newsan.analyzers.language import Language
from newsan.rules import RuleSet

PERSON = "PERSON"


class Grouper:
    """Puts the names of an article into groups, one for each thing."""

    def __init__(self, rules: RuleSet, first_names: FirstNames, names: PersonNames) -> None:
        self._names = names
        self._persons = PersonGrouper(names, first_names)
        self._things = ThingGrouper(rules)

    def group(self, names: Sequence[Name], document: Document, language: Language) -> list[Group]:
        """The groups, in the order of their first mentions; their members in order."""
        personal = [name for name in names if name.type == PERSON]
        titled = [(name, self._gender_before(name, language)) for name in personal]
        persons, left = self._persons.group(titled, document)
        others = [name for name in names if name.type != PERSON]
        groups = persons + self._things.group(_in_order([*others, *left]), document)
        return sorted(groups, key=lambda group: group.members[0].start)

    def _gender_before(self, name: Name, language: Language) -> str | None:
        """What the title before a name says of the gender: "Mrs." in "Mrs. Lee"."""
        if name.first == 0:
            return None
        return self._names.title_gender(language.tokens[name.first - 1].folded)


def _in_order(names: Iterable[Name]) -> list[Name]:
    return sorted(names, key=lambda name: (name.start, name.end))
