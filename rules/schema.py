"""The form of a rule file: which keys may stand where, and what each may hold.

One table for each kind of rule; the checker and the JSON Schema for editors both read them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ID = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Key:
    """What a key may hold: `type` is one of the checks below, `choices` the values allowed."""

    type: str
    about: str
    choices: tuple[str, ...] = ()


_EXAMPLES = Key("examples", "Texts and what the rule finds in them; run by `newsan rules test`.")
_COMMON = {
    "id": Key("id", "The rule's name, pack.name; a later file's rule of that id replaces it."),
    "about": Key("text", "One line on what the rule is for."),
    "precision": Key("share", "How often the rule is right, measured, 0 to 1."),
    "examples": _EXAMPLES,
}

PACK = {
    "pack": Key("name", "The pack's name."),
    "about": Key("text", "One line on what the pack is for."),
    "kinds": Key("names", "Kinds of finding that this pack's patterns make beyond the built-in."),
    "settings": Key("table", "Numbers and tables that an analyzer reads."),
    "lexicons": Key("list", "Words and phrases of one class."),
    "frames": Key("list", "Predicates and their roles."),
    "patterns": Key("list", "Sequences over tokens, and the finding each one makes."),
    "extend": Key("list", "Words added to, or removed from, a lexicon of another pack."),
    "off": Key("names", "Rules turned off, by id or by prefix.*"),
}

LEXICON = {
    **_COMMON,
    "words": Key("words", "A list of words and phrases, or a mapping of each to its attributes."),
    "attributes": Key("table", "Attributes that every word has."),
    "inflect": Key("choice", "Add every inflected form.", ("verb", "noun")),
    "pos": Key("names", "Tag prefixes that the word must have."),
    "case": Key("choice", "Whether capitals count.", ("exact", "folded")),
}

ROLES = {
    "holder": Key("role", "Who stands somewhere, or speaks."),
    "target": Key("role", "Towards whom or what."),
    "addressee": Key("role", "Who is spoken to."),
    "content": Key("role", "What is said."),
    "via": Key("role", "The source that passed it on."),
}

FRAME_ATTRIBUTES = {
    "stance": Key("choice", "What the predicate shows.", ("critical", "supportive", "named")),
    "strength": Key("number", "From 1 (weak) to 3 (strong)."),
    "reports": Key("choice", "What is reported.", ("speech", "writing", "thought")),
    "tone": Key(
        "choice",
        "What the choice of word says of the author.",
        ("neutral", "loaded", "doubt", "endorse"),
    ),
}

FRAME = {
    **_COMMON,
    "verb": Key("names", "The verb, or several of the same roles; “lash out at” has a particle."),
    "noun": Key("names", "The noun, or several."),
    "adjective": Key("names", "The adjective, or several."),
    "phrase": Key("names", "A fixed phrase, or several."),
    **ROLES,
    **FRAME_ATTRIBUTES,
}

PATTERN = {
    **_COMMON,
    "match": Key("text", "The sequence."),
    "priority": Key("number", "Of two matches of one length the higher one wins."),
}

#: The kinds of finding that a pattern may make: each is the key that holds the finding's fields.
KINDS = {
    "date": "A time expression.",
    "entity": "A named thing.",
    "role": "A title or an apposition.",
    "quote": "Something said.",
    "stance": "A position.",
    "mark": "A hedge, a loaded word, vague sourcing.",
}

EXTEND = {
    "lexicon": Key("id", "The lexicon's id."),
    "words": Key("words", "What is added."),
    "remove": Key("names", "What is taken out."),
    "attributes": Key("table", "Attributes that every added word has."),
    "inflect": Key("choice", "Add every inflected form.", ("verb", "noun")),
    "examples": _EXAMPLES,
}

EXAMPLE = {
    "text": Key("text", "A sentence or two."),
    "published": Key("date", "The publication date, YYYY-MM-DD."),
    "finds": Key("list", "What is found: one mapping each, or [] for nothing."),
    "todo": Key("text", "Why this is a known gap."),
}

#: What frames may say: where a role stands beside the predicate.
PLACES = (
    "agent",
    "subject",
    "object",
    "theme",
    "possessive",
    "appositive",
    "receiver",
    "that",
    "clause",
    "quote",
    "infinitive",
    "gerund",
    "question",
    "noun phrase",
    "speaker",
    "author",
)


def fault(value: Any, key: Key) -> str:
    """Why a value can't stand at a key; "" when it can."""
    check = _CHECKS[key.type]
    return check(value, key)


def _text(value: Any, _: Key) -> str:
    return "" if isinstance(value, str) and value.strip() else "expects text"


def _number(value: Any, _: Key) -> str:
    good = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if good else "expects a number"


def _share(value: Any, key: Key) -> str:
    return _number(value, key) or ("" if 0 <= value <= 1 else "expects a number from 0 to 1")


def _id(value: Any, _: Key) -> str:
    good = isinstance(value, str) and ID.fullmatch(value)
    return "" if good else "expects an id such as my-rules.mayor (lower case, a dot, hyphens)"


def _choice(value: Any, key: Key) -> str:
    return "" if value in key.choices else f"expects one of: {', '.join(key.choices)}"


def _names(value: Any, _: Key) -> str:
    items = value if isinstance(value, list) else [value]
    good = items and all(isinstance(item, str) and item.strip() for item in items)
    return "" if good else "expects text, or a list of texts"


def _words(value: Any, _: Key) -> str:
    if isinstance(value, Mapping):
        return ""
    good = isinstance(value, list) and all(isinstance(item, str | int) for item in value)
    return "" if good else "expects a list of words, or a mapping of word to attributes"


def _table(value: Any, _: Key) -> str:
    return "" if isinstance(value, Mapping) else "expects a mapping"


def _list(value: Any, _: Key) -> str:
    return "" if isinstance(value, list) else "expects a list"


def _date(value: Any, _: Key) -> str:
    good = isinstance(value, str) and DATE.fullmatch(value)
    return "" if good else "expects a date such as 2025-03-02"


def _role(value: Any, _: Key) -> str:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            after = item.get("after")
            if set(item) - {"after", "form"} or _names(after, _):
                return "expects {after: [prepositions]}"
        elif item not in PLACES:
            return f"expects places ({', '.join(PLACES)}) or {{after: [prepositions]}}"
    return ""


_CHECKS = {
    "text": _text,
    "name": _text,
    "number": _number,
    "share": _share,
    "id": _id,
    "choice": _choice,
    "names": _names,
    "words": _words,
    "table": _table,
    "list": _list,
    "examples": _list,
    "date": _date,
    "role": _role,
}


def json_schema() -> dict[str, Any]:
    """A JSON Schema of rule files, for completion and checks in an editor."""
    kinds = {name: {"type": "object", "description": about} for name, about in KINDS.items()}
    items = {
        "lexicons": _object(LEXICON, ["id", "words"]),
        "frames": _object(FRAME, ["id"]),
        "patterns": _object(PATTERN, ["id", "match"], extra=kinds, open=True),
        "extend": _object(EXTEND, ["lexicon"]),
    }
    pack = _object(PACK, ["pack"])
    for name, schema in items.items():
        pack["properties"][name]["items"] = schema
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newsan rule file",
        **pack,
    }


def _object(
    keys: Mapping[str, Key],
    required: list[str],
    extra: Mapping[str, Any] | None = None,
    open: bool = False,
) -> dict[str, Any]:
    properties = {name: _property(key) for name, key in keys.items()}
    return {
        "type": "object",
        "required": required,
        "additionalProperties": open,
        "properties": {**properties, **(extra or {})},
    }


def _property(key: Key) -> dict[str, Any]:
    shapes: dict[str, dict[str, Any]] = {
        "number": {"type": "number"},
        "share": {"type": "number", "minimum": 0, "maximum": 1},
        "id": {"type": "string", "pattern": f"^{ID.pattern}$"},
        "choice": {"enum": list(key.choices)},
        "names": {"type": ["string", "array"], "items": {"type": "string"}},
        "words": {"type": ["object", "array"]},
        "table": {"type": "object"},
        "list": {"type": "array"},
        "role": {"type": ["string", "array", "object"]},
    }
    if key.type == "examples":
        shape: dict[str, Any] = {"type": "array", "items": _object(EXAMPLE, ["text"])}
    else:
        shape = shapes.get(key.type, {"type": "string"})
    return {**shape, "description": key.about}
