"""The report as Markdown, read back with a CommonMark parser that comes with Rich."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsan.analyzers.document import Document
from newsan.analyzers.findings import Mark, TimeExpression
from newsan.analyzers.report import Report
from newsan.cli.render import ErrorRecord, RenderOptions
from newsan.cli.render.markdown import MarkdownRenderer, plain

Maker = Callable[..., Report]
PARSER = MarkdownIt("commonmark").enable("table")


def shown(*reports: Report) -> str:
    """Reports as Markdown."""
    renderer = MarkdownRenderer(RenderOptions())
    return renderer.begin() + "".join(map(renderer.document, reports)) + renderer.end()


def texts(markdown: str) -> Sequence[str]:
    """What a reader sees, block by block."""
    return [
        "".join(child.content for child in token.children or () if child.type == "text")
        for token in PARSER.parse(markdown)
        if token.type == "inline"
    ]


def test_all_findings_are_there_as_one_reads_them(report: Report) -> None:
    blocks = texts(shown(report))
    assert "Harrow Bay will close its harbour" in blocks
    assert "Ann Lee, mayor (Harrow Bay)" in blocks
    assert (
        "“a [bold]stain[/bold] on this town” (line 3; mixed; calling; hedged: allegedly)" in blocks
    )
    assert "Brine & Sons" in blocks
    assert "| Ann Lee | 75% | 2 | 15 |" in shown(report)
    assert "from “3 March”, line 3" in blocks and "2025-02-28 Fri" in blocks
    assert "Ann Lee −− Brine & Sons: “attacked” (line 3); + “praised” (line 6, has)" in blocks
    assert "Hedge: “allegedly” (weak, line 3)" in blocks
    assert "two councillors (line 4; unit: people; values: 2, 3)" in blocks
    assert "warning: an unclosed [mark] of quotation" in blocks


def test_every_row_of_a_table_has_as_many_cells_as_its_head(report: Report) -> None:
    rows = [line for line in shown(report).splitlines() if line.startswith("|")]
    assert rows and "<table>" in PARSER.render(shown(report))
    heads = [
        i for i, row in enumerate(rows) if i + 1 < len(rows) and set(rows[i + 1]) <= set("|- ")
    ]
    for start, end in zip(heads, [*heads[1:], len(rows)], strict=True):
        assert len({row.count(" | ") for row in rows[start:end]}) == 1


@pytest.mark.parametrize(
    ("type", "value", "shown_as"),
    [
        ("DATE", "2025-02-28", "2025-02-28 Fri"),
        ("TIME", "2025-02-28TNI", "2025-02-28 Fri night"),
        ("TIME", "2025-02-28T14:30", "2025-02-28 Fri 14:30"),
        ("DATE", "2025-W09", "2025-W09"),
        ("DATE", "2025-SP", "2025 spring"),
        ("DATE", "XXXX-WXX-5", "some Fri"),
        ("DATE", "XXXX-WXX-WE", "some weekend"),
        ("DATE", "FUTURE_REF", "future"),
        ("DATE", "2025-13-45", "2025-13-45"),
        ("DURATION", "PT9H", "9 hours"),
        ("DURATION", "PXM", "some months"),
        ("SET", "P1W", "every week"),
        ("DURATION", "P1Y6M", "P1Y6M"),
    ],
)
def test_values_are_written_as_one_reads_them(
    report_on: Maker, type: str, value: str, shown_as: str
) -> None:
    span = {"start": 0, "end": 4, "text": "then", "rule": "r", "confidence": 0.9}
    found = TimeExpression(id="t1", type=type, value=value, **span)  # type: ignore[arg-type]
    assert f"| {shown_as} | **then** |" in shown(report_on("then", {"dates": (found,)}))


def test_nobody_is_called_and_no_markup_is_obeyed() -> None:
    source = "@octocat fixed #12 <b>now</b> | `x` *y* &amp; http://a.b"
    html = PARSER.renderInline(plain(source))
    assert html == (
        "@<!-- -->octocat fixed #<!-- -->12 &lt;b&gt;now&lt;/b&gt; | `x` *y* &amp;amp; http://a.b"
    )


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab1 .)#@*_`[]<>|~&;-+=\\$\n{}!("), min_size=1, max_size=30))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    (block,) = texts("- x" + plain(text)) or [""]
    assert block.split() == ("x" + text).split()


def test_a_text_that_opens_like_a_list_stays_text(report_on: Maker) -> None:
    text = "- 1. # one"
    span = {"start": 0, "end": len(text), "text": text, "rule": "r", "confidence": 1.0}
    mark = Mark(id="m1", list="hedge", cue="x", **span)  # type: ignore[arg-type]
    report = Report(Document(text), {"marks": (mark,)})
    assert "Hedge: “- 1. # one” (line 1)" in texts(shown(report))


def test_errors_and_several_reports_stand_under_their_own_headings(report: Report) -> None:
    renderer = MarkdownRenderer(RenderOptions())
    text = renderer.document(report) + renderer.error(ErrorRecord("a*b.txt", "can’t be read"))
    assert texts(text)[-2:] == ["a*b.txt", "Error: can’t be read"]
    assert "\n\n# a" in text


def test_nothing_found_is_said(report_on: Maker) -> None:
    assert "Nothing was found in this article." in texts(shown(report_on("Hello.")))
