"""What a reader wants to know of a report, in the order they want it.

The report for the terminal, the one in HTML and the one in Markdown show the same things; here
they are put together: quotes by speaker, dates in order of time, stances as holder × target.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsan.analyzers.document import Document, Span
from newsan.analyzers.findings import (
    Diagnostic,
    Entity,
    Evidence,
    Finding,
    Mark,
    Party,
    Piece,
    Portrayal,
    Quote,
    Stance,
    TimeExpression,
)
from newsan.analyzers.report import LAYERS, Report
from newsan.cli.render.phrases import REFERENCES, amount, clean_key, party_name, when

SOURCES = {"given": "as given"}
UNATTRIBUTED = "Unattributed"
#: A single word says little of the light it throws on somebody below this confidence.
TELLING = 0.65


@dataclass(frozen=True)
class Utterance:
    """A quotation with the pieces it was split into, and the one it is nested in."""

    pieces: tuple[Quote, ...]
    parent: Quote | None = None

    @property
    def first(self) -> Quote:
        """The piece that the attribution stands with, in the order of the text."""
        return self.pieces[0]


@dataclass(frozen=True)
class Speaker:
    """Somebody who is quoted, with all they are quoted with, in the order of the text."""

    name: str
    kind: str
    role: str
    utterances: tuple[Utterance, ...]
    words: int

    @property
    def named(self) -> bool:
        """Whether the article says who it is."""
        return self.kind != "anonymous"

    @property
    def quotes(self) -> int:
        """How many quotations, pieces counted together."""
        return len(self.utterances)


@dataclass(frozen=True)
class Heard:
    """How much one speaker is heard: quotations, words, and their share of all such words."""

    name: str
    quotes: int
    words: int
    share: float


@dataclass(frozen=True)
class Moment:
    """A date as the timeline shows it: when, and what that rests on."""

    time: TimeExpression
    when: str
    basis: str


@dataclass(frozen=True)
class Timeline:
    """Dates in order of time, those that can't be placed, and lengths of time."""

    placed: tuple[Moment, ...] = ()
    open: tuple[Moment, ...] = ()
    lengths: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """Stances by holder and target, those with the most evidence first."""

    holders: tuple[str, ...]
    targets: tuple[str, ...]
    cells: Mapping[tuple[str, str], Stance]


@dataclass(frozen=True)
class Light:
    """In what light an entity is shown: the evidence that is surer than chance would be, and how
    much there is besides."""

    portrayal: Portrayal
    evidence: tuple[Evidence, ...]
    weaker: int


class View:
    """One report, arranged for readers."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Document = report.document
        self.entities: dict[str, Entity] = {e.id: e for e in report.entities}

    @property
    def title(self) -> str:
        """The headline, else the name of the source."""
        return self.report.title or self.document.source or "Article"

    @property
    def facts(self) -> list[str]:
        """Source, size and date, each as a few words."""
        counts = self.report.counts or {}
        out = [self.document.source] if self.document.source not in ("", self.title) else []
        out += [amount(counts[key], key[:-1]) for key in ("words", "sentences") if key in counts]
        value, source = self.report.published or (self.document.published, "given")
        if value:
            return [*out, f"published {value} ({SOURCES.get(source, f'from the {source}')})"]
        return [*out, "publication date unknown"]

    @property
    def empty(self) -> bool:
        """Whether nothing was found at all."""
        return not any(self.report.layers.values())

    def line(self, piece: Piece) -> int:
        """The line that a piece begins on, from 1."""
        return self.document.position(piece.start)[0]

    def lines(self, pieces: Iterable[Piece]) -> list[int]:
        """The lines that pieces begin on, each once, in order."""
        return sorted({self.line(piece) for piece in pieces})

    def sentence(self, piece: Piece) -> Span:
        """The sentence that a piece begins in; the line, where sentences aren't known."""
        spans = self.report.sentences
        index = bisect_right(spans, piece.start, key=lambda span: span.start) - 1
        if index >= 0 and piece.start < spans[index].end:
            return Span(spans[index].start, max(spans[index].end, piece.end))
        start = self.document.text.rfind("\n", 0, piece.start) + 1
        end = self.document.text.find("\n", piece.end)
        return Span(start, len(self.document.text) if end < 0 else end)

    def around(self, piece: Piece, most: int) -> tuple[str, str]:
        """What stands before and after a piece in its sentence, at most about `most` characters
        each, cut between words with “…”."""
        span = self.sentence(piece)
        before = self.document.text[span.start : piece.start]
        after = self.document.text[piece.end : span.end]
        if len(before) > most:
            before = "… " + before[-most:].partition(" ")[2]
        if len(after) > most:
            after = after[:most].rpartition(" ")[0] + " …"
        return before, after

    def named(self, reference: str | None) -> str:
        """The name that an entity's id stands for; anything else as it is."""
        entity = self.entities.get(reference or "")
        return entity.name if entity else reference or ""

    def roles(self, entity: Entity) -> list[str]:
        """An entity's roles, each once, with the organization."""
        shown: dict[str, str] = {}
        for role in entity.roles:
            of = self.named(role.of)
            extra = f" ({of})" if of and of.casefold() not in role.role.casefold() else ""
            shown.setdefault(role.role.casefold(), role.role + extra)
        return list(shown.values())

    # --- quotes -------------------------------------------------------------------------------

    def speakers(self) -> list[Speaker]:
        """Who is quoted, the most quoted words first; what nobody is named for comes last."""
        groups: dict[tuple[str, str], list[Utterance]] = {}
        for utterance in self._utterances():
            groups.setdefault(_party_key(utterance.first.speaker), []).append(utterance)
        speakers = [self._speaker(found) for found in groups.values()]
        return sorted(speakers, key=lambda s: (s.name == UNATTRIBUTED, -s.words))

    def _utterances(self) -> list[Utterance]:
        quotes = {quote.id: quote for quote in self.report.quotes}
        pieces: dict[str, list[Quote]] = {}
        for quote in self.report.quotes:
            head = quote.part_of if quote.part_of in quotes else None
            pieces.setdefault(head or quote.id, []).append(quote)
        out = []
        for found in pieces.values():
            ordered = tuple(sorted(found, key=lambda q: q.start))
            out.append(Utterance(ordered, quotes.get(ordered[0].parent or "")))
        return out

    def _speaker(self, found: Sequence[Utterance]) -> Speaker:
        party = found[0].first.speaker
        words = sum(map(_words, found))
        if party is None:
            return Speaker(UNATTRIBUTED, "unknown", "", tuple(found), words)
        entity = self.entities.get(party.entity or "")
        role = next(iter(self.roles(entity) if entity else ()), party.role or "")
        return Speaker(party.name or UNATTRIBUTED, party.kind, role, tuple(found), words)

    def heard(self) -> list[Heard]:
        """Who gets heard, the most words first."""
        rows = self.report.speakers
        return [Heard(r.name, r.quotes, r.quoted_words + r.reported_words, r.share) for r in rows]

    # --- dates --------------------------------------------------------------------------------

    def timeline(self) -> Timeline:
        """Dates in order of time."""
        placed: list[Moment] = []
        left: list[Moment] = []
        lengths: list[Moment] = []
        for found in self.report.dates:
            moment = Moment(found, when(found), self._basis(found))
            if _begins(found):
                placed.append(moment)
            else:
                (lengths if found.type in ("DURATION", "SET") else left).append(moment)
        placed.sort(key=lambda m: (_begins(m.time), m.time.start))
        return Timeline(tuple(placed), tuple(left), tuple(lengths))

    def _basis(self, found: TimeExpression) -> str:
        if not found.value:
            return found.note or "no such date"
        if found.anchor == "published":
            return "from the publication date"
        for other in self.report.dates:
            if other.id == found.anchor:
                return f"from “{other.text}”, line {self.line(other)}"
        if _begins(found):
            return "as written"
        settled = found.type in ("DURATION", "SET") or found.value in REFERENCES
        return "" if settled else "nothing to resolve it against"

    # --- stance -------------------------------------------------------------------------------

    def matrix(self) -> Matrix:
        """Who stands where towards whom."""
        holders: Counter[str] = Counter()
        targets: Counter[str] = Counter()
        cells: dict[tuple[str, str], Stance] = {}
        for stance in self.report.stances:
            holder, target = party_name(stance.holder), party_name(stance.target)
            holders[holder] += len(stance.evidence)
            targets[target] += len(stance.evidence)
            cells.setdefault((holder, target), stance)
        return Matrix(
            tuple(name for name, _ in holders.most_common()),
            tuple(name for name, _ in targets.most_common()),
            cells,
        )

    def lights(self, least: float = TELLING) -> list[Light]:
        """In what light each entity is shown, by evidence of at least a confidence; entities
        without such evidence are left out."""
        out = []
        for portrayal in self.report.portrayals:
            kept = tuple(e for e in portrayal.evidence if e.confidence >= least)
            if kept:
                out.append(Light(portrayal, kept, len(portrayal.evidence) - len(kept)))
        return out

    def marks(self) -> list[tuple[str, list[tuple[str, list[Mark]]]]]:
        """Marks by their list, and in it by the word: `[("hedge", [("allegedly", [...])])]`."""
        lists: dict[str, dict[str, list[Mark]]] = {}
        for mark in self.all_marks:
            words = lists.setdefault(mark.list, {})
            note = f" ({mark.note})" if mark.note else ""
            words.setdefault(clean_key(mark.text) + note, []).append(mark)
        return [(name, list(words.items())) for name, words in lists.items()]

    @property
    def all_marks(self) -> list[Mark]:
        """The marks of all layers: phrases in quotation marks that aren't quotes have their own."""
        found = [f for layer in self.report.layers.values() for f in layer if isinstance(f, Mark)]
        return sorted(found, key=lambda mark: mark.start)

    def notes(self) -> list[Diagnostic]:
        """What the reader should know of the analysis; a publication date is among the facts."""
        dated = self.report.published is not None
        return [n for n in self.report.diagnostics if n.where != "published" or not dated]

    def extensions(self) -> list[tuple[str, Sequence[Finding]]]:
        """The findings of plugins, by layer; those that are marks stand among the marks."""
        layers = self.report.layers
        kept = {
            name: [f for f in layers[name] if not isinstance(f, Mark)]
            for name in sorted(set(layers) - set(LAYERS))
        }
        return [(name, found) for name, found in kept.items() if found]


def _party_key(party: Party | None) -> tuple[str, str]:
    if party is None:
        return ("", "")
    return ("id", party.entity) if party.entity else (party.kind, clean_key(party.name))


def _words(utterance: Utterance) -> int:
    return sum(len(piece.text.split()) for piece in utterance.pieces)


def _begins(found: TimeExpression) -> str:
    if found.earliest:
        return found.earliest
    return found.value if found.type in ("DATE", "TIME") and found.value[:4].isdigit() else ""
