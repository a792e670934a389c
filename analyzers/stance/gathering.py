"""From evidence to stances: what is said of one holder and one target, put together.

Contradictions stay: a stance lists all its evidence, and its sign is that of the weightier side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsan.analyzers.findings import Evidence, Party, Piece, Portrayal, Stance, Voice
from newsan.analyzers.stance.portrayal import Light
from newsan.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence with the parties that it is about; keys tell parties apart."""

    holder_key: str
    holder: Party
    target_key: str
    target: Party
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Lit:
    """One sentence that shows an entity in a good or bad light, and the words that say most."""

    entity: str
    party: Party
    light: Light
    piece: Piece
    voice: Voice


class Gathering:
    """Puts evidence together by holder and target; groups of names gather what their members
    hold and meet (the lexicons under `stance.groups`)."""

    def __init__(self, rules: RuleSet) -> None:
        self._groups: dict[str, list[str]] = {}
        for lexicon in rules.lexicons("stance.groups"):
            for word, attributes in lexicon.entries.items():
                group = str(attributes.get("group") or lexicon.about.rstrip("."))
                self._groups.setdefault(word, []).append(group)

    def stances(self, shown: Iterable[Shown]) -> tuple[Stance, ...]:
        """The stances in order of their first evidence, numbered."""
        pairs: dict[tuple[str, str], list[Shown]] = {}
        for item in shown:
            for each in self._with_groups(item):
                pairs.setdefault((each.holder_key, each.target_key), []).append(each)
        found = [_stance(_distinct(items)) for items in pairs.values()]
        found.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[1]))
        return tuple(_numbered(stance, number) for number, (stance, _) in enumerate(found, 1))

    def _with_groups(self, item: Shown) -> Iterator[Shown]:
        yield item
        for group in self._of(item.target):
            yield _replaced(item, target=_group(item.target, group))
        for group in self._of(item.holder):
            yield _replaced(item, holder=_group(item.holder, group))

    def _of(self, party: Party) -> Iterable[str]:
        """The groups that a party belongs to, by its name or the words it is mentioned by."""
        if not self._groups:
            return ()
        names = [party.name.lower()]
        if party.mention:
            names.append(party.mention.text.lower())
        return dict.fromkeys(group for name in names for group in self._groups.get(name, ()))


def _group(member: Party, name: str) -> Party:
    return Party(mention=member.mention, entity=None, name=name, kind="group")


def _replaced(item: Shown, *, holder: Party | None = None, target: Party | None = None) -> Shown:
    return Shown(
        holder_key=f"group:{holder.name.lower()}" if holder else item.holder_key,
        holder=holder or item.holder,
        target_key=f"group:{target.name.lower()}" if target else item.target_key,
        target=target or item.target,
        evidence=item.evidence,
    )


def _distinct(items: Sequence[Shown]) -> list[Shown]:
    """One piece of evidence for each place and sign: the most confident one."""
    best: dict[tuple[int, int], Shown] = {}
    for item in items:
        place = (item.evidence.start, item.evidence.polarity)
        known = best.get(place)
        if known is None or item.evidence.confidence > known.evidence.confidence:
            best[place] = item
    return sorted(best.values(), key=lambda item: (item.evidence.start, item.evidence.polarity))


def _stance(items: Sequence[Shown]) -> tuple[Stance, str]:
    """The stance that all evidence on one pair adds up to, and a key for a stable order."""
    evidence = tuple(item.evidence for item in items)
    weight = sum(e.polarity * e.confidence for e in evidence)
    polarity = (weight > _EVEN) - (weight < -_EVEN)
    agreeing = [e for e in evidence if e.polarity == polarity] or list(evidence)
    strongest = max(agreeing, key=lambda e: e.confidence)
    first = evidence[0]
    stance = Stance(
        start=first.start,
        end=first.end,
        text=first.text,
        id="",
        rule=strongest.rule,
        confidence=strongest.confidence,
        holder=items[0].holder,
        target=items[0].target,
        polarity=polarity,
        strength=max(e.strength for e in agreeing),
        evidence=evidence,
    )
    return stance, f"{items[0].holder_key}\t{items[0].target_key}"


# Evidence of less weight than this on one side is as much as none.
_EVEN = 1e-6


def _numbered(stance: Stance, number: int) -> Stance:
    return replace(stance, id=f"s{number}")


def portrayals(lights: Mapping[str, Sequence[Lit]]) -> tuple[Portrayal, ...]:
    """By entity, in what light it is shown, in order of the first evidence, numbered."""
    found = [_portrayal(lit) for lit in lights.values()]
    found.sort(key=lambda portrayal: (portrayal.start, portrayal.end, portrayal.name))
    return tuple(replace(each, id=f"p{number}") for number, each in enumerate(found, 1))


def _portrayal(lights: Sequence[Lit]) -> Portrayal:
    evidence = tuple(_seen(lit) for lit in lights)
    weight = sum(e.polarity * e.confidence for e in evidence)
    polarity = (weight > _EVEN) - (weight < -_EVEN)
    agreeing = [e for e in evidence if e.polarity == polarity] or list(evidence)
    first = evidence[0]
    return Portrayal(
        start=first.start,
        end=first.end,
        text=first.text,
        id="",
        rule=first.rule,
        confidence=max(e.confidence for e in agreeing),
        entity=lights[0].entity,
        name=lights[0].party.name,
        polarity=polarity,
        score=round(sum(lit.light.score for lit in lights) / len(lights), 3),
        evidence=evidence,
    )


def _seen(lit: Lit) -> Evidence:
    return Evidence(
        start=lit.piece.start,
        end=lit.piece.end,
        text=lit.piece.text,
        rule=lit.light.rule,
        confidence=lit.light.confidence,
        polarity=lit.light.polarity,
        strength=1,
        voice=lit.voice,
        target=lit.party.mention,
    )
