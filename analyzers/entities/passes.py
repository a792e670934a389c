"""The passes over a whole document that follow the model: what the rules know, what the rest of
the article says of the same words, and what the body says of the headline's.

Each pass takes the drafts so far and gives new ones; drafts are in order and never overlap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from newsan.analyzers.entities.features import Case, Page
from newsan.analyzers.entities.gazetteer import Vocabulary
from newsan.analyzers.entities.tagging import Draft

# Lexicon classes that decide a name's type, and the coarse type they stand for.
_DECISIVE = {"C": "LOC", "D": "NORP", "P": "NORP", "q": "SEAT", "h": "FAC"}
# Classes that find a name where the model found none.
_FINDING = {**_DECISIVE, "p": "LOC", "o": "ORG", "M": "ORG"}
# Classes of words that alone are seldom names, wherever they stand.
_WEAK = frozenset("wvgtudNOFLGEW")

# Classes of last words that make a name of a stretch, and its coarse type and rule.
_HEADS = {
    "O": ("ORG", "entities.head.organization"),
    "N": ("ORG", "entities.head.media"),
    "F": ("LOC", "entities.head.facility"),
    "L": ("LOC", "entities.head.location"),
}

_RULE = {
    "C": "entities.country",
    "D": "entities.demonym",
    "P": "entities.people",
    "q": "entities.seat-of-power",
    "h": "entities.landmark",
    "p": "entities.place",
    "o": "entities.organization",
    "M": "entities.media",
}


class Board:
    """The drafts of one page, and which tokens they take."""

    def __init__(self, page: Page, vocabulary: Vocabulary, drafts: Iterable[Draft]) -> None:
        self.page = page
        self.vocabulary = vocabulary
        self.drafts: list[Draft] = []
        self.taken: set[int] = set()
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> bool:
        """Take a draft, unless it overlaps one that is there."""
        span = range(draft.first, draft.last)
        if draft.first >= draft.last or not self.taken.isdisjoint(span):
            return False
        self.drafts.append(draft)
        self.taken.update(span)
        return True

    def replace(self, drafts: Sequence[Draft]) -> None:
        """Put other drafts in the place of all."""
        self.drafts, self.taken = [], set()
        for draft in drafts:
            self.add(draft)

    def surface(self, draft: Draft) -> tuple[str, ...]:
        """The words of a draft in lower case."""
        return tuple(self.page.lower[draft.first : draft.last])

    def kinds(self, first: int, last: int) -> str:
        """The classes of a stretch of tokens as one phrase."""
        if last - first == 1:
            return self.page.kinds[first]
        return self.vocabulary.phrase_classes(self.page.text(first, last))


def trim(board: Board) -> None:
    """Take titles off the front of persons, and articles and possessives off every name."""
    page, out = board.page, []
    for draft in board.drafts:
        first, last = draft.first, draft.last
        while last - first > 1 and page.lower[last - 1] in _CLITICS:
            last -= 1
        while last - first > 1 and page.lower[first] in _ARTICLES:
            first += 1
        if draft.type == "PER":
            first = _past_titles(page, first, last)
            if (
                last - first == 1
                and {"t", "g"} & set(page.kinds[first])
                and "f" not in page.kinds[first]
            ):
                continue
        out.append(draft._replace(first=first, last=last))
    board.replace(out)


def _past_titles(page: Page, first: int, last: int) -> int:
    start = first
    while last - start > 1:
        kinds = page.kinds[start]
        if "t" in kinds or ("u" in kinds and "tu" in _joined(page.kinds[start + 1])):
            start += 1
        else:
            break
    return start


def _joined(kinds: str) -> str:
    return "tu" if {"t", "u"} & set(kinds) else ""


def apply_lexicons(board: Board) -> None:
    """Types that the lexicons settle, and the names of the lexicons that the model missed."""
    out = []
    for draft in board.drafts:
        kinds = board.kinds(draft.first, draft.last)
        letter = next((k for k in _DECISIVE if k in kinds), "")
        if letter:
            draft = draft._replace(type=_DECISIVE[letter], rule=_RULE[letter])
        out.append(draft)
    board.replace(out)
    for first, last, kinds in board.page.phrases:
        _find(board, first, last, kinds)
    for i, kinds in enumerate(board.page.kinds):
        if kinds and i not in board.taken:
            _find(board, i, i + 1, kinds)


def _find(board: Board, first: int, last: int, kinds: str) -> None:
    page = board.page
    letter = next((k for k in _FINDING if k in kinds), "")
    if not letter or not page.words[first][0].isupper():
        return
    if last - first == 1:
        certain = page.words[first].isupper() and len(page.words[first]) > 1
        if letter in "CDP":
            if page.line_at[first].case is not Case.NORMAL and {"w", "v"} & set(kinds):
                return
            if page.starts(first, page.line_at[first]) and "w" in kinds:
                return
        elif not certain and {"w", "v", "f", "l", "g"} & set(kinds):
            return
    board.add(Draft(first, last, _FINDING[letter], _RULE[letter]))


def apply_heads(board: Board) -> None:
    """Stretches of capitalized words whose last word tells what they are ("Larch Foundation")."""
    page = board.page
    board.replace([_as_outlet(page, draft) for draft in board.drafts])
    for run in dict.fromkeys(page.run_at.values()):
        if page.line_at[run.first].case is not Case.NORMAL or run.last - run.first < 2:
            continue
        letter = next((k for k in _HEADS if k in page.kinds[run.last - 1]), "")
        if letter:
            board.add(Draft(run.first, run.last, *_HEADS[letter]))


def _as_outlet(page: Page, draft: Draft) -> Draft:
    """ "The Riverside Gazette" is an organization, whatever the model took it for."""
    if draft.last - draft.first < 2 or draft.type not in ("LOC", "MISC"):
        return draft
    if "N" not in page.kinds[draft.last - 1]:
        return draft
    return draft._replace(type="ORG", rule="entities.head.media")


def agree(board: Board) -> None:
    """One type for one surface in one article: the type it has most often there."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    persons: set[str] = set()
    for draft in board.drafts:
        votes[board.surface(draft)][draft.type] += 1
        if draft.type == "PER" and draft.last - draft.first > 1:
            persons.add(board.surface(draft)[-1])
            persons.add(board.surface(draft)[0])
    out = []
    for draft in board.drafts:
        surface = board.surface(draft)
        if draft.rule == "names-model":
            top, count = votes[surface].most_common(1)[0]
            if top != draft.type and count > votes[surface][draft.type]:
                draft = draft._replace(type=top, rule="entities.same-words")
            elif len(surface) == 1 and surface[0] in persons and draft.type != "PER":
                draft = draft._replace(type="PER", rule="entities.known-person")
        out.append(draft)
    board.replace(out)


def repeat(board: Board) -> None:
    """Further places where a name found in the article stands, and surnames of its persons."""
    page = board.page
    known: dict[str, dict[tuple[str, ...], tuple[str, str]]] = defaultdict(dict)
    for draft in board.drafts:
        surface = board.surface(draft)
        if len(surface) > 1 or not _WEAK & set(page.kinds[draft.first]):
            known[surface[0]].setdefault(surface, (draft.type, "entities.repeated-name"))
        if draft.type == "PER" and len(surface) > 1:
            last = draft.last - 1
            if not _WEAK & set(page.kinds[last]) and page.words[last][0].isupper():
                known[surface[-1]].setdefault((surface[-1],), ("PER", "entities.known-person"))
    for i, word in enumerate(page.words):
        if i in board.taken or word == page.lower[i] or page.lower[i] not in known:
            continue
        options = known[page.lower[i]]
        for surface in sorted(options, key=len, reverse=True):
            if tuple(page.lower[i : i + len(surface)]) == surface:
                type_, rule = options[surface]
                if board.add(Draft(i, i + len(surface), type_, rule)):
                    break


def project(board: Board) -> None:
    """Names of the body found in headlines and lines of capitals; what the body writes only in
    small letters is no name there."""
    page = board.page
    heads = [line for line in page.lines if line.case is not Case.NORMAL]
    if not heads or len(heads) == len(page.lines):
        return
    inside = {i for line in heads for i in range(line.first, line.last)}
    body = [draft for draft in board.drafts if draft.first not in inside]
    known: dict[tuple[str, ...], str] = {}
    for draft in body:
        surface = board.surface(draft)
        known.setdefault(surface, draft.type)
        if draft.type == "PER" and len(surface) > 1:
            known.setdefault(surface[-1:], "PER")
    longest = max((len(surface) for surface in known), default=0)
    old = [d for d in board.drafts if d.first in inside and not _only_small(page, d)]
    board.replace(body)
    for line in heads:
        i = line.first
        while i < line.last:
            size = next(
                (
                    n
                    for n in range(min(longest, line.last - i), 0, -1)
                    if tuple(page.lower[i : i + n]) in known and page.words[i] != page.lower[i]
                ),
                0,
            )
            if size:
                type_ = known[tuple(page.lower[i : i + size])]
                board.add(Draft(i, i + size, type_, "entities.headline"))
            i += max(size, 1)
    for draft in old:
        board.add(draft)


def _only_small(page: Page, draft: Draft) -> bool:
    """Whether the body knows every word of a draft, and only in small letters."""
    notes = [page.memory.get(page.lower[i], ()) for i in range(draft.first, draft.last)]
    return all("m=small" in note and "m=big" not in note for note in notes)


_CLITICS = frozenset(("'s", "'"))
_ARTICLES = frozenset(("the", "a", "an"))
