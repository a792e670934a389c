"""Use the HTML report in a real browser, as a reader would, and look at it.

    python docs/check_html.py [FOLDER]

needs a Chromium on the PATH and says so (exit 0) where there is none. It makes a report on the
samples and on an article that tries to run a script, opens it at the widths of a phone and of a
desk, in light and in dark, and fails when anything is loaded, logged or run that shouldn't be, when
a page is wider than its screen, when text has too little contrast (WCAG AA), or when filters, the
matrix, links, keys or the panel don't do what they are for. With a FOLDER, screenshots and the
printed page are kept there to be looked at.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from browser import Browser, installed

ROOT = Path(__file__).parent.parent
SCREENS = {"phone": (360, 740), "desk": (1400, 900)}
HOSTILE = """Markup in an article
<script>document.title = "run"</script><img src="https://example.org/x.png" onerror="alert(1)">
“<b>We</b> will not be rendered,” said Ann Lee, the mayor of Harrow. Lee praised </p><h1>Tom Ito.
"""

CONTRAST = """(() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color !== "rgba(0, 0, 0, 0)" && color !== "transparent") return color;
    }
    return "rgb(255, 255, 255)";
  };
  const weak = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort();
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) weak.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...weak];
})()"""


def report(folder: Path) -> Path:
    """The HTML report on the samples and on the hostile article."""
    hostile = folder / "hostile.txt"
    hostile.write_text(HOSTILE, encoding="utf-8")
    out = folder / "report.html"
    samples = sorted(map(str, (ROOT / "samples").glob("*.txt")))
    command = [sys.executable, "-m", "newsan", "analyze", "--format", "html", "-o", str(out)]
    subprocess.run([*command, str(hostile), *samples], cwd=ROOT, check=True)
    return out


def faults(browser: Browser, page: Path, folder: Path) -> Iterator[str]:
    """What is wrong with the page, each fault in a few words."""
    for screen, (width, height) in SCREENS.items():
        for dark in (False, True):
            name = f"{screen}-{'dark' if dark else 'light'}"
            browser.open(page, width, height, dark)
            wide = browser.run("document.documentElement.scrollWidth")
            if wide > width:
                yield f"{name}: the page is {wide} pixels wide"
            yield from (f"{name}: little contrast in {what}" for what in browser.run(CONTRAST))
            browser.picture(folder / f"{name}.png")
            browser.picture(folder / f"{name}-whole.png", whole=True)
            yield from (f"{name}: {fault}" for fault in use(browser))
            browser.picture(folder / f"{name}-panel.png")
    browser.printed(folder / "printed.pdf")
    yield from unwanted(browser, page)


def use(browser: Browser) -> Iterator[str]:
    """Do what a reader does; whatever doesn't answer is a fault."""
    for what, expected, expression in STEPS:
        found = browser.run(expression)
        if found != expected:
            yield f"{what}: {found!r}, not {expected!r}"
    browser.run("document.querySelector('.text').focus()")
    browser.press("n")
    if browser.run("document.getElementById('panel').hidden"):
        yield "the key n shows no finding"
    browser.press("Escape")
    if not browser.run("document.getElementById('panel').hidden"):
        yield "Escape doesn't close the panel"
    browser.press("n")


_BAD = ("Log.entryAdded", "Runtime.exceptionThrown", "Page.javascriptDialogOpening")

#: What is tried, what should come of it, and the expression that does it and tells.
STEPS: Sequence[tuple[str, object, str]] = (
    ("the page's name", "5 articles", "document.title"),
    ("articles in the list", 5, "document.querySelectorAll('.index a').length"),
    ("elements made by an article", 0, "document.querySelectorAll('main img, main h1').length"),
    (
        "a filter hides its section",
        False,
        """(document.querySelector("[data-kind=q]").click(),
            document.querySelector(".found.k-q").checkVisibility())""",
    ),
    (
        "and shows it again",
        True,
        """(document.querySelector("[data-kind=q]").click(),
            document.querySelector(".found.k-q").checkVisibility())""",
    ),
    (
        "rules are shown when asked for",
        True,
        """(document.querySelector("[data-kind=why]").click(),
            document.querySelector(".why").checkVisibility())""",
    ),
    (
        "a cell shows its own evidence alone",
        1,
        """(() => {
            const section = document.querySelector(".matrix").closest(".found");
            section.querySelector(".matrix a").click();
            return [...section.querySelectorAll(".stances > li")].filter((li) => !li.hidden).length;
        })()""",
    ),
    (
        "and has the focus",
        True,
        """(() => {
            const link = document.querySelector(".matrix a");
            return document.activeElement.id === link.getAttribute("href").slice(1);
        })()""",
    ),
    (
        "a second time, all evidence",
        0,
        """(document.querySelector(".matrix a").click(),
            document.querySelectorAll(".stances > li[hidden]").length)""",
    ),
    (
        "a place in the article shows every finding that covers it",
        True,
        """(() => {
            const inner = document.querySelector(".h .h");
            inner.click();
            return document.querySelectorAll("#panel .card").length > 1;
        })()""",
    ),
    (
        "the theme changes",
        ["light", "dark", None],
        """[1, 2, 3].map(() => (document.getElementById("theme").click(),
            document.documentElement.dataset.theme ?? null))""",
    ),
)


def unwanted(browser: Browser, page: Path) -> Iterator[str]:
    """What the browser reported that it shouldn't have: requests, errors, dialogs."""
    for event in browser.events:
        method, params = event["method"], event["params"]
        if method == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if url.split("#")[0] not in (page.absolute().as_uri(), "about:blank"):
                yield f"asked for {url}"
        elif method in (
            "Log.entryAdded",
            "Runtime.exceptionThrown",
            "Page.javascriptDialogOpening",
        ):
            yield f"{method}: {str(params)[:300]}"


def main(arguments: Sequence[str]) -> int:
    """Check and say what is wrong; the exit code."""
    binary = installed()
    if binary is None:
        print("there is no Chromium here: the HTML report was not opened")
        return 0
    with TemporaryDirectory() as scratch:
        folder = Path(arguments[0] if arguments else scratch)
        folder.mkdir(parents=True, exist_ok=True)
        page = report(folder)
        with Browser(binary) as browser:
            found = list(dict.fromkeys(faults(browser, page, folder)))
    print("\n".join(found) or "the HTML report holds in Chromium")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
