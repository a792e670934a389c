"""Which of an article's personal names are one person's.

A name joins a fuller one only when nothing speaks against it: another first name, initial,
suffix or title, or a second person of that surname.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from newsan.analyzers.document import Document
from newsan.analyzers.entities.first_names import FirstNames
from newsan.analyzers.entities.groups import Group, Member
from newsan.analyzers.entities.person_names import PersonName, PersonNames
from newsan.analyzers.entities.recognize import Name
from newsan.analyzers.entities.short_names import ShortNames, ordinary

_MISSPELT = 0.85  # the least likeness of two words that may be one, misspelt
_LONG = 6  # the least length of such words: Jon and John are two names


@dataclass(frozen=True, slots=True)
class _Use:
    """One place where a form stands, what the title before it says of the gender, and the rule
    that says whose other name it is."""

    name: Name
    gender: str | None
    alias: str = ""


@dataclass(slots=True)
class _Form:
    """A way in which a person is named, with every place where it stands."""

    person: PersonName
    text: str
    uses: list[_Use] = field(default_factory=list)

    @property
    def genders(self) -> set[str]:
        return {use.gender for use in self.uses if use.gender}


@dataclass(slots=True, eq=False)
class _Person:
    """A person as far as known: its forms, the fullest first."""

    forms: list[_Form]
    uses: list[tuple[_Use, str]] = field(default_factory=list)

    @property
    def name(self) -> PersonName:
        return self.forms[0].person

    @property
    def genders(self) -> set[str]:
        return {gender for form in self.forms for gender in form.genders}


class PersonGrouper:
    """Groups personal names."""

    def __init__(
        self, names: PersonNames, first_names: FirstNames, short_names: ShortNames
    ) -> None:
        self._names = names
        self._first_names = first_names
        self._short_names = short_names

    def group(
        self, names: Iterable[tuple[Name, str | None]], document: Document
    ) -> tuple[list[Group], list[Name]]:
        """The persons, and the one-word names that belong to none of them.

        `names` come in order, each with the gender of the title before it.
        """
        forms = self._forms(names, document)
        persons = self._persons([form for form in forms if form.person.is_full])
        named = _by_word(persons)
        left: list[Name] = []
        for form in forms:
            if not form.person.is_full:
                left += self._attach(form, self._candidates(form, named))
        return [_group(person) for person in persons], left

    def gender(self, name: PersonName) -> str | None:
        """The gender that a first name has."""
        return self._first_names.gender(name.given[0]) if name.given else None

    def _forms(self, names: Iterable[tuple[Name, str | None]], document: Document) -> list[_Form]:
        forms: dict[tuple[object, ...], _Form] = {}
        for name, before in names:
            text = document.text[name.start : name.end]
            canonical = self._short_names.canonical(text, person=True)
            parsed = self._names.parse(canonical or document.shadow[name.start : name.end])
            link = f"alias: {text} = {canonical}" if canonical else ""
            shown = (canonical or text)[parsed.start : parsed.end]
            form = forms.setdefault((parsed.words, parsed.suffix), _Form(parsed, shown))
            form.uses.append(_Use(name, parsed.gender or before, link))
            if form.text.isupper():  # a headline in capitals
                form.text = shown
        return list(forms.values())

    def _persons(self, forms: Sequence[_Form]) -> list[_Person]:
        """The persons with full names; the fullest form of each comes first."""
        persons: list[_Person] = []
        named: dict[str, list[_Person]] = {}
        for form in sorted(forms, key=lambda form: -len(form.person.words)):
            words = () if form.person.is_several else _words(form)
            sharing = {id(p): p for word in words for p in named.get(word, ())}
            fitting = [(p, link) for p in sharing.values() if (link := self._link(form, p))]
            if len(fitting) == 1:
                person, link = fitting[0]
                person.forms.append(form)
            else:
                person, link = _Person([form]), ""
                persons.append(person)
            person.uses += [(use, link) for use in form.uses]
            for word in words:
                known = named.setdefault(word, [])
                if person not in known:
                    known.append(person)
        return persons

    def _link(self, form: _Form, person: _Person) -> str:
        """Why a full name is that of a person known already; "" when it isn't."""
        links = [self._same(form.person, other.person) for other in person.forms]
        if not all(links) or _conflict(form.genders, person.genders):
            return ""
        return links[0]

    def _same(self, one: PersonName, other: PersonName) -> str:
        if one.suffix != other.suffix:
            return ""
        if one.words == other.words:
            return "same string"
        if one.words == other.words[::-1]:
            return "family name first"
        if _within(one.words, other.words) or _within(other.words, one.words):
            return "shorter name"
        given, other_given = one.given[0], other.given[0]
        if not (self._first_names.same(given, other_given) or _alike(given, other_given)):
            return ""
        if not self._same_middle(one.given[1:], other.given[1:]):
            return ""
        mine, theirs = (self._names.particleless(name.surname) for name in (one, other))
        if mine == theirs:
            exact = given == other_given
            return "middle name" if exact else "first name in another form"
        return "spelling" if one.given == other.given and _alike(mine, theirs) else ""

    def _same_middle(self, one: Sequence[str], other: Sequence[str]) -> bool:
        return all(map(self._first_names.same, one, other))

    def _candidates(
        self, form: _Form, named: dict[str, list[_Person]]
    ) -> list[tuple[_Person, str]]:
        """The persons whom a one-word name may mean: by surname, else by first name, else by any
        word of a name that stood before."""
        name = form.person
        surname = self._names.particleless(name.surname)
        sharing = named.get(surname.split(" ")[-1], [])
        if name.suffix:
            sharing = [person for person in sharing if person.name.suffix == name.suffix]
        by_surname = [
            person
            for person in sharing
            if any(self._names.particleless(f.person.surname) == surname for f in person.forms)
        ]
        if by_surname:
            return [(person, "surname") for person in by_surname]
        by_first = [person for person in sharing if person.name.words[0] == surname]
        if by_first:
            return [(person, self._first_word(person.name)) for person in by_first]
        before = [person for person in sharing if _introduced(person, form.uses[0])]
        return [(person, "part of the name") for person in before]

    def _first_word(self, name: PersonName) -> str:
        return "first name" if self._first_names.is_known(name.words[0]) else "family name first"

    def _attach(self, form: _Form, candidates: Sequence[tuple[_Person, str]]) -> list[Name]:
        """Put each use of a one-word name with its person; returns the uses left over.

        Where two fit, the name goes on meaning the one that it meant before.
        """
        left = []
        meant: _Person | None = None
        for use in form.uses:
            fitting = [
                (person, link)
                for person, link in candidates
                if not _conflict({use.gender} - {None}, self._known_genders(person))
            ]
            if len(fitting) > 1:
                fitting = [(p, link) for p, link in fitting if _introduced(p, use)]
            if len(fitting) > 1:
                fitting = [(p, link) for p, link in fitting if p is meant]
            if len(fitting) == 1:
                person, link = fitting[0]
                person.uses.append((use, link))
                meant = person
            else:
                left.append(use.name)
        return left

    def _known_genders(self, person: _Person) -> set[str]:
        return person.genders or {self.gender(person.name) or ""} - {""}


def _by_word(persons: Iterable[_Person]) -> dict[str, list[_Person]]:
    """The persons by each word of each of their full names."""
    named: dict[str, list[_Person]] = {}
    for person in persons:
        if person.name.is_several:
            continue
        for word in {word for form in person.forms for word in _words(form)}:
            named.setdefault(word, []).append(person)
    return named


def _words(form: _Form) -> set[str]:
    """The words of a name, those with a hyphen also in parts: al-Assad is found by assad."""
    words = form.person.words
    return {*words, *(part for word in words for part in word.split("-"))}


def _introduced(person: _Person, use: _Use) -> bool:
    """Whether the person was named in full before."""
    return any(use.name.start > f.uses[0].name.start for f in person.forms)


def _group(person: _Person) -> Group:
    uses = sorted(person.uses, key=lambda item: item[0].name.start)
    fullest = max(person.forms, key=lambda form: (len(form.person.words), len(form.text)))
    genders = person.genders
    gender = genders.pop() if len(genders) == 1 else None
    members = [Member.of(use.name, use.alias or link or "same string") for use, link in uses]
    members[0].link = ""
    return Group("PERSON", ordinary(fullest.text), members, gender=gender)


def _conflict(one: set[str | None] | set[str], other: set[str | None] | set[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name of two words or more is a stretch of a longer one."""
    size = len(short)
    return 1 < size < len(long) and any(
        long[i : i + size] == short for i in range(len(long) - size + 1)
    )


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _MISSPELT
