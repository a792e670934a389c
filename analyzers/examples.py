"""Running the examples that rules carry: does each rule find what its file says it finds?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from newsan.analyzers.api import pipeline_of
from newsan.analyzers.document import Document
from newsan.analyzers.findings import (
    Entity,
    Finding,
    Mark,
    Party,
    Portrayal,
    Quote,
    Stance,
    TimeExpression,
)
from newsan.analyzers.report import Report
from newsan.rules import Example, Rule, RuleSet

Status = Literal["passed", "failed", "known gap", "gap closed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one example of a rule went; "gap closed" means that its `todo` can go."""

    rule: str
    example: Example
    status: Status
    message: str = ""

    @property
    def ok(self) -> bool:
        """Whether the suite may pass with this outcome."""
        return self.status in ("passed", "known gap")


def run_examples(rules: RuleSet, ids: Iterable[str] = ()) -> Iterator[Outcome]:
    """Run the examples of all rules, or of those whose id is, or lies under, one of `ids`."""
    wanted = tuple(ids)
    pipeline = pipeline_of(rules)
    for rule in rules.rules.values():
        if wanted and not any(rule.id == id or rule.id.startswith(id + ".") for id in wanted):
            continue
        for example in rule.examples:
            document = Document(example.text, published=example.published)
            yield _outcome(rule, example, pipeline.run(document))


def _outcome(rule: Rule, example: Example, report: Report) -> Outcome:
    message = _fault(rule, example, report)
    if example.todo:
        status: Status = "known gap" if message else "gap closed"
        text = f"{message} ({example.todo})" if message else "passes now: take its `todo` away"
        return Outcome(rule.id, example, status, text)
    return Outcome(rule.id, example, "failed" if message else "passed", message)


def _fault(rule: Rule, example: Example, report: Report) -> str:
    if not example.finds:
        made = [f for found in report.layers.values() for f in found if rule.id in _rules(f)]
        return f"should find nothing, found “{made[0].text}”" if made else ""
    for expected in example.finds:
        fault = _missing(expected, report)
        if fault:
            return fault
    return ""


def _rules(finding: Finding) -> set[str]:
    """All the rules that had a part in a finding."""
    rules = {finding.rule}
    if isinstance(finding, Stance | Portrayal):
        rules.update(evidence.rule for evidence in finding.evidence)
    if isinstance(finding, Entity):
        rules.update(mention.rule for mention in finding.mentions)
        rules.update(role.rule for role in finding.roles)
    return rules


def _missing(expected: Mapping[str, Any], report: Report) -> str:
    """Why an expected finding isn't in the report; "" when it is."""
    kind, subject = next(iter(expected.items()))
    candidates = [
        finding
        for found in report.layers.values()
        for finding in found
        if _is_kind(finding, kind) and _same(_subject(finding, kind), subject)
    ]
    if not candidates:
        return f"should find {kind} “{subject}”, found {_seen(report, kind)}"
    wrong = ""
    for finding in candidates:
        wrong = _differs(finding, expected)
        if not wrong:
            return ""
    return f"{kind} “{subject}”: {wrong}"


def _seen(report: Report, kind: str) -> str:
    found = [f for layer in report.layers.values() for f in layer if _is_kind(f, kind)]
    return ", ".join(f"“{f.text}”" for f in found[:5]) or "none"


_KINDS: dict[str, type[Finding]] = {
    "date": TimeExpression,
    "quote": Quote,
    "entity": Entity,
    "stance": Stance,
    "portrayal": Portrayal,
}


def _is_kind(finding: Finding, kind: str) -> bool:
    if kind in _KINDS:
        return isinstance(finding, _KINDS[kind])
    if isinstance(finding, Mark):
        return kind in ("mark", finding.list)
    return type(finding).__name__.lower() == kind


def _subject(finding: Finding, kind: str) -> Any:
    """What an example names a finding by: its text, or for a stance its sign."""
    if isinstance(finding, Stance | Portrayal):
        return {1: "supportive", -1: "critical"}.get(finding.polarity, "mixed")
    if isinstance(finding, Entity):
        return (finding.name, *(mention.text for mention in finding.mentions))
    return finding.text


def _party(party: Party | None) -> tuple[str, ...] | None:
    if party is None:
        return None
    return (party.name, *((party.mention.text,) if party.mention else ()))


_FIELDS: dict[str, Callable[[Any], Any]] = {
    "speaker": lambda f: _party(f.speaker),
    "addressee": lambda f: _party(f.addressee),
    "holder": lambda f: _party(f.holder),
    "target": lambda f: _party(f.target) if isinstance(f, Stance) else f.name,
    "cue": lambda f: f.cue.text if isinstance(f, Quote) and f.cue else getattr(f, "cue", None),
    "role": lambda f: tuple(role.role for role in f.roles),
    "via": lambda f: tuple(piece.text for piece in f.via),
    "hedge": lambda f: tuple(piece.text for piece in f.hedges),
}


def _differs(finding: Finding, expected: Mapping[str, Any]) -> str:
    """The first field in which a finding isn't what was expected; "" when there is none."""
    for name, value in list(expected.items())[1:]:
        read = _FIELDS.get(name, lambda f, name=name: getattr(f, name, None))
        actual = read(finding)
        if not _same(actual, value):
            return f"{name} is {_show(actual)}, should be {_show(value)}"
    return ""


def _same(actual: Any, value: Any) -> bool:
    if isinstance(actual, tuple):
        return (value is None and not actual) or str(value) in map(str, actual)
    if value is None or actual is None:
        return value is None and actual is None
    return str(actual) == str(value)


def _show(value: Any) -> str:
    if isinstance(value, tuple):
        return " / ".join(map(str, value)) or "none"
    return "none" if value is None else f"“{value}”"
