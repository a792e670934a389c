"""The entity analyzer: names, grouped into things, with their roles, nominals and pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from newsan.analyzers.article import Article
from newsan.analyzers.document import Document
from newsan.analyzers.entities.aliases import Grouper
from newsan.analyzers.entities.first_names import FirstNames
from newsan.analyzers.entities.given import given_groups
from newsan.analyzers.entities.groups import Group
from newsan.analyzers.entities.nominals import Nominals
from newsan.analyzers.entities.person_names import PersonNames
from newsan.analyzers.entities.pronouns import Candidate, PronounResolver, Seen
from newsan.analyzers.entities.recognize import Name, Recognizer
from newsan.analyzers.entities.roles import Held, Roles
from newsan.analyzers.entities.scene import Scene
from newsan.analyzers.entities.seats import Seats
from newsan.analyzers.entities.short_names import PERSON
from newsan.analyzers.findings import Entity, Finding, Mention, Role
from newsan.analyzers.language import Language
from newsan.rules import RuleSet

NORP = "NORP"


class EntitiesAnalyzer:
    """Finds persons, organisations, places and other named things, one `Entity` for each."""

    name: ClassVar[str] = "entities"
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("entities",)

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._recognizer = Recognizer(rules)
        self._first_names = FirstNames(rules)
        self._person_names = PersonNames(rules, self._first_names)
        self._grouper = Grouper(rules, self._first_names, self._person_names)
        self._resolver = PronounResolver(rules)
        self._seats = Seats(rules)
        self._countries = rules.lexicon("entities.country").entries
        self._demonyms = {
            form: attributes["country"]
            for word, attributes in rules.lexicon("entities.demonym").entries.items()
            for form in (word, word + attributes.get("plural", ""))
        }

    def analyze(self, article: Article) -> Mapping[str, Sequence[Finding]]:
        """The entities in order of their first mentions."""
        return {"entities": entities_of(self.groups(article), article.document)}

    def groups(self, article: Article, names: Sequence[Name] | None = None) -> list[Group]:
        """The things of an article: of the names given, of those the user gave, or its own."""
        document, language = article.document, article.language
        if names is None and article.options.given is not None:
            groups = given_groups(article.options.given, document, language)
        else:
            if names is None:
                names = self._recognizer.recognize(document, language)
            groups = self._grouper.group(names, document, language)
        self._complete(groups, document, language)
        return groups

    def _complete(self, groups: list[Group], document: Document, language: Language) -> None:
        """Add countries, roles, genders, what seats stand for, nominals and pronouns."""
        for group in groups:
            group.country = self._country(group)
            if group.type == NORP and group.country:
                for member in group.members:
                    member.kind = "demonym"
        roles = Roles(self._rules, document, language, groups)
        held, taken = self._add_roles(groups, roles)
        scene = Scene(language)
        self._seats.mark(groups, scene)
        nominals = Nominals(self._rules, document, language, roles)
        nominals.organizations(groups)
        unnamed = list(nominals.people(held, taken))
        seen = [*self._seen(groups), *unnamed]
        self._resolver.resolve(scene, sorted(seen, key=lambda s: s.first))
        for group in groups:
            group.members.sort(key=lambda member: (member.start, member.end))

    def _country(self, group: Group) -> str | None:
        """The country of a people or a seat of power."""
        countries = self._demonyms if group.type == NORP else self._seats.country
        return countries.get(group.name.lower())

    def _add_roles(
        self, groups: Iterable[Group], roles: Roles
    ) -> tuple[dict[str, list[tuple[Group, Role]]], set[int]]:
        """Give persons their roles and genders; the persons by role noun, and the tokens that
        roles cover."""
        held: dict[str, list[tuple[Group, Role]]] = {}
        taken: set[int] = set()
        for group in groups:
            if group.type != PERSON:
                continue
            known: set[tuple[str, str | None]] = set()
            found = list(roles.of(group))
            for role in found:
                taken.update(role.tokens)
                if role.employer and self._is_mistaken(role.employer):
                    role.employer.type = "ORG"
                held.setdefault(role.noun, []).append((group, role.finding))
                key = (role.finding.role.lower(), role.finding.of)
                if key not in known and not role.is_kin:
                    known.add(key)
                    group.roles.append(role.finding)
            group.gender = group.gender or self._gender(group, found)
        return held, taken

    def _is_mistaken(self, employer: Group) -> bool:
        """Whether somebody's employer was taken for a person or a place without need."""
        known = employer.name.lower() in self._countries or employer.country
        return employer.type in ("PERSON", "GPE", "LOC") and not known

    def _gender(self, group: Group, roles: Sequence[Held]) -> str | None:
        """The gender of a person: by a title, or else the first name, or else another role."""
        first_name = self._person_names.parse(group.name).words[0]
        signs = (
            *(role.gender for role in roles if role.is_title),
            self._first_names.gender(first_name),
            *(role.gender for role in roles),
        )
        return next(filter(None, signs), None)

    def _seen(self, groups: Iterable[Group]) -> Iterable[Seen]:
        for group in groups:
            if group.type == PERSON:
                candidate = Candidate(group, group.gender)
                for member in group.members:
                    yield Seen(member.first, member.last, candidate)


def entities_of(groups: Sequence[Group], document: Document) -> tuple[Entity, ...]:
    """The groups as findings."""
    return tuple(
        _entity(group, group.id or f"e{number}", document)
        for number, group in enumerate(groups, start=1)
    )


def _entity(group: Group, id: str, document: Document) -> Entity:
    first = next(group.names(), group.members[0])
    texts = [document.text[member.start : member.end] for member in group.names()]
    mentions = tuple(
        Mention(
            start=member.start,
            end=member.end,
            text=document.text[member.start : member.end],
            kind=member.kind,
            rule=member.rule,
            confidence=member.confidence,
            link=member.link,
            stands_for=member.stands_for,
        )
        for member in group.members
    )
    return Entity(
        start=first.start,
        end=first.end,
        text=document.text[first.start : first.end],
        id=id,
        rule=first.rule,
        confidence=first.confidence,
        name=group.name,
        type=group.type,
        subtype=group.subtype,
        gender=group.gender,
        country=group.country,
        aliases=tuple(dict.fromkeys(text for text in texts if text != group.name)),
        roles=tuple(group.roles),
        mentions=mentions,
    )
