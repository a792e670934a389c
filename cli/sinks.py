"""Where results go: the screen, a file, a tree of files, a folder of tables.

A file is written beside its name (`NAME.part`) and renamed when it is whole. What was written
when a run is interrupted ends with a whole document and stays in the .part file.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from newsan.cli.inputs import Input
from newsan.cli.job import Result
from newsan.cli.messages import UserError, reason, shown
from newsan.cli.render import Renderer

PART = ".part"
_SOURCE = re.compile(rb'"document":\{"source":("(?:[^"\\]|\\.)*")')
_HEAD = 1 << 16


class Sink(Protocol):
    """Takes results one after another."""

    def has(self, item: Input) -> bool:
        """Whether an earlier run, which this one resumes, dealt with the input."""

    def write(self, result: Result) -> None:
        """Take a result."""

    def close(self) -> None:
        """All results were written."""

    def keep(self) -> str:
        """The run stops early: keep what was written, and say where it is (or "")."""


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turns a failure to write into a message for the user; closed pipes pass."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        message, _ = reason(error)
        if isinstance(error, PermissionError):
            message = "no permission to write it"
        raise UserError(f"can't write {shown(path)}: {message}") from None


class StreamSink:
    """Standard output."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._stream = sys.stdout
        self._put(renderer.begin())

    def has(self, item: Input) -> bool:
        """Never: nothing is known of what an earlier run printed."""
        return False

    def write(self, result: Result) -> None:
        """Print it; a reader at the other end of a pipe has it at once."""
        self._put(result.text)

    def close(self) -> None:
        """Print the end."""
        self._put(self._renderer.end())

    def keep(self) -> str:
        """What was printed was printed."""
        return ""

    def _put(self, text: str) -> None:
        with writing("standard output"):
            self._stream.write(text)
            self._stream.flush()


class FileSink:
    """One file. With `resume` (JSON Lines only) an earlier run's lines stay, and their inputs are
    left out."""

    def __init__(self, path: str, renderer: Renderer, resume: bool = False) -> None:
        self._path = path
        self._renderer = renderer
        self._file = AtomicFile(path, resume)
        self._count = 0
        self._done = self._file.sources() if resume else frozenset()
        if not self._done:
            self._file.write(renderer.begin())

    def has(self, item: Input) -> bool:
        """Whether a line of an earlier run is about this input."""
        return item.name in self._done

    def write(self, result: Result) -> None:
        """Append it."""
        self._count += 1
        self._file.write(result.text)

    def close(self) -> None:
        """Finish the file and give it its name."""
        self._file.write(self._renderer.end())
        self._file.commit()

    def keep(self) -> str:
        """Finish the .part file with what there is, or remove it when there is nothing."""
        if not self._count and not self._done:
            self._file.discard()
            return ""
        self._file.write(self._renderer.end())
        return self._file.park()


class TreeSink:
    """A folder that mirrors the inputs: KEY + the format's suffix for each of them.

    With `resume` an input is left out when its output is there, whole and not older than it; one
    that failed is tried again.
    """

    def __init__(self, folder: str, renderer: Renderer, resume: bool = False) -> None:
        self._folder = Path(folder)
        self._renderer = renderer
        self._resume = resume
        with writing(folder):
            self._folder.mkdir(parents=True, exist_ok=True)

    def has(self, item: Input) -> bool:
        """Whether the output is there already."""
        if not self._resume:
            return False
        try:
            written = self._at(item.key).stat().st_mtime_ns
            return item.path is None or os.stat(item.path).st_mtime_ns <= written
        except OSError:
            return False

    def write(self, result: Result) -> None:
        """Write the input's file."""
        path = self._at(result.key)
        with writing(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
        file = AtomicFile(str(path))
        file.write(self._renderer.begin() + result.text + self._renderer.end())
        file.commit()
        if result.error is not None:  # older than any input: `resume` tries again
            os.utime(path, ns=(0, 0))

    def close(self) -> None:
        """Each file was finished by itself."""

    def keep(self) -> str:
        """The files that are there are whole."""
        return shown(self._folder)

    def _at(self, key: str) -> Path:
        return self._folder / (key + self._renderer.suffix)


class TablesSink:
    """A folder of CSV files, one for each table."""

    def __init__(self, folder: str) -> None:
        from newsan.cli.render.csv import header
        from newsan.cli.render.tables import TABLES

        with writing(folder):
            Path(folder).mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._files = {t: AtomicFile(os.path.join(folder, f"{t}.csv")) for t in TABLES}
        for table, file in self._files.items():
            file.write(header(table))

    def has(self, item: Input) -> bool:
        """Never: the tables are written anew."""
        return False

    def write(self, result: Result) -> None:
        """Append the rows to their tables."""
        from newsan.cli.render.csv import lines

        for table, rows in result.rows.items():
            self._files[table].write(lines(table, rows))

    def close(self) -> None:
        """Give the files their names."""
        for file in self._files.values():
            file.commit()

    def keep(self) -> str:
        """Leave what there is in the .part files."""
        for file in self._files.values():
            file.park()
        return os.path.join(shown(self._folder), f"*.csv{PART}")


class AtomicFile:
    """A file that has its name only when it is whole.

    A name that isn't a regular file's (/dev/null, a named pipe) is written to directly. With
    `resume` what an earlier run left in the .part file, or in the file, is gone on with.
    """

    def __init__(self, path: str, resume: bool = False) -> None:
        self._path = os.path.realpath(path)
        self._part = self._path + PART
        self._direct = os.path.exists(self._path) and not os.path.isfile(self._path)
        with writing(path):
            self._stream = self._opened(resume)

    def _opened(self, resume: bool) -> BinaryIO:
        if self._direct:
            return open(self._path, "wb")
        if resume and not os.path.exists(self._part) and os.path.exists(self._path):
            shutil.copyfile(self._path, self._part)
        goes_on = resume and os.path.exists(self._part)
        return open(self._part, "r+b" if goes_on else "w+b")

    def sources(self) -> frozenset[str]:
        """The documents that the whole lines are about; a torn last line is cut off."""
        import json

        done: set[str] = set()
        if self._direct:
            return frozenset()
        good = 0
        for line in self._stream:
            if not line.endswith(b"\n"):
                break
            good += len(line)
            if match := _SOURCE.search(line, 0, _HEAD):
                done.add(json.loads(match[1]))
        self._stream.seek(good)
        self._stream.truncate()
        return frozenset(done)

    def write(self, text: str) -> None:
        """Append text, wholly or not at all."""
        if not text:
            return
        with writing(self._path):
            before = 0 if self._direct else self._stream.tell()
            try:
                self._stream.write(text.encode())
                self._stream.flush()
            except BaseException:
                if not self._direct:
                    os.ftruncate(self._stream.fileno(), before)
                raise

    def commit(self) -> None:
        """Give the file its name, with the rights of the one it replaces."""
        with writing(self._path):
            self._stream.close()
            if self._direct:
                return
            if os.path.exists(self._path):
                os.chmod(self._part, stat.S_IMODE(os.stat(self._path).st_mode))
            os.replace(self._part, self._path)

    def park(self) -> str:
        """Leave the .part file; its name."""
        self._stream.close()
        return shown(self._path if self._direct else self._part)

    def discard(self) -> None:
        """Leave nothing."""
        self._stream.close()
        if not self._direct:
            os.unlink(self._part)
