"""The words for what was found: names of types, short notes, signs, dates as one reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from itertools import groupby
from typing import Any

from newsan.analyzers.findings import (
    Entity,
    Evidence,
    Finding,
    Mark,
    Party,
    Piece,
    Quote,
    TimeExpression,
)

TYPES = {
    "PERSON": "People",
    "ORG": "Organizations",
    "GPE": "Countries, states, cities",
    "LOC": "Places",
    "FAC": "Buildings and sites",
    "NORP": "Peoples, faiths, parties",
    "EVENT": "Events",
    "WORK": "Works",
    "LAW": "Laws",
    "PRODUCT": "Products",
}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
REFERENCES = {"PAST_REF": "past", "PRESENT_REF": "present", "FUTURE_REF": "future"}
PARTS = {
    "SP": "spring",
    "SU": "summer",
    "FA": "autumn",
    "WI": "winter",
    "WE": "weekend",
    "MO": "morning",
    "MI": "midday",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "DT": "daytime",
}
UNITS = {
    "D": "day",
    "W": "week",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
    "TH": "hour",
    "TM": "minute",
    "TS": "second",
}
PLURALS = {"century": "centuries"}
AUTHOR = "The author"
#: Below this confidence a finding is shown with how sure it is.
SURE = 0.5
_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)([A-Z]{1,2})")
_PART = re.compile(r"(.*)-([A-Z]{2})")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")
_ANY_WEEK = re.compile(r"XXXX-WXX-([1-7])")


def extra_fields(finding: Finding) -> list[tuple[str, str]]:
    """The fields that a plugin's finding has of its own, as text; empty ones left out."""
    known = {field.name for field in fields(Finding)}
    own = [field.name for field in fields(finding) if field.name not in known]
    shown = [(name, _shown(getattr(finding, name))) for name in own]
    return [(heading(name).lower(), value) for name, value in shown if value]


def _shown(value: Any) -> str:
    if isinstance(value, Piece):
        return value.text
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    return "" if value is None else str(value)


def party_name(party: Party) -> str:
    """A party's name; the author, when it is the article's own voice."""
    return AUTHOR if party.kind == "author" else party.name


def said(quote: Quote) -> str:
    """A quote's words, between curly marks where the article has marks that the span leaves out;
    words that are reported without marks stand as they are."""
    marked = quote.marked
    if quote.type == "indirect":
        return quote.text
    if not marked:
        return f"“{quote.text}”"
    before = "“" if marked[0].start <= quote.start else ""
    after = "”" if marked[-1].end >= quote.end else ""
    return f"{before}{quote.text}{after}"


def quote_notes(quote: Quote, parent: Quote | None = None) -> list[str]:
    """What is known of a quote apart from its words: type, cue, to whom, by what way, how sure."""
    out: list[str] = [quote.type]
    if quote.cue:
        out.append(quote.cue.text)
    if quote.addressee:
        out.append(f"to {quote.addressee.name}")
    out += [f"via {piece.text}" for piece in quote.via]
    if quote.hedges:
        out.append("hedged: " + ", ".join(piece.text for piece in quote.hedges))
    if quote.anonymity:
        out.append(quote.anonymity)
    if parent:
        by = parent.speaker.name if parent.speaker else "another quote"
        out.append(f"quoted by {by}")
    if quote.speaker and quote.speaker.alternatives:
        out.append("or: " + ", ".join(quote.speaker.alternatives))
    return out + unsure(quote.confidence)


def evidence_notes(evidence: Evidence) -> list[str]:
    """In whose voice a stance's evidence stands, and what turns or weakens it."""
    out: list[str] = [] if evidence.voice == "narrated" else [evidence.voice]
    if evidence.negated:
        out.append("negated")
    if evidence.modal:
        out.append(evidence.modal)
    apart = (h for h in evidence.hedges if h.end <= evidence.start or evidence.end <= h.start)
    return out + [piece.text for piece in apart]


def mark_note(mark: Mark) -> str:
    """What is known of a mark apart from its word: in whose voice it stands, what kind it is."""
    notes = [mark.note, None if mark.voice == "narrated" else mark.voice]
    return ", ".join(note for note in notes if note)


def unsure(confidence: float) -> list[str]:
    """How sure a finding is, when it is not."""
    return [f"{confidence:.0%} sure"] if confidence < SURE else []


def weaker(count: int) -> list[str]:
    """How many pieces of evidence are too weak to be shown, when there are any."""
    return [f"{count} weaker"] if count else []


def entities_by_type(entities: Sequence[Entity]) -> list[tuple[str, list[Entity]]]:
    """Entities under the names of their types, in the order of `TYPES`, most mentioned first."""
    order = [*TYPES, *sorted({e.type for e in entities} - set(TYPES))]
    ranked = sorted(entities, key=lambda e: (order.index(e.type), -len(e.mentions), e.start))
    return [
        (TYPES.get(type_, heading(type_)), list(found))
        for type_, found in groupby(ranked, key=lambda e: e.type)
    ]


def aliases(entity: Entity) -> list[str]:
    """The other names that an entity goes by, each once."""
    forms: dict[str, str] = {}
    for form in (*entity.aliases, *(m.text for m in entity.mentions if m.kind == "name")):
        forms.setdefault(clean_key(form), form)
    return [form for key, form in forms.items() if key != clean_key(entity.name)]


def heading(name: str) -> str:
    """A layer's or a list's name as a heading: “loaded_word” → “Loaded word”."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:].lower()


def clean_key(text: str) -> str:
    """Text as it is compared: blanks and case aside."""
    return " ".join(text.split()).casefold()


def amount(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun: “1 quote”, “1,204 words”."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def sign(polarity: int, strength: int) -> str:
    """A stance's sign, once for each degree of its strength; ± where evidence contradicts."""
    if polarity == 0:
        return "±"
    return ("+" if polarity > 0 else "−") * max(1, min(3, strength))


def when(found: TimeExpression) -> str:
    """A TIMEX3 value for readers: a date with its weekday, a length with its unit in words; what
    has no such form stands as it is."""
    value = REFERENCES.get(found.value, found.value) or "impossible"
    if length := _LENGTH.fullmatch(value):
        return _length(length, found.type == "SET")
    if part := _PART.fullmatch(value):
        return f"{'some' if 'X' in part[1] else part[1]} {PARTS.get(part[2], part[2])}"
    if day := _ANY_WEEK.fullmatch(value):
        return f"some {WEEKDAYS[int(day[1]) - 1]}"
    if day := _DAY.match(value):
        return _day(day[0], value[day.end() :].removeprefix("T"))
    return value


def _day(day: str, time: str) -> str:
    try:
        weekday = WEEKDAYS[date.fromisoformat(day).weekday()]
    except ValueError:
        return f"{day} {time}".strip()
    return f"{day} {weekday} {PARTS.get(time, time)}".strip()


def _length(length: re.Match[str], repeated: bool) -> str:
    time, number, unit = length.groups()
    noun = UNITS.get(time + unit, unit)
    plural = PLURALS.get(noun, noun + "s")
    words = f"1 {noun}" if number == "1" else f"{'some' if number == 'X' else number} {plural}"
    return f"every {words.removeprefix('1 ')}" if repeated else words
