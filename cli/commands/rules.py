"""`newsan rules`: what rules there are, whether files are in order, whether examples hold."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsan.cli.columns import aligned
from newsan.cli.job import rule_files
from newsan.cli.messages import Console, Exit, UserError, plural, shown, write_stderr
from newsan.rules import Frame, Lexicon, Pattern, Rule, RuleError, RuleSet
from newsan.rules.problems import did_you_mean

if TYPE_CHECKING:
    from newsan.analyzers.examples import Outcome

_RULE_SUFFIXES = (".yaml", ".yml")


def in_force(rules: Sequence[str], defaults: bool = True) -> RuleSet:
    """newsan's rules with the files of `rules` over them. Raises `RuleError`, `UserError`."""
    from newsan.analyzers.api import rule_set

    with rule_files():
        return rule_set(rules, defaults)[0]


def kind_of(rule: Rule) -> str:
    """lexicon, frame or pattern."""
    return type(rule).__name__.lower()


def summary(rule: Rule) -> dict[str, Any]:
    """What a list shows of a rule."""
    return {
        "id": rule.id,
        "kind": kind_of(rule),
        "precision": rule.precision,
        "examples": len(rule.examples),
        "where": f"{rule.location.file}:{rule.location.line}",
        "about": _about(rule),
    }


def listing(prefixes: Sequence[str], rules: Sequence[str], as_json: bool) -> int:
    """Print the rules whose ids begin with one of `prefixes`; all without any."""
    known = in_force(rules).rules.values()
    chosen = [rule for rule in known if not prefixes or rule.id.startswith(tuple(prefixes))]
    if not chosen:
        raise _no_rule(prefixes[0], [rule.id for rule in known])
    rows = [summary(rule) for rule in chosen]
    if as_json:
        _print_json(rows)
        return Exit.DONE
    heading = ("ID", "KIND", "PRECISION", "EXAMPLES", "WHERE", "ABOUT")
    lines = [
        (r["id"], r["kind"], f"{r['precision']:.2f}", str(r["examples"]), r["where"], r["about"])
        for r in rows
    ]
    sys.stdout.write(aligned([heading, *lines]))
    return Exit.DONE


def show(ids: Sequence[str], rules: Sequence[str]) -> int:
    """Print rules as they stand in their files."""
    known = in_force(rules).rules
    for id in ids:
        if id not in known:
            raise _no_rule(id, list(known))
        rule = known[id]
        sys.stdout.write(f"# {kind_of(rule)}, {rule.location.file}:{rule.location.line}\n")
        sys.stdout.write(source_of(rule) + "\n")
    return Exit.DONE


def check(paths: Sequence[str], as_json: bool) -> int:
    """Check rule files; every problem of every file is told."""
    problems: list[Any] = []
    count = 0
    with rule_files():
        names = [path for given in paths for path in _files(given)]
        if not names:
            raise UserError(f"{paths[0]}: no rule file in this folder", "their names end in .yaml")
        for name in names:
            try:
                checked = in_force([name])
                count += sum(rule.location.file == name for rule in checked.rules.values())
            except RuleError as error:
                problems += error.problems
    if as_json:
        _print_json([problem.to_dict() for problem in problems])
    else:
        for problem in problems:
            write_stderr(f"{problem}\n")
        if problems:
            Console().note(f"{plural(len(problems), 'problem')} in {plural(len(names), 'file')}")
        else:
            sys.stdout.write(f"{plural(len(names), 'file')}, {plural(count, 'rule')}: in order\n")
    return Exit.USAGE if problems else Exit.DONE


def test(wanted: Sequence[str], rules: Sequence[str], as_json: bool, verbose: bool) -> int:
    """Run examples: of the rules or the files that are wanted; else of `rules`; else of all."""
    own = [path for given in wanted if _is_file(given) for path in _files(given)]
    ids = [item for item in wanted if not _is_file(item)]
    ruleset = in_force([*rules, *own])
    for id in ids:
        if not any(_is_under(known, [id]) for known in ruleset.rules):
            raise _no_rule(id, list(ruleset.rules))
    inside = own or ([] if ids else [path for given in rules for path in _files(given)])
    outcomes = list(_outcomes(ruleset, ids, frozenset(inside)))
    if as_json:
        _print_json([_outcome_row(outcome) for outcome in outcomes])
    else:
        _tell(outcomes, verbose)
    return Exit.DONE if all(outcome.ok for outcome in outcomes) else Exit.POLICY


def new(name: str, output: str | None) -> int:
    """Print, or write, a rule file to begin with."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise UserError(f"“{name}” can't be a pack's name", "lower case letters, digits, hyphens")
    text = (files("newsan.cli") / "template.yaml").read_text("utf-8").replace("NAME", name)
    if output is None:
        sys.stdout.write(text)
        return Exit.DONE
    try:
        with open(output, "x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise UserError(f"{shown(output)} is there already", "give another name") from None
    except OSError as error:
        raise UserError(f"can't write {shown(output)}: {error.strerror}") from None
    return Exit.DONE


def schema() -> int:
    """Print the JSON Schema of rule files."""
    from newsan.rules.schema import json_schema

    _print_json(json_schema())
    return Exit.DONE


def source_of(rule: Rule) -> str:
    """A rule's lines in its file, without the indentation that they share."""
    from textwrap import dedent

    name = rule.location.file
    path = Path(name)
    text = (path if path.is_file() else files("newsan.rules") / "packs" / name).read_text("utf-8")
    lines = text.splitlines()
    head = re.compile(rf"^(\s*)- (?:\{{)?id: [\"']?{re.escape(rule.id)}[\"']?(?=\s*(?:$|[,}}#]))")
    for number, line in enumerate(lines):
        if match := head.match(line):
            end = number + 1
            while end < len(lines) and _belongs(lines[end], len(match[1])):
                end += 1
            return dedent("\n".join(lines[number:end])).rstrip()
    return f"- id: {rule.id}"


def _belongs(line: str, indent: int) -> bool:
    return not line.strip() or len(line) - len(line.lstrip()) > indent


def _about(rule: Rule) -> str:
    if rule.about:
        return rule.about
    if isinstance(rule, Lexicon):
        return plural(len(rule.entries), "entry", "entries")
    if isinstance(rule, Frame):
        return ", ".join(f"{lemma} {rule.particle}".strip() for lemma in rule.lemmas)
    return rule.match if isinstance(rule, Pattern) else ""


def _is_under(id: str, prefixes: Iterable[str]) -> bool:
    return any(id == prefix or id.startswith(prefix.rstrip(".*") + ".") for prefix in prefixes)


def _no_rule(id: str, known: list[str]) -> UserError:
    return UserError(f"there is no rule “{id}”", did_you_mean(id, known))


def _is_file(item: str) -> bool:
    return item.endswith(_RULE_SUFFIXES) or os.sep in item or os.path.exists(item)


def _files(path: str) -> list[str]:
    """A rule file, or the rule files in a folder."""
    if not os.path.isdir(path):
        return [path]
    return sorted(str(file) for file in Path(path).iterdir() if file.suffix in _RULE_SUFFIXES)


def _outcomes(ruleset: RuleSet, ids: Sequence[str], inside: frozenset[str]) -> Iterator[Outcome]:
    from newsan.analyzers.examples import run_examples

    if inside:
        ids = [
            rule.id
            for rule in ruleset.rules.values()
            if any(example.location.file in inside for example in rule.examples)
            and (not ids or _is_under(rule.id, ids))
        ]
        if not ids:
            return
    for outcome in run_examples(ruleset, ids):
        if not inside or outcome.example.location.file in inside:
            yield outcome


def _tell(outcomes: Sequence[Outcome], verbose: bool) -> None:
    for outcome in outcomes:
        if not outcome.ok or verbose:
            place = outcome.example.location
            sys.stdout.write(f"{place}: {outcome.rule}: {outcome.status}\n")
            sys.stdout.write(f"    {outcome.example.text}\n")
            if outcome.message:
                sys.stdout.write(f"    {outcome.message}\n")
    counts = Counter(outcome.status for outcome in outcomes)
    parts = [f"{counts[status]:,} {status}" for status in sorted(counts, reverse=True)]
    told = f": {', '.join(parts)}" if parts else ": write some under `examples:`"
    sys.stdout.write(plural(len(outcomes), "example") + told + "\n")


def _outcome_row(outcome: Outcome) -> dict[str, Any]:
    where = outcome.example.location
    return {
        "rule": outcome.rule,
        "status": outcome.status,
        "message": outcome.message,
        "text": outcome.example.text,
        "file": where.file,
        "line": where.line,
        "column": where.column,
    }


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
