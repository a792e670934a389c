"""What analyzers find. Every finding has its span, its text, its rule and its confidence.

Spans are Unicode code points into `Document.text`, half-open, and `text` is exactly that slice.
`confidence` is the measured precision of the rule that made the finding, from 0 to 1.
Findings refer to one another by `id` ("e1", "q3", "t2", "s1", …), unique in a report.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

QuoteType = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "organization", "document", "group", "anonymous", "unknown"]
MentionKind = Literal["name", "nominal", "pronoun", "demonym", "metonym"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Voice = Literal["quoted", "reported", "narrated"]
PartyKind = Literal["entity", "group", "thing", "author", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the article that a finding points at."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Piece):
    """The base of everything that is found; plugins subclass it with fields of their own."""

    id: str
    rule: str
    confidence: float


# --- entities ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Piece):
    """One place where an entity is spoken of; `link` says why it was put in this entity."""

    kind: MentionKind
    rule: str
    confidence: float
    link: str = ""
    stands_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Piece):
    """What the article calls an entity: a title or an apposition, with its organization."""

    role: str
    of: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Finding):
    """A person, organization, place or other named thing, with all its mentions.

    The span is that of the first mention; `name` the fullest form; `aliases` the other forms.
    """

    name: str
    type: str
    subtype: str | None = None
    gender: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()


# --- quotes -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who speaks, is spoken to, or stands somewhere: a mention and whom it means.

    `mention` is None when nobody is named in the text (the author, an unnamed speaker);
    `entity` is the id of the entity, `name` its canonical name or the mention's own words;
    `alternatives` are names that fit as well: a tie is left open.
    """

    mention: Piece | None
    entity: str | None
    name: str
    kind: str
    role: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Finding):
    """Words that the article reports; the span is the content without its marks.

    `marked` are the stretches of it that stand between quotation marks, `complementizer` the
    word before it that only introduces it ("that"). `part_of` is the id of the first piece of a
    split quotation, `parent` that of the quotation this one is nested in, `via` the chain of
    sources apart from the speaker, `anonymity` the reason that the text gives for not naming the
    speaker. `how` says how the words were tied to the cue: "inverted", "trailing", "split",
    "floating", "that", … (the keys of the setting `quotes.precision`).
    """

    type: QuoteType
    cue: Piece | None
    speaker: Party | None
    addressee: Party | None = None
    via: tuple[Piece, ...] = ()
    hedges: tuple[Piece, ...] = ()
    part_of: str | None = None
    parent: str | None = None
    anonymity: str | None = None
    marked: tuple[Piece, ...] = ()
    complementizer: Piece | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerTally(Finding):
    """How much one speaker is heard; the span is that of the speaker's first quote.

    `quotes` counts quotations (the pieces of a split one together), `quoted_words` the words
    between marks, `reported_words` those without; `share` is the speaker's part, from 0 to 1, of
    all words that the article attributes to anybody. `named` tells whether the article names the
    speaker.
    """

    name: str
    entity: str | None
    kind: str
    named: bool
    quotes: int
    quoted_words: int
    reported_words: int
    share: float


# --- dates ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(Finding):
    """A TIMEX3. `value` is "" for an impossible date; `anchor` is "published", "none", or the
    id of the expression it was resolved against; `earliest` and `latest` are ISO 8601 dates."""

    type: TimexType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    zone: str | None = None
    anchor: str = "none"
    earliest: str | None = None
    latest: str | None = None
    begin: str | None = None
    end_point: str | None = None
    alternatives: tuple[str, ...] = ()
    note: str | None = None


# --- stance -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Piece):
    """One place in the text that shows a stance."""

    rule: str
    confidence: float
    polarity: int
    strength: int
    voice: Voice
    holder: Piece | None = None
    target: Piece | None = None
    negated: bool = False
    modal: str | None = None
    quote: str | None = None
    hedges: tuple[Piece, ...] = ()
    distance: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(Finding):
    """Somebody's position towards somebody or something; the span is the first evidence's.

    `polarity` is -1 or +1, or 0 when the evidence contradicts itself in equal measure.
    """

    holder: Party
    target: Party
    polarity: int
    strength: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrayal(Finding):
    """Whether the text shows an entity in a good (+1) or bad (-1) light, whoever holds it."""

    entity: str
    name: str
    polarity: int
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Finding):
    """A hedge, vague sourcing, a loaded or framing word, or a marked phrase that is no quote.

    `list` names the kind, `cue` the word looked up, `scope` the ids of the findings it weakens.
    """

    list: str
    cue: str
    voice: Voice = "narrated"
    scope: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something the reader should know about the analysis itself."""

    level: Literal["info", "warning", "error"]
    message: str
    where: str = ""
    data: dict[str, str] = field(default_factory=dict)
