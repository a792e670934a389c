"""The report as HTML: well formed, all of the article in it, every value escaped."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsan
from newsan.analyzers.document import Document
from newsan.analyzers.findings import Diagnostic, Entity, Mark, Mention, Party, Quote
from newsan.analyzers.report import Report
from newsan.cli.render import ErrorRecord, RenderOptions
from newsan.cli.render.highlight import Highlight, article
from newsan.cli.render.html import HtmlRenderer

Maker = Callable[..., Report]
SAMPLES = Path(__file__).parents[2] / "samples"
VOID = {"meta", "rect"}


@dataclass
class Node:
    """An element: its name, attributes and children, which are elements or text."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def all(self, **wanted: str) -> list["Node"]:
        """The elements below, in order, with a name (`name`) or a class (`of`)."""
        out = []
        for child in self.children:
            if isinstance(child, Node):
                classes = child.attributes.get("class", "").split()
                if wanted.get("name", child.name) == child.name and (
                    "of" not in wanted or wanted["of"] in classes
                ):
                    out.append(child)
                out += child.all(**wanted)
        return out

    @property
    def text(self) -> str:
        """All the text in it."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


class Tree(HTMLParser):
    """A strict reader: an end tag that doesn't fit the open element is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Node("")
        self._open = [self.root]
        self.feed(html)
        self.close()
        assert self._open == [self.root], f"left open: {self._open[-1].name}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def page(*entries: Report | ErrorRecord) -> str:
    """A whole page."""
    renderer = HtmlRenderer(RenderOptions())
    body = [
        renderer.error(e) if isinstance(e, ErrorRecord) else renderer.document(e) for e in entries
    ]
    return renderer.begin() + "".join(body) + renderer.end()


def test_the_article_is_there_word_for_word(report: Report) -> None:
    root = Tree(page(report)).root
    lines = [node.text for node in root.all(of="line")]
    assert lines == [line for line in report.document.text.split("\n") if line]


def test_every_finding_is_marked_where_it_stands(report: Report) -> None:
    marked: dict[str, str] = {}
    for node in Tree(page(report)).root.all(of="h"):
        of = node.attributes["data-of"].partition("-")[2]
        marked[of] = marked.get(of, "") + node.text
    for layer in ("quotes", "dates", "marks", "figures"):
        for finding in report.layers[layer]:
            place = f"figures.{finding.id}" if layer == "figures" else finding.id
            assert marked[place] == finding.text
    assert marked["e1"] == "Mayor Ann LeeLeeLee"
    assert marked["s1"] == "attackedpraised"


def test_ids_are_unique_and_every_link_leads_somewhere(report: Report) -> None:
    other = Report(Document(report.document.text, source="other.txt"), report.layers)
    nodes = Tree(page(report, other)).root.all()
    ids = [node.attributes["id"] for node in nodes if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    targets = {n.attributes["href"].removeprefix("#") for n in nodes if "href" in n.attributes}
    named = {node.attributes["data-of"] for node in nodes if "data-of" in node.attributes}
    labels = {n.attributes["aria-labelledby"] for n in nodes if "aria-labelledby" in n.attributes}
    assert targets | named | labels <= set(ids)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_real_articles_are_whole_and_well_linked(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    root = Tree(page(newsan.analyze(text))).root
    assert [n.text for n in root.all(of="line")] == [
        line for line in text.split("\n") if line.strip()
    ]
    ids = [node.attributes["id"] for node in root.all() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    links = {n.attributes[k] for n in root.all() for k in ("href", "data-of") if k in n.attributes}
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_sections_say_what_the_report_says(report: Report) -> None:
    root = Tree(page(report)).root
    sections = {s.all(name="h3")[0].text: s for s in root.all(of="found")}
    said = sections["Who said what"].text
    assert "“We will close the harbour,” … “And we won’t ask twice.”" in said
    assert "via a recording heard by two councillors" in said and "40% sure" in said
    assert "Ann Lee75%215" in sections["Who gets heard"].text
    matrix = sections["Who stands where"].all(of="matrix")[0]
    cells = [cell.text for cell in matrix.all(name="td")]
    assert cells.count("no evidence") == 3 and "−−2×" in cells and "±" in cells
    label = matrix.all(name="a")[0].attributes["aria-label"]
    assert label == "Ann Lee towards Brine & Sons: against, strength 2, 2 places"
    assert "against the rest" in sections["Who stands where"].text
    assert "from “3 March”, line 3" in sections["When"].text
    assert "unit: people" in sections["Figures"].text


def test_nothing_is_loaded_and_nothing_else_may_run(report: Report) -> None:
    html = page(report)
    assert not re.search(r"url\(|@import|https?:|fetch|XMLHttp", html)
    root = Tree(html).root
    links = [
        value for n in root.all() for key in ("src", "href") if (value := n.attributes.get(key))
    ]
    assert links and all(link.startswith("#") for link in links)
    assert not [n for n in root.all() if any(a.startswith(("on", "style")) for a in n.attributes)]
    policy = next(
        m.attributes["content"] for m in root.all(name="meta") if "http-equiv" in m.attributes
    )
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    for name in ("style", "script"):
        (node,) = root.all(name=name)
        digest = base64.b64encode(hashlib.sha256(node.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


HOSTILE = (
    """<script>alert(1)</script>\n"><img src=x onerror=alert(2)>\n</title></style>&amp;\u202e<!--"""
)


def test_an_article_cannot_add_markup(report_on: Maker) -> None:
    span = {"start": 0, "end": len(HOSTILE), "text": HOSTILE, "rule": HOSTILE, "confidence": 0.9}
    party = Party(mention=None, entity=None, name=HOSTILE, kind=HOSTILE, role=HOSTILE)
    layers = {
        "entities": (Entity(id="e1", name=HOSTILE, type=HOSTILE, **span),),  # type: ignore[arg-type]
        "quotes": (Quote(id="q1", type="direct", cue=None, speaker=party, **span),),  # type: ignore[arg-type]
        "marks": (Mark(id="m1", list=HOSTILE, cue=HOSTILE, **span),),  # type: ignore[arg-type]
        HOSTILE: (Mark(id='x"1', list=HOSTILE, cue=HOSTILE, **span),),  # type: ignore[arg-type]
    }
    made = report_on(HOSTILE, layers, source=HOSTILE, title=HOSTILE)
    note = Diagnostic(level="warning", message=HOSTILE)
    report = Report(made.document, made.layers, (note,))
    root = Tree(page(report, ErrorRecord(HOSTILE, HOSTILE, HOSTILE))).root
    names = {node.name for node in root.all()}
    assert not names & {"img", "b1"} and len(root.all(name="script")) == 1
    assert not [n for n in root.all() if any(a.startswith("on") for a in n.attributes)]
    assert "\u202e" not in root.text
    assert "<script>alert(1)</script>" in root.all(of="text")[0].text


def test_it_can_be_used_by_keyboard_and_screen_reader(report: Report) -> None:
    html = page(report)
    root = Tree(html).root
    assert (
        html.startswith("<!doctype html>") and root.all(name="html")[0].attributes["lang"] == "en"
    )
    assert root.all(of="skip")[0].attributes["href"] == "#main"
    assert len(root.all(name="main")) == 1 and root.all(name="nav") and root.all(name="header")
    for table in root.all(name="table"):
        assert all("scope" in cell.attributes for cell in table.all(name="th"))
    for node in root.all(name="section"):
        assert {"aria-label", "aria-labelledby"} & set(node.attributes)
    assert all(b.attributes["type"] == "button" and b.text for b in root.all(name="button"))
    levels = [int(n.name[1]) for n in root.all() if re.fullmatch("h[1-6]", n.name)]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_several_articles_stand_in_one_page(report: Report, report_on: Maker) -> None:
    root = Tree(page(report, ErrorRecord("b.txt", "can’t be read"), report_on("Hi."))).root
    titles = [doc.all(name="h2")[0].text for doc in root.all(of="doc")]
    assert titles == ["Harrow Bay will close its harbour", "b.txt", "Article"]
    assert "Nothing was found" in root.all(of="doc")[2].text


def test_a_page_without_articles_is_a_page() -> None:
    assert Tree(page()).root.all(name="main")


def test_each_process_may_render_its_own_articles(report: Report, report_on: Maker) -> None:
    first, second = (HtmlRenderer(RenderOptions()) for _ in range(2))
    html = first.begin() + first.document(report) + second.document(report_on("Hi.")) + second.end()
    assert html == page(report, report_on("Hi."))


@st.composite
def overlapping(draw: st.DrawFn) -> tuple[str, list[Highlight]]:
    """A text, and stretches of it that overlap, cross and repeat as they like."""
    text = draw(st.text("ab \n<&", min_size=1, max_size=40))
    bounds = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(bounds, bounds), max_size=8))
    found = [
        Highlight(min(p), max(p), "q", f"q{i}", f"q{i}-1")
        for i, p in enumerate(pairs)
        if len({*p}) > 1
    ]
    return text, sorted(found, key=lambda h: (h.start, -h.end))


@settings(max_examples=300, deadline=None)
@given(overlapping())
def test_crossing_findings_are_well_formed_and_whole(case: tuple[str, list[Highlight]]) -> None:
    text, found = case
    root = Tree(article(Document(text), found, "d-")).root
    assert [n.text for n in root.all(of="line")] == [ln for ln in text.split("\n") if ln.strip()]
    for highlight in found:
        marked = [n for n in root.all(of="h") if n.attributes["data-of"] == f"d-{highlight.of}"]
        lines = text.split("\n")
        at, expected = 0, ""
        for line in lines:
            if line.strip():
                expected += line[max(0, highlight.start - at) : max(0, highlight.end - at)]
            at += len(line) + 1
        assert "".join(n.text for n in marked) == expected
        if marked:
            assert sum("id" in n.attributes for n in marked) == 1


def test_line_ends_of_every_system_are_only_line_ends(report_on: Maker) -> None:
    html = page(report_on("One.\r\n\r\nTwo\x0bthree.\r\n"))
    assert "\ufffd" not in html
    assert [n.text.strip() for n in Tree(html).root.all(of="line")] == ["One.", "Two three."]


def test_mentions_that_cross_lines_are_marked_on_both(report_on: Maker) -> None:
    text = "The New\nYork mayor spoke."
    span = {"start": 4, "end": 12, "text": text[4:12], "rule": "r", "confidence": 0.9}
    mention = Mention(kind="name", **span)  # type: ignore[arg-type]
    entity = Entity(id="e1", name="New York", type="GPE", mentions=(mention,), **span)  # type: ignore[arg-type]
    root = Tree(page(report_on(text, {"entities": (entity,)}))).root
    assert [node.text for node in root.all(of="h")] == ["New", "York"]
