"""The report as one HTML file: the article with its findings highlighted, and what they add up to.

The file loads nothing from anywhere; its own style and script are named by their hash in a
content security policy, so that nothing that an article contains could run.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar

from newsan.cli.render import ErrorRecord, RenderOptions
from newsan.cli.render.highlight import article, highlights
from newsan.cli.render.html_sections import Sections
from newsan.cli.render.markup import Html, join, tag
from newsan.cli.render.view import View

if TYPE_CHECKING:
    from newsan.analyzers.report import Report

_FILTERS = (
    ("q", "Quotes"),
    ("e", "Names"),
    ("t", "Dates"),
    ("s", "Stance"),
    ("m", "Wording"),
    ("x", "Other"),
)


class HtmlRenderer:
    """One page for a whole run: the articles one below the other. The page's script names the
    page, and puts a list of the articles in front when there are several."""

    name: ClassVar[str] = "html"
    suffix: ClassVar[str] = ".html"

    def __init__(self, options: RenderOptions) -> None:
        self.options = options

    def begin(self) -> str:
        """The head of the page, its filters, and the beginning of its main part."""
        return _head()

    def document(self, report: Report) -> str:
        """One article with its findings."""
        document = report.document
        return _document(View(report), _prefix(document.source, document.text)) + "\n"

    def error(self, record: ErrorRecord) -> str:
        """A note that stands in the article's place."""
        prefix = _prefix(record.source, record.message)
        title = tag("h2", record.source, id=f"{prefix}title")
        hint = tag("p", record.hint) if record.hint else None
        body = join(title, tag("p", record.message), hint)
        return tag("article", body, class_="doc error", id=prefix[:-1]) + "\n"

    def end(self) -> str:
        """The end of the page."""
        return f"</main>\n{_PANEL}\n</body>\n</html>\n"


_PANEL = tag("aside", id="panel", class_="panel", role="status", aria_label="Finding", hidden=True)


def _prefix(*parts: str) -> str:
    """What an article's ids begin with: the same in every process, another for every article."""
    digest = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"a{digest[:10]}-"


@cache
def _asset(name: str) -> Html:
    return Html(files("newsan.cli.render").joinpath("assets", name).read_text(encoding="utf-8"))


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


@cache
def _head() -> str:
    style, script = _asset("report.css"), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content="newsan"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", "newsan report"),
        tag("style", style),
        tag("script", script),
        by="\n",
    )
    skip = tag("a", "Skip to the report", href="#main", class_="skip")
    top = f'<!doctype html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>'
    return f'{top}\n{skip}\n{_bar()}\n<main id="main">\n'


def _bar() -> Html:
    """Filters and theme; shown by the script, which they need."""
    filters = [
        tag(
            "button",
            name,
            type="button",
            class_=f"filter k-{kind}",
            data_kind=kind,
            aria_pressed="true",
        )
        for kind, name in _FILTERS
    ]
    rules = tag(
        "button", "Rules", type="button", class_="filter", data_kind="why", aria_pressed="false"
    )
    theme = tag("button", "Theme", type="button", id="theme")
    steps = [
        tag(
            "button",
            sign,
            type="button",
            class_="step",
            data_step=step,
            aria_label=label,
            title=label,
        )
        for sign, step, label in (("‹", -1, "Previous finding"), ("›", 1, "Next finding"))
    ]
    group = tag("div", *filters, rules, class_="filters", role="group", aria_label="Show")
    tools = tag("div", *steps, theme, class_="tools")
    brand = tag("span", "newsan", class_="brand")
    return tag("header", brand, tag("div", group, tools, class_="script controls"), class_="bar")


def _document(view: View, prefix: str) -> Html:
    sections = Sections(view, prefix).all()
    text = tag(
        "section",
        article(view.document, highlights(view), prefix),
        class_="text",
        id=f"{prefix}text",
        tabindex=0,
        aria_label="Article",
    )
    found = [
        tag(
            "section",
            tag("h3", title, id=f"{prefix}h{number}"),
            body,
            class_=f"found k-{kind}",
            aria_labelledby=f"{prefix}h{number}",
        )
        for number, (kind, title, body) in enumerate(sections, 1)
    ]
    if view.empty:
        found.insert(0, tag("p", "Nothing was found in this article.", class_="found"))
    header = tag(
        "header",
        tag("h2", tag("bdi", view.title), id=f"{prefix}title"),
        tag("p", " · ".join(view.facts), class_="notes"),
        _contents(sections, prefix),
    )
    return tag(
        "article",
        header,
        tag("div", text, tag("div", *found, class_="findings"), class_="columns"),
        class_="doc",
        id=prefix[:-1],
        aria_labelledby=f"{prefix}title",
    )


def _contents(sections: list[tuple[str, str, Html]], prefix: str) -> Html:
    links = [
        tag("a", title, href=f"#{prefix}h{number}", class_=f"k-{kind}")
        for number, (kind, title, _) in enumerate(sections, 1)
    ]
    text = tag("a", "Article", href=f"#{prefix}text")
    return tag("nav", text, *links, class_="contents", aria_label="Sections")
