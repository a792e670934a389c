"""In what light an entity is shown: a small linear model whose weights can be read, or rules alone.

The model is a multinomial logistic regression over the features of one sentence (see
`newsan.analyzers.stance.features`); `benchmarks/train_portrayal` trains it. With the setting
`portrayal.model` off, the valence of the words near the entity and its roles in stance frames are
added up instead.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from newsan.analyzers.stance.features import Features, SceneFeatures
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.rules import RuleSet
from newsan.rules.loader import inflector

MODEL = "portrayal.bin"
#: The classes in the order of the model's weights.
CLASSES = (-1, 0, 1)
# How many tokens after a name its reporting verb may stand.
_BESIDE = 3
_UNIT = 100  # weights are kept in hundredths


@dataclass(frozen=True, slots=True)
class Light:
    """How one sentence shows an entity: `score` from −1 to 1, and the token that says most."""

    polarity: int
    score: float
    confidence: float
    token: int
    rule: str


class PortrayalModel:
    """Weights by the name of a feature, one for each class."""

    def __init__(
        self, weights: Mapping[str, tuple[float, ...]], precision: Sequence[tuple[float, float]]
    ) -> None:
        """`precision` says, from the highest probability down, how often the model is right at
        that probability or above."""
        self.weights = weights
        self._precision = precision

    @classmethod
    def load(cls) -> PortrayalModel:
        """The model that ships with newsan."""
        from newsan.analyzers.language import modelfile

        header, arrays = modelfile.load(MODEL)
        columns = [[value / _UNIT for value in arrays[str(c)]] for c in CLASSES]
        weights = dict(zip(header["features"], zip(*columns, strict=True), strict=True))
        return cls(weights, [(p, right) for p, right in header["precision"]])

    def probabilities(self, features: Iterable[str]) -> list[float]:
        """The probability of each class."""
        rows = [row for name in features if (row := self.weights.get(name))]
        scores = [sum(column) for column in zip(*rows, strict=True)] or [0.0] * len(CLASSES)
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        total = sum(shares)
        return [share / total for share in shares]

    def light(self, features: Features, telling: Container[int]) -> Light:
        """How a sentence with these features shows the entity; tokens of `telling` may be named
        as what says most."""
        bad, neutral, good = self.probabilities(features)
        best = max(bad, neutral, good)
        polarity = 0 if best == neutral else 1 if best == good else -1
        right = next((share for p, share in self._precision if best >= p), 0.0)
        token = self._telling(features, telling, polarity)
        return Light(polarity, round(good - bad, 3), right, token, "portrayal.model")

    def _telling(self, features: Features, telling: Container[int], polarity: int) -> int:
        """The token whose features speak most for a polarity; −1 when none does."""
        sums: dict[int, float] = {}
        for name, index in features.items():
            row = self.weights.get(name)
            if row and index in telling:
                sums[index] = sums.get(index, 0.0) + polarity * (row[2] - row[0])
        return max(sums, key=lambda index: (sums[index], -index), default=-1)


class PortrayalRules:
    """Valence near the entity and its roles, added up."""

    def __init__(self, rules: RuleSet) -> None:
        settings: Mapping[str, Any] = rules.setting("portrayal.rules")
        self._roles: Mapping[str, float] = settings["roles"]
        self._least: Mapping[str, float] = settings["least"]
        self._precision: float = settings["precision"]
        self._speaker: float = settings["speaker"]
        self._saying = _saying(rules)

    def light(self, scene: SceneFeatures, references: Sequence[Reference]) -> Light:
        """How a sentence shows an entity."""
        shares = {
            index: value * scene.closeness(references, index)
            for index, value in scene.values.items()
        }
        for role, index in scene.roles_of(references).items():
            shares[index] = shares.get(index, 0.0) + self._roles.get(role, 0.0)
        total = sum(shares.values())
        if any(self._speaks(scene.scene, reference) for reference in references):
            total *= self._speaker
        score = max(-1.0, min(1.0, total))
        polarity = (score > self._least["good"]) - (score < -self._least["bad"])
        token = max(shares, key=lambda i: (polarity * shares[i], -i), default=-1)
        return Light(polarity, round(score, 3), self._precision, token, "portrayal.rules")

    def _speaks(self, scene: Scene, reference: Reference) -> bool:
        """Whether a reporting verb stands right beside: what is said is seldom of the speaker."""
        after = range(reference.last, min(reference.last + _BESIDE, scene.last))
        before = range(max(reference.first - 1, scene.first), reference.first)
        return any(
            scene.tokens[i].folded in self._saying and scene.tags[i].startswith("VB")
            for i in (*after, *before)
        )


def _saying(rules: RuleSet) -> frozenset[str]:
    """The forms of the verbs that report speech or writing."""
    inflect = inflector().forms
    verbs = {
        lemma
        for frame in rules.frames()
        if frame.pos == "verb" and frame.attributes.get("reports") in ("speech", "writing")
        for lemma in frame.lemmas
    }
    return frozenset(form for verb in verbs for form in inflect(verb, "verb"))


class Portrayer:
    """Says how a sentence shows an entity, by the model or by rules."""

    def __init__(self, rules: RuleSet) -> None:
        self._uses_model: bool = rules.setting("portrayal.model")
        self._rules = PortrayalRules(rules)

    @cached_property
    def _model(self) -> PortrayalModel:
        return PortrayalModel.load()

    def light(self, scene: SceneFeatures, references: Sequence[Reference]) -> Light:
        """How a sentence shows the entity of these references."""
        if self._uses_model:
            return self._model.light(scene.of(references), scene.telling(references))
        return self._rules.light(scene, references)
