"""Seats of power: the Kremlin and Beijing stay places, but when they act a government does."""

from __future__ import annotations

from collections.abc import Iterable

from newsan.analyzers.entities.groups import Group, Member
from newsan.analyzers.entities.pronouns import Scene
from newsan.rules import RuleSet

_LEXICONS = ("entities.seat-of-power", "people.capital")


class Seats:
    """Says what a seat of power stands for where it is the subject of an act."""

    def __init__(self, rules: RuleSet) -> None:
        template = rules.setting("people.government")
        self._stands_for: dict[str, str] = {}
        self.country: dict[str, str] = {}
        for id in _LEXICONS:
            for name, attributes in rules.lexicon(id).entries.items():
                country = attributes.get("country")
                self._stands_for[name] = attributes.get("stands_for") or template.format(
                    country=country
                )
                if country:
                    self.country[name] = country
        self._acts = rules.lexicon("people.act").entries
        self._passive = set(rules.setting("people.passive"))

    def mark(self, groups: Iterable[Group], scene: Scene) -> None:
        """Set `stands_for` on the mentions of seats that act or speak."""
        for group in groups:
            meaning = self._stands_for.get(group.name.lower())
            if meaning is None or group.type == "PERSON":
                continue
            for member in group.names():
                if scene.is_subject(member.first, member.last) and self._acts_at(member, scene):
                    member.stands_for, member.kind = meaning, "metonym"

    def _acts_at(self, member: Member, scene: Scene) -> bool:
        """Whether the verb group after the mention, or the verb before it, is an act's."""
        tokens, tags = scene.language.tokens, scene.tags
        verbs = []
        for i in range(member.last, len(tags)):
            if tags[i].startswith("VB"):
                verbs.append(tokens[i].folded)
            elif tags[i] not in ("MD", "RB"):
                break
        if not verbs:
            return member.first > 0 and tokens[member.first - 1].folded in self._acts
        passive = len(verbs) > 1 and verbs[-2] in self._passive and tags[i - 1] == "VBN"
        return not passive and verbs[-1] in self._acts
