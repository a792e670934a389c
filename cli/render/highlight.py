"""An article's text as HTML, with what was found marked where it stands.

Findings overlap and cross. Each becomes one or more nested elements: where two cross, the inner
one is closed and opened again, so that the markup is always well formed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from newsan.analyzers.document import Document
from newsan.analyzers.findings import Evidence, Piece
from newsan.cli.render.markup import Html, join, safe, tag
from newsan.cli.render.view import View


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of text that belongs to a finding: `of` is the finding's id, `place` the id of
    this very stretch, `kind` the classes that it is drawn by."""

    start: int
    end: int
    kind: str
    of: str
    place: str


def highlights(view: View) -> list[Highlight]:
    """All stretches of a report, in the order of the text, the longer before the shorter."""
    report = view.report
    found = [
        *_each("q", ((q.id, (q,), q.type) for q in report.quotes)),
        *_each("e", ((e.id, e.mentions or (e,), "") for e in report.entities)),
        *_each("t", ((t.id, (t,), "") for t in report.dates)),
        *_evidence("s", ((s.id, s.evidence) for s in report.stances)),
        *_evidence("p", ((light.portrayal.id, light.evidence) for light in view.lights())),
        *_each("m", ((m.id, (m,), "") for m in view.all_marks)),
        *_each(
            "x", ((f"{name}.{f.id}", (f,), "") for name, layer in view.extensions() for f in layer)
        ),
    ]
    return sorted((h for h in found if h.start < h.end), key=lambda h: (h.start, -h.end))


def _each(kind: str, found: Iterable[tuple[str, Sequence[Piece], str]]) -> Iterator[Highlight]:
    for id_, pieces, extra in found:
        for number, piece in enumerate(pieces, 1):
            classes = f"{kind} {extra}".strip()
            yield Highlight(piece.start, piece.end, classes, id_, f"{id_}-{number}")


def _evidence(kind: str, found: Iterable[tuple[str, Sequence[Evidence]]]) -> Iterator[Highlight]:
    for id_, pieces in found:
        for number, piece in enumerate(pieces, 1):
            classes = f"{kind} {side(piece.polarity)}"
            yield Highlight(piece.start, piece.end, classes, id_, f"{id_}-{number}")


def side(polarity: int) -> str:
    """The class of a sign: pos, neg or zero."""
    return ("zero", "pos", "neg")[polarity]


def article(document: Document, found: Sequence[Highlight], prefix: str) -> Html:
    """The lines of an article as paragraphs with their numbers; every id begins with `prefix`."""
    lines = document.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    by_line: dict[int, list[Highlight]] = {}
    for highlight in found:
        first, last = document.position(highlight.start)[0], document.position(highlight.end - 1)[0]
        for number in range(first, last + 1):
            by_line.setdefault(number, []).append(
                _clipped(highlight, starts[number - 1], starts[number] - 1)
            )
    seen: set[str] = set()
    return join(
        *(
            _paragraph(
                number,
                woven(line, starts[number - 1], by_line.get(number, []), prefix, seen),
                prefix,
            )
            for number, line in enumerate(lines, 1)
            if line.strip()
        )
    )


def _paragraph(number: int, content: Html, prefix: str) -> Html:
    anchor = f"{prefix}l{number}"
    link = tag("a", str(number), class_="ln", href=f"#{anchor}", aria_label=f"line {number}")
    return tag("p", link, tag("span", content, dir="auto", class_="line"), id=anchor)


def _clipped(highlight: Highlight, start: int, end: int) -> Highlight:
    return replace(highlight, start=max(highlight.start, start), end=min(highlight.end, end))


def woven(text: str, offset: int, found: Sequence[Highlight], prefix: str, seen: set[str]) -> Html:
    """One stretch of text that begins at `offset`, with highlights (sorted, all inside it) as
    nested elements; `seen` collects the places whose id has been given."""
    found = [h for h in found if h.start < h.end]
    bounds = sorted({offset, offset + len(text), *(b for h in found for b in (h.start, h.end))})
    out: list[str] = []
    stack: list[Highlight] = []
    waiting = list(reversed(found))
    for here, there in zip(bounds, [*bounds[1:], bounds[-1]], strict=True):
        reopened = _close(stack, here, out)
        while waiting and waiting[-1].start == here:
            reopened.append(waiting.pop())
        for highlight in sorted(reopened, key=lambda h: -h.end):
            out.append(_opening(highlight, prefix, seen))
            stack.append(highlight)
        out.append(safe(text[here - offset : there - offset]))
    return Html("".join(out))


def _close(stack: list[Highlight], here: int, out: list[str]) -> list[Highlight]:
    """Close what ends here, and whatever stands inside it; the latter is to be opened again."""
    ending = next((i for i, h in enumerate(stack) if h.end <= here), len(stack))
    crossing = [h for h in stack[ending:] if h.end > here]
    out.append("</span>" * (len(stack) - ending))
    del stack[ending:]
    return crossing


def _opening(highlight: Highlight, prefix: str, seen: set[str]) -> str:
    first = highlight.place not in seen
    seen.add(highlight.place)
    id_ = f' id="{safe(prefix + "at-" + highlight.place)}"' if first else ""
    of = safe(prefix + highlight.of)
    return f'<span class="h {safe(highlight.kind)}" data-of="{of}"{id_}>'
