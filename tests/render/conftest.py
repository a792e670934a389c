"""One article with a finding of every kind, put together by hand: renderers know no language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from newsan.analyzers.document import Document, Span
from newsan.analyzers.findings import (
    Diagnostic,
    Entity,
    Evidence,
    Finding,
    Mark,
    Mention,
    Party,
    Piece,
    Portrayal,
    Quote,
    Role,
    SpeakerTally,
    Stance,
    TimeExpression,
)
from newsan.analyzers.report import Report

TEXT = """Harrow Bay will close its harbour

HARROW BAY, 3 March – Mayor Ann Lee attacked Brine & Sons last Friday, allegedly calling \
the firm “a [bold]stain[/bold] on this town”.
“We will close the harbour,” Lee told the Herald, according to a recording heard by two \
councillors. “And we won’t ask twice.”
The harbour has been open since 1904, three days a week, and the firm said it would appeal \
on 12 March.
“Lee told me ‘go home’ and I did,” said a clerk who asked not to be named, but the mayor \
has also praised Brine.
Critics say the closure, planned for 31 February, is a disgrace. Dr. Tom Ito of Harrow \
College welcomed it: “Long overdue.”
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Finding):
    """What a plugin might find."""

    unit: str
    values: tuple[int, ...] = ()


Place = Callable[..., dict[str, Any]]


def place(text: str) -> Place:
    """A function that finds the span of the `nth` place where some words stand."""

    def at(words: str, nth: int = 1) -> dict[str, Any]:
        start = -1
        for _ in range(nth):
            start = text.index(words, start + 1)
        return {"start": start, "end": start + len(words), "text": words}

    return at


AT = place(TEXT)


def piece(words: str, nth: int = 1) -> Piece:
    """A piece of the article."""
    return Piece(**AT(words, nth))


def made(id: str, rule: str, words: str, nth: int = 1, confidence: float = 0.9) -> dict[str, Any]:
    """What every finding has."""
    return {"id": id, "rule": rule, "confidence": confidence, **AT(words, nth)}


def entity(id: str, name: str, type: str, *mentions: tuple[str, int], **more: Any) -> Entity:
    """An entity of the article."""
    found = tuple(
        Mention(kind="name", rule="entities.name", confidence=0.9, **AT(*mention))
        for mention in mentions
    )
    first = made(id, "entities.name", *mentions[0])
    return Entity(name=name, type=type, mentions=found, **first, **more)


LEE = Party(mention=piece("Lee", 2), entity="e1", name="Ann Lee", kind="person")
BRINE = Party(mention=piece("Brine & Sons"), entity="e2", name="Brine & Sons", kind="organization")
FIRM = Party(mention=piece("the firm", 2), entity="e2", name="Brine & Sons", kind="organization")
HERALD = Party(mention=piece("the Herald"), entity=None, name="the Herald", kind="organization")
CLERK = Party(mention=piece("a clerk"), entity=None, name="a clerk", kind="anonymous")
ITO = Party(mention=piece("Tom Ito"), entity="e3", name="Tom Ito", kind="person")
AUTHOR = Party(mention=None, entity=None, name="author", kind="author")

ENTITIES = (
    entity(
        "e1",
        "Ann Lee",
        "PERSON",
        ("Mayor Ann Lee", 1),
        ("Lee", 2),
        ("Lee", 3),
        aliases=("Lee",),
        roles=(Role(role="mayor", of="e4", rule="entities.title", **AT("Mayor")),),
    ),
    entity("e2", "Brine & Sons", "ORG", ("Brine & Sons", 1), ("Brine", 2), aliases=("Brine",)),
    entity("e3", "Tom Ito", "PERSON", ("Tom Ito", 1)),
    entity("e4", "Harrow Bay", "GPE", ("Harrow Bay", 1), ("HARROW BAY", 1)),
)


def quote(
    id: str, words: str, type: str, speaker: Party | None, cue: str = "", **more: Any
) -> Quote:
    """A quote of the article."""
    return Quote(
        type=type,  # type: ignore[arg-type]
        cue=piece(cue) if cue else None,
        speaker=speaker,
        **made(id, "quotes.cue", words, confidence=more.pop("confidence", 0.9)),
        **more,
    )


QUOTES = (
    quote(
        "q1",
        "a [bold]stain[/bold] on this town",
        "mixed",
        LEE,
        "calling",
        hedges=(piece("allegedly"),),
    ),
    quote(
        "q2",
        "We will close the harbour,",
        "direct",
        LEE,
        "told",
        addressee=HERALD,
        via=(piece("a recording heard by two councillors"),),
    ),
    quote("q3", "And we won’t ask twice.", "direct", LEE, "told", part_of="q2"),
    quote("q4", "it would appeal on 12 March", "indirect", FIRM, "said", confidence=0.4),
    quote("q5", "Lee told me ‘go home’ and I did,", "direct", CLERK, "said a"[:4]),
    quote("q6", "go home", "direct", LEE, parent="q5"),
    quote("q7", "Long overdue.", "direct", ITO, "welcomed"),
    quote("q8", "the closure, planned for 31 February, is a disgrace", "indirect", None, "say"),
)

DATES = (
    TimeExpression(type="DATE", value="2025-03-03", **made("t1", "dates.day", "3 March")),
    TimeExpression(
        type="DATE",
        value="2025-02-28",
        anchor="t1",
        earliest="2025-02-28",
        latest="2025-02-28",
        **made("t2", "dates.last", "last Friday"),
    ),
    TimeExpression(
        type="DATE", value="1904", earliest="1904-01-01", **made("t3", "dates.year", "1904")
    ),
    TimeExpression(type="SET", value="P3D", **made("t4", "dates.set", "three days a week")),
    TimeExpression(
        type="DATE",
        value="2025-03-12",
        anchor="published",
        earliest="2025-03-12",
        alternatives=("2024-03-12",),
        **made("t5", "dates.day", "12 March"),
    ),
    TimeExpression(
        type="DATE",
        value="",
        note="February has no day 31",
        **made("t6", "dates.day", "31 February"),
    ),
)


def evidence(words: str, polarity: int, **more: Any) -> Evidence:
    """One piece of evidence for a stance."""
    fields: dict[str, Any] = {
        "rule": "stance.verb",
        "confidence": 0.8,
        "strength": 2,
        "voice": "narrated",
    }
    return Evidence(polarity=polarity, **AT(words), **(fields | more))


def stance(id: str, holder: Party, target: Party, sign: int, *found: Evidence) -> Stance:
    """A stance with its evidence."""
    first = made(id, "stance.verb", found[0].text)
    return Stance(holder=holder, target=target, polarity=sign, strength=2, evidence=found, **first)


STANCES = (
    stance("s1", LEE, BRINE, -1, evidence("attacked", -1), evidence("praised", 1, modal="has")),
    stance("s2", ITO, LEE, 1, evidence("welcomed", 1, voice="reported")),
    stance("s3", AUTHOR, BRINE, 0, evidence("stain", -1, voice="quoted", negated=True)),
)


def tally(id: str, name: str, words: str, quoted: int, reported: int, share: float) -> SpeakerTally:
    """How much one speaker is heard."""
    return SpeakerTally(
        name=name,
        entity=None,
        kind="person",
        named=True,
        quotes=2,
        quoted_words=quoted,
        reported_words=reported,
        share=share,
        **made(id, "quotes.tally", words),
    )


REPORT = Report(
    Document(TEXT, source="harrow.txt"),
    {
        "entities": ENTITIES,
        "quotes": QUOTES,
        "speakers": (
            tally("k1", "Ann Lee", "We will close the harbour,", 12, 3, 0.75),
            tally("k2", "Brine & Sons", "it would appeal on 12 March", 0, 5, 0.25),
        ),
        "dates": DATES,
        "stances": STANCES,
        "portrayals": (
            Portrayal(
                entity="e2",
                name="Brine & Sons",
                polarity=-1,
                score=-0.5,
                evidence=(evidence("stain", -1), evidence("town", -1, confidence=0.5)),
                **made("p1", "stance.portrayal", "Brine & Sons"),
            ),
        ),
        "marks": (
            Mark(
                list="hedge",
                cue="allegedly",
                note="weak",
                scope=("q1",),
                **made("m1", "m", "allegedly"),
            ),
            Mark(list="vague-source", cue="critics", **made("m2", "m", "Critics say")),
        ),
        "figures": (Figure(unit="people", values=(2, 3), **made("q1", "x", "two councillors")),),
    },
    (
        Diagnostic(
            level="info",
            message="taken from the dateline",
            where="published",
            data={"value": "2025-03-03", "source": "dateline"},
        ),
        Diagnostic(level="warning", message="an unclosed [mark] of quotation", where="quotes"),
    ),
    {"words": 115, "sentences": 8},
    tuple(Span(AT(line)["start"], AT(line)["end"]) for line in TEXT.splitlines() if line.strip()),
)


@pytest.fixture
def report() -> Report:
    """The report with a finding of every kind."""
    return REPORT


@pytest.fixture
def report_on() -> Callable[..., Report]:
    """A function that makes a report on a text from its layers, without findings by default."""

    def make(text: str, layers: dict[str, Sequence[Finding]] | None = None, **more: Any) -> Report:
        return Report(Document(text, **more), layers or {})

    return make
