"""Lines of styled text in columns, for a screen of any width.

Rich wraps and styles; the columns are laid here, so that no line carries blanks at its end and a
report without colour pastes into an email as it stands.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from newsan.cli.render.words import Say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: Blanks between columns, and the width of the column for line numbers.
GAP, GUTTER = 2, 4
#: On a screen narrower than this, what stands in columns elsewhere stands in lines.
NARROW = 60


class Sheet:
    """The lines of one report, `width` columns wide; `say` makes any text fit to be shown."""

    def __init__(self, width: int, say: Say, console: Console) -> None:
        self.width = width
        self.say = say
        self._console = console
        self._lines: list[Text] = []

    def text(self, *parts: str | tuple[str, str]) -> Text:
        """Styled text from plain strings and (string, style) pairs, never read as markup."""
        from rich.text import Text

        out = Text()
        for part in parts:
            words, style = (part, "") if isinstance(part, str) else part
            out.append(self.say(words), style or None)
        return out

    def number(self, line: int) -> Text:
        """A line number at the right of its column."""
        from rich.text import Text

        return Text(f"{line:>{GUTTER}}", "cyan")

    def figures(self, words: str, style: str = "") -> Text:
        """Text whose blanks align figures and are kept."""
        from rich.text import Text

        return Text("".join(c if c == " " else self.say(c) for c in words), style)

    def blank(self) -> None:
        """An empty line."""
        self._lines.append(self.text())

    def heading(self, title: str, note: str = "") -> None:
        """A section's title with a rule to the right margin and a few words there."""
        self.blank()
        room = self.width - len(title) - len(note) - 2 * bool(note) - 1
        rule = self.say("─") * room if room > 2 else ""
        tail = f" {note}" if note and rule else ""
        self.row((0, self.text((title, "bold"), (f" {rule}", "dim"), (tail, "dim"))))

    def row(self, *cells: tuple[int, Text], indent: int = 0) -> None:
        """Texts side by side, each wrapped in its own column; the last takes the room that is
        left when its width is 0."""
        left = self.width - indent - sum(width + GAP for width, _ in cells[:-1])
        *ahead, (last, body) = cells
        columns = [(width, self._wrapped(text, width)) for width, text in ahead]
        columns.append((0, self._wrapped(body, max(1, last or left))))
        for lines in zip_longest(*(lines for _, lines in columns), fillvalue=self.text()):
            self._lines.append(self._joined(lines, [width for width, _ in columns], indent))

    def render(self) -> str:
        """All lines as they are written to the screen."""
        from rich.text import Text

        with self._console.capture() as capture:
            self._console.print(
                Text("\n").join(self._lines), no_wrap=True, overflow="ignore", crop=False
            )
        return capture.get()

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        lines = list(text.wrap(self._console, max(1, width), overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines

    def _joined(self, lines: tuple[Text, ...], widths: list[int], indent: int) -> Text:
        from rich.text import Text

        out = Text(" " * indent)
        for line, width in zip(lines, widths, strict=True):
            out.append_text(line)
            if width:
                out.append(" " * (width + GAP - line.cell_len))
        out.rstrip()
        return out


def console(width: int, color: bool) -> Console:
    """A console that writes into memory, in the terminal's own sixteen colours or none."""
    import io

    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
