"""What newsan says to people: one line an event on stderr, and errors that carry an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import TextIO


class Exit(IntEnum):
    """The exit codes of the command line."""

    DONE = 0
    POLICY = 1
    USAGE = 2
    UNREADABLE = 3
    BUG = 70
    INTERRUPTED = 130


class UserError(Exception):
    """Something that the user can put right: what is wrong, what to do, and the exit code."""

    def __init__(self, message: str, hint: str = "", code: int = Exit.USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


class InputError(Exception):
    """One input can't be analyzed: what is wrong, what to do, and a word for the kind of fault."""

    def __init__(self, message: str, hint: str = "", kind: str = "unreadable") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.kind = kind


class Console:
    """Writes messages to stderr: `quiet` leaves out all but errors, `verbose` adds details.

    A progress bar that stands on the screen is taken away before a line is written: it is told
    through `before`.
    """

    def __init__(self, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.before: Callable[[], None] = _nothing

    def error(self, message: str, hint: str = "") -> None:
        """Something failed."""
        self._line(f"error: {message}", hint)

    def warning(self, message: str, hint: str = "") -> None:
        """Something that the user should know, though the work goes on."""
        if not self.quiet:
            self._line(f"warning: {message}", hint)

    def note(self, message: str) -> None:
        """What was done, unless quiet."""
        if not self.quiet:
            self._line(message)

    def detail(self, message: str) -> None:
        """What only -v shows."""
        if self.verbose:
            self._line(message)

    def _line(self, message: str, hint: str = "") -> None:
        self.before()
        text = f"newsan: {message}" + (f" — {hint}" if hint else "")
        write_stderr(text.replace("\r", " ").replace("\n", " ") + "\n")


def _nothing() -> None:
    pass


def write_stderr(text: str) -> None:
    """Write to stderr whatever its encoding can carry; a closed stderr is no reason to fail."""
    stream: TextIO | None = sys.stderr
    if stream is None:
        return
    try:
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except (OSError, ValueError):
        pass


def shown(path: str | os.PathLike[str]) -> str:
    """A path as text that can be printed: bytes that aren't UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def plural(count: int, noun: str, many: str = "") -> str:
    """A count and its noun: "1 file", "2,000 files"."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def reason(error: OSError) -> tuple[str, str]:
    """What went wrong with a file, in words, and what to do about it."""
    known = {
        FileNotFoundError: ("no such file or folder", "check the path"),
        PermissionError: ("no permission to read it", "check its rights (ls -l)"),
        IsADirectoryError: ("a folder, not a file", ""),
        NotADirectoryError: ("a part of the path is a file, not a folder", "check the path"),
    }
    for kind, words in known.items():
        if isinstance(error, kind):
            return words
    return (error.strerror or str(error) or type(error).__name__, "")
