"""Loading rule files: the built-in packs, and a user's files layered over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from newsan.rules.inflect import Inflector
from newsan.rules.model import Lexicon, Pattern, Rule, RuleSet
from newsan.rules.problems import Problem, RuleError, did_you_mean
from newsan.rules.reader import Extension, Pack, PackReader
from newsan.rules.sequence import SequenceError, compile_sequence
from newsan.rules.source import Source


def load(paths: Iterable[str | Path] = (), *, defaults: bool = True) -> RuleSet:
    """The built-in rules (unless `defaults` is false) with the files of `paths` over them.

    A path is a YAML file, or a folder whose *.yaml and *.yml files are taken in order of name.
    Of two rules with one id the later one holds. Raises `RuleError` with every problem of every
    file, and `FileNotFoundError` for a path that isn't there.
    """
    builtin = builtin_packs() if defaults else ()
    user = [_read(str(path), _text(path)) for path in _files(paths)]
    problems = [problem for pack in (*builtin, *user) for problem in pack.source.problems]
    rules: dict[str, Rule] = {}
    settings: dict[str, Any] = {}
    for pack in builtin:
        problems += _clashes(pack, rules)
        rules.update((rule.id, rule) for rule in pack.rules)
        settings.update(pack.settings)
        problems += _amend(pack, rules)
    for pack in user:
        rules.update((rule.id, rule) for rule in pack.rules)
        settings.update(pack.settings)
        problems += _amend(pack, rules)
    problems += _uncompilable(user, rules)
    if problems:
        order = sorted(problems, key=lambda p: (p.location.file, p.location.line))
        raise RuleError(list(dict.fromkeys(order)))
    return RuleSet(rules, settings)


def builtin_pack_names() -> tuple[str, ...]:
    """The names of the packs that ship with newsan, in the order they are loaded."""
    folder = files("newsan.rules") / "packs"
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".yaml")))


@cache
def builtin_packs() -> tuple[Pack, ...]:
    """The packs that ship with newsan, read once a process."""
    folder = files("newsan.rules") / "packs"
    packs = []
    for name in builtin_pack_names():
        text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
        packs.append(_read(f"{name}.yaml", text))
    return tuple(packs)


@cache
def inflector() -> Inflector:
    """The inflector of the built-in tables."""
    text = (files("newsan.rules") / "packs" / "inflection.yaml").read_text(encoding="utf-8")
    settings = Source("inflection.yaml", text).read()["settings"]
    return Inflector(settings["verbs"], settings["nouns"], frozenset(settings["doubling"]))


def _files(paths: Iterable[str | Path]) -> list[Path]:
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(f for f in path.iterdir() if f.suffix in (".yaml", ".yml"))
            if not inside:
                raise FileNotFoundError(f"{path}: no .yaml file in this folder")
            found += inside
        else:
            found.append(path)
    return found


def _text(path: Path) -> str | Problem:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        source = Source(str(path), "")
        source.problem((1, 1), "not UTF-8 text", "save the rule file as UTF-8")
        return source.problems[0]


def _read(name: str, text: str | Problem) -> Pack:
    source = Source(name, text if isinstance(text, str) else "")
    if isinstance(text, Problem):
        source.problems.append(text)
        return Pack("", source)
    return PackReader(source, inflector).read()


def _clashes(pack: Pack, rules: dict[str, Rule]) -> list[Problem]:
    """Two built-in packs may not have a rule of one id."""
    for rule in pack.rules:
        if rule.id in rules:
            where = rules[rule.id].location
            message = f"the id “{rule.id}” stands in {where} too"
            pack.source.problem(pack.marks[rule.id], message)
    return pack.source.problems


def _amend(pack: Pack, rules: dict[str, Rule]) -> list[Problem]:
    """Carry out a pack's `extend` and `off`."""
    for extension in pack.extensions:
        lexicon = rules.get(extension.lexicon)
        if not isinstance(lexicon, Lexicon):
            known = [id for id, rule in rules.items() if isinstance(rule, Lexicon)]
            message = f"there is no lexicon “{extension.lexicon}” to extend"
            pack.source.problem(extension.mark, message, did_you_mean(extension.lexicon, known))
            continue
        rules[lexicon.id] = _extended(lexicon, extension)
    for pattern, mark in pack.off:
        gone = [id for id in rules if _is_under(id, pattern)]
        if not gone:
            hint = did_you_mean(pattern, rules)
            pack.source.problem(mark, f"there is no rule “{pattern}” to turn off", hint)
        for id in gone:
            rules[id] = _emptied(rules[id]) if isinstance(rules[id], Lexicon) else rules[id]
            if not isinstance(rules[id], Lexicon):
                del rules[id]
    return pack.source.problems


def _is_under(id: str, pattern: str) -> bool:
    if pattern.endswith(".*"):
        return id.startswith(pattern[:-1])
    return id == pattern


def _emptied(rule: Rule) -> Rule:
    """A lexicon that is turned off stays, without words: patterns may name it."""
    assert isinstance(rule, Lexicon)
    return replace(rule, entries={}, examples=())


def _extended(lexicon: Lexicon, extension: Extension) -> Lexicon:
    kept = {w: a for w, a in lexicon.entries.items() if w not in extension.remove}
    examples = (*lexicon.examples, *extension.examples)
    return replace(lexicon, entries={**kept, **extension.add}, examples=examples)


def _uncompilable(packs: Sequence[Pack], rules: dict[str, Rule]) -> list[Problem]:
    """The patterns of these packs that can't be compiled, each at its place in its file.

    The built-in ones aren't tried at every start: the test suite compiles them.
    """
    sources = {pack.source.name: pack.source for pack in packs}
    lexicons = RuleSet(rules, {}).lexicon
    for rule in rules.values():
        if not isinstance(rule, Pattern) or rule.location.file not in sources:
            continue
        try:
            compile_sequence(rule.match, lexicons)
        except SequenceError as error:
            where = rule.location
            hint = error.hint
            if "no lexicon" in str(error):
                names = [id for id, r in rules.items() if isinstance(r, Lexicon)]
                hint = did_you_mean(str(error).split("“")[1].rstrip("”"), names)
            column = where.column + error.offset
            sources[where.file].problem((where.line, column), str(error), hint)
    return [problem for pack in packs for problem in pack.source.problems]
