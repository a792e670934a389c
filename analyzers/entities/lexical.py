"""What the lexicons say: where a name begins and ends, its type, and names the model missed."""

from __future__ import annotations

from newsan.analyzers.entities.board import Board
from newsan.analyzers.entities.features import Case, Line, Page
from newsan.analyzers.entities.tagging import Draft

# Lexicon classes that settle a name's coarse type, with the rule that they are.
_SETTLING = {
    "C": ("LOC", "entities.country"),
    "D": ("NORP", "entities.demonym"),
    "P": ("NORP", "entities.people"),
    "q": ("SEAT", "entities.seat-of-power"),
    "h": ("FAC", "entities.landmark"),
}
# Classes that make a name where the model found none.
_FINDING = {
    **_SETTLING,
    "p": ("LOC", "entities.place"),
    "M": ("ORG", "entities.media"),
    "o": ("ORG", "entities.organization"),
}
# Classes of last words that make a name of the capitalized words before them.
_HEADS = {
    "O": ("ORG", "entities.head.organization"),
    "N": ("ORG", "entities.head.media"),
    "F": ("LOC", "entities.head.facility"),
    "L": ("LOC", "entities.head.location"),
}
_DASHES = frozenset(("-", "--", "–", "—", "("))
_DATELINE = 6  # tokens


def trim(board: Board) -> None:
    """Take titles off the front of persons and small words off both ends of every name; drop
    what is only a title or only a common noun."""
    page, out = board.page, []
    for draft in board.drafts:
        first, last = draft.first, draft.last
        while last > first and "e" in page.kinds[last - 1]:
            last -= 1
        while last > first and "e" in page.kinds[first]:
            first += 1
        if draft.type == "PER":
            first = _past_titles(page, first, last)
        if last > first and not _is_noun(page, draft.type, first, last):
            out.append(draft._replace(first=first, last=last))
    board.replace(out)


def _past_titles(page: Page, first: int, last: int) -> int:
    while last - first > 1:
        kinds, following = page.kinds[first], page.kinds[first + 1]
        if "t" not in kinds and not ("u" in kinds and {"t", "u"} & set(following)):
            break
        first += 1
    return first


def _is_noun(page: Page, type_: str, first: int, last: int) -> bool:
    kinds = set(page.kinds[first])
    if last - first > 1:
        return False
    if type_ == "PER":
        return bool(kinds & {"t", "g"}) and "f" not in kinds
    return type_ in ("MISC", "LOC") and "g" in kinds and not kinds & set("abcrCp")


def settle(board: Board) -> None:
    """Give names the types that the lexicons are sure of, and add the names that are missing."""
    out = []
    for draft in board.drafts:
        kinds = board.kinds(draft.first, draft.last)
        letter = next((k for k in _SETTLING if k in kinds), "")
        if letter:
            draft = Draft(draft.first, draft.last, *_SETTLING[letter])
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
    if last - first == 1 and not _stands_alone(page, first, letter):
        return
    board.add(Draft(first, last, *_FINDING[letter]))


def _stands_alone(page: Page, i: int, letter: str) -> bool:
    """Whether a single word of a lexicon is surely meant where it stands."""
    kinds, line = set(page.kinds[i]), page.line_at[i]
    if letter in "CDP":
        run = page.run_at.get(i)
        if run and run.first < i and {"m", "y"} & set(page.kinds[i - 1]):
            return False  # a surname: "Mark Cuban"
        if line.case is not Case.NORMAL:
            return not kinds & {"w", "v"}
        return not (page.starts(i, line) and "w" in kinds)
    acronym = line.case is Case.NORMAL and page.words[i].isupper() and len(page.words[i]) > 1
    return acronym or not kinds & set("wvflg")


def heads(board: Board) -> None:
    """Names by their last word ("Larch Foundation"), and outlets by theirs, whatever the model
    took them for ("the Riverside Gazette")."""
    page, out = board.page, []
    for draft in board.drafts:
        long = draft.last - draft.first > 1
        if long and draft.type in ("LOC", "MISC") and "N" in page.kinds[draft.last - 1]:
            draft = Draft(draft.first, draft.last, *_HEADS["N"])
        out.append(draft)
    board.replace(out)
    for run in dict.fromkeys(page.run_at.values()):
        if page.line_at[run.first].case is not Case.NORMAL or run.last - run.first < 2:
            continue
        letter = next((k for k in _HEADS if k in page.kinds[run.last - 1]), "")
        if letter:
            board.add(Draft(run.first, run.last, *_HEADS[letter]))


def datelines(board: Board) -> None:
    """The place in capitals that opens a report: "GENEVA (AP) —", "NAIROBI, Kenya —"."""
    page = board.page
    for line in page.lines:
        last = _dateline_end(page, line)
        if last > line.first:
            others = [d for d in board.drafts if d.last <= line.first or d.first >= last]
            board.replace([*others, Draft(line.first, last, "LOC", "entities.dateline")])


def _dateline_end(page: Page, line: Line) -> int:
    """The end of the capitals that open a line, if a dash or a bracket follows soon; else its
    first token."""
    end = line.first
    while end < line.last and page.words[end].isupper() and len(page.words[end]) > 1:
        end += 1
    shouted = line.case is Case.UPPER or not end - line.first or end - line.first > 3
    near = page.words[end : min(end + _DATELINE, line.last)]
    return line.first if shouted or not _DASHES & set(near[: _dash_within(near)]) else end


def _dash_within(near: list[str]) -> int:
    """How far to look for the dash: only past a comma may other words stand before it."""
    return len(near) if near and near[0] == "," else 1
