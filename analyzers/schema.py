"""The JSON Schema of what newsan writes, made from the dataclasses of the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from newsan.analyzers import findings as f
from newsan.analyzers.report import LAYERS, SCHEMA_VERSION

#: The kind of finding in each layer.
ITEMS: dict[str, type[f.Finding]] = {
    "entities": f.Entity,
    "quotes": f.Quote,
    "speakers": f.SpeakerTally,
    "dates": f.TimeExpression,
    "stances": f.Stance,
    "portrayals": f.Portrayal,
    "marks": f.Mark,
}

_LAYERS_ABOUT = {
    "entities": "Who and what the article is about, each with all its mentions.",
    "quotes": "Who said what.",
    "speakers": "How much each speaker is heard.",
    "dates": "When: time expressions as TIMEX3 has them.",
    "stances": "Who stands where towards whom, with the evidence.",
    "portrayals": "In what light the text shows each entity, whoever holds it.",
    "marks": "Hedges, vague sourcing, loaded words, phrases in marks that are no quotes.",
}

# What a field means, wherever a field of that name stands; `Class.field` is more exact.
_ABOUT = {
    "start": "Offset of the first character: Unicode code points from 0 into the article's text.",
    "end": "Offset after the last character.",
    "line": "Line of `start`, from 1.",
    "column": "Column of `start`, from 1, in code points.",
    "text": "Exactly the text from `start` to `end`.",
    "id": "Unique in this document; other findings refer to it.",
    "rule": "Id of the rule, or of the model, that made it: `newsan rules show ID`.",
    "confidence": "Measured precision of that rule, 0 to 1.",
    "name": "The fullest name.",
    "type": "Kind of thing.",
    "Entity.type": "PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, WORK, PRODUCT …",
    "subtype": "A finer kind, when the rules know one.",
    "gender": "What pronouns and names show, when they do.",
    "country": "Country it belongs to, when the rules know it.",
    "aliases": "The other names that the article uses for it.",
    "roles": "What the article calls it: titles and appositions.",
    "mentions": "Every place where it is spoken of.",
    "Role.role": "The title or apposition.",
    "of": "The organization or place of the role.",
    "role": "The speaker's or holder's role where the text gives one.",
    "kind": "What it is.",
    "Mention.kind": "Whether it is named, described, or meant by a pronoun.",
    "Party.kind": "person, organization, document, group, anonymous, author, entity, unknown …",
    "link": "Why this mention was put in this entity.",
    "stands_for": "What a metonym stands for (the Kremlin: the government).",
    "mention": "The words that name the party here; null when nobody is named.",
    "entity": "Id of the entity, when it is one.",
    "alternatives": "What would fit as well: a tie is left open.",
    "Quote.type": "direct, mixed (partly in quotation marks) or indirect.",
    "cue": "The words that say that somebody speaks; of a mark, the word looked up.",
    "speaker": "Who said it; null when the article doesn't tell.",
    "addressee": "Who was spoken to.",
    "via": "The chain of sources that passed it on, apart from the speaker.",
    "hedges": "Words that make it less certain.",
    "part_of": "Id of the first piece of a quotation that is split.",
    "parent": "Id of the quotation that this one stands in.",
    "anonymity": "The reason the text gives for not naming the speaker.",
    "marked": "The stretches of it that stand between quotation marks.",
    "complementizer": "The word before it that only introduces it.",
    "how": "How the words were tied to the cue.",
    "named": "Whether the article names the speaker.",
    "quotes": "Number of quotations; the pieces of a split one count once.",
    "quoted_words": "Words between quotation marks.",
    "reported_words": "Words of indirect quotations.",
    "share": "Part of all words that the article attributes to anybody, 0 to 1.",
    "TimeExpression.type": "TIMEX3 type.",
    "value": "TIMEX3 value; X where it isn't known, empty for an impossible date.",
    "mod": "TIMEX3 modifier: APPROX, START, END, BEFORE …",
    "quant": "TIMEX3 quantifier of a set: EVERY, EACH …",
    "freq": "TIMEX3 frequency of a set: 2X …",
    "zone": "Time zone, when the text gives one.",
    "anchor": "What it was resolved against: published, none, or another expression's id.",
    "earliest": "First day it can mean, ISO 8601.",
    "latest": "Last day it can mean, ISO 8601.",
    "begin": "Id or value of a duration's beginning.",
    "end_point": "Id or value of a duration's end.",
    "note": "What a reader should know about it.",
    "holder": "Who stands there: a party; in evidence, the words here.",
    "target": "Towards whom or what.",
    "polarity": "-1 critical, +1 supportive, 0 evidence that contradicts itself.",
    "strength": "1 weak, 2 plain, 3 strong.",
    "evidence": "The places in the text that show it.",
    "voice": "Whether it stands in a quotation, in reported speech, or in the article's own words.",
    "negated": "Whether it is negated.",
    "modal": "The modal verb it depends on (might, would).",
    "quote": "Id of the quotation it stands in.",
    "distance": "Sentences between the evidence and what tells its holder.",
    "score": "Weight of the evidence.",
    "list": "Which list it comes from: hedge, vague, loaded …",
    "scope": "Ids of the findings that it weakens.",
    "level": "How serious it is.",
    "message": "What happened, in words.",
    "where": "Which analyzer or part it is about.",
    "data": "The same in pieces, for programs.",
}
_STRING, _NULL = {"type": "string"}, {"type": "null"}
_SCALARS: dict[Any, dict[str, Any]] = {
    str: _STRING,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: _NULL,
}


def json_schema() -> dict[str, Any]:
    """The schema of one object of the formats json and jsonl: a report, or an error record."""
    kinds = dict.fromkeys(kind for item in (*ITEMS.values(), f.Diagnostic) for kind in _kinds(item))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newsan report",
        "version": SCHEMA_VERSION,
        "anyOf": [{"$ref": "#/$defs/Report"}, {"$ref": "#/$defs/Error"}],
        "$defs": {
            "Report": _report(),
            "Error": _error(),
            "Document": _document(),
            "Extension": _extension(),
            **{kind.__name__: _of_dataclass(kind) for kind in kinds},
        },
    }


def _report() -> dict[str, Any]:
    extensions = {
        "type": "object",
        "description": "What plugins find, by the name of the layer.",
        "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/Extension"}},
    }
    layers = {name: _list(ITEMS[name].__name__, _LAYERS_ABOUT[name]) for name in LAYERS}
    notes = _list("Diagnostic", "What the reader should know about the analysis itself.")
    return _object(
        {
            **_heading(),
            "document": {"$ref": "#/$defs/Document"},
            **layers,
            "extensions": extensions,
            "diagnostics": notes,
        },
        "What newsan found in one article.",
    )


def _error() -> dict[str, Any]:
    source = {**_STRING, "description": "The input's name."}
    fault = {
        "kind": {**_STRING, "description": "A word for the kind of fault: encoding, empty …"},
        "message": {**_STRING, "description": "What is wrong."},
        "hint": {**_STRING, "description": "What to do about it; may be empty."},
    }
    return _object(
        {
            **_heading(),
            "document": _object({"source": source}, "The input."),
            "error": _object(fault, "Why there is no report."),
        },
        "Stands in the place of a report for an input that could not be analyzed.",
    )


def _heading() -> dict[str, Any]:
    return {
        "schema_version": {
            **_STRING,
            "description": "Version of this form; a field that is added raises its second number.",
        },
        "newsan": {**_STRING, "description": "Version of newsan."},
    }


def _document() -> dict[str, Any]:
    number = {"type": "integer", "minimum": 0}
    value = {**_STRING, "format": "date", "description": "YYYY-MM-DD."}
    source = {**_STRING, "description": "Where it comes from: given, metadata, dateline …"}
    published = _object(
        {"value": value, "source": source}, "The date that relative dates count from."
    )
    return _object(
        {
            "source": {**_STRING, "description": "The input's name; - is standard input."},
            "title": _optional(_STRING, "A headline given apart from the text."),
            "published": _optional(published, "The publication date, when one is known."),
            "characters": {**number, "description": "Length of the text in code points."},
            "words": {**number, "description": "Number of words."},
            "sentences": {**number, "description": "Number of sentences."},
            "meta": {
                "type": "object",
                "additionalProperties": _STRING,
                "description": "What else the input said: id, url, author, outlet …",
            },
            "text": _optional(
                _STRING, "The text that offsets refer to, when it was taken out of a web page."
            ),
        },
        "The article.",
    )


def _extension() -> dict[str, Any]:
    needed = ["start", "end", "line", "column", "text", "id", "rule", "confidence"]
    properties = {name: _described(f.Finding, name, _scalar_of(name)) for name in needed}
    schema = _object(properties, "A plugin's finding: these fields, and fields of its own.")
    return {**schema, "additionalProperties": True}


def _scalar_of(name: str) -> dict[str, Any]:
    if name in ("text", "id", "rule"):
        return _STRING
    return {"type": "number" if name == "confidence" else "integer"}


def _of_dataclass(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties: dict[str, Any] = {}
    if issubclass(kind, f.Piece):
        for name in ("start", "end", "line", "column"):
            properties[name] = _described(kind, name, {"type": "integer", "minimum": 0})
    for field in fields(kind):
        if field.name not in properties:
            properties[field.name] = _described(kind, field.name, _type(hints[field.name]))
    return _object(properties, " ".join((kind.__doc__ or "").split()))


def _described(kind: type, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    about = _ABOUT.get(f"{kind.__name__}.{name}") or _ABOUT[name]
    return {**schema, "description": about}


def _type(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _SCALARS:
        return _SCALARS[hint]
    if is_dataclass(hint) and isinstance(hint, type):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [_type(argument) for argument in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(arguments[1])}
    raise TypeError(f"no JSON form for {hint}")


def _kinds(kind: type) -> Iterator[type]:
    """A dataclass and those that its fields hold."""
    yield kind
    for hint in get_type_hints(kind).values():
        for part in (hint, *get_args(hint)):
            if is_dataclass(part) and isinstance(part, type):
                yield from _kinds(part)


def _object(properties: Mapping[str, Any], about: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": about,
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _optional(schema: Mapping[str, Any], about: str) -> dict[str, Any]:
    return {"anyOf": [dict(schema), _NULL], "description": about}


def _list(kind: str, about: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}, "description": about}
