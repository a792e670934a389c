"""The parser's transition system and what it sees of a state.

Arc-hybrid (Kuhlmann, Gómez-Rodríguez & Satta 2011), with the root at the buffer's end. Every word,
tag and count has a random code for each place that it can stand in; a feature is the exclusive or
of the codes that it joins, and that is its slot in one array of weights (Bohnet 2010 hashes the
same way). With random codes two features meet in a slot only by chance.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from hashlib import blake2b
from itertools import accumulate
from struct import Struct

SLOTS = 1 << 20
SHIFT, LEFT, RIGHT = 0, 1, 2

ROOT, NONE = "<root>", "<none>"
_DIGIT = re.compile(r"\d")
_CODES = Struct("<16I")
_KEPT = 50_000  # values kept with their codes before memory is freed

_VERBS = frozenset({"VB", "VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset({",", ":", "-LRB-", "-RRB-"})
_QUOTES = frozenset({"``", "''"})
_MARKS = _STOPS | _QUOTES | {".", "HYPH", "NFP"}


class Codes(dict[str, tuple[int, ...]]):
    """Value → sixteen slots, one for each place it can stand in."""

    def __missing__(self, value: str) -> tuple[int, ...]:
        if len(self) > _KEPT:
            self.clear()
        digest = blake2b(value.encode("utf-8", "replace"), digest_size=_CODES.size).digest()
        found = self[value] = tuple(code % SLOTS for code in _CODES.unpack(digest))
        return found


CODES = Codes()
_COUNT = [CODES[f"count {number}"] for number in range(20)]
# Distances are told apart up to 4, then coarsely.
_DISTANCE = [0, 1, 2, 3, 4, *[5] * 3, *[6] * 4, 7]


def word_key(word: str, vocabulary: Container[str]) -> str:
    """What the parser knows of a word: its form in lower case, or that it is rare and its end."""
    lower = _DIGIT.sub("0", word.lower())
    return "w" + lower if lower in vocabulary else "?" + lower[-2:]


class Sentence:
    """The codes of a sentence's words and tags, each followed by those of the root and of nothing,
    and how many verbs, commas and quotation marks come before each word."""

    def __init__(
        self, words: Sequence[str], tags: Sequence[str], vocabulary: Container[str]
    ) -> None:
        self.length = len(words)
        self.words = [CODES[word_key(word, vocabulary)] for word in words]
        self.tags = [CODES["t" + tag] for tag in tags]
        for codes in (self.words, self.tags):
            codes += [CODES[ROOT], CODES[NONE]]
        self.is_mark = [tag in _MARKS for tag in tags]
        self.verbs = _running_count(tags, _VERBS)
        self.stops = _running_count(tags, _STOPS)
        self.quotes = _running_count(tags, _QUOTES)


def _running_count(tags: Sequence[str], counted: Container[str]) -> list[int]:
    return list(accumulate((tag in counted for tag in tags), initial=0))


class Configuration:
    """The state of a parse: the stack, the next word of the buffer, the heads found so far.

    Words count from 0, the root is the position after the last one, −1 stands for nothing.
    """

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.root = sentence.length
        self.stack: list[int] = []
        self.next = 0
        size = sentence.length + 2
        self.heads = [-1] * size
        self.first_child = [-1] * size
        self.second_child = [-1] * size
        self.last_child = [-1] * size
        self.last_but_one = [-1] * size
        self.first_word = [-1] * size
        self.last_word = [-1] * size
        self.left_count = [0] * size
        self.right_count = [0] * size

    def is_final(self) -> bool:
        return self.next == self.root and not self.stack

    def allowed(self) -> tuple[bool, bool, bool]:
        """Whether shift, left and right may be done; only one word may hang on the root."""
        depth = len(self.stack)
        more = self.next < self.root
        return more, depth == 1 or (more and depth > 1), depth > 1

    def apply(self, action: int) -> None:
        """Shift the next word, or take the top of the stack as a child of the next word (left) or
        of the word under it (right)."""
        if action == SHIFT:
            self.stack.append(self.next)
            self.next += 1
            return
        child = self.stack.pop()
        if action == LEFT:
            head = self.next
            self.second_child[head] = self.first_child[head]
            self.first_child[head] = child
            self.left_count[head] += 1
            if not self.sentence.is_mark[child]:
                self.first_word[head] = child
        else:
            head = self.stack[-1]
            self.last_but_one[head] = self.last_child[head]
            self.last_child[head] = child
            self.right_count[head] += 1
            if not self.sentence.is_mark[child]:
                self.last_word[head] = child
        self.heads[child] = head

    def slots(self) -> tuple[int, ...]:
        """The slots of all features: s0, s1 … from the top of the stack, b0, b1 … of the buffer;
        w a word, t a tag, l a first child to the left, r a last child to the right (in the words'
        case, and in wt: one that is no mark)."""
        words, tags = self.sentence.words, self.sentence.tags
        first, last = self.first_child, self.last_child
        s0, s1, s2, s3 = (*self.stack[:-5:-1], -1, -1, -1, -1)[:4]
        b0 = self.next
        left = self.root - b0
        b1 = b0 + 1 if left > 0 else -1
        b2 = b0 + 2 if left > 1 else -1
        b3 = b0 + 3 if left > 2 else -1

        s0w, s1w, b0w, b1w = words[s0][0], words[s1][1], words[b0][3], words[b1][4]
        s0t, s1t, s2t, s3t = tags[s0][0], tags[s1][1], tags[s2][2], tags[s3][11]
        b0t, b1t, b2t, b3t = tags[b0][3], tags[b1][4], tags[b2][5], tags[b3][12]

        s0l, s0r, s1l, s1r, b0l = first[s0], last[s0], first[s1], last[s1], first[b0]
        s0lt, s0rt, s1lt, s1rt = tags[s0l][6], tags[s0r][7], tags[s1l][8], tags[s1r][9]
        s0lw, s0rw = words[self.first_word[s0]][6], words[self.last_word[s0]][7]
        s1rw, b0lw = words[self.last_word[s1]][9], words[self.first_word[b0]][10]
        b0lt, b0wt = tags[b0l][10], tags[self.first_word[b0]][14]
        s0l2t, s0r2t = tags[self.second_child[s0]][14], tags[self.last_but_one[s0]][13]
        s1r2t, b0l2t = tags[self.last_but_one[s1]][15], tags[self.second_child[b0]][11]

        near = _COUNT[_DISTANCE[min(b0 - s0, 12)] if s0 >= 0 else 8][0]
        apart = _COUNT[_DISTANCE[min(s0 - s1, 12)] if s1 >= 0 else 8][1]
        s0_left, s0_right = self.left_count[s0], self.right_count[s0]
        s0vl, s0vr = _COUNT[min(s0_left, 3)][2], _COUNT[min(s0_right, 3)][3]
        s1vr, b0vl = _COUNT[min(self.right_count[s1], 3)][4], _COUNT[min(self.left_count[b0], 3)][5]
        between = self._between(s0, b0, 6)
        between_stack = self._between(s1, s0, 7)
        quotes = self.sentence.quotes
        quoted = _COUNT[(quotes[s0 + 1] & 1) + 2 * (quotes[b0] & 1)][8]

        s0b0, s1s0 = s0t ^ b0t, s1t ^ s0t
        b0b1, s1s0b0 = b0t ^ b1t, s1s0 ^ b0t
        # fmt: off
        return (
            s0w, s0t, s1w, s1t, s2t,
            b0w, b0t, b1w, b1t, b2t,
            # two words: what left would join
            s0b0, s0w ^ b0w, s0w ^ b0t, s0t ^ b0w, s0w ^ s0b0, b0w ^ s0b0,
            s0w ^ b1t,
            # … and what right would join
            s1s0, s1w ^ s0w, s1w ^ s0t, s1t ^ s0w, s1w ^ s1s0, s0w ^ s1s0,
            s1t ^ b0t, s1w ^ b0t, s1t ^ b0w,
            # what comes next
            b0b1, b0w ^ b1t, b0t ^ b1w, b1t ^ b2t, b0b1 ^ b2t, b0b1 ^ b2t ^ b3t,
            s0b0 ^ b1t, s0w ^ b0b1, s0t ^ b0w ^ b1t, s0b0 ^ b1t ^ b2t,
            # three and more
            s1s0b0, s1s0 ^ b0w, s1w ^ s0b0,
            s1s0b0 ^ b1t, s1s0b0 ^ b1t ^ b2t,
            s2t ^ s1s0, s2t ^ s1s0b0, s3t ^ s2t ^ s1s0,
            # children found so far
            s0b0 ^ s0lt, s0b0 ^ s0rt, s0b0 ^ b0lt, s0b0 ^ s0rt ^ b0lt, s0b0 ^ s0rw, s0b0 ^ b0lw,
            s0b0 ^ b0wt, s0t ^ between ^ b0wt, s1s0b0 ^ b0wt, s1t ^ b0t ^ b0lw,
            s1s0 ^ s1lt, s1s0 ^ s1rt, s1s0 ^ s0lt, s1s0 ^ s0rt, s1s0 ^ s0lw, s1s0 ^ s1rw,
            s1s0 ^ s1rt ^ s0lt, s1s0b0 ^ s1rt, s1s0b0 ^ s0rt, s1s0b0 ^ s0lt,
            s0w ^ s0rt, s0w ^ s0lt, s1w ^ s1rt, s1w ^ s1lt, b0w ^ b0lt,
            s0t ^ s0rt ^ s0r2t, s0t ^ s0lt ^ s0l2t, s1t ^ s1rt ^ s1r2t, b0t ^ b0lt ^ b0l2t,
            # how many there are
            s0w ^ s0vl, s0w ^ s0vr, s0t ^ s0vl, s0t ^ s0vr, s0b0 ^ s0vl, s0b0 ^ s0vr,
            s1w ^ s1vr, s1s0 ^ s1vr, b0w ^ b0vl, s0b0 ^ b0vl,
            # how far apart, and what stands between
            s0b0 ^ near, s0w ^ near, b0w ^ near, s1s0 ^ apart,
            s0b0 ^ between, s0w ^ between, s1s0 ^ between_stack, s1w ^ between_stack,
            quoted, s0b0 ^ quoted, between ^ quoted, s1s0 ^ between_stack ^ quoted,
        )
        # fmt: on

    def _between(self, left: int, right: int, place: int) -> int:
        """The code of how many verbs and commas stand between two words."""
        if left < 0:
            return _COUNT[12][place]
        verbs, stops = self.sentence.verbs, self.sentence.stops
        verb_count = min(verbs[right] - verbs[left + 1], 3)
        stop_count = min(stops[right] - stops[left + 1], 2)
        return _COUNT[verb_count + 4 * stop_count][place]
