"""What newsan says of one article: all findings, and what a reader should know about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, cast

from newsan.analyzers.document import Document, Span
from newsan.analyzers.findings import (
    Diagnostic,
    Entity,
    Finding,
    Mark,
    Piece,
    Portrayal,
    Quote,
    SpeakerTally,
    Stance,
    TimeExpression,
)

#: The version of the JSON form. Fields that are added bump the second number.
SCHEMA_VERSION = "1.0"

_TITLE_LENGTH = 200  # code points; a longer first line is a paragraph

#: The layers that have a key of their own in the JSON, in their order there.
LAYERS = ("entities", "quotes", "speakers", "dates", "stances", "portrayals", "marks")


@dataclass(frozen=True)
class Report:
    """The findings of one article.

    `layers` maps a layer's name to its findings in order of the text; layers of plugins stand
    beside newsan's own. `counts` has the article's size in words and sentences, `sentences` the
    stretches of its sentences in order.
    """

    document: Document
    layers: Mapping[str, Sequence[Finding]]
    diagnostics: tuple[Diagnostic, ...] = ()
    counts: Mapping[str, int] | None = None
    sentences: Sequence[Span] = ()

    @property
    def entities(self) -> Sequence[Entity]:
        """Who and what the article is about."""
        return cast("Sequence[Entity]", self.layers.get("entities", ()))

    @property
    def quotes(self) -> Sequence[Quote]:
        """Who said what."""
        return cast("Sequence[Quote]", self.layers.get("quotes", ()))

    @property
    def speakers(self) -> Sequence[SpeakerTally]:
        """How much each speaker is heard."""
        return cast("Sequence[SpeakerTally]", self.layers.get("speakers", ()))

    @property
    def dates(self) -> Sequence[TimeExpression]:
        """When."""
        return cast("Sequence[TimeExpression]", self.layers.get("dates", ()))

    @property
    def stances(self) -> Sequence[Stance]:
        """Who stands where towards whom."""
        return cast("Sequence[Stance]", self.layers.get("stances", ()))

    @property
    def portrayals(self) -> Sequence[Portrayal]:
        """In what light the text shows each entity."""
        return cast("Sequence[Portrayal]", self.layers.get("portrayals", ()))

    @property
    def marks(self) -> Sequence[Mark]:
        """Hedges, vague sourcing, loaded words, and phrases in marks that aren't quotes."""
        return cast("Sequence[Mark]", self.layers.get("marks", ()))

    @property
    def published(self) -> tuple[str, str] | None:
        """The publication date that was used and where it came from, when there is one."""
        for note in self.diagnostics:
            if note.where == "published" and note.data.get("value"):
                return note.data["value"], note.data.get("source", "")
        return None

    @property
    def title(self) -> str | None:
        """The headline: the one that was given, or a first line that stands apart like one."""
        if self.document.title:
            return self.document.title
        first, _, rest = self.document.text.lstrip().partition("\n")
        line = first.strip()
        if rest.strip() and 0 < len(line) <= _TITLE_LENGTH and not line.endswith("."):
            return line
        return None

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: keys in a fixed order, nothing that depends on time or place."""
        from newsan import __version__

        out: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "newsan": __version__,
            "document": self._document(),
        }
        for name in LAYERS:
            out[name] = [plain(f, self.document) for f in self.layers.get(name, ())]
        out["extensions"] = {
            name: [plain(f, self.document) for f in found]
            for name, found in sorted(self.layers.items())
            if name not in LAYERS
        }
        out["diagnostics"] = [plain(note, self.document) for note in self.diagnostics]
        return out

    def _document(self) -> dict[str, Any]:
        document, counts = self.document, self.counts or {}
        value, source = self.published or (document.published, "given")
        return {
            "source": document.source,
            "title": self.title,
            "published": {"value": value, "source": source} if value else None,
            "characters": len(document.text),
            "words": counts.get("words", 0),
            "sentences": counts.get("sentences", 0),
            "meta": dict(document.meta),
            "text": document.text if document.extracted else None,
        }


def plain(value: Any, document: Document) -> Any:
    """A finding, or a part of one, as dicts, lists and scalars; a piece of text gets its line
    and column (both from 1)."""
    if is_dataclass(value) and not isinstance(value, type):
        out: dict[str, Any] = {}
        if isinstance(value, Piece):
            line, column = document.position(value.start)
            out = {"start": value.start, "end": value.end, "line": line, "column": column}
        for name in _field_names(type(value)):
            if name not in out:
                out[name] = plain(getattr(value, name), document)
        return out
    if isinstance(value, tuple | list):
        return [plain(item, document) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item, document) for key, item in value.items()}
    return value


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
