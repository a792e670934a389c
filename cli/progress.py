"""A progress bar on stderr: only on a terminal, and only for work that takes a while."""

from __future__ import annotations

import sys
import time
from typing import Any

from newsan.cli.messages import Console

_PATIENCE = 1.5  # seconds before a bar is worth showing
_EVERY = 0.1


class Progress:
    """Counts inputs and failures; shows them once the work has gone on for a while.

    `total` is the number of inputs, or None when it isn't known.
    """

    def __init__(self, console: Console, enabled: bool, total: int | None = None) -> None:
        self._enabled = enabled
        self._total = total
        self._started = time.monotonic()
        self._shown = 0.0
        self._bar: Any = None
        self._task: Any = None
        self.done = self.failed = 0
        console.before = self.pause

    def step(self, failed: bool = False) -> None:
        """One more input was dealt with."""
        self.done += 1
        self.failed += failed
        now = time.monotonic()
        if not self._enabled or now - self._started < _PATIENCE or now - self._shown < _EVERY:
            return
        self._shown = now
        if self._bar is None:
            self._open()
        self._bar.update(
            self._task, completed=self.done, failed=self._failures(), rate=self._rate()
        )
        self._bar.start()
        self._bar.refresh()

    def pause(self) -> None:
        """Take the bar off the screen, for a message or for good."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _rate(self) -> str:
        return f"{self.done / max(time.monotonic() - self._started, 1e-6):,.1f}/s"

    def _failures(self) -> str:
        return f"[red]{self.failed:,} failed[/]" if self.failed else ""

    def _open(self) -> None:
        from rich.console import Console as Screen
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("analyzing"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}"),
            console=Screen(file=sys.stderr),
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task("", total=self._total, failed="", rate="")
