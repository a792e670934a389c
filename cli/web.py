"""Web pages and news XML in: the article's text and what the page says of it.

Pages are taken apart by trafilatura (the extra `newsan[web]`), NITF and NewsML-G2 by their own
elements. Offsets of findings refer to the text that was taken out, so the document carries it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

from newsan.analyzers.document import Document
from newsan.cli.messages import InputError

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_NEWS_ROOTS = frozenset({"nitf", "newsItem", "newsMessage"})


def extracted(data: bytes, name: str, encoding: str | None) -> Document:
    """The article of a web page or of news XML.

    Raises `InputError` when there is no article in it, or when the extra is missing.
    """
    root = _xml_root(data) if name.lower().endswith(".xml") else None
    if root is not None and _local(root) in _NEWS_ROOTS:
        return _news(root, name)
    try:
        import trafilatura
    except ImportError:
        hint = "install it: pip install 'newsan[web]'; or save the article as plain text"
        raise InputError("web pages need the extra newsan[web]", hint, "extra") from None
    page = data if encoding is None else data.decode(encoding, "replace")
    found: Any = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    if found is None or not (found.text or "").strip():
        hint = "save the article as plain text"
        raise InputError("no article found in this page", hint, "empty")
    meta = {"url": found.url, "author": found.author, "outlet": found.sitename}
    return Document(
        found.text,
        source=name,
        title=found.title or None,
        published=_day(found.date or ""),
        meta={key: value for key, value in meta.items() if value},
        extracted=True,
    )


def _xml_root(data: bytes) -> ElementTree.Element | None:
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None


def _news(root: ElementTree.Element, name: str) -> Document:
    """NITF (`body.content`, `hl1`, `date.issue`) or NewsML-G2 (`inlineXML`, `headline`)."""
    body = next((e for e in root.iter() if _local(e) in ("body.content", "inlineXML")), None)
    paragraphs = [_words(e) for e in (body.iter() if body is not None else ()) if _local(e) == "p"]
    text = "\n\n".join(filter(None, paragraphs))
    if not text:
        raise InputError("no article found in this XML", "save it as plain text", "empty")
    outlet = next(_texts(root, "distributor", "doc.copyright", "creditline"), None)
    meta = {"author": next(_texts(root, "person", "byline", "by"), None), "outlet": outlet}
    return Document(
        text,
        source=name,
        title=next(_texts(root, "hl1", "headline", "title"), None),
        published=next(_dates(root), None),
        meta={key: value for key, value in meta.items() if value},
        extracted=True,
    )


def _texts(root: ElementTree.Element, *names: str) -> Iterator[str]:
    """The texts of the elements of these names: of the first name first."""
    for name in names:
        for element in root.iter():
            if _local(element) == name and (text := _words(element)):
                yield text


def _dates(root: ElementTree.Element) -> Iterator[str]:
    for name in ("date.issue", "contentCreated", "versionCreated", "story.date"):
        for element in root.iter():
            if _local(element) == name and (day := _day(element.get("norm") or _words(element))):
                yield day


def _day(text: str) -> str | None:
    match = _DAY.match(text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _local(element: ElementTree.Element) -> str:
    """An element's name without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
