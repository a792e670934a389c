"""What the lexicons say: where a name begins and ends, its type, and names the model missed."""

from __future__ import annotations

from newsan.analyzers.entities.board import Board
from newsan.analyzers.entities.features import MARKS, Case, Line, Page
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
# Types of the model that a last word of these classes overrules.
_HEADLESS = {"MISC": "ONFL", "PER": "ONFL", "LOC": "N"}
_NOUNS = frozenset("Ogow")  # classes of words that may be "of" something
_DASHES = frozenset(("-", "--", "–", "—", "("))
_DATELINE = 6  # tokens


def trim(board: Board) -> None:
    """Take titles off the front of persons and small words off both ends of every name; drop
    what is only a title or only a common noun."""
    page, out = board.page, []
    for draft in board.drafts:
        first, last = draft.first, _past_hyphen(page, draft.last)
        while last > first and ("e" in page.kinds[last - 1] or page.words[last - 1] in MARKS):
            last -= 1
        while last > first and "e" in page.kinds[first]:
            first += 1
        if draft.type != "EVENT":
            while last > first and _is_small_tail(page, draft.type, last - 1):
                last -= 1
        if draft.type == "PER":
            first = _past_titles(page, first, last)
        if last > first and not _is_noun(page, draft.type, first, last):
            out.append(draft._replace(first=first, last=last))
    board.replace(out)


def _past_hyphen(page: Page, last: int) -> int:
    """Where a name ends whose last part is written small after a hyphen: "Lee Cheuk-yan"."""
    if last < len(page.words) and page.words[last] == "-" and page.is_glued(last):
        last += 1
    if last < len(page.words) and page.words[last - 1] == "-" and page.is_glued(last):
        small = page.words[last] == page.lower[last] and not set("wv") & set(page.kinds[last])
        return last + 1 if small and page.words[last].isalpha() else last
    return last


def _is_small_tail(page: Page, type_: str, i: int) -> bool:
    """Whether a word is written small and can't end a name: "Ann Lee admires"; a common noun may
    end all but persons ("the Green party"), what follows a hyphen any ("Cheuk-yan")."""
    if page.words[i] != page.lower[i] or not page.words[i].isalpha() or page.words[i - 1] == "-":
        return False
    return type_ == "PER" or not set("ONFLGEW") & set(page.kinds[i])


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
    board.replace([*_whole_phrases(board), *out])
    for first, last, kinds in board.page.phrases:
        _find(board, first, last, kinds)
    for i, kinds in enumerate(board.page.kinds):
        if kinds and i not in board.taken:
            _find(board, i, i + 1, kinds)


def _whole_phrases(board: Board) -> list[Draft]:
    """Phrases of the lexicons that are sure, of which the model took only a part: "USA" of "USA
    Today"."""
    found = []
    for first, last, kinds in board.page.phrases:
        letter = next((k for k in "CqhM" if k in kinds), "")
        inside = [board.taken[i] for i in range(first, last) if i in board.taken]
        if letter and inside and all(d.first >= first and d.last <= last for d in inside):
            found.append(Draft(first, last, *_FINDING[letter]))
    return found


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
    """Names by their last word: of what the model took for something else ("the Riverside
    Gazette", a place), and of what it passed over ("Larch Foundation")."""
    page = board.page
    board.replace([_by_last_word(board, draft) for draft in board.drafts])
    for run in dict.fromkeys(page.run_at.values()):
        if page.line_at[run.first].case is not Case.NORMAL or run.last - run.first < 2:
            continue
        letter = next((k for k in _HEADS if k in page.kinds[run.last - 1]), "")
        if letter:
            board.add(Draft(run.first, run.last, *_HEADS[letter]))


def _by_last_word(board: Board, draft: Draft) -> Draft:
    page = board.page
    kinds = page.kinds[draft.last - 1]
    forms = board.vocabulary.legal_forms
    for last in (draft.last + 1, draft.last):  # the form may stand just after: "Larch plc"
        if draft.first + 1 < last <= len(page.lower) and page.lower[last - 1] in forms:
            return Draft(draft.first, last, "ORG", "people.legal-form")
    if draft.last - draft.first < 2 or draft.type not in _HEADLESS:
        return draft
    letter = next((k for k in _HEADLESS[draft.type] if k in kinds), "")
    surname = draft.type == "PER" and {"l", "f"} & set(kinds)
    return Draft(draft.first, draft.last, *_HEADS[letter]) if letter and not surname else draft


def join_of(board: Board) -> None:
    """Organizations reach over what they are of: "Armed Forces" + "of the" + "Philippines"."""
    page = board.page
    out: list[Draft] = []
    for draft in sorted(board.drafts):
        before = out[-1] if out else None
        if before and before.type == "ORG" and draft.type in ("ORG", "LOC"):
            between = page.kinds[before.last : draft.first]
            noun = before.last - before.first > 1 or _NOUNS & set(page.kinds[before.first])
            if noun and between and "k" in between[0] and all("e" in kinds for kinds in between):
                out[-1] = before._replace(last=draft.last)
                continue
        out.append(draft)
    board.replace(out)


def acronyms(board: Board) -> None:
    """Words whose initials follow in brackets are an organization, unless they are a place or an
    event: "World Food Programme (WFP)"."""
    page, found = board.page, []
    for i in range(2, len(page.words) - 1):
        if page.words[i - 1] != "(" or page.words[i + 1] != ")":
            continue
        capitals = "".join(char for char in page.words[i] if char.isupper()).lower()
        first = _spelled(page, i - 1, capitals) if len(capitals) > 1 else -1
        if first >= 0 and not _is_other_thing(board, first, i - 1):
            long = Draft(first, i - 1, "ORG", "entities.acronym")
            found += [long, long._replace(first=i, last=i + 1)]
    board.replace([*found, *board.drafts])


def _is_other_thing(board: Board, first: int, last: int) -> bool:
    """Whether a stretch holds an event, or is a place as a whole."""
    drafts = [board.taken[i] for i in range(first, last) if i in board.taken]
    return any(
        draft.type == "EVENT"
        or (draft.type == "LOC" and draft.first <= first and draft.last >= last)
        for draft in drafts
    )


def _spelled(page: Page, end: int, letters: str) -> int:
    """Where the words before a token begin whose initials are these letters, or −1; two small
    words may stand between two of them."""
    earliest = max(-1, end - 3 * len(letters) - 1)
    i = end
    for letter in reversed(letters):
        i -= 1
        while i > earliest and not page.lower[i].startswith(letter):
            if page.words[i] != page.lower[i]:
                return -1
            i -= 1
        if i <= earliest:
            return -1
    return i if page.words[i] != page.lower[i] else -1


def datelines(board: Board) -> None:
    """The place in capitals that opens a report: "GENEVA (AP) —", "NAIROBI, Kenya —"."""
    page = board.page
    ends = [(line.first, _dateline_end(page, line)) for line in page.lines]
    found = [Draft(a, b, "LOC", "entities.dateline") for a, b in ends if b > a]
    board.replace([*found, *board.drafts])


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
