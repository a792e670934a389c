"""The report as Markdown, to paste into an issue, a wiki or an email."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from newsan.cli.render import ErrorRecord, RenderOptions
from newsan.cli.render.phrases import (
    aliases,
    entities_by_type,
    evidence_notes,
    extra_fields,
    heading,
    mark_note,
    party_name,
    quote_notes,
    said,
    sign,
    unsure,
    weaker,
)
from newsan.cli.render.view import Moment, Speaker, View
from newsan.cli.render.words import clean

if TYPE_CHECKING:
    from newsan.analyzers.findings import Entity, Evidence, Finding, Mark, Piece, Portrayal, Stance
    from newsan.analyzers.report import Report

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~#$]|&(?=[#\w])")
_OPENING = re.compile(r"^(?:([-+=])|(\d+)([.)]))")
#: What a forge would make a link of: a name or an issue's number.
_CALLED = re.compile(r"(@)(?=\w)|(\\#)(?=\d)")
_CONTEXT = 60


def plain(text: str) -> str:
    """Text that Markdown shows as it is: on one line, nothing in it is markup, and nobody whose
    name stands after an “@” is called."""
    escaped = _SPECIAL.sub(r"\\\g<0>", clean(text))
    escaped = _OPENING.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", escaped)
    return _CALLED.sub(r"\g<0><!-- -->", escaped)


class MarkdownRenderer:
    """One report after another, each under a heading of the first level."""

    name: ClassVar[str] = "markdown"
    suffix: ClassVar[str] = ".md"

    def __init__(self, options: RenderOptions) -> None:
        self.options = options

    def begin(self) -> str:
        """Nothing."""
        return ""

    def document(self, report: Report) -> str:
        """One article's report."""
        return _joined(_document(View(report)))

    def error(self, record: ErrorRecord) -> str:
        """A short section that says what went wrong."""
        words = [plain(words) for words in (record.message, record.hint) if words]
        return _joined([f"# {plain(record.source)}", f"**Error:** {' '.join(words)}"])

    def end(self) -> str:
        """Nothing."""
        return ""


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n\n"


def _document(view: View) -> list[str]:
    sections = [
        ("Who said what", _quotes(view)),
        ("Who gets heard", _heard(view)),
        ("Who and what", _entities(view)),
        ("When", _timeline(view)),
        ("Who stands where", _stances(view)),
        ("In what light", _portrayals(view)),
        ("How it is worded", _marks(view)),
        *((plain(heading(name)), _others(view, found)) for name, found in view.extensions()),
        ("About this analysis", _diagnostics(view)),
    ]
    blocks = [f"# {plain(view.title)}", plain(" · ".join(view.facts))]
    if view.empty:
        blocks.append("Nothing was found in this article.")
    for title, body in sections:
        if body:
            blocks += [f"## {title}", body]
    return blocks


# --- the sections -----------------------------------------------------------------------------


def _quotes(view: View) -> str:
    return "\n\n".join(_speaker(view, speaker) for speaker in view.speakers())


def _speaker(view: View, speaker: Speaker) -> str:
    about = [speaker.name, speaker.role, "" if speaker.named else "not named"]
    items = []
    for utterance in speaker.utterances:
        words = " … ".join(plain(said(piece)) for piece in utterance.pieces)
        notes = [
            f"line {view.line(utterance.first)}",
            *quote_notes(utterance.first, utterance.parent),
        ]
        items.append(f"- {words} ({plain('; '.join(notes))})")
    return f"### {plain(', '.join(filter(None, about)))}\n\n" + "\n".join(items)


def _heard(view: View) -> str:
    rows = [
        [plain(row.name), f"{row.share:.0%}", str(row.quotes), str(row.words)]
        for row in view.heard()
    ]
    return _table(["Speaker", "Share of words", "Quotes", "Words"], rows) if len(rows) > 1 else ""


def _entities(view: View) -> str:
    rows = [
        _entity(view, type_, entity)
        for type_, found in entities_by_type(view.report.entities)
        for entity in found
    ]
    return _table(["Name", "Kind", "Roles", "Also called", "Mentions", "Lines"], rows)


def _entity(view: View, type_: str, entity: Entity) -> list[str]:
    name = ", ".join([entity.name, *unsure(entity.confidence)])
    mentions = entity.mentions or (entity,)
    cells = [name, type_, "; ".join(view.roles(entity)), ", ".join(aliases(entity))]
    return [*map(plain, cells), str(len(mentions)), _lines(view, mentions)]


def _timeline(view: View) -> str:
    timeline = view.timeline()
    rows = [_moment(view, m) for m in (*timeline.placed, *timeline.open, *timeline.lengths)]
    return _table(["When", "In the article", "Rests on", "Line"], rows)


def _moment(view: View, moment: Moment) -> list[str]:
    before, after = view.around(moment.time, _CONTEXT)
    context = f"{plain(before)}**{plain(moment.time.text)}**{plain(after)}"
    others = [f"or: {', '.join(moment.time.alternatives)}"] if moment.time.alternatives else []
    basis = "; ".join([*filter(None, [moment.basis]), *others])
    return [plain(moment.when), context, plain(basis), str(view.line(moment.time))]


def _stances(view: View) -> str:
    matrix = view.matrix()
    if not matrix.cells:
        return ""
    rows = [
        [
            f"**{plain(holder)}**",
            *(_cell(matrix.cells.get((holder, target))) for target in matrix.targets),
        ]
        for holder in matrix.holders
    ]
    table = _table(["", *map(plain, matrix.targets)], rows)
    items = [_stance(view, stance) for _, stance in sorted(matrix.cells.items())]
    return f"{table}\n\n" + "\n".join(items)


def _cell(stance: Stance | None) -> str:
    if stance is None:
        return ""
    times = f" ({len(stance.evidence)})" if len(stance.evidence) > 1 else ""
    return f"{sign(stance.polarity, stance.strength)}{times}"


def _stance(view: View, stance: Stance) -> str:
    holder, target = plain(party_name(stance.holder)), plain(party_name(stance.target))
    mark = sign(stance.polarity, stance.strength)
    words = "; ".join(_shown(view, evidence, stance.polarity) for evidence in stance.evidence)
    return f"- **{holder}** {mark} **{target}**{_doubt(stance)}: {words}"


def _portrayals(view: View) -> str:
    out = []
    for light in view.lights():
        of = light.portrayal
        words = [_shown(view, evidence, of.polarity) for evidence in light.evidence]
        shown = "; ".join([*words, *weaker(light.weaker)])
        out.append(f"- {sign(of.polarity, 1)} **{plain(of.name)}**{_doubt(of)}: {shown}")
    return "\n".join(out)


def _doubt(of: Stance | Portrayal) -> str:
    return "".join(f" ({how})" for how in unsure(of.confidence))


def _shown(view: View, evidence: Evidence, polarity: int) -> str:
    against = f"{sign(evidence.polarity, 1)} " if evidence.polarity != polarity else ""
    notes = ", ".join([f"line {view.line(evidence)}", *evidence_notes(evidence)])
    return f"{against}“{plain(evidence.text)}” ({plain(notes)})"


def _marks(view: View) -> str:
    out = []
    for name, words in view.marks():
        shown = [
            f"“{plain(found[0].text)}” ({plain(_noted(found[0]))}line {_lines(view, found)})"
            for _, found in words
        ]
        out.append(f"- **{plain(heading(name))}**: {', '.join(shown)}")
    return "\n".join(out)


def _noted(mark: Mark) -> str:
    note = mark_note(mark)
    return f"{note}, " if note else ""


def _others(view: View, found: Sequence[Finding]) -> str:
    out = []
    for finding in found:
        notes = [f"line {view.line(finding)}"]
        notes += [f"{key}: {value}" for key, value in extra_fields(finding)]
        out.append(f"- {plain(finding.text)} ({plain('; '.join(notes))})")
    return "\n".join(out)


def _diagnostics(view: View) -> str:
    return "\n".join(f"- {note.level}: {plain(note.message)}" for note in view.notes())


# --- pieces -----------------------------------------------------------------------------------


def _lines(view: View, pieces: Sequence[Piece]) -> str:
    return ", ".join(map(str, view.lines(pieces)))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, without the columns that would be empty; nothing without rows."""
    if not rows:
        return ""
    kept = [i for i, head in enumerate(heads) if not head or any(row[i] for row in rows)]
    body = [[row[i] for i in kept] for row in ([*heads], ["---"] * len(heads), *rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in body)
