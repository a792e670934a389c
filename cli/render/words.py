"""Article text made fit to be shown: no control codes, and only what the output can encode."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

#: Code points that steer a terminal or a browser instead of being read: C0 and C1 controls.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
#: Zero-width and bidirectional marks, and the tag characters: nothing that a reader could see.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
_BLANKS = re.compile(r"\s+")
#: Blanks that are controls too; of line breaks, only the line feed is one to every reader.
_ODD_BLANKS = re.compile("[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")

#: The nearest ASCII of the signs that the reports themselves use and that articles are set with.
_NEAREST = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("‐‑‒–—―−─", "-"),
        **dict.fromkeys("·•", "*"),
        "═": "=",
        **dict.fromkeys("█▌", "#"),
        **{"…": "...", "×": "x", "→": "->", "±": "+-", "│": "|", "€": "EUR", "£": "GBP"},
    }
)

Say = Callable[[str], str]


def clean(text: str) -> str:
    """Text on one line without anything that could steer a terminal: controls become U+FFFD,
    invisible and bidirectional marks go, runs of blanks become one blank."""
    return visible(_BLANKS.sub(" ", text))


def visible(text: str) -> str:
    """The same, with line feeds, tabs and blanks left as they are."""
    return _UNSEEN.sub("", _CONTROLS.sub("\ufffd", _ODD_BLANKS.sub(" ", text)))


def speaker_for(encoding: str) -> Say:
    """A function that cleans text and writes what `encoding` lacks in the nearest ASCII, or “?”;
    an unknown encoding is taken for ASCII."""

    @cache
    def nearest(char: str) -> str:
        if _encodable(char, encoding):
            return char
        return _ascii(char)

    def say(text: str) -> str:
        shown = clean(text)
        if _encodable(shown, encoding):
            return shown
        return "".join(map(nearest, shown))

    return say


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _ascii(char: str) -> str:
    plain = unicodedata.normalize("NFKD", char.translate(_NEAREST))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return kept if kept.isascii() and kept else "?"
