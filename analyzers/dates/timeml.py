"""A TimeML 1.2.1 document with the time expressions marked, as the TempEval tools read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from newsan.analyzers.document import Document
from newsan.analyzers.findings import TimeExpression

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">\n'
)
# Characters that no XML document may hold.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = "XXXX-XX-XX"


def timeml(
    document: Document, dates: Iterable[TimeExpression], published: str | None = None
) -> str:
    """The document as TimeML: its creation time as t0, its text with a TIMEX3 for each expression.

    `published` is the publication date (YYYY-MM-DD) when the document doesn't carry it. Without
    any, t0 has the value XXXX-XX-XX. A character that XML forbids becomes a blank.
    """
    created = document.published or published
    dct = _tag(
        [
            ("tid", "t0"),
            ("type", "DATE"),
            ("value", created or _UNKNOWN),
            ("temporalFunction", "false"),
            ("functionInDocument", "CREATION_TIME"),
        ],
        created or "",
    )
    title = f"<TITLE>{_text(document.title)}</TITLE>\n" if document.title else ""
    return (
        f"{_HEAD}<DOCID>{_text(document.source or 'document')}</DOCID>\n<DCT>{dct}</DCT>\n{title}"
        f"<TEXT>{_marked(document.text, dates)}</TEXT>\n</TimeML>\n"
    )


def _marked(text: str, dates: Iterable[TimeExpression]) -> str:
    parts, position = [], 0
    for found in sorted(dates, key=lambda one: (one.start, -one.end)):
        if found.start < position:
            continue  # TIMEX3 elements don't nest here
        parts += [_text(text[position : found.start]), _tag(_attributes(found), found.text)]
        position = found.end
    return "".join([*parts, _text(text[position:])])


def _attributes(found: TimeExpression) -> list[tuple[str, str]]:
    anchor = {"published": "t0", "none": None}.get(found.anchor, found.anchor)
    pairs: list[tuple[str, str | None]] = [
        ("tid", found.id),
        ("type", found.type),
        ("value", found.value),
        ("mod", found.mod),
        ("quant", found.quant),
        ("freq", found.freq),
        ("temporalFunction", "true" if anchor else "false"),
        ("functionInDocument", "NONE"),
        ("anchorTimeID", anchor),
        ("beginPoint", found.begin),
        ("endPoint", found.end_point),
    ]
    return [(name, value) for name, value in pairs if value is not None]


def _tag(attributes: Iterable[tuple[str, str]], content: str) -> str:
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes)
    return f"<TIMEX3 {written}>{_text(content)}</TIMEX3>"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub(" ", text))
