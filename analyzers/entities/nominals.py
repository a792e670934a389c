"""Definite descriptions: "the president", "the Ukrainian leader", "the company".

One is resolved only when a single person, or organisation, of the article fits it. Descriptions
of people that don't resolve stay candidates for pronouns: "he" may well be the unnamed driver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsan.analyzers.document import Document
from newsan.analyzers.entities.first_names import bare
from newsan.analyzers.entities.groups import Group, Member
from newsan.analyzers.entities.pronouns import Candidate, Seen
from newsan.analyzers.entities.roles import Roles
from newsan.analyzers.findings import Role
from newsan.analyzers.language import Language
from newsan.rules import RuleSet

PERSON_RULE = "people.role"
ORGANIZATION_RULE = "people.organization-noun"
_NOUNS = ("NN", "NNP")
_MODIFIERS = ("NN", "NNP", "JJ", "HYPH", "POS", "VBN")
_REACH = 6  # the most words before the noun


class Nominals:
    """Finds descriptions of people and organisations in one article."""

    def __init__(
        self, rules: RuleSet, document: Document, language: Language, roles: Roles
    ) -> None:
        self._document, self._language, self._roles = document, language, roles
        self._article = set(rules.setting("people.definite"))
        self._of = set(rules.setting("people.complements"))
        self._role_nouns = rules.lexicon(PERSON_RULE).entries
        self._starts = {word.split(" ")[0].split("-")[0] for word in self._role_nouns}
        self._organizations = rules.lexicon(ORGANIZATION_RULE).entries
        self._precision = {
            id: rules.lexicon(id).precision for id in (PERSON_RULE, ORGANIZATION_RULE)
        }

    def organizations(self, groups: Sequence[Group]) -> None:
        """Add "the company" and the like to the one organisation that it can mean."""
        fitting: dict[str, list[Group]] = {}
        for group in groups:
            if group.type == "ORG":
                for noun in self._nouns_of(group):
                    fitting.setdefault(noun, []).append(group)
        tokens = self._language.tokens
        for i in range(1, len(tokens)):
            named = fitting.get(tokens[i].folded, ())
            if len(named) != 1 or self._is_taken(i) or self._continues(i + 1):
                continue
            first, definite = self._opening(i)
            country = self._country(first, i)
            plain = i - first == 1 or (country is not None and i - first == 2)
            if definite and plain and named[0].members[0].first < first:
                self._add(named[0], first, i, i + 1, ORGANIZATION_RULE)

    def _nouns_of(self, group: Group) -> set[str]:
        """The nouns that an organisation may be called by: from its name's own words, or from
        what stands beside it ("the mining group X", "X, a bank")."""
        found = {
            noun
            for noun, attributes in self._organizations.items()
            if _is_kind(group, attributes.get("kinds", ()))
        }
        for member in group.names():
            found.update(self._beside(member))
        broader = (self._organizations[noun].get("also") for noun in found)
        return found | {noun for noun in broader if noun}

    def _beside(self, member: Member) -> Iterator[str]:
        tokens, tags = self._language.tokens, self._language.tags
        before = member.first - 1
        if before > 0 and tags[before] == ",":
            before -= 1
        if before >= 0 and tokens[before].folded in self._organizations:
            yield tokens[before].folded
        after = member.last + 1
        if after < len(tags) and tags[member.last] == "," and tags[after] == "DT":
            while after + 1 < len(tags) and tags[after + 1].startswith(_MODIFIERS):
                after += 1
            if tokens[after].folded in self._organizations:
                yield tokens[after].folded

    def people(
        self, held: Mapping[str, Sequence[tuple[Group, Role]]], taken: set[int]
    ) -> Iterator[Seen]:
        """The descriptions of people outside titles and appositions (`taken` tokens), in order.

        `held` are the persons by role noun. One that fits a single person is added to its group;
        the others are given as candidates without a group.
        """
        unnamed: dict[str, Candidate] = {}
        tags, tokens = self._language.tags, self._language.tokens
        end = 0
        for i, tag in enumerate(tags):
            if i < end or tag not in _NOUNS or tokens[i].folded not in self._starts:
                continue
            noun = self._roles.noun_at(i)
            if noun is None or i in taken or self._is_taken(i) or self._continues(noun[0]):
                continue
            end, attributes = noun
            first, definite = self._opening(i)
            word = self._text(i, end)
            group = self._meant(first, i, end, word, attributes, held) if definite else None
            if group:
                self._add(group, first, i, end, PERSON_RULE)
                continue
            if not definite or word not in unnamed:
                unnamed[word] = Candidate(None, attributes.get("gender"))
            yield Seen(first, end, unnamed[word])

    def _text(self, first: int, last: int) -> str:
        tokens = self._language.tokens
        return self._document.shadow[tokens[first].start : tokens[last - 1].end].lower()

    def _opening(self, noun: int) -> tuple[int, bool]:
        """Where the phrase of a noun begins, and whether its article is definite."""
        tags, tokens = self._language.tags, self._language.tokens
        first = noun
        while first > max(noun - _REACH, 0) and tags[first - 1] in _MODIFIERS:
            first -= 1
        if first and tags[first - 1] in ("DT", "PRP$"):
            first -= 1
        return first, tokens[first].folded in self._article

    def _meant(
        self,
        first: int,
        noun: int,
        end: int,
        word: str,
        attributes: Mapping[str, Any],
        held: Mapping[str, Sequence[tuple[Group, Role]]],
    ) -> Group | None:
        """The one person, named before, whom a definite description fits."""
        holders = list(held.get(word, ()))
        country = self._country(first, noun)
        if country and attributes.get("head"):
            holders = [
                (group, role)
                for other, known in held.items()
                if self._role_nouns[other].get("head")
                for group, role in known
            ]
        if country:
            holders = [(group, role) for group, role in holders if role.of == country]
        elif noun - first > 1:
            return None
        if self._has_complement(end):
            return None
        groups = {id(group): group for group, _ in holders if group.members[0].first < first}
        return next(iter(groups.values())) if len(groups) == 1 else None

    def _country(self, first: int, noun: int) -> str | None:
        for position in range(first, noun):
            found = self._roles.mentions.at.get(position)
            if found:
                return found[1].country if found[1].type == "NORP" else found[1].name
        return None

    def _has_complement(self, end: int) -> bool:
        """Whether "of Y" follows; "accused the leader of lying" is no such thing."""
        tokens, tags = self._language.tokens, self._language.tags
        return end + 1 < len(tags) and tokens[end].folded in self._of and tags[end + 1] != "VBG"

    def _is_taken(self, token: int) -> bool:
        """Whether the token is part of a name."""
        return token in self._roles.mentions.inside

    def _continues(self, end: int) -> bool:
        """Whether another noun follows: "the company car"."""
        tags = self._language.tags
        return end < len(tags) and tags[end].startswith(("NN", "HYPH"))

    def _add(self, group: Group, first: int, noun: int, last: int, rule: str) -> None:
        start, end = self._language.tokens[first].start, self._language.tokens[last - 1].end
        link = f"the only {self._text(noun, last)}"
        member = Member(start, end, first, last, "nominal", rule, self._precision[rule], link)
        group.members.append(member)


def _is_kind(group: Group, kinds: Sequence[str]) -> bool:
    """Whether the name's last (or first) word is of a kind: "Inc.", "Ministry of …"."""
    wanted = {bare(kind) for kind in kinds}
    words = bare(group.name).split(" ")
    return words[-1] in wanted or (words[0] in wanted and len(words) > 1)
