"""How good or bad words are: a lexicon in a model file, corrected by the `portrayal` pack."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from newsan.analyzers.stance.scene import Scene
from newsan.rules import RuleSet

_MODEL = "valence.bin"


class Valence:
    """The valence of words, from −1 (bad) to 1 (good); 0 for a word that is neither.

    The model is read when it is first asked.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._corrections = {
            word: float(attributes["value"])
            for lexicon in rules.lexicons("portrayal.valence")
            for word, attributes in lexicon.entries.items()
        }
        self._tags: tuple[str, ...] = tuple(rules.setting("portrayal.valence-tags"))
        self._negation = rules.lexicon("stance.negation").entries
        self._reach = int(rules.setting("portrayal.negation-reach"))

    @cached_property
    def words(self) -> Mapping[str, float]:
        """Each word's valence."""
        from newsan.analyzers.language import modelfile

        header, arrays = modelfile.load(_MODEL)
        known = dict(zip(header["words"], (v / 100 for v in arrays["values"]), strict=True))
        return {**known, **self._corrections}

    def at(self, scene: Scene, index: int) -> float:
        """The valence of a token where it stands: only content words have one, and a negation
        shortly before turns it round."""
        value = self.plain(scene, index)
        if value and self._is_negated(scene, index):
            return -value
        return value

    def plain(self, scene: Scene, index: int) -> float:
        """The valence of a token, whatever stands before it."""
        if not self.has_value(scene, index):
            return 0.0
        return self.words.get(scene.tokens[index].folded, 0.0)

    def has_value(self, scene: Scene, index: int) -> bool:
        """Whether a token is a content word and no name."""
        return scene.tags[index].startswith(self._tags) and not scene.is_name(index)

    def _is_negated(self, scene: Scene, index: int) -> bool:
        for before in range(index - 1, max(scene.first, index - self._reach) - 1, -1):
            if scene.tags[before] in (",", ":", ".", "``", "''"):
                return False
            if scene.tokens[before].folded in self._negation:
                return True
        return False
