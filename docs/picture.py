"""The README's picture of a report: what `newsan analyze` prints, as SVG for light and dark pages.

    python docs/picture.py            writes docs/report-light.svg and docs/report-dark.svg
    python docs/picture.py --check    exits 1 when they aren't what newsan prints now

The program is run as a user runs it. Of a long report, the picture has the beginnings of the
sections that show best what newsan does; what is left out is marked by “…”.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).parent.parent
COMMAND = ["newsan", "analyze", "samples/kremlin.txt", "--published", "2025-03-02"]
WIDTH = 100
MOST = 22
_HEADING = re.compile(r"[A-Z][a-z ]+ ──")
SHOWN = ("Who said what", "When", "Who stands where")

# black, red, green, yellow, blue, magenta, cyan, white
_LIGHT = [(36, 41, 47), (179, 38, 30), (23, 111, 53), (132, 96, 10)]
_LIGHT += [(29, 86, 176), (125, 53, 173), (11, 104, 124), (110, 119, 129)]
_DARK = [(72, 79, 88), (255, 147, 137), (111, 213, 138), (227, 189, 98)]
_DARK += [(138, 184, 245), (205, 155, 240), (95, 200, 220), (177, 186, 196)]
THEMES = {
    "light": TerminalTheme((252, 251, 249), (27, 28, 31), _LIGHT, _LIGHT),
    "dark": TerminalTheme((22, 24, 28), (233, 232, 228), _DARK, _DARK),
}


def printed() -> str:
    """What the command prints on a terminal with colours, with its escape codes."""
    program = [sys.executable, "-m", *COMMAND, "--color", "always"]
    env = {**os.environ, "COLUMNS": str(WIDTH), "PYTHONUTF8": "1"}
    done = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, check=True)
    return done.stdout.decode("utf-8").rstrip("\n")


def shortened(report: Text) -> Text:
    """The report's head and the beginnings of the sections of `SHOWN`; “…” for what is left out."""
    blocks: list[list[Text]] = [[]]
    for line in report.split("\n", allow_blank=True):
        if _HEADING.match(line.plain):
            blocks.append([])
        blocks[-1].append(line)
    out: list[Text] = []
    for number, block in enumerate(blocks):
        shown = number == 0 or block[0].plain.startswith(SHOWN)
        kept = block[:MOST] if shown else []
        out += kept
        if len(kept) < len(block) and out[-2].plain != "…":
            out += [Text("")] * bool(out[-1].plain) + [Text("…", "dim"), Text("")]
    return Text("\n").join(out)


def picture(report: Text, theme: str) -> str:
    """The report as SVG. Nothing in it is loaded from a network: the font is the reader's own."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "dim"), " ".join(COMMAND)))
    console.print(report)
    svg = console.export_svg(title="newsan", theme=THEMES[theme], unique_id=f"newsan-{theme}")
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "ui-monospace, SFMono-Regular, Menlo, Consolas")


def main(arguments: Sequence[str]) -> int:
    """Write the pictures, or check them; the exit code."""
    report = shortened(Text.from_ansi(printed()))
    stale = 0
    for theme in THEMES:
        path = ROOT / "docs" / f"report-{theme}.svg"
        svg = picture(report, theme)
        if "--check" in arguments:
            if not path.exists() or path.read_text(encoding="utf-8") != svg:
                print(f"{path.relative_to(ROOT)} is out of date: run docs/picture.py")
                stale = 1
        else:
            path.write_text(svg, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
