"""From bytes to text: exactly what was written, or an error that says what to do.

Newlines and every other character are kept; only a byte order mark goes.
"""

from __future__ import annotations

import codecs
import re

from newsan.cli.messages import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# How common files that aren't text begin, what they are, and how to get at their text.
_MAGIC = (
    (b"%PDF", "a PDF file", "take its text out first: pdftotext FILE - | newsan analyze -"),
    (b"PK\x03\x04", "a ZIP or Office file", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as plain text first"),
    (b"{\\rtf", "a rich-text file", "save it as plain text first"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it first: zcat FILE | newsan analyze -"),
    (b"\xfd7zXZ", "xz-compressed", "unpack it first: xzcat FILE | newsan analyze -"),
    (b"BZh", "bzip2-compressed", "unpack it first: bzcat FILE | newsan analyze -"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "unpack it first: zstdcat FILE | newsan analyze -"),
    (b"\x89PNG", "a PNG picture", "newsan reads text"),
    (b"\xff\xd8\xff", "a JPEG picture", "newsan reads text"),
    (b"GIF8", "a GIF picture", "newsan reads text"),
    (b"SQLite format 3\0", "an SQLite database", "newsan reads text"),
)
_SAMPLE = 4096
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of a file.

    A byte order mark decides; else `encoding`, a name that Python knows; else UTF-8, strictly.
    Raises `InputError` for what isn't text in that encoding.
    """
    for mark, name in _MARKS:
        if data.startswith(mark) and (encoding is None or _same(encoding, name)):
            return _strict(data[len(mark) :], name)
    if encoding is not None:
        return _strict(data, encoding)
    _refuse_binary(data)
    return _strict(data, "utf-8")


def without_surrogates(text: str) -> str:
    """Text with each half of a surrogate pair, which no file can hold, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _same(given: str, name: str) -> bool:
    """Whether a mark of encoding `name` is expected under the name that was given."""
    return codecs.lookup(given).name in (name, name[:6], "utf-8-sig")


def _refuse_binary(data: bytes) -> None:
    for magic, what, hint in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{what}, not text", hint, "binary")
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if not zeros:
        return
    # In UTF-16 every second byte of English text is zero.
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[first::2]
        if half and half.count(0) == zeros and zeros > 0.7 * len(half):
            message = "looks like UTF-16 without a byte order mark"
            raise InputError(message, f"try --encoding {name}", "encoding")
    raise InputError("a binary file, not text", "newsan reads plain text", "binary")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return without_surrogates(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise InputError(*_explained(data, error), "encoding") from None


def _explained(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    name = error.encoding.upper().replace("UTF8", "UTF-8")
    bad = data[error.start : error.start + 1].hex().upper()
    message = f"not {name}: byte 0x{bad} in line {line} (byte {error.start:,} of the file)"
    if name != "UTF-8":
        return message, "give the file's real encoding with --encoding"
    return message, "give its encoding, perhaps --encoding windows-1252"
