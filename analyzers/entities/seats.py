"""Seats of power: the Kremlin and Beijing stay places, but when they act a government does."""

from __future__ import annotations

from collections.abc import Iterable

from newsan.analyzers.entities.groups import Group, Member
from newsan.analyzers.entities.scene import Scene
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
        self._agents = set(rules.setting("people.agents"))
        self._passive = set(rules.setting("people.passive"))

    def mark(self, groups: Iterable[Group], scene: Scene) -> None:
        """Set `stands_for` on the mentions of seats that act or speak."""
        for group in groups:
            meaning = self._stands_for.get(group.name.lower())
            if meaning is None or group.type == "PERSON":
                continue
            for member in group.names():
                if self._acts_at(member, scene):
                    member.stands_for, member.kind = meaning, "metonym"

    def _acts_at(self, member: Member, scene: Scene) -> bool:
        """Whether the seat acts or speaks: as a subject, as the agent of a passive ("rejected by
        Kyiv"), or in a headline, where the tagger takes the verb for a name ("Kremlin Hails")."""
        tokens, tags = scene.language.tokens, scene.tags
        before = tokens[member.first - 1].folded if member.first else ""
        if scene.is_subject(member.first, member.last) and self._is_act(member, scene):
            return True
        if before in self._agents and member.first > 1:
            return tags[member.first - 2] == "VBN" and tokens[member.first - 2].folded in self._acts
        after = tokens[member.last] if member.last < len(tokens) else None
        if after is None or scene.sentence(member.first).first != member.first:
            return False
        return after.text.istitle() and self._acts.get(after.folded, {}).get("lemma") not in (
            None,
            after.folded,
        )

    def _is_act(self, member: Member, scene: Scene) -> bool:
        """Whether the verb group after a subject, or the verb before it, is an act's."""
        tokens, tags = scene.language.tokens, scene.tags
        verbs = []
        for i in range(member.last, len(tags)):
            if tags[i].startswith("VB"):
                verbs.append(i)
            elif tags[i] not in ("MD", "RB"):
                break
        if not verbs:
            return member.first > 0 and tokens[member.first - 1].folded in self._acts
        words = [tokens[i].folded for i in verbs]
        passive = tags[verbs[-1]] == "VBN" and len(words) > 1 and words[-2] in self._passive
        return not passive and words[-1] in self._acts
