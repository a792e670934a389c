"""What an article calls a person: titles before the name, appositions around it, "X is the …"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsan.analyzers.document import Document
from newsan.analyzers.entities.groups import Group, Member
from newsan.analyzers.entities.scene import FINITE
from newsan.analyzers.findings import Role
from newsan.analyzers.language import Language
from newsan.rules import RuleSet

RULE = "people.role"
_REACH = 14  # the most tokens that a role may have
_LONGEST = 4  # the most words of a role noun: chief of staff
_MODIFIERS = ("NN", "JJ", "HYPH", "POS", "VBN", "CD", "AFX")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase for a person, at tokens `first` to `last`; the role noun, with its
    attributes, at `head` to `noun_end`; what comes after the preposition at `inside` to `last`."""

    first: int
    head: int
    noun_end: int
    last: int
    attributes: Mapping[str, Any]
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A role as the analyzer reads it on: the finding, its noun in lower case, its phrase,
    whether it stands right before the name, and the employer after "at"."""

    finding: Role
    noun: str
    phrase: Phrase
    is_title: bool
    employer: Group | None = None

    @property
    def gender(self) -> str | None:
        gender: str | None = self.phrase.attributes.get("gender")
        return gender

    @property
    def is_kin(self) -> bool:
        """Whether the noun says what somebody is to another, or just a person: no role."""
        return bool(self.phrase.attributes.get("kin"))

    @property
    def tokens(self) -> range:
        return range(self.phrase.first, self.phrase.last)


class Mentions:
    """The mentions of all groups by their first token and by their last."""

    def __init__(self, groups: Sequence[Group]) -> None:
        pairs = [(member, group) for group in groups for member in group.members]
        self.at = {member.first: (member, group) for member, group in pairs}
        self.until = {member.last: (member, group) for member, group in pairs}
        self.inside = {token for member, _ in pairs for token in range(member.first, member.last)}


class Roles:
    """Finds roles in one article."""

    def __init__(
        self, rules: RuleSet, document: Document, language: Language, groups: Sequence[Group]
    ) -> None:
        self._nouns = rules.lexicon(RULE).entries
        self._prepositions = set(rules.setting("people.role-prepositions"))
        self._copulas = set(rules.setting("people.copulas"))
        self._relatives = set(rules.setting("people.relatives"))
        self._employers = set(rules.setting("people.employers"))
        self._negations = set(rules.setting("people.negations"))
        self._document, self._tokens = document, language.tokens
        self._language, self._tags = language, language.tags
        self.mentions = Mentions(groups)

    def of(self, group: Group) -> Iterator[Held]:
        """The roles of a person, in order."""
        for member in group.names():
            for phrase in self._phrases(member):
                noun = self._text(phrase.head, phrase.noun_end).lower()
                is_title = phrase.last == member.first
                yield Held(self._role(phrase), noun, phrase, is_title, self._employer(phrase))

    def noun_at(self, first: int) -> tuple[int, Mapping[str, Any]] | None:
        """Where a role noun that begins at a token ends, and its attributes; the longest."""
        start = self._tokens[first].start
        stop = min(first + _LONGEST, len(self._tokens))
        for last in range(stop, first, -1):
            text = self._document.shadow[start : self._tokens[last - 1].end].lower()
            if text in self._nouns:
                return last, self._nouns[text]
        return None

    def _text(self, first: int, last: int) -> str:
        return self._document.text[self._tokens[first].start : self._tokens[last - 1].end]

    def _phrases(self, member: Member) -> Iterator[Phrase]:
        low, high = self._bounds(member)
        before = self._before(member.first, low)
        if before:
            yield before
        elif member.first - 1 > low and self._is_enclosed(member):
            apposition = self._before(member.first - 1, low)
            if apposition and self._is_definite(apposition):
                yield apposition
        after = self._after(member.last, high)
        if after:
            yield after

    def _bounds(self, member: Member) -> tuple[int, int]:
        sentence = self._language.sentences[self._language.sentence_at(member.first)]
        return (
            max(sentence.first, member.first - _REACH),
            min(sentence.last, member.last + _REACH),
        )

    def _before(self, stop: int, low: int) -> Phrase | None:
        """The phrase that ends right before token `stop`: "Kremlin spokesman", "Secretary of
        State"."""
        first = stop
        while first > low and self._may_stand_inside(first - 1):
            first -= 1
        heads = list(self._heads(first, stop))
        if not heads:
            return None
        head, end, attributes = heads[-1]
        if end == stop:
            return Phrase(self._whole(first, head), head, end, stop, attributes)
        inside = self.mentions.until.get(stop)
        if self._tokens[end].folded not in self._prepositions or inside is None:
            return None
        if inside[1].type == "PERSON" or inside[0].first <= end:
            return None
        return Phrase(self._whole(first, head), head, end, stop, attributes, end + 1)

    def _after(self, last: int, high: int) -> Phrase | None:
        """The phrase after a name: ", the prime minister of Y", ", 42, a farmer", "is a poet"."""
        position = last
        if position < high and self._is_mark(position):
            position += 1
            if position + 1 < high and self._tags[position] == "CD":
                position += 2
            if position < high and self._tokens[position].folded in self._relatives:
                position = self._past_copula(position + 1, high)
        else:
            position = self._past_copula(position, high)
            if position == last:
                return None
        while position < high and self._tags[position] in ("RB", "DT", "PRP$"):
            if self._tokens[position].folded in self._negations:
                return None
            position += 1
        first = position
        while position < high and self._is_modifier(position):
            position += 1
        heads = [head for head in self._heads(first, position) if head[1] == position]
        if not heads or position - 1 in self.mentions.at or self._opens_clause(position, high):
            return None
        head, end, attributes = heads[0]
        inside, stop = self._complement(end, high)
        return Phrase(first, head, end, stop, attributes, inside)

    def _opens_clause(self, position: int, high: int) -> bool:
        """Whether a verb follows at once: "In Salem, the mayor said"."""
        while position < high and self._tags[position] == "RB":
            position += 1
        return position < high and self._tags[position] in FINITE

    def _past_copula(self, position: int, high: int) -> int:
        if position < high and self._tokens[position].folded in self._copulas:
            return position + 1
        return position

    def _complement(self, position: int, high: int) -> tuple[int | None, int]:
        """What a preposition after the noun adds: where it begins, and where the phrase ends."""
        if position >= high or self._tokens[position].folded not in self._prepositions:
            return None, position
        stop = inside = position + 1
        while stop < high and (
            self._may_stand_inside(stop)
            or self._tags[stop] in ("DT", "PRP$")
            or stop in self.mentions.inside
        ):
            stop += 1
        return (inside, stop) if stop > inside else (None, position)

    def _heads(self, first: int, stop: int) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
        """The role nouns between two tokens, longest first at each place."""
        position = first
        while position < stop:
            noun = self.noun_at(position)
            if noun and noun[0] <= stop:
                yield position, *noun
                position = noun[0]
            else:
                position += 1

    def _whole(self, first: int, head: int) -> int:
        """The first token of the phrase: what stands before a preposition isn't part of it."""
        for position in range(head - 1, first - 1, -1):
            if not self._is_modifier(position):
                return position + 1
        return first

    def _may_stand_inside(self, position: int) -> bool:
        token = self._tokens[position].folded
        return self._is_modifier(position) or token in self._prepositions or self._is_and(position)

    def _is_modifier(self, position: int) -> bool:
        person = self.mentions.until.get(position + 1)
        if person and person[1].type == "PERSON":
            return False
        return self._tags[position].startswith(_MODIFIERS) or position in self.mentions.at

    def _is_and(self, position: int) -> bool:
        return self._tags[position] == "CC"

    def _is_mark(self, position: int) -> bool:
        return self._tags[position] == ","

    def _is_enclosed(self, member: Member) -> bool:
        """Whether a name stands between a comma and another mark: "his mother, Ann Lee, said"."""
        return self._is_mark(member.first - 1) and (
            member.last >= len(self._tags) or not self._tags[member.last].isalpha()
        )

    def _is_definite(self, phrase: Phrase) -> bool:
        """Whether an article or a possessive opens the phrase: "the group's head, X"."""
        tags = self._tags[max(phrase.first - 1, 0) : phrase.head]
        return any(tag in ("DT", "PRP$", "POS") for tag in tags)

    def _role(self, phrase: Phrase) -> Role:
        first = phrase.first
        for position in range(phrase.first, phrase.head):
            found = self.mentions.until.get(position + 1)
            if found and found[1].type != "NORP" and not self._is_compound(position + 1):
                first = position + 1
        while first < phrase.head and self._tags[first] == "POS":
            first += 1
        tokens = self._tokens
        begin = phrase.first + (self._tags[phrase.first] == "POS")
        start, end = tokens[begin].start, tokens[phrase.last - 1].end
        return Role(
            start=start,
            end=end,
            text=self._document.text[start:end],
            role=self._text(first, phrase.noun_end),
            of=self._organization(phrase),
            rule=RULE,
        )

    def _employer(self, phrase: Phrase) -> Group | None:
        if phrase.inside is None or self._tokens[phrase.noun_end].folded not in self._employers:
            return None
        found = self.mentions.at.get(phrase.inside)
        return found[1] if found else None

    def _is_compound(self, position: int) -> bool:
        """Whether a hyphen follows a name: "Washington-based"."""
        return self._tags[position] == "HYPH"

    def _organization(self, phrase: Phrase) -> str | None:
        """In what, or for whom, the role is held: a name after the preposition or before the
        noun, the country of a demonym, or the words after the preposition."""
        if phrase.inside is not None:
            for position in range(phrase.inside, phrase.last):
                if (found := self.mentions.at.get(position)) and found[1].type != "NORP":
                    return found[1].name
        for position in range(phrase.head - 1, phrase.first - 1, -1):
            found = self.mentions.at.get(position)
            if found and not self._is_compound(found[0].last):
                return found[1].country if found[1].type == "NORP" else found[1].name
        if phrase.inside is not None:
            return self._text(phrase.inside, phrase.last)
        before = phrase.first - 1 if self._tags[phrase.first - 1] == "POS" else phrase.first
        owner = self.mentions.until.get(before) if phrase.first else None
        return owner[1].name if owner else None
