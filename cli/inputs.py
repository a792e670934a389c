"""Which inputs there are: files, folders, globs, lists of files, JSON Lines, standard input.

Inputs are found one after another as they are needed, so that their number doesn't matter; a
file is read where it is analyzed (`load`), perhaps in another process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from glob import glob, has_magic
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from newsan.cli.messages import InputError, UserError, reason, shown

if TYPE_CHECKING:
    from newsan.analyzers.document import Document

STDIN = "-"
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
WEB_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xml"})
RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read: the encoding (None: by mark, else UTF-8), the field of JSON Lines that
    holds the text (None: "text", for files called .jsonl only), the fields that hold the title
    and so on, and the publication date that was given for all."""

    encoding: str | None = None
    text_field: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """One article to be: a file to read, or content that was read already, or a fault.

    `name` is what it is called in the output, `key` its relative path in a mirrored tree.
    """

    name: str
    key: str
    path: str | None = None
    size: int = 0
    content: bytes | None = None
    record: str | None = None
    fault: tuple[str, str, str] | None = None


def found(paths: Sequence[str], files_from: str | None, reading: Reading) -> Iterator[Input]:
    """The inputs of a run, in order: those of `paths`, then those that `files_from` lists."""
    alone = len(paths) == 1 and files_from is None
    for path in paths:
        yield from _at(path, reading, alone)
    if files_from is not None:
        for path in _listed(files_from):
            yield from _at(path, reading, False)


def load(item: Input, reading: Reading) -> Document:
    """The article of an input. Raises `InputError` when there is none."""
    from newsan.analyzers.document import Document

    if item.fault is not None:
        raise InputError(*item.fault)
    if item.record is not None:
        from newsan.cli.records import document_of

        document = document_of(item.record, item.name, reading)
    else:
        data = item.content if item.content is not None else _bytes(item.path or "")
        if item.path and PurePath(item.path).suffix.lower() in WEB_SUFFIXES:
            from newsan.cli.web import extracted

            document = extracted(data, item.name, reading.encoding)
        else:
            from newsan.cli.decode import decode

            document = Document(decode(data, reading.encoding), source=item.name)
    if not any(map(str.isalnum, document.text)):
        raise InputError("empty: there is no text to analyze", "", "empty")
    return document if reading.published is None else document.dated(reading.published)


def _at(path: str, reading: Reading, alone: bool) -> Iterator[Input]:
    """The inputs that one path stands for."""
    if path == STDIN:
        yield from _standard(reading)
    elif os.path.isdir(path):
        yield from _inside(path, reading, alone)
    elif not os.path.lexists(path) and has_magic(path):
        matches = sorted(glob(path, recursive=True))
        files = [match for match in matches if not os.path.isdir(match)]
        if not files:
            yield _fault(path, "no file matches this pattern", "quote it, or check the path")
        for file in files:
            yield from _file(file, _key(file), reading)
    else:
        yield from _file(path, _key(path), reading)


def _file(path: str, key: str, reading: Reading) -> Iterator[Input]:
    try:
        size = os.stat(path).st_size
    except OSError as error:
        yield _fault(path, *reason(error))
        return
    if PurePath(path).suffix.lower() in RECORD_SUFFIXES:
        try:
            with open(path, "rb") as stream:
                yield from _records(stream, shown(path), key, reading)
        except OSError as error:
            yield _fault(path, *reason(error))
    else:
        yield Input(shown(path), key, path=path, size=size)


def _records(stream: BinaryIO, name: str, key: str, reading: Reading) -> Iterator[Input]:
    from newsan.cli.records import lines

    for number, line in lines(stream, reading.encoding):
        place, inner = f"{name}:{number}", f"{key}/{number:06}"
        if isinstance(line, InputError):
            yield Input(place, inner, fault=(line.message, line.hint, line.kind))
        else:
            yield Input(place, inner, size=len(line), record=line)


def _standard(reading: Reading) -> Iterator[Input]:
    stream = sys.stdin.buffer if sys.stdin else None
    if stream is None:
        yield Input(STDIN, "stdin", fault=("standard input is closed", "", "unreadable"))
    elif reading.text_field is not None:
        yield from _records(stream, STDIN, "stdin", reading)
    else:
        data = stream.read()
        yield Input(STDIN, "stdin", size=len(data), content=data)


def _inside(folder: str, reading: Reading, alone: bool) -> Iterator[Input]:
    """The articles in a folder and in those below it, in order of name; hidden ones are left."""
    count = 0
    faults: list[OSError] = []
    for path in _walk(folder, faults):
        count += 1
        key = _key(os.path.relpath(path, folder) if alone else path)
        yield from _file(path, key, reading)
    for error in faults:
        yield _fault(str(error.filename or folder), *reason(error))
    if not count and not faults:
        looked = ", ".join(sorted(TEXT_SUFFIXES | WEB_SUFFIXES | RECORD_SUFFIXES))
        hint = f"other names must be given, perhaps as a glob: '{shown(folder)}/*'"
        yield _fault(folder, f"no articles in this folder (looked for {looked})", hint, "empty")


def _walk(folder: str, faults: list[OSError]) -> Iterator[str]:
    wanted = TEXT_SUFFIXES | WEB_SUFFIXES | RECORD_SUFFIXES
    for root, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and PurePath(name).suffix.lower() in wanted:
                yield os.path.join(root, name)


def _listed(files_from: str) -> Iterator[str]:
    """The paths in a list, one a line or with a NUL after each; "-" is standard input."""
    if files_from == STDIN:
        yield from _separated(sys.stdin.buffer)
        return
    try:
        with open(files_from, "rb") as stream:
            yield from _separated(stream)
    except OSError as error:
        message, hint = reason(error)
        raise UserError(f"--files-from {shown(files_from)}: {message}", hint) from None


def _separated(stream: BinaryIO) -> Iterator[str]:
    rest = b""
    mark: bytes | None = None
    while chunk := stream.read1(_CHUNK) if hasattr(stream, "read1") else stream.read(_CHUNK):
        rest += chunk
        if mark is None and (b"\0" in rest or b"\n" in rest):
            mark = b"\0" if b"\0" in rest else b"\n"
        if mark is not None:
            *whole, rest = rest.split(mark)
            yield from filter(None, map(_path, whole))
    if path := _path(rest):
        yield path


def _path(name: bytes) -> str:
    return os.fsdecode(name.removesuffix(b"\r"))


def _key(path: str) -> str:
    """A path without its root and without steps upwards: where it stands in a mirrored tree."""
    parts = PurePath(os.path.normpath(path)).parts
    anchor = PurePath(path).anchor
    return "/".join(part for part in parts if part not in ("..", anchor))


def _fault(path: str, message: str, hint: str = "", kind: str = "unreadable") -> Input:
    return Input(shown(path), _key(path), fault=(message, hint, kind))


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(*reason(error)) from None
