"""The author's own stance: what the article itself says of somebody, outside what it reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsan.analyzers.findings import Party
from newsan.analyzers.stance.appraisal import SAID, Appraisal, Appraiser
from newsan.analyzers.stance.features import SceneFeatures
from newsan.analyzers.stance.predication import Reading
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.analyzers.stance.valence import Valence
from newsan.analyzers.stance.voice import Voices
from newsan.rules import RuleSet

_RULE = "stance.author"
_MODIFIERS = ("amod", "compound", "nmod:poss")
_AUTHOR = Party(mention=None, entity=None, name="author", kind="author")


class AuthorReader:
    """Reads the author's stance off narrated predications that call somebody something: "the plan
    is a disgrace". What somebody does ("failed") is told, not judged, and doesn't count."""

    def __init__(self, rules: RuleSet, valence: Valence) -> None:
        settings: dict[str, Any] = rules.setting("stance.author")
        self._least: float = settings["least-value"]
        self._precision: float = settings["precision"]
        self._links = rules.lexicon("stance.passive").entries
        self._appraiser = Appraiser(rules, valence)
        self._valence = valence

    def readings(self, features: SceneFeatures, voices: Voices) -> Iterator[Reading]:
        """The author's stances in a sentence towards those it speaks of."""
        scene = features.scene
        if not self._may_judge(scene):
            return
        framed = {clue.last - 1 for clue in features.clues}  # "is wary of": a stance of its subject
        for appraisal in self._appraiser.appraisals(scene):
            if abs(appraisal.value) < self._least or appraisal.last - 1 in framed:
                continue
            if self._is_own(scene, appraisal, voices):
                yield self._reading(appraisal)

    def _may_judge(self, scene: Scene) -> bool:
        """Whether there is a linking verb and a word that judges: else nothing need be parsed."""
        window = range(scene.first, scene.last)
        return any(scene.tokens[i].folded in self._links for i in window) and any(
            abs(self._valence.plain(scene, i)) >= self._least / 2 for i in window
        )

    def _is_own(self, scene: Scene, appraisal: Appraisal, voices: Voices) -> bool:
        head = appraisal.last - 1
        start, end = scene.tokens[appraisal.first].start, scene.tokens[head].end
        calls = appraisal.rule == SAID and not scene.tags[head].startswith("VB")
        # "Russian state media is …" says nothing of Russians.
        modifies = scene.tree.label(appraisal.target.last - 1) in _MODIFIERS
        return calls and not modifies and voices.voice(start, end) == "narrated"

    def _reading(self, appraisal: Appraisal) -> Reading:
        target = appraisal.target
        return Reading(
            rule=_RULE,
            group=appraisal.first,
            first=appraisal.first,
            last=appraisal.last,
            holder=Reference(target.first, target.last, "author", _AUTHOR),
            target=target,
            polarity=1 if appraisal.value > 0 else -1,
            strength=1,
            confidence=self._precision,
            distances=(0.0, 0.0),
            negated=appraisal.negated,
        )
