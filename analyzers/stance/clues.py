"""Predicates that show a stance: where they stand, and whether they are passive, denied or open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from newsan.analyzers.document import Token
from newsan.analyzers.stance.scene import Scene
from newsan.rules import Frame, RuleSet
from newsan.rules.phrases import PhraseIndex

Doubt = Literal["modal", "conditional", "question"]

# How many tokens left of a predicate are looked at for what denies it.
_REACH = 6


@dataclass(frozen=True, slots=True)
class Clue:
    """A predicate in a sentence: tokens `start` to `last`, its verb group from `first` on, `head`
    its word in the dependency tree.

    `passive` says that the object of the frame is the predicate's subject here; `negated` that it
    is denied, `doubt` what leaves it open.
    """

    frame: Frame
    first: int
    start: int
    head: int
    last: int
    passive: bool = False
    negated: bool = False
    doubt: Doubt | None = None


@dataclass(frozen=True)
class FrameIndex:
    """The frames of a rule set that show a stance, by the word forms that evoke them."""

    forms: Mapping[str, tuple[Frame, ...]]
    phrases: Mapping[str, tuple[Frame, ...]]
    phrase_index: PhraseIndex
    starts: frozenset[str]

    @classmethod
    def of(cls, rules: RuleSet, forms: Callable[[str, str], tuple[str, ...]]) -> FrameIndex:
        """Index all frames that have a stance. `forms` inflects a word as a verb or a noun."""
        words: dict[str, list[Frame]] = {}
        phrases: dict[str, list[Frame]] = {}
        taken: dict[tuple[str, str, str, object], str] = {}
        for frame in _stance_first(rules.frames()):
            for lemma in frame.lemmas:
                sense = (lemma, frame.pos, frame.particle, frame.attributes["stance"])
                pack = frame.id.split(".")[0]
                if taken.setdefault(sense, pack) != pack:
                    continue  # the stance pack says the same of this predicate
                if frame.pos == "phrase":
                    phrases.setdefault(lemma, []).append(frame)
                    continue
                for form in (lemma,) if frame.pos == "adjective" else forms(lemma, frame.pos):
                    words.setdefault(form, []).append(frame)
        return cls(
            {form: tuple(frames) for form, frames in words.items()},
            {phrase: tuple(frames) for phrase, frames in phrases.items()},
            PhraseIndex(phrases),
            frozenset(PhraseIndex(phrases).keys),
        )

    def occurs(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether any word of the tokens may evoke a frame."""
        return any(
            token.folded in self.forms or token.folded in self.starts
            for token in tokens[first:last]
        )


def _stance_first(frames: Iterator[Frame]) -> Iterator[Frame]:
    """The frames with a stance; those of the `stance` pack before what other packs say."""
    having = [frame for frame in frames if "stance" in frame.attributes]
    yield from sorted(having, key=lambda frame: not frame.id.startswith("stance."))


# The tags that a frame's predicate may have; a capitalised headline makes names of all words.
_GATES = {"verb": ("VB",), "noun": ("NN", "NNS"), "adjective": ("JJ", "VBN", "VBG", "VBD")}


class ClueFinder:
    """Finds the predicates of a sentence that show a stance."""

    def __init__(self, rules: RuleSet, index: FrameIndex) -> None:
        self.index = index
        words = {name: rules.lexicon(f"stance.{name}").entries for name in _LEXICONS}
        self._passive, self._auxiliary = words["passive"], words["auxiliary"]
        self._negation, self._denial = words["negation"], words["denial"]
        self._modal, self._conditional = words["modal"], words["conditional"]
        self._agent = words["agent"]

    def finditer(self, scene: Scene) -> Iterator[Clue]:
        """The clues of a sentence in order; of several frames at one place, all that fit.

        What somebody says did not happen is no clue.
        """
        return (clue for clue in self._all(scene) if not self._is_disputed(scene, clue))

    def _is_disputed(self, scene: Scene, clue: Clue) -> bool:
        """Whether a predicate stands in what somebody denies ("denied that X backed Y")."""
        if clue.frame.pos == "noun":
            return False
        tree, words = scene.tree, scene.tokens
        above = tree.head(clue.head)
        if above >= 0 and tree.label(clue.head) == "ccomp" and words[above].folded in self._denial:
            return True
        back = range(clue.first - 1, max(scene.first, clue.first - _REACH - 2), -1)
        opener = next((i for i in back if scene.tags[i] in _OPENERS), scene.first)
        verb = opener - 1
        if verb < scene.first or scene.tags[opener] != "IN":
            return False
        denied = scene.tags[verb].startswith("VB") and words[verb].folded in self._denial
        between = scene.tags[opener + 1 : clue.first]
        return denied and any(tag.startswith(("NN", "PRP")) for tag in between)

    def _all(self, scene: Scene) -> Iterator[Clue]:
        for index in range(scene.first, scene.last):
            word = scene.tokens[index].folded
            for frame in self.index.forms.get(word, ()):
                clue = self._word_clue(scene, index, frame)
                if clue:
                    yield clue
            for end, phrase in self.index.phrase_index.at(scene.tokens, index, scene.last)[:1]:
                for frame in self.index.phrases[phrase]:
                    first = self._group_start(scene, index)
                    head = _phrase_head(scene, index, end)
                    negated, doubt = self._openness(scene, first, index)
                    yield Clue(frame, first, index, head, end, False, negated, doubt)

    def _word_clue(self, scene: Scene, head: int, frame: Frame) -> Clue | None:
        tag = scene.tags[head]
        if not (_fits(tag, frame.pos) or (scene.is_headline and tag.startswith("NN"))):
            return None
        last = self._after_particle(scene, head, frame)
        if last is None:
            return None
        first = head if frame.pos == "noun" else self._group_start(scene, head)
        passive = (
            frame.pos == "verb"
            and tag in ("VBN", "VBD")
            and self._is_passive(scene, first, head, last)
        )
        negated, doubt = self._openness(scene, first, head)
        return Clue(frame, first, head, head, last, passive, negated, doubt)

    def _after_particle(self, scene: Scene, head: int, frame: Frame) -> int | None:
        """The end of a predicate with its particle; None when the particle isn't there."""
        last = head + 1
        for word in frame.particle.split():
            if last >= scene.last or scene.tokens[last].folded != word:
                return None
            last += 1
        return last

    def _group_start(self, scene: Scene, head: int) -> int:
        """Where the verb group of a verb begins: adverbs and auxiliaries belong to it."""
        first = head
        while first > scene.first and self._in_group(scene, first - 1):
            first -= 1
        return first

    def _in_group(self, scene: Scene, index: int) -> bool:
        tag, word = scene.tags[index], scene.tokens[index].folded
        if tag == "POS":
            return False
        return tag.startswith("RB") or tag == "MD" or word in self._auxiliary

    def _is_passive(self, scene: Scene, first: int, head: int, last: int) -> bool:
        """A participle after a passive auxiliary, or right before an agent."""
        group = [scene.tokens[i].folded for i in range(first, head)]
        if any(word in self._passive for word in group):
            return True
        following = scene.tokens[last].folded if last < scene.last else ""
        return scene.tags[head] == "VBN" and not group and following in self._agent

    def _openness(self, scene: Scene, first: int, head: int) -> tuple[bool, Doubt | None]:
        """Whether a predicate is denied, and what leaves it open, by what stands before it."""
        negated = False
        doubt: Doubt | None = None
        for index in range(head - 1, max(scene.first, first - _REACH) - 1, -1):
            tag, word = scene.tags[index], scene.tokens[index].folded
            if index < first and (tag in _BREAKS or scene.is_name(index)):
                break
            if word in self._negation:
                negated = not negated
            elif word in self._modal:
                doubt = doubt or "modal"
            elif word in self._conditional:
                doubt = "conditional"
            elif tag.startswith("VB") and index < first:
                if word in self._denial:
                    negated = not negated
                elif word not in self._auxiliary:
                    break
        if doubt is None and scene.is_question:
            doubt = "question"
        return negated, doubt


_LEXICONS = ("passive", "auxiliary", "negation", "denial", "modal", "conditional", "agent")
_OPENERS = frozenset(("IN", ",", "CC"))
_BREAKS = frozenset((",", ":", ".", "``", "''", "CC", "WP", "WDT", "WRB"))


def _fits(tag: str, pos: str) -> bool:
    if pos == "noun":
        return tag in _GATES["noun"]
    return tag.startswith(_GATES[pos])


def _phrase_head(scene: Scene, first: int, last: int) -> int:
    """The verb of a phrase, else its last noun, else its last word."""
    verbs = [i for i in range(first, last) if scene.tags[i].startswith("VB")]
    nouns = [i for i in range(first, last) if scene.tags[i].startswith("NN")]
    return (verbs[:1] or nouns[-1:] or [last - 1])[0]
