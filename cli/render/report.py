"""The report for the terminal: who said what, who and what, when, who stands where.

Every finding stands with the number of its line in the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from newsan.cli.render import ErrorRecord, RenderOptions
from newsan.cli.render.layout import GAP, GUTTER, NARROW, Sheet, console
from newsan.cli.render.phrases import (
    aliases,
    amount,
    entities_by_type,
    extra_fields,
    heading,
    mark_note,
    quote_notes,
    said,
    unsure,
)
from newsan.cli.render.report_stance import stance_section
from newsan.cli.render.view import Moment, Speaker, Utterance, View
from newsan.cli.render.words import speaker_for

if TYPE_CHECKING:
    from rich.text import Text

    from newsan.analyzers.findings import Entity, Mark, Piece
    from newsan.analyzers.report import Report

#: Narrower than this, notes stand below what they belong to; wider, beside it.
WIDE = 110
NARROWEST, WIDEST = 20, 140
_LINES_SHOWN = 8
_BAR, _DATE = 24, 14
_CONTEXT = 60
_LEVELS = {"error": "red", "warning": "yellow", "info": "dim"}


class ReportRenderer:
    """Reports to read in a terminal, one below the other."""

    name: ClassVar[str] = "report"
    suffix: ClassVar[str] = ".txt"

    def __init__(self, options: RenderOptions) -> None:
        self.options = options

    def begin(self) -> str:
        """Nothing."""
        return ""

    def document(self, report: Report) -> str:
        """One article's report."""
        return render(report, self.options) + "\n"

    def error(self, record: ErrorRecord) -> str:
        """Nothing: messages go to the error stream."""
        return ""

    def end(self) -> str:
        """Nothing."""
        return ""


def render(report: Report, options: RenderOptions) -> str:
    """The report as text that ends in a line break, escape codes only if `options.color`."""
    width = max(NARROWEST, min(options.width, WIDEST))
    say = speaker_for(options.encoding)
    sheet = Sheet(width, say, console(width, options.color))
    Page(sheet, View(report), options.verbose).write()
    return sheet.render()


class Page:
    """One report on one sheet; `verbose` adds the rule that made each finding."""

    def __init__(self, sheet: Sheet, view: View, verbose: bool = False) -> None:
        self.sheet = sheet
        self.view = view
        self.verbose = verbose
        self.wide = sheet.width >= WIDE

    def write(self) -> None:
        """All sections that have something to say."""
        self.header()
        self.quotes()
        self.heard()
        self.entities()
        self.timeline()
        stance_section(self.sheet, self.view, self.verbose)
        self.marks()
        self.extensions()
        if self.view.empty:
            self.sheet.blank()
            self.sheet.row((0, self.sheet.text("Nothing was found in this article.")))
        self.diagnostics()

    def header(self) -> None:
        """Headline, source, size and date."""
        text = self.sheet.text
        self.sheet.row((0, text((self.view.title, "bold"))))
        self.sheet.row((0, text((" · ".join(self.view.facts), "dim"))))
        self.sheet.row((0, text(("═" * self.sheet.width, "dim"))))

    # --- quotes -------------------------------------------------------------------------------

    def quotes(self) -> None:
        """Who said what, by speaker."""
        speakers = self.view.speakers()
        if not speakers:
            return
        found = sum(speaker.quotes for speaker in speakers)
        self.sheet.heading("Who said what", amount(found, "quote"))
        for number, speaker in enumerate(speakers):
            if number:
                self.sheet.blank()
            self._speaker(speaker)
            for utterance in speaker.utterances:
                self._utterance(utterance)

    def _speaker(self, speaker: Speaker) -> None:
        unnamed = "" if speaker.named else ", not named"
        role = f", {speaker.role}" if speaker.role else ""
        self.sheet.row((0, self.sheet.text((speaker.name, "bold green"), role, (unnamed, "dim"))))

    def _utterance(self, utterance: Utterance) -> None:
        first = utterance.first
        words = [said(piece) for piece in utterance.pieces]
        body = self.sheet.text((" … ".join(words), "italic" if first.type == "indirect" else ""))
        notes = quote_notes(first, utterance.parent)
        if self.verbose:
            notes += [f"{first.rule} {first.confidence:.2f}"]
        self._beside(self.view.line(first), body, " · ".join(notes))

    def _beside(self, line: int, body: Text, note: str) -> None:
        """A body with its line number, and a note beside or below it."""
        number, dim = self.sheet.number(line), self.sheet.text((note, "dim"))
        if self.wide and note:
            side = self.sheet.width // 3
            middle = self.sheet.width - GUTTER - side - 2 * GAP
            self.sheet.row((GUTTER, number), (middle, body), (side, dim))
            return
        self.sheet.row((GUTTER, number), (0, body))
        if note:
            self.sheet.row((0, dim), indent=GUTTER + GAP)

    def heard(self) -> None:
        """Each speaker's share of all quoted words."""
        rows = self.view.heard()
        if len(rows) < 2:
            return
        total = sum(row.words for row in rows)
        self.sheet.heading("Who gets heard", f"{amount(total, 'word')} quoted or reported")
        name = min(max(len(self.sheet.say(row.name)) for row in rows), self.sheet.width // 3)
        for row in rows:
            figures = (
                f"{row.share:4.0%}  {amount(row.quotes, 'quote')}, {amount(row.words, 'word')}"
            )
            bar = "█" * max(1, round(row.share * _BAR))
            cells = [(name, self.sheet.text(row.name)), (_BAR, self.sheet.text((bar, "green")))]
            if self.sheet.width < name + _BAR + len(figures) + 2 * GAP:
                del cells[1]
            self.sheet.row(*cells, (0, self.sheet.figures(figures)))

    # --- entities -----------------------------------------------------------------------------

    def entities(self) -> None:
        """Who and what the article speaks of, by type."""
        found = self.view.report.entities
        if not found:
            return
        mentions = sum(len(entity.mentions) for entity in found)
        note = f"{len(found)} named, {amount(mentions, 'mention')}"
        self.sheet.heading("Who and what it is about", note)
        self._name_column = min(26, max(len(entity.name) for entity in found))
        for type_, group in entities_by_type(found):
            self.sheet.row((0, self.sheet.text((type_, "dim"))))
            for entity in group:
                self._entity(entity)

    def _entity(self, entity: Entity) -> None:
        text, view = self.sheet.text, self.view
        doubt = "".join(f" ({how})" for how in unsure(entity.confidence))
        count = self.sheet.figures(f"{len(entity.mentions)}×".rjust(GUTTER), "cyan")
        name = text((entity.name, "bold"), (doubt, "dim"))
        also = [f"also {', '.join(aliases(entity))}"] if aliases(entity) else []
        known = "; ".join([*view.roles(entity), *also])
        body = text(known, " · " if known else "", (self.lines(entity.mentions), "dim"))
        if self.verbose:
            body.append_text(text((f" · {entity.rule} {entity.confidence:.2f}", "dim")))
        if self.sheet.width >= NARROW:
            self.sheet.row((GUTTER, count), (self._name_column, name), (0, body))
        else:
            self.sheet.row((GUTTER, count), (0, name))
            self.sheet.row((0, body), indent=GUTTER + GAP)

    def lines(self, pieces: Sequence[Piece]) -> str:
        """The lines that pieces stand on: “lines 3, 4, 9 …”."""
        numbers = [str(line) for line in self.view.lines(pieces)]
        more = " …" if len(numbers) > _LINES_SHOWN else ""
        noun = "line " if len(numbers) == 1 else "lines "
        return noun + ", ".join(numbers[:_LINES_SHOWN]) + more

    # --- dates --------------------------------------------------------------------------------

    def timeline(self) -> None:
        """Dates in order of time, each in its sentence, with what it rests on."""
        timeline = self.view.timeline()
        if not self.view.report.dates:
            return
        self.sheet.heading("When", amount(len(self.view.report.dates), "date"))
        for title, moments in (
            ("", timeline.placed),
            ("Not placed in time", timeline.open),
            ("Lengths and repetitions", timeline.lengths),
        ):
            if moments and title:
                self.sheet.row((0, self.sheet.text((title, "dim"))))
            before = ""
            for moment in moments:
                self._moment(moment, "" if moment.when == before else moment.when)
                before = moment.when

    def _moment(self, moment: Moment, when: str) -> None:
        notes = [moment.basis] if moment.basis else []
        if moment.time.alternatives:
            notes.append("or: " + ", ".join(moment.time.alternatives))
        if self.verbose:
            notes.append(f"{moment.time.rule} {moment.time.confidence:.2f}")
        note = self.sheet.text((" · ".join(notes), "dim"))
        line = self.sheet.number(self.view.line(moment.time))
        date, body = self.sheet.text((when, "bold yellow")), self._context(moment)
        if self.wide:
            side = self.sheet.width // 3
            middle = self.sheet.width - GUTTER - _DATE - side - 3 * GAP
            self.sheet.row((GUTTER, line), (_DATE, date), (middle, body), (side, note))
            return
        if note:
            body.append_text(self.sheet.text((" · ", "dim"))).append_text(note)
        if self.sheet.width >= NARROW:
            self.sheet.row((GUTTER, line), (_DATE, date), (0, body))
            return
        if when:
            self.sheet.row((0, date), indent=GUTTER + GAP)
        self.sheet.row((GUTTER, line), (0, body))

    def _context(self, moment: Moment) -> Text:
        """The expression and what stands around it in its sentence."""
        before, after = self.view.around(moment.time, _CONTEXT)
        return self.sheet.text(before, (moment.time.text, "bold"), after)

    # --- the rest -----------------------------------------------------------------------------

    def marks(self) -> None:
        """Hedges, vague sources, loaded words: each word with its lines."""
        found = self.view.marks()
        if not found:
            return
        self.sheet.heading("How it is worded", amount(len(self.view.all_marks), "mark"))
        for name, words in found:
            items = [self._marked(marks) for _, marks in words]
            label, body = (
                self.sheet.text((heading(name), "bold")),
                self.sheet.text(", ".join(items)),
            )
            if self.sheet.width >= NARROW:
                self.sheet.row((18, label), (0, body))
            else:
                self.sheet.row((0, label))
                self.sheet.row((0, body), indent=GAP)

    def _marked(self, marks: Sequence[Mark]) -> str:
        note = mark_note(marks[0])
        return f"{marks[0].text} ({f'{note}, ' if note else ''}{self.lines(marks)})"

    def extensions(self) -> None:
        """What plugins found, each with all its fields."""
        for name, findings in self.view.extensions():
            self.sheet.heading(heading(name), amount(len(findings), "finding"))
            for finding in findings:
                note = " · ".join(f"{key}: {value}" for key, value in extra_fields(finding))
                self._beside(self.view.line(finding), self.sheet.text(finding.text), note)

    def diagnostics(self) -> None:
        """What the reader should know about the analysis."""
        notes = self.view.notes()
        if not notes:
            return
        self.sheet.heading("About this analysis")
        for note in notes:
            level = "" if note.level == "info" else f"{note.level}: "
            where = f" ({note.where})" if note.where else ""
            style = _LEVELS[note.level]
            self.sheet.row((0, self.sheet.text((level, style), note.message, (where, "dim"))))
