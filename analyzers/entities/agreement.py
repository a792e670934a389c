"""What the rest of an article says of a name: one type for the same words, further places where
a name stands, surnames of known persons, and the body's names in the headline."""

from __future__ import annotations

from collections import Counter, defaultdict

from newsan.analyzers.entities.board import Board
from newsan.analyzers.entities.features import Case, Page
from newsan.analyzers.entities.tagging import MODEL_RULE, Draft

# Classes of words that alone are seldom names.
_WEAK = frozenset("wvgtudeNOFLGEW")


def doubt(board: Board) -> None:
    """Drop the first word of a sentence when the article writes it in small letters elsewhere and
    never with a capital inside a sentence: "Iodine is …"."""
    page = board.page
    board.replace(
        draft
        for draft in list(board.drafts)
        if draft.rule != MODEL_RULE
        or draft.last - draft.first > 1
        or not page.starts(draft.first, page.line_at[draft.first])
        or not _only_small(page, draft)
    )


def agree(board: Board) -> None:
    """One type for the same words in one article: the type that they have most often."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    persons: set[str] = set()
    openers: set[str] = set()
    for draft in board.drafts:
        surface = board.surface(draft)
        votes[surface][draft.type] += 1
        if draft.type == "PER" and len(surface) > 1:
            persons.update((surface[0], surface[-1]))
        if draft.type == "ORG" and len(surface) > 1 and not board.page.kinds[draft.first]:
            openers.add(surface[0])
    out = []
    for draft in board.drafts:
        surface = board.surface(draft)
        if draft.rule == MODEL_RULE:
            top, count = votes[surface].most_common(1)[0]
            if count > votes[surface][draft.type]:
                draft = draft._replace(type=top, rule="entities.same-words")
            elif len(surface) == 1 and surface[0] in persons and draft.type != "PER":
                draft = draft._replace(type="PER", rule="entities.known-person")
            elif len(surface) == 1 and surface[0] in openers - persons:
                draft = draft._replace(type="ORG", rule="entities.known-organization")
        out.append(draft)
    board.replace(out)


def repeat(board: Board) -> None:
    """Add the places that were missed where a known name, or a known person's surname, stands;
    not those of a word that was passed over more often than it was taken."""
    page = board.page
    known: dict[str, dict[tuple[str, ...], Draft]] = defaultdict(dict)
    taken: Counter[str] = Counter()
    for draft in board.drafts:
        surface = board.surface(draft)
        taken[surface[0]] += 1
        if len(surface) > 1 or not _WEAK & set(page.kinds[draft.first]):
            known[surface[0]].setdefault(surface, draft._replace(rule="entities.repeated-name"))
        last = draft.last - 1
        good = not _WEAK & set(page.kinds[last]) and page.words[last][0].isupper()
        if draft.type == "PER" and len(surface) > 1 and good:
            taken[surface[-1]] += 1
            person = draft._replace(rule="entities.known-person")
            known[surface[-1]].setdefault(surface[-1:], person)
    free = [i for i, word in enumerate(page.words) if _may_be_missed(board, i, word)]
    passed = Counter(page.lower[i] for i in free)
    for i in free:
        options = known.get(page.lower[i], {})
        for surface in sorted(options, key=len, reverse=True):
            found = options[surface]._replace(first=i, last=i + len(surface))
            rare = len(surface) == 1 and passed[surface[0]] > 2 * taken[surface[0]]
            if not rare and board.surface(found) == surface and board.add(found):
                break


def _may_be_missed(board: Board, i: int, word: str) -> bool:
    page = board.page
    usual = page.line_at[i].case is Case.NORMAL
    return usual and word != page.lower[i] and i not in board.taken


def join(board: Board) -> None:
    """Persons that touch are one: "LeBron" found elsewhere, and "James" found here."""
    out: list[Draft] = []
    for draft in sorted(board.drafts):
        before = out[-1] if out else None
        if (
            before is not None
            and before.last == draft.first
            and before.type == draft.type == "PER"
            and before.rule != draft.rule
            and board.page.run_at.get(before.first) == board.page.run_at.get(draft.first)
        ):
            out[-1] = before._replace(last=draft.last)
        else:
            out.append(draft)
    board.replace(out)


def project(board: Board) -> None:
    """Find the body's names in lines of Title Case or capitals; what the body writes only in
    small letters is no name there."""
    page = board.page
    lines = [line for line in page.lines if line.case is not Case.NORMAL]
    if not lines or len(lines) == len(page.lines):
        return
    inside = {i for line in lines for i in range(line.first, line.last)}
    body = [draft for draft in board.drafts if draft.first not in inside]
    old = [d for d in board.drafts if d.first in inside and not _only_small(page, d)]
    known: dict[tuple[str, ...], str] = {}
    for draft in body:
        surface = board.surface(draft)
        known.setdefault(surface, draft.type)
        if draft.type == "PER":
            known.setdefault(surface[-1:], "PER")
    longest = max(map(len, known), default=0)
    board.replace(body)
    for i in sorted(inside):
        if i in board.taken or page.words[i] == page.lower[i]:
            continue
        for size in range(min(longest, page.line_at[i].last - i), 0, -1):
            surface = tuple(page.lower[i : i + size])
            if surface in known:
                board.add(Draft(i, i + size, known[surface], "entities.headline"))
                break
    for draft in old:
        board.add(draft)


def _only_small(page: Page, draft: Draft) -> bool:
    """Whether the body knows every word of a draft, and only in small letters."""
    notes = [page.memory.get(page.lower[i], ()) for i in range(draft.first, draft.last)]
    return all("m=small" in note and "m=big" not in note for note in notes)
