"""When an article was published, and whether it is news or a narrative of times long past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from newsan.analyzers.dates import absolute
from newsan.analyzers.dates.grammar import Expression
from newsan.analyzers.dates.moment import Moment, from_date
from newsan.analyzers.document import Document, Sentence, Token

# How far down a date may stand that the article itself carries, in sentences.
_TOP = 6
_LONGEST_MESSAGE = 80
_MARKS = ("#", "@", "http://", "https://", "www.")
_ISO = len("2024-01-31")


@dataclass(frozen=True, slots=True)
class Published:
    """The publication date and where it was found: "given", "dateline" or "top of the text"."""

    moment: Moment
    source: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An expression and the sentence it stands in (and that sentence's number)."""

    expression: Expression
    sentence: Sentence
    number: int


def published(
    document: Document, tokens: Sequence[Token], found: Sequence[Placed], dashes: frozenset[str]
) -> Published | None:
    """The date given with the document, else the one its own dateline or head carries."""
    if document.published:
        try:
            return Published(from_date(date.fromisoformat(document.published[:_ISO])), "given")
        except ValueError:
            pass
    for placed in found:
        if placed.number >= _TOP:
            break
        moment = _full_date(placed.expression)
        if moment is None:
            continue
        if _stands_alone(placed):
            return Published(moment, "top of the text")
        after = tokens[placed.expression.last : placed.expression.last + 5]
        opening = placed.expression.first - placed.sentence.first < 8
        if opening and any(token.folded in dashes for token in after):
            return Published(moment, "dateline")
    return None


def _full_date(expression: Expression) -> Moment | None:
    features = expression.features
    if features.get("means") == "joined" and isinstance(features.get("date"), Expression):
        return _full_date(features["date"])
    if features.get("means") != "calendar" or features.get("day") is None:
        return None
    try:
        moment = absolute.fixed(features, None, 0)
    except absolute.Impossible:
        return None
    return moment if moment is not None and moment.grain == "day" else None


def _stands_alone(placed: Placed) -> bool:
    """Whether a date is nearly all that its sentence says, as in a head or a by-line."""
    length = placed.sentence.last - placed.sentence.first
    own = placed.expression.last - placed.expression.first
    return length - own <= 6


def is_message(tokens: Sequence[Token]) -> bool:
    """Whether a text is a short post: a few words with a hashtag, an @name or an address."""
    if len(tokens) > _LONGEST_MESSAGE:
        return False
    return any(token.folded.startswith(_MARKS) for token in tokens)


def is_narrative(
    found: Iterable[Placed], published_year: int | None, settings: Mapping[str, Any]
) -> bool:
    """Whether a text tells of times far from its publication: many explicit years that lie far
    off, few words such as today, Friday or last week."""
    far = near = deictic = 0
    for placed in found:
        features = placed.expression.features
        year = features.get("year")
        if year is not None and features.get("means") == "calendar":
            distant = (
                published_year is None
                or features.get("era") == -1
                or abs(int(year) - published_year) > settings["far"]
            )
            far, near = far + distant, near + (not distant)
        elif features.get("means") == "deictic" and features.get("from") != "mention":
            deictic += 1
    total = far + near + deictic
    if far < settings["least"]:
        return False
    score = settings["far-year"] * far + settings["deictic"] * deictic
    return bool(score / total > settings["threshold"])
