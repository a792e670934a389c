"""`newsan explain`: which rules made what was found, and which came near."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsan.analyzers.api import pipeline_of
from newsan.analyzers.document import Document
from newsan.analyzers.findings import (
    Entity,
    Finding,
    Mark,
    Party,
    Piece,
    Portrayal,
    Quote,
    Stance,
    TimeExpression,
)
from newsan.analyzers.language import Language, LanguageModel
from newsan.analyzers.report import Report
from newsan.cli.commands.rules import in_force, kind_of
from newsan.cli.inputs import STDIN, Reading, found, load
from newsan.cli.messages import Exit, InputError, UserError, plural
from newsan.rules import Pattern, PatternMatcher, PhraseMatcher, RuleSet
from newsan.rules.nearly import NearMiss, near_misses

if TYPE_CHECKING:
    from newsan.analyzers.document import Sentence

_PLACE = re.compile(r"(\d+)(?::(\d+))?")


@dataclass(frozen=True, slots=True)
class Place:
    """What `--at` asks about: an offset, or the whole of a line."""

    start: int
    end: int
    is_line: bool = False

    def meets(self, start: int, end: int) -> bool:
        """Whether a span has a character in common with it."""
        return start < self.end and end > self.start


def execute(
    path: str, at: str | None, rules: Sequence[str], published: str | None, as_json: bool
) -> int:
    """Explain the findings in a file, or those at a place, and what nearly matched there."""
    document = _document(path, published)
    place = _place(at, document) if at else None
    ruleset = in_force(rules)
    report = pipeline_of(ruleset).run(document)
    findings = [_explained(item, report, ruleset, place) for item in _chosen(report, place)]
    words = list(_words(document, place, report, ruleset)) if place else []
    if as_json:
        value = {"findings": findings, "words": words}
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(findings, words)
    return Exit.DONE


def _document(path: str, published: str | None) -> Document:
    items = list(found([path], None, Reading(published=published)))
    if len(items) != 1:
        raise UserError(f"explain takes one article, {path} has {len(items)}", "name one file")
    try:
        return load(items[0], Reading(published=published))
    except InputError as error:
        name = "standard input" if path == STDIN else path
        raise UserError(f"{name}: {error.message}", error.hint, Exit.UNREADABLE) from None


def _place(at: str, document: Document) -> Place:
    match = _PLACE.fullmatch(at)
    lines = document.text.split("\n")
    if match is None or not 0 < int(match[1]) <= len(lines):
        hint = f"LINE or LINE:COLUMN, the line from 1 to {len(lines)}"
        raise UserError(f"--at {at}: there is no such place", hint)
    number, line = int(match[1]), lines[int(match[1]) - 1]
    start = sum(len(line) + 1 for line in lines[: number - 1])
    if match[2] is None:
        return Place(start, start + len(line), is_line=True)
    column = int(match[2])
    if not 0 < column <= max(len(line), 1):
        raise UserError(f"--at {at}: line {number} has {len(line)} columns")
    return Place(start + column - 1, start + column)


def _chosen(report: Report, place: Place | None) -> list[Finding]:
    layers = [
        layer for name, layer in report.layers.items() if name != "speakers"
    ]  # sums of quotes
    every = [finding for layer in layers for finding in layer]
    chosen = [f for f in every if place is None or any(place.meets(*s) for s in _spans(f))]
    return sorted(chosen, key=lambda f: (f.start, f.end))


def _spans(finding: Finding) -> Iterator[tuple[int, int]]:
    """Where a finding stands: its own span, and those of its mentions and its evidence."""
    if not isinstance(finding, Entity):  # its span is that of its first mention
        yield finding.start, finding.end
    if isinstance(finding, Entity):
        yield from ((mention.start, mention.end) for mention in finding.mentions)
    if isinstance(finding, Stance | Portrayal):
        yield from ((evidence.start, evidence.end) for evidence in finding.evidence)


def _explained(
    finding: Finding, report: Report, ruleset: RuleSet, place: Place | None
) -> dict[str, Any]:
    line, column = report.document.position(finding.start)
    return {
        "line": line,
        "column": column,
        "text": finding.text,
        "id": finding.id,
        "what": _what(finding),
        **_rule(finding.rule, finding.confidence, ruleset),
        "because": list(_reasons(finding, report, ruleset, place)),
    }


def _rule(id: str, confidence: float, ruleset: RuleSet) -> dict[str, Any]:
    """A rule and where it stands; one that stands in no file is a trained model."""
    rule = ruleset.rules.get(id)
    where = f"{rule.location.file}:{rule.location.line}" if rule else ""
    kind = kind_of(rule) if rule else ""
    return {"rule": id, "kind": kind, "where": where, "confidence": confidence}


def _what(finding: Finding) -> str:
    if isinstance(finding, Entity):
        return f"{finding.type} {finding.name}"
    if isinstance(finding, Quote):
        return f"{finding.type} quote, {_party(finding.speaker)}"
    if isinstance(finding, TimeExpression):
        return f"{finding.type} {finding.value or 'impossible'}"
    if isinstance(finding, Stance):
        return f"stance {finding.polarity:+d}, {finding.holder.name} towards {finding.target.name}"
    if isinstance(finding, Portrayal):
        return f"portrayal {finding.polarity:+d} of {finding.name}"
    if isinstance(finding, Mark):
        return f"mark: {finding.list}"
    return type(finding).__name__


def _party(party: Party | None) -> str:
    if party is None:
        return "no speaker"
    rest = f" or {' or '.join(party.alternatives)}" if party.alternatives else ""
    return party.name + rest


def _reasons(
    finding: Finding, report: Report, ruleset: RuleSet, place: Place | None
) -> Iterator[str]:
    """What a finding rests on, one line each; of an entity's mentions those at the place."""

    def at(piece: Piece) -> str:
        line, column = report.document.position(piece.start)
        return f"“{_short(piece.text)}” ({line}:{column})"

    if isinstance(finding, Entity):
        here = [m for m in finding.mentions if place is None or place.meets(m.start, m.end)]
        for mention in here:
            why = f", {mention.link}" if mention.link else ""
            yield f"{mention.kind} {at(mention)}{why}: {mention.rule}"
        if len(here) < len(finding.mentions):
            yield plural(len(finding.mentions) - len(here), "mention") + " elsewhere"
    if isinstance(finding, Quote):
        if finding.cue:
            yield f"cue {at(finding.cue)}"
        if finding.speaker and finding.speaker.mention:
            yield f"speaker {at(finding.speaker.mention)}"
    if isinstance(finding, TimeExpression):
        yield f"resolved against: {finding.anchor}"
    if isinstance(finding, Stance | Portrayal):
        for evidence in finding.evidence:
            said = f"{evidence.polarity:+d} {at(evidence)}, {evidence.voice}"
            negated = ", negated" if evidence.negated else ""
            yield f"{said}{negated}: {evidence.rule} {evidence.confidence:.2f}"
    rule = ruleset.rules.get(finding.rule)
    if rule is not None and rule.about:
        yield rule.about


# --- what is known of the words at a place, and what nearly matched there -----------------------


def _words(
    document: Document, place: Place, report: Report, ruleset: RuleSet
) -> Iterator[dict[str, Any]]:
    language = Language(document, LanguageModel())
    spans = _typed_spans(report, language)
    matcher = PatternMatcher(
        [rule for rule in ruleset.rules.values() if isinstance(rule, Pattern)], ruleset
    )
    phrases = PhraseMatcher(ruleset.lexicons())
    for sentence in language.sentences:
        if not place.meets(sentence.start, sentence.end):
            continue
        span = (sentence.first, sentence.last)
        # Of a whole line they would be hundreds: they are told of a word.
        missed = [] if place.is_line else list(near_misses(matcher, language, *span, spans))
        for index in range(sentence.first, sentence.last):
            token = language.tokens[index]
            if place.meets(token.start, token.end):
                line, column = document.position(token.start)
                yield {
                    "line": line,
                    "column": column,
                    "text": token.text,
                    "tag": language.tags[index],
                    "lemma": language.lemmas[index],
                    "in": list(_lexicons(phrases, language, sentence, index)),
                    "frames": list(_frames(ruleset, language, index)),
                    "nearly": list(
                        dict.fromkeys(
                            _nearly(m, language) for m in missed if m.first <= index < m.last
                        )
                    ),
                }


def _typed_spans(report: Report, language: Language) -> dict[int, list[tuple[int, str]]]:
    """What patterns may name with @: entities and dates, by the token they begin with."""
    spans: dict[int, list[tuple[int, str]]] = {}
    pieces: list[tuple[Piece, str]] = [(date, date.type) for date in report.dates]
    pieces += [(mention, e.type) for e in report.entities for mention in e.mentions]
    for piece, type_ in pieces:
        first = language.token_at(piece.start)
        spans.setdefault(first, []).append((language.token_at(piece.end - 1) + 1, type_))
    return spans


def _lexicons(
    phrases: PhraseMatcher, language: Language, sentence: Sentence, index: int
) -> Iterator[str]:
    """The lexicons whose phrases cover a token; a tag that keeps it out is told."""
    for hit in phrases.finditer(language.tokens, sentence.first, sentence.last):
        if hit.first <= index < hit.last:
            tag = language.tags[hit.last - 1]
            kept_out = hit.lexicon.pos and not tag.startswith(hit.lexicon.pos)
            why = f", but it wants {'|'.join(hit.lexicon.pos)}, not {tag}" if kept_out else ""
            yield f"{hit.lexicon.id} “{hit.phrase}”{why}"


def _frames(ruleset: RuleSet, language: Language, index: int) -> Iterator[str]:
    """The frames of a token's lemma, and where they look for their parties."""
    lemma = language.lemmas[index]
    for frame in ruleset.frames():
        if lemma in frame.lemmas:
            roles = ", ".join(f"{role}: {'|'.join(at)}" for role, at in frame.roles.items())
            particle = f" with “{frame.particle}”" if frame.particle else ""
            yield f"{frame.id}: {frame.pos}{particle} ({roles})" if roles else frame.id


def _near(missed: Sequence[NearMiss], language: Language, index: int) -> list[str]:
    """The patterns that nearly matched over a token, each once."""
    there = [miss for miss in missed if miss.first <= index < miss.last]
    return list(dict.fromkeys(_nearly(miss, language) for miss in there))


def _nearly(missed: NearMiss, language: Language) -> str:
    tokens = language.tokens
    matched = " ".join(token.text for token in tokens[missed.first : missed.last])
    there = tokens[missed.last].text if missed.last < len(tokens) else "the end"
    return f"{missed.pattern.id}: matched “{matched}”, then wanted {missed.wanted}, not “{there}”"


# --- for people --------------------------------------------------------------------------------


def _print(findings: Sequence[dict[str, Any]], words: Sequence[dict[str, Any]]) -> None:
    write = sys.stdout.write
    for item in findings:
        place = f"{item['line']}:{item['column']}"
        write(f"{place}  {item['what']}  “{_short(item['text'])}”  [{item['id']}]\n")
        where = f", {item['kind']} in {item['where']}" if item["where"] else ""
        write(f"    rule {item['rule']}{where}, right in {item['confidence']:.0%} of cases\n")
        for reason in item["because"]:
            write(f"    {reason}\n")
    if not findings:
        write("nothing was found here\n")
    for word in words:
        write(f"\n{word['line']}:{word['column']}  {word['text']}  {word['tag']} {word['lemma']}\n")
        for name, label in (("in", "lexicon"), ("frames", "frame"), ("nearly", "nearly")):
            for text in word[name]:
                write(f"    {label} {text}\n")


def _short(text: str, most: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
