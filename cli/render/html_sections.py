"""The sections of the HTML report, beside the article.

Each finding is one element whose id the highlights in the article name in `data-of`, and each
links back to where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized

from newsan.analyzers.document import Span
from newsan.analyzers.findings import Entity, Evidence, Finding, Mark, Piece, Portrayal, Stance
from newsan.cli.render.highlight import side
from newsan.cli.render.markup import Html, join, tag
from newsan.cli.render.phrases import (
    aliases,
    amount,
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
from newsan.cli.render.view import Light, Matrix, Moment, Speaker, Utterance, View

_HEARD = (("Speaker", None), ("Share of words", None), ("Quotes", "n"), ("Words", "n"))
_SIGNS = {1: "for", -1: "against", 0: "for and against"}


class Sections:
    """What was found in one article; every id begins with `prefix`."""

    def __init__(self, view: View, prefix: str) -> None:
        self.view = view
        self.prefix = prefix

    def all(self) -> list[tuple[str, str, Html]]:
        """The sections that have something to say: each with its kind and its title."""
        sections = [
            ("q", "Who said what", self.quotes()),
            ("q", "Who gets heard", self.heard()),
            ("e", "Who and what", self.entities()),
            ("t", "When", self.timeline()),
            ("s", "Who stands where", self.stances()),
            ("s", "In what light", self.portrayals()),
            ("m", "How it is worded", self.marks()),
            *(
                ("x", heading(name), self.others(name, found))
                for name, found in self.view.extensions()
            ),
            ("d", "About this analysis", self.diagnostics()),
        ]
        return [(kind, title, body) for kind, title, body in sections if body]

    # --- pieces -------------------------------------------------------------------------------

    def _line(self, piece: Piece, place: str, words: str = "line {}") -> Html:
        text = words.format(self.view.line(piece))
        return tag("a", text, href=f"#{self.prefix}at-{place}", class_="to")

    def _lines(self, pieces: Sequence[Piece], of: str) -> Html:
        """The lines that pieces stand on, each linked to the first piece there."""
        first: dict[int, Html] = {}
        for number, piece in enumerate(pieces, 1):
            line = self.view.line(piece)
            if line not in first:
                first[line] = self._line(piece, f"{of}-{number}", "{}")
        return tag("span", _noun(first), join(*first.values(), by=", "), class_="lines")

    def _notes(self, *notes: str, why: Html | None = None) -> Html:
        return tag("p", join(*notes, by=" · "), why, class_="notes")

    def _why(self, found: Finding | Evidence) -> Html:
        """The rule that made a finding, and how often it is right; shown when asked for."""
        words = f"rule {found.rule}, {found.confidence:.0%} sure"
        return tag("span", " · ", words, class_="why")

    def _item(self, of: str, *children: str | Html) -> Html:
        return tag("li", *children, id=self.prefix + of, class_="card", tabindex=-1)

    # --- quotes -------------------------------------------------------------------------------

    def quotes(self) -> Html:
        """Quotes by speaker."""
        return join(*map(self._speaker, self.view.speakers()))

    def _speaker(self, speaker: Speaker) -> Html:
        role = tag("span", speaker.role, class_="role") if speaker.role else None
        unnamed = None if speaker.named else tag("span", "not named", class_="role")
        items = [self._utterance(utterance) for utterance in speaker.utterances]
        return join(
            tag("h4", tag("bdi", speaker.name), role, unnamed), tag("ol", *items, class_="quotes")
        )

    def _utterance(self, utterance: Utterance) -> Html:
        first = utterance.first
        pieces = [
            tag("span", said(q), id=None if q is first else self.prefix + q.id)
            for q in utterance.pieces
        ]
        return self._item(
            first.id,
            tag("blockquote", join(*pieces, by=" … "), class_=first.type, dir="auto"),
            self._notes(
                self._line(first, f"{first.id}-1"),
                *quote_notes(first, utterance.parent),
                why=self._why(first),
            ),
        )

    def heard(self) -> Html:
        """Each speaker's share, as a table with bars."""
        rows = self.view.heard()
        if len(rows) < 2:
            return Html()
        head = tag("tr", *(tag("th", name, scope="col", class_=kind) for name, kind in _HEARD))
        body = [
            tag(
                "tr",
                tag("th", tag("bdi", row.name), scope="row"),
                tag("td", _bar(row.share), tag("span", f"{row.share:.0%}"), class_="share"),
                tag("td", str(row.quotes), class_="n"),
                tag("td", str(row.words), class_="n"),
            )
            for row in rows
        ]
        table = tag("table", tag("thead", head), tag("tbody", *body), class_="heard")
        return tag("div", table, class_="wide")

    # --- entities -----------------------------------------------------------------------------

    def entities(self) -> Html:
        """Entities by type."""
        return join(
            *(
                join(tag("h4", type_), tag("ul", *map(self._entity, found), class_="entities"))
                for type_, found in entities_by_type(self.view.report.entities)
            )
        )

    def _entity(self, entity: Entity) -> Html:
        mentions = entity.mentions or (entity,)
        also = "also " + ", ".join(aliases(entity)) if aliases(entity) else ""
        return self._item(
            entity.id,
            tag(
                "p", tag("b", tag("bdi", entity.name)), tag("span", f"{len(mentions)}×", class_="n")
            ),
            self._notes(
                *self.view.roles(entity),
                also,
                self._lines(mentions, entity.id),
                *unsure(entity.confidence),
                why=self._why(entity),
            ),
        )

    # --- dates --------------------------------------------------------------------------------

    def timeline(self) -> Html:
        """Dates in order of time, those that have no place in it, and lengths."""
        timeline = self.view.timeline()
        return join(
            _list("ol", "timeline", map(self._moment, timeline.placed)),
            tag("h4", "Not placed in time") if timeline.open else None,
            _list("ul", "timeline open", map(self._moment, timeline.open)),
            tag("h4", "Lengths and repetitions") if timeline.lengths else None,
            _list("ul", "timeline open", map(self._moment, timeline.lengths)),
        )

    def _moment(self, moment: Moment) -> Html:
        found = moment.time
        before, after = self.view.around(found, 90)
        sentence = tag("span", before, tag("mark", found.text), after, class_="context", dir="auto")
        other = "or: " + ", ".join(found.alternatives) if found.alternatives else ""
        return self._item(
            found.id,
            tag("p", tag("b", moment.when, class_="when"), " ", sentence),
            self._notes(
                self._line(found, f"{found.id}-1"),
                moment.basis,
                other,
                why=self._why(found),
            ),
        )

    # --- stance -------------------------------------------------------------------------------

    def stances(self) -> Html:
        """The matrix, and for each of its cells the sentences that show it."""
        matrix = self.view.matrix()
        if not matrix.cells:
            return Html()
        ordered = [
            matrix.cells[holder, target]
            for holder in matrix.holders
            for target in matrix.targets
            if (holder, target) in matrix.cells
        ]
        hint = "Rows hold a position towards columns: + for, − against, ± both. "
        how = "Choose a cell to see the sentences that show it."
        return join(
            tag("p", hint, tag("span", how, class_="script"), class_="notes"),
            self._matrix(matrix),
            tag("button", "Show all evidence", type="button", class_="all", hidden=True),
            tag("ul", *map(self._stance, ordered), class_="stances"),
        )

    def _matrix(self, matrix: Matrix) -> Html:
        corner = tag("td", class_="corner")
        heads = [tag("th", tag("bdi", target), scope="col") for target in matrix.targets]
        rows = [
            tag(
                "tr",
                tag("th", tag("bdi", holder), scope="row"),
                *(self._cell(matrix.cells.get((holder, target))) for target in matrix.targets),
            )
            for holder in matrix.holders
        ]
        table = tag("table", tag("thead", tag("tr", corner, *heads)), tag("tbody", *rows))
        return tag(
            "div", table, class_="wide matrix", role="region", tabindex=0, aria_label="Stances"
        )

    def _cell(self, stance: Stance | None) -> Html:
        if stance is None:
            return tag("td", tag("span", "no evidence", class_="unseen"))
        count = len(stance.evidence)
        label = f"{_described(stance)}, {amount(count, 'place')}"
        times = tag("small", f"{count}×") if count > 1 else None
        link = tag(
            "a",
            tag("span", sign(stance.polarity, stance.strength), aria_hidden="true"),
            times,
            href=f"#{self.prefix}{stance.id}",
            aria_label=label,
            title=label,
        )
        return tag("td", link, class_=f"{side(stance.polarity)} s{min(3, stance.strength)}")

    def _stance(self, stance: Stance) -> Html:
        return self._item(
            stance.id,
            tag(
                "h4",
                tag("bdi", party_name(stance.holder)),
                tag("span", f" {sign(stance.polarity, stance.strength)} ", class_=_sign(stance)),
                tag("bdi", party_name(stance.target)),
                tag("span", f" ({_SIGNS[stance.polarity]})", class_="unseen"),
                *(tag("span", how, class_="role") for how in unsure(stance.confidence)),
            ),
            self._evidence(stance),
        )

    def portrayals(self) -> Html:
        """In what light each entity is shown, and by which words."""
        return _list("ul", "portrayals", map(self._light, self.view.lights()))

    def _light(self, light: Light) -> Html:
        portrayal = light.portrayal
        words = [
            tag("span", e.text, " ", self._line(e, f"{portrayal.id}-{number}"), self._why(e))
            for number, e in enumerate(light.evidence, 1)
        ]
        return self._item(
            portrayal.id,
            tag(
                "p",
                tag("span", f"{sign(portrayal.polarity, 1)} ", class_=_sign(portrayal)),
                tag("b", tag("bdi", portrayal.name)),
            ),
            self._notes(*words, *weaker(light.weaker), *unsure(portrayal.confidence)),
        )

    def _evidence(self, of: Stance) -> Html:
        items = [
            tag("li", self._sentence(evidence), self._evidence_notes(of, evidence, number))
            for number, evidence in enumerate(of.evidence, 1)
        ]
        return _list("ul", "evidence", items)

    def _evidence_notes(self, of: Stance, evidence: Evidence, number: int) -> Html:
        against = "against the rest" if of.polarity and evidence.polarity != of.polarity else ""
        return self._notes(
            self._line(evidence, f"{of.id}-{number}"),
            tag("b", against) if against else "",
            *evidence_notes(evidence),
            why=self._why(evidence),
        )

    def _sentence(self, evidence: Evidence) -> Html:
        """The sentence with the evidence marked, and who holds what underlined."""
        parties = [p for p in (evidence.holder, evidence.target) if p]
        span = self.view.sentence(evidence)
        pieces = [
            (evidence, f"ev {side(evidence.polarity)}"),
            *((p, "party") for p in parties if p.start >= span.start and p.end <= span.end),
        ]
        return tag("span", *self._marked(span, pieces), class_="context", dir="auto")

    def _marked(self, span: Span, pieces: Sequence[tuple[Piece, str]]) -> list[str]:
        """A stretch of text with pieces of it marked; of two that overlap, the later is left."""
        text, out, at = self.view.document.text, [], span.start
        for piece, kind in sorted(pieces, key=lambda item: item[0].start):
            if piece.start >= at:
                out += [text[at : piece.start], tag("mark", piece.text, class_=kind)]
                at = piece.end
        return [*out, text[at : span.end]]

    # --- the rest -----------------------------------------------------------------------------

    def marks(self) -> Html:
        """Marks by list, each word with its lines."""
        return join(
            *(
                join(
                    tag("h4", heading(name)),
                    tag("ul", *(self._word(marks) for _, marks in words), class_="words"),
                )
                for name, words in self.view.marks()
            )
        )

    def _word(self, marks: Sequence[Mark]) -> Html:
        note = mark_note(marks[0])
        places = join(*map(self._mark, marks), by=", ")
        lines = tag("span", f"{note}, " if note else "", _noun(marks), places, class_="lines")
        return tag("li", tag("b", marks[0].text), " ", lines, class_="card")

    def _mark(self, mark: Finding) -> Html:
        link = self._line(mark, f"{mark.id}-1", "{}")
        return tag("span", link, " ", self._why(mark), id=self.prefix + mark.id)

    def others(self, layer: str, found: Sequence[Finding]) -> Html:
        """What a plugin found, with all its fields. Its ids are its own, and may be anybody's."""
        return _list("ul", "others", (self._other(f"{layer}.{each.id}", each) for each in found))

    def _other(self, of: str, finding: Finding) -> Html:
        own = [f"{key}: {value}" for key, value in extra_fields(finding)]
        return self._item(
            of,
            tag("p", tag("b", tag("bdi", finding.text))),
            self._notes(self._line(finding, f"{of}-1"), *own, why=self._why(finding)),
        )

    def diagnostics(self) -> Html:
        """What the reader should know about the analysis."""
        items = [
            tag("li", tag("b", f"{note.level}: "), note.message, class_=f"note {note.level}")
            for note in self.view.notes()
        ]
        return _list("ul", "diagnostics", items)


def _noun(lines: Sized) -> str:
    return "line " if len(lines) == 1 else "lines "


def _list(name: str, class_: str, items: Iterable[Html]) -> Html:
    content = join(*items)
    return tag(name, content, class_=class_) if content else Html()


def _bar(share: float) -> Html:
    width = round(100 * share)
    return tag(
        "svg",
        tag("rect", width=width, height=8, rx=1),
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def _sign(of: Stance | Portrayal) -> str:
    return f"sign {side(of.polarity)}"


def _described(stance: Stance) -> str:
    strength = f", strength {stance.strength}" if stance.polarity else ""
    holder, target = party_name(stance.holder), party_name(stance.target)
    return f"{holder} towards {target}: {_SIGNS[stance.polarity]}{strength}"
