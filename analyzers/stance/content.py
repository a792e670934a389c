"""Stance in what somebody says: the speaker of a quotation towards those the quotation is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from newsan.analyzers.findings import Quote
from newsan.analyzers.stance.appraisal import Appraisal, Appraiser
from newsan.analyzers.stance.features import SceneFeatures
from newsan.analyzers.stance.portrayal import PortrayalRules
from newsan.analyzers.stance.predication import Reading
from newsan.analyzers.stance.references import key_of
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.analyzers.stance.valence import Valence
from newsan.analyzers.stance.voice import Voices
from newsan.rules import RuleSet

_RULE = "stance.content"
# From this value on a predication or a sum of words is strong.
_STRONG = 0.6


class ContentReader:
    """Reads a speaker's stance off the content of a quotation."""

    def __init__(self, rules: RuleSet, valence: Valence) -> None:
        settings: dict[str, Any] = rules.setting("stance.content")
        self._predication: float = settings["predication"]
        self._near: list[dict[str, float]] = settings["near"]
        self._appraiser = Appraiser(rules, valence)
        self._lights = PortrayalRules(rules)

    def readings(self, features: SceneFeatures, voices: Voices) -> Iterator[Reading]:
        """What the speakers of a sentence's quotations say of those they speak of."""
        spoken = list(_spoken_of(features.scene, voices))
        if not spoken:
            return
        appraisals = list(self._appraiser.appraisals(features.scene))
        for reference, speaker in spoken:
            own = [a for a in appraisals if a.target.key == reference.key]
            if own:
                yield from (self._of_predication(a, speaker) for a in own)
            else:
                yield from self._of_words(features, reference, speaker)

    def _of_predication(self, appraisal: Appraisal, speaker: Reference) -> Reading:
        return Reading(
            rule=appraisal.rule,
            group=appraisal.first,
            first=appraisal.first,
            last=appraisal.last,
            holder=speaker,
            target=appraisal.target,
            polarity=1 if appraisal.value > 0 else -1,
            strength=_strength(appraisal.value),
            confidence=self._predication,
            distances=(0.0, 0.0),
            negated=appraisal.negated,
        )

    def _of_words(
        self, features: SceneFeatures, reference: Reference, speaker: Reference
    ) -> Iterator[Reading]:
        light = self._lights.light(features, [reference])
        weight = abs(light.score)
        step = next((step for step in self._near if weight >= step["from"]), None)
        if step is None or light.token < 0:
            return
        yield Reading(
            rule=_RULE,
            group=light.token,
            first=light.token,
            last=light.token + 1,
            holder=speaker,
            target=reference,
            polarity=1 if light.score > 0 else -1,
            strength=_strength(light.score),
            confidence=step["precision"],
            distances=(0.0, features.scene.gap(reference, light.token)),
        )


def _strength(value: float) -> int:
    return 2 if abs(value) >= _STRONG else 1


def _spoken_of(scene: Scene, voices: Voices) -> Iterator[tuple[Reference, Reference]]:
    """The references inside quotations, each with its speaker as a reference; the speaker
    himself is left out, and of several references to one party the first counts."""
    seen: set[tuple[str, str]] = set()
    for reference in scene.references:
        start, end = scene.tokens[reference.first].start, scene.tokens[reference.last - 1].end
        quote = voices.quote_at(start, end)
        if quote is None or quote.speaker is None:
            continue
        speaker = _speaker(quote, reference)
        pair = (speaker.key, reference.key)
        if speaker.key != reference.key and pair not in seen:
            seen.add(pair)
            yield reference, speaker


def _speaker(quote: Quote, near: Reference) -> Reference:
    """The speaker of a quotation, at the place of what he speaks of."""
    assert quote.speaker is not None
    party = quote.speaker
    if party.entity:
        party = replace(party, kind="entity")
    return Reference(near.first, near.last, key_of(party), party)


def without_known(content: Iterable[Reading], known: Iterable[Reading]) -> Iterator[Reading]:
    """The readings of content on pairs that no predicate has a reading on."""
    pairs = {(reading.holder.key, reading.target.key) for reading in known}
    return (r for r in content if (r.holder.key, r.target.key) not in pairs)
