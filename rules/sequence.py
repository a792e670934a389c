"""The language of `match`: reading a pattern over tokens into a small program.

word "."         the text itself, whatever the case; quoted when it has a special character
<lexicon.id>     an entry of a lexicon; <name=lexicon.id> captures it
(a b|c)          alternatives; (name=a b) captures what they cover
x?  x{m,n}       optional; repeated, at most 20 times
[NN|VB*]         a token with one of these tags (* after a prefix); [name=CD] captures it
~say             any form of that lemma
@PERSON          a named entity of that type (@ANY for all); @name=PERSON captures it
/regex/          one token, wholly, in lower case; /name=regex/ captures it
^ $ .            the sentence's start, its end, any token
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from newsan.rules.model import Lexicon
from newsan.rules.phrases import PhraseIndex

MAX_REPEAT = 20
MAX_PROGRAM = 2_000

_TOKEN = re.compile(
    r"""\s+|(?P<repeat>\{\s*(?P<low>\d+)\s*(?:,\s*(?P<high>\d+)\s*)?\})|(?P<option>\?)
    |(?P<open>\((?:\s*(?P<group>[a-z][\w-]*)=)?)|(?P<close>\))|(?P<or>\|)
    |<(?:(?P<lexname>[a-z][\w-]*)=)?(?P<lexicon>[\w.-]+)>
    |\[(?:(?P<tagname>[a-z][\w-]*)=)?(?P<tags>[^\]\s]+)\]
    |@(?:(?P<entname>[a-z][\w-]*)=)?(?P<entity>[A-Z]+)
    |/(?:(?P<rename>[a-z][\w-]*)=)?(?P<regex>(?:[^/\\\s]|\\.)+)/
    |~(?P<lemma>[\w'-]+)|"(?P<quoted>[^"]+)"|(?P<start>\^)|(?P<end>\$(?!\S))|(?P<any>\.(?=[\s)?{|]|$))
    |(?P<word>[^\s()|?{}<>\[\]@~/"^]+)""",
    re.VERBOSE,
)


class SequenceError(ValueError):
    """A pattern that can't be read: `offset` is where in its text, `hint` what to do."""

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Words:
    """One of several phrases; `entries` has their attributes, `lexicon` where they come from."""

    index: PhraseIndex
    entries: Mapping[str, Mapping[str, Any]]
    exact: bool = False
    pos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """One token with one of these tags; `prefixes` are compared with the tag's beginning."""

    tags: frozenset[str]
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lemma:
    """One token of this lemma."""

    lemma: str


@dataclass(frozen=True, slots=True)
class Named:
    """A named entity of this type."""

    type: str


@dataclass(frozen=True, slots=True)
class Regex:
    """One token whose folded text matches wholly; longer tokens than 100 letters never do."""

    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Edge:
    """The start or the end of the sentence, or (any) one token of whatever kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Open:
    """A capture begins."""

    name: str


@dataclass(frozen=True, slots=True)
class Close:
    """A capture ends."""

    name: str


@dataclass(frozen=True, slots=True)
class Split:
    """Go on at any of these instructions, the first one preferred."""

    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Accept:
    """The pattern has matched."""


Instruction = Words | Tagged | Lemma | Named | Regex | Edge | Open | Close | Split | Accept


def compile_sequence(source: str, lexicon: Callable[[str], Lexicon]) -> tuple[Instruction, ...]:
    """The program of a pattern. `lexicon` gives a lexicon by id and raises `KeyError` else.

    Raises `SequenceError` with the place of the fault.
    """
    return _Reader(source, lexicon).program()


class _Reader:
    def __init__(self, source: str, lexicon: Callable[[str], Lexicon]) -> None:
        self.source = source
        self.lexicon = lexicon
        self.tokens = list(self._scan())
        self.position = 0

    def _scan(self) -> list[re.Match[str]]:
        found, at = [], 0
        while at < len(self.source):
            match = _TOKEN.match(self.source, at)
            if match is None:
                raise SequenceError(
                    f"can't read “{self.source[at : at + 12]}” in a pattern",
                    at,
                    'put text with special characters between quotation marks: "$"',
                )
            at = match.end()
            if match.lastgroup is not None:
                found.append(match)
        return found

    def program(self) -> tuple[Instruction, ...]:
        if not self.tokens:
            raise SequenceError("an empty pattern matches nothing", 0)
        code = self._alternatives(0)
        if self.position < len(self.tokens):
            raise SequenceError("a “)” without its “(”", self.tokens[self.position].start())
        code.append(Accept())
        if len(code) > MAX_PROGRAM:
            raise SequenceError("the pattern is too large", 0, "make the repeats smaller")
        if any(isinstance(step, Accept) for step in first_steps(code)):
            raise SequenceError("the pattern can match nothing at all", 0, "make a part required")
        return tuple(code)

    def _peek(self, group: str) -> bool:
        return self.position < len(self.tokens) and bool(self.tokens[self.position][group])

    def _alternatives(self, base: int) -> list[Instruction]:
        branches = [self._sequence()]
        while self._peek("or"):
            self.position += 1
            branches.append(self._sequence())
        return _choice(branches)

    def _sequence(self) -> list[Instruction]:
        code: list[Instruction] = []
        while self.position < len(self.tokens) and not (self._peek("or") or self._peek("close")):
            code += _moved(self._repeated(), len(code))
        return code

    def _repeated(self) -> list[Instruction]:
        start = self.tokens[self.position].start()
        code = self._atom()
        while self._peek("option") or self._peek("repeat"):
            match = self.tokens[self.position]
            self.position += 1
            low, high = (0, 1) if match["option"] else _bounds(match)
            code = _repeat(code, low, high)
            if len(code) > MAX_PROGRAM:
                raise SequenceError("repeats within repeats grow too large", start)
        return code

    def _atom(self) -> list[Instruction]:
        match = self.tokens[self.position]
        self.position += 1
        if match["open"]:
            return self._group(match)
        if match["option"] or match["repeat"]:
            raise SequenceError("nothing stands before this to repeat", match.start())
        name = match["lexname"] or match["tagname"] or match["entname"] or match["rename"]
        code = self._single(match)
        return [Open(name), code, Close(name)] if name else [code]

    def _group(self, match: re.Match[str]) -> list[Instruction]:
        code = self._alternatives(0)
        if not self._peek("close"):
            raise SequenceError("a “(” without its “)”", match.start())
        self.position += 1
        name = match["group"]
        return [Open(name), *_moved(code, 1), Close(name)] if name else code

    def _single(self, match: re.Match[str]) -> Instruction:
        if match["lexicon"]:
            return self._words(match)
        if match["tags"]:
            parts = match["tags"].split("|")
            exact = frozenset(part for part in parts if not part.endswith("*"))
            return Tagged(exact, tuple(part[:-1] for part in parts if part.endswith("*")))
        if match["lemma"]:
            return Lemma(match["lemma"].lower())
        if match["entity"]:
            return Named(match["entity"])
        if match["regex"]:
            return Regex(_safe_regex(match["regex"], match.start("regex")))
        if match["start"] or match["end"] or match["any"]:
            return Edge("start" if match["start"] else "end" if match["end"] else "any")
        phrase = " ".join((match["quoted"] or match["word"]).lower().split())
        return Words(PhraseIndex([phrase]), {phrase: {}})

    def _words(self, match: re.Match[str]) -> Words:
        try:
            lexicon = self.lexicon(match["lexicon"])
        except KeyError:
            raise SequenceError(
                f"there is no lexicon “{match['lexicon']}”", match.start("lexicon")
            ) from None
        index = PhraseIndex(lexicon.entries)
        return Words(index, lexicon.entries, lexicon.exact_case, lexicon.pos)


def _bounds(match: re.Match[str]) -> tuple[int, int]:
    low = int(match["low"])
    high = int(match["high"]) if match["high"] else low
    if not 0 <= low <= high <= MAX_REPEAT or high == 0:
        raise SequenceError(
            f"repeat at most {MAX_REPEAT} times, and from less to more", match.start()
        )
    return low, high


def _moved(code: list[Instruction], by: int) -> list[Instruction]:
    return [
        Split(tuple(target + by for target in step.targets)) if isinstance(step, Split) else step
        for step in code
    ]


def _choice(branches: list[list[Instruction]]) -> list[Instruction]:
    """Code that tries the branches in turn; each one ends by jumping behind the last."""
    if len(branches) == 1:
        return branches[0]
    total = 1 + sum(len(branch) + 1 for branch in branches)
    starts, body = [], list[Instruction]()
    for branch in branches:
        starts.append(1 + len(body))
        body += _moved(branch, 1 + len(body))
        body.append(Split((total,)))
    return [Split(tuple(starts)), *body]


def _repeat(code: list[Instruction], low: int, high: int) -> list[Instruction]:
    out: list[Instruction] = []
    for _ in range(low):
        out += _moved(code, len(out))
    end = len(out) + (high - low) * (len(code) + 1)
    for _ in range(high - low):
        out.append(Split((len(out) + 1, end)))
        out += _moved(code, len(out))
    return out


def first_steps(code: Sequence[Instruction]) -> list[Instruction]:
    """The instructions that may read a match's first token; `Accept` when none has to."""
    seen: set[int] = set()
    stack, firsts = [0], list[Instruction]()
    while stack:
        at = stack.pop()
        if at in seen:
            continue
        seen.add(at)
        step = code[at]
        if isinstance(step, Split):
            stack += step.targets
        elif isinstance(step, Open | Close) or (isinstance(step, Edge) and step.kind != "any"):
            stack.append(at + 1)
        else:
            firsts.append(step)
    return firsts


def _safe_regex(source: str, offset: int) -> re.Pattern[str]:
    """A compiled expression that can't take for ever: no repeat within a repeat, two at most."""
    try:
        tree = _parser.parse(source)
    except (re.error, OverflowError, RecursionError) as error:
        raise SequenceError(f"not a regular expression: {error}", offset) from None
    if _repeats(tree, 0) > 2:
        raise SequenceError(
            "this regular expression could backtrack for ever",
            offset,
            "use no repeat within a repeat, and two unbounded ones at most",
        )
    return re.compile(source)


def _repeats(tree: Any, depth: int) -> int:
    """How many unbounded repeats an expression has; nested ones, and look-backs, count 10."""
    count = 0
    for operation, argument in tree:
        inner = depth
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            high = argument[1]
            if high == _constants.MAXREPEAT or high > MAX_REPEAT:
                count += 10 if depth else 1
                inner = depth + 1
            elif depth:
                count += 10
        if operation is _constants.GROUPREF:
            count += 10
        parts = argument if isinstance(argument, tuple | list) else (argument,)
        for part in parts:
            for tree_part in part if isinstance(part, list) else (part,):
                if isinstance(tree_part, _parser.SubPattern):
                    count += _repeats(tree_part, inner)
    return count
