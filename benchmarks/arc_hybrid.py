"""Learns the weights of the arc-hybrid parser: dynamic oracle, margin perceptron, averaged."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from operator import itemgetter

from newsan.analyzers.language.transitions import LEFT, RIGHT, SHIFT, SLOTS, Configuration, Sentence

EXPLORE = 0.9  # how often the parser's own prediction is followed from the second epoch on
MARGIN = 30  # by which the right action must lead
_NARROW, _WIDE = 24, 64  # bits of a weight, and of its sum over time
_ACTIONS = (SHIFT, LEFT, RIGHT)


class Gold:
    """One training sentence with its tree; heads count from 0, the root is the last place."""

    def __init__(self, sentence: Sentence, heads: Sequence[int]) -> None:
        """`heads` count from 1, 0 is the root, as in the treebanks."""
        self.sentence = sentence
        self.heads = [head - 1 if head else len(heads) for head in heads]
        self.children: list[list[int]] = [[] for _ in range(len(heads) + 1)]
        for child, head in enumerate(self.heads):
            self.children[head].append(child)


def costs(state: Configuration, gold: Gold) -> tuple[int, int, int]:
    """How many gold arcs each action puts out of reach (Goldberg & Nivre 2013, arc-hybrid)."""
    stack, b0, heads = state.stack, state.next, gold.heads
    shift = left = right = 0
    if b0 < state.root:
        shift = sum(child < b0 and state.heads[child] < 0 for child in gold.children[b0])
        shift += heads[b0] < b0 and heads[b0] in stack[:-1]
    if stack:
        s0 = stack[-1]
        lost = sum(child >= b0 for child in gold.children[s0])
        left = lost + (heads[s0] > b0 or (len(stack) > 1 and heads[s0] == stack[-2]))
        right = lost + (heads[s0] >= b0)
    return shift, left, right


class Trainer:
    """A perceptron over hashed slots; `left` and `right` are learned against `shift`."""

    def __init__(self) -> None:
        self.weights = [0] * SLOTS
        self.sums = [0] * SLOTS
        self.time = 0
        self.steps = {(a, b): _step(a, b) for a in _ACTIONS for b in _ACTIONS}

    def train(self, sentences: Sequence[Gold], seed: int, epochs: int) -> None:
        randomness = random.Random(seed)
        order = list(sentences)
        for epoch in range(epochs):
            randomness.shuffle(order)
            for gold in order:
                self._learn(gold, EXPLORE if epoch else 0.0, randomness)

    def averaged(self) -> tuple[array[float], array[float]]:
        """The mean weights of left and of right, by slot."""
        left, right = array("d"), array("d")
        for weight, past in zip(self.weights, self.sums, strict=True):
            now_left, now_right = _unpacked(weight, _NARROW)
            past_left, past_right = _unpacked(past, _WIDE)
            left.append(now_left - past_left / self.time)
            right.append(now_right - past_right / self.time)
        return left, right

    def _learn(self, gold: Gold, explore: float, randomness: random.Random) -> None:
        state = Configuration(gold.sentence)
        while not state.is_final():
            slots = state.slots()
            scores = (0, *_unpacked(sum(itemgetter(*slots)(self.weights)), _NARROW))
            cost, allowed = costs(state, gold), state.allowed()
            actions = [action for action in _ACTIONS if allowed[action]]
            least = min(cost[action] for action in actions)
            right = max((a for a in actions if cost[a] == least), key=scores.__getitem__)
            wrong = max(
                (a for a in actions if cost[a] > least), key=scores.__getitem__, default=right
            )
            self.time += 1
            if wrong != right and scores[right] - scores[wrong] <= MARGIN:
                self._update(slots, right, wrong)
            erring = scores[wrong] > scores[right] and randomness.random() < explore
            state.apply(wrong if erring else right)

    def _update(self, slots: Sequence[int], right: int, wrong: int) -> None:
        narrow, wide = self.steps[right, wrong]
        wide *= self.time
        weights, sums = self.weights, self.sums
        for slot in slots:
            weights[slot] += narrow
            sums[slot] += wide


def _step(right: int, wrong: int) -> tuple[int, int]:
    """What an update adds to a weight and, times the time, to its sum."""
    gain = [(action == right) - (action == wrong) for action in _ACTIONS]
    left, right = gain[LEFT] - gain[SHIFT], gain[RIGHT] - gain[SHIFT]
    return left + (right << _NARROW), left + (right << _WIDE)


def _unpacked(total: int, bits: int) -> tuple[int, int]:
    """The two signed numbers of a packed sum."""
    half = 1 << bits - 1
    low = (total + half & (1 << bits) - 1) - half
    return low, total - low >> bits
