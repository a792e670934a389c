"""The report for the terminal."""

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsan.analyzers.document import Document
from newsan.analyzers.findings import Entity, Finding, Mention
from newsan.analyzers.report import Report
from newsan.cli.render import RenderOptions
from newsan.cli.render.report import ReportRenderer

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
Maker = Callable[..., Report]


def shown(report: Report, **options: object) -> str:
    """The report on an article as text."""
    return ReportRenderer(RenderOptions(**options)).document(report)  # type: ignore[arg-type]


def section(text: str, title: str) -> str:
    """The lines of one section, blanks run together."""
    body = re.split(r"\n\n[A-Z][a-z ]+(?: ─|$)", text.split(f"\n{title} ")[1])[0]
    return " ".join(body.split())


def named(text: str, name: str) -> Sequence[Finding]:
    """One entity that covers a whole text."""
    span = {"start": 0, "end": len(text), "text": text, "rule": "r", "confidence": 0.9}
    mention = Mention(kind="name", **span)  # type: ignore[arg-type]
    return [Entity(id="e1", name=name, type="PERSON", mentions=(mention,), **span)]  # type: ignore[arg-type]


def test_who_said_what_stands_with_line_way_and_doubt(report: Report) -> None:
    said = section(shown(report), "Who said what")
    assert "Ann Lee, mayor (Harrow Bay)" in said
    assert "4 “We will close the harbour,” … “And we won’t ask twice.”" in said
    assert "to the Herald · via a recording heard by two councillors" in said
    assert "5 it would appeal on 12 March indirect · said · 40% sure" in said
    assert "hedged: allegedly" in said and "quoted by a clerk" in said
    assert "a clerk, not named" in said
    assert said.index("Tom Ito") < said.index("Unattributed")


def test_who_gets_heard_is_a_share_of_words(report: Report) -> None:
    heard = section(shown(report), "Who gets heard")
    assert "20 words" in heard and "█ 75% 2 quotes, 15 words" in heard
    assert "25% 2 quotes, 5 words" in section(shown(report, width=60), "Who gets heard")


def test_the_timeline_is_in_order_and_says_what_dates_rest_on(report: Report) -> None:
    when = section(shown(report, width=140), "When")
    order = ["5 1904", "2025-02-28 Fri", "2025-03-03 Mon", "2025-03-12 Wed", "impossible", "every"]
    assert sorted(order, key=when.index) == order
    assert "from “3 March”, line 3" in when and "from the publication date" in when
    assert "February has no day 31" in when


def test_stances_show_their_words_and_what_contradicts_them(report: Report) -> None:
    stands = section(shown(report), "Who stands where")
    assert "−− Brine & Sons attacked (line 3) · + praised (line 6, has)" in stands
    assert "The author ± Brine & Sons − stain (line 3, quoted, negated)" in stands
    assert "Ann Lee −− 2×" in stands


def test_weak_evidence_of_a_portrayal_is_counted_and_shown_on_request(report: Report) -> None:
    light = section(shown(report), "In what light")
    assert "− Brine & Sons stain (line 3) · 1 weaker" in light
    assert "town (line 3, stance.verb 0.50)" in section(
        shown(report, verbose=True), "In what light"
    )


def test_everything_else_is_there(report: Report) -> None:
    text = " ".join(shown(report).split())
    assert "published 2025-03-03 (from the dateline)" in text
    assert "3× Ann Lee mayor (Harrow Bay); also Lee, Mayor Ann Lee · lines 3, 4, 6" in text
    assert "Hedge allegedly (weak, line 3)" in text
    assert "4 two councillors unit: people · values: 2, 3" in text
    assert "warning: an unclosed [mark] of quotation" in text
    assert "quotes.cue 0.90" not in text
    assert "quotes.cue 0.90" in " ".join(shown(report, verbose=True).split())


def test_markup_in_an_article_is_shown_not_obeyed(report: Report) -> None:
    assert "a [bold]stain[/bold] on this town" in ESCAPES.sub("", shown(report, color=True))


@pytest.mark.parametrize("width", [1, 20, 33, 60, 80, 110, 140, 400])
def test_no_line_is_wider_than_the_screen(report: Report, width: int) -> None:
    lines = shown(report, width=width).splitlines()
    assert max(map(len, lines)) <= max(20, min(width, 140))
    assert all(line == line.rstrip() for line in lines)


def test_colour_only_when_asked_for(report: Report) -> None:
    plain, colored = shown(report), shown(report, color=True)
    assert "\x1b" not in plain
    assert ESCAPES.search(colored) and ESCAPES.sub("", colored) == plain


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "no-such-encoding"])
def test_signs_that_the_encoding_lacks_are_written_another_way(
    report: Report, encoding: str
) -> None:
    text = shown(report, encoding=encoding)
    text.encode("cp1252" if encoding == "cp1252" else "ascii")
    assert "We will close the harbour" in text and "won't ask" in text.replace("’", "'")


def test_sections_without_findings_are_left_out(report_on: Maker) -> None:
    text = shown(report_on("Nothing here.", source="a.txt"))
    assert "Nothing was found in this article." in text
    assert "Who" not in text and "publication date unknown" in text


def test_reports_are_parted(report: Report) -> None:
    text = shown(report, width=80)
    assert text.splitlines()[2] == "═" * 80
    assert text.endswith("\n\n")


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=200), width=st.integers(1, 200), ascii=st.booleans())
def test_no_text_steers_the_terminal(text: str, width: int, ascii: bool) -> None:
    report = Report(Document(text, source=text), {"entities": named(text, text)})
    out = shown(report, width=width, encoding="ascii" if ascii else "utf-8")
    seen = out.replace("\n", "")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", seen)
