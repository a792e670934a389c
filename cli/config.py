"""Settings from a file: the nearest newsan.yaml, or pyproject.toml with [tool.newsan].

The keys are the long names of the options of `newsan analyze`. The command line comes first, then
environment variables, then the file.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from newsan.cli.messages import UserError, reason, shown
from newsan.cli.options import UNCONFIGURED

if TYPE_CHECKING:
    from newsan.rules.problems import Problem

YAML_NAMES = ("newsan.yaml", "newsan.yml")
_TABLE = re.compile(r"^\s*\[tool\.newsan\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Settings:
    """A configuration file's keys and values, and where each key stands (line, column)."""

    path: Path
    values: Mapping[str, Any]
    places: Mapping[str, tuple[int, int]]
    text: str

    def problem(self, key: str, message: str, hint: str = "") -> Problem:
        """A fault at a key."""
        from newsan.rules.model import Location
        from newsan.rules.problems import Problem

        line, column = self.places.get(key, (1, 1))
        lines = self.text.splitlines()
        excerpt = lines[line - 1] if line <= len(lines) else ""
        return Problem(Location(shown(self.path), line, column), message, hint, excerpt)


def apply(ctx: typer.Context, given: str | None) -> str | None:
    """Make a file's settings the defaults of a command; the file's path, or None without one.

    Raises `RuleError` with all faults of the file.
    """
    path = Path(given) if given else nearest(Path.cwd())
    if path is None:
        return None
    settings = read(path)
    known = options(ctx)
    values = checked(settings, known, ctx)
    here = {parameter.name for parameter in ctx.command.params}
    ctx.default_map = {name: value for name, value in values.items() if name in here}
    return str(path)


def options(ctx: typer.Context) -> dict[str, Any]:
    """The options that can be configured, by key."""
    analyze = ctx.find_root().command.commands["analyze"]  # type: ignore[attr-defined]
    return {
        parameter.opts[0].lstrip("-"): parameter
        for parameter in analyze.params
        if parameter.name not in UNCONFIGURED
    }


def nearest(folder: Path) -> Path | None:
    """The configuration file that holds in a folder: its own, or that of one above it."""
    for place in (folder, *folder.parents):
        for name in YAML_NAMES:
            if (place / name).is_file():
                return _short(place / name)
        project = place / "pyproject.toml"
        try:
            if _TABLE.search(project.read_text("utf-8", "replace")):
                return _short(project)
        except OSError:
            continue
    return None


def read(path: Path) -> Settings:
    """What a file says. Raises `RuleError` for a file that can't be parsed."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{shown(path)}: not UTF-8 text") from None
    except OSError as error:
        message, hint = reason(error)
        raise UserError(f"{shown(path)}: {message}", hint) from None
    return _toml(path, text) if path.suffix == ".toml" else _yaml(path, text)


def checked(settings: Settings, known: Mapping[str, Any], ctx: typer.Context) -> dict[str, Any]:
    """The values by parameter name, of the right types. Raises `RuleError` with all faults."""
    from newsan.rules.problems import RuleError, did_you_mean

    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for key, value in settings.values.items():
        option = known.get(key)
        if option is None:
            hint = did_you_mean(key, known)
            problems.append(settings.problem(key, f"there is no setting “{key}”", hint))
            continue
        try:
            values[option.name] = _value(settings, option, value, ctx)
        except (typer.BadParameter, TypeError) as error:
            message = getattr(error, "message", "") or f"can't be {value!r}"
            problems.append(settings.problem(key, f"“{key}”: {message}"))
    if problems:
        raise RuleError(problems)
    return values


def _value(settings: Settings, option: Any, value: Any, ctx: typer.Context) -> Any:
    if option.multiple:
        if isinstance(value, Mapping):
            value = [f"{name}={field}" for name, field in value.items()]
        value = [str(item) for item in (value if isinstance(value, list) else [value])]
        if option.name == "rules":  # relative to the file that names them
            value = [os.path.join(settings.path.parent, path) for path in value]
    elif isinstance(value, list | Mapping) or value is None:
        raise typer.BadParameter("takes one value")
    elif option.is_flag and not isinstance(value, bool):
        raise typer.BadParameter("takes true or false")
    option.type_cast_value(ctx, value)
    return value


def _yaml(path: Path, text: str) -> Settings:
    from newsan.rules.problems import RuleError
    from newsan.rules.source import Map, Source

    source = Source(shown(path), text)
    data = source.read()
    if data is not None and not isinstance(data, Map):
        source.problem((1, 1), "expects a mapping of settings to values")
    if source.problems:
        raise RuleError(source.problems)
    values = data if isinstance(data, Map) else Map((1, 1))
    return Settings(path, values, values.keys_at, text)


def _toml(path: Path, text: str) -> Settings:
    try:
        values = tomllib.loads(text).get("tool", {}).get("newsan", {})
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{shown(path)}: not valid TOML: {error}") from None
    return Settings(path, values, _toml_places(text), text)


def _toml_places(text: str) -> dict[str, tuple[int, int]]:
    """Where the keys of [tool.newsan] stand: tomllib doesn't say."""
    places: dict[str, tuple[int, int]] = {}
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            inside = bool(_TABLE.match(line))
        elif inside and (match := re.match(r"\s*\"?([\w-]+)\"?\s*=", line)):
            places.setdefault(match[1], (number, match.start(1) + 1))
    return places


def _short(path: Path) -> Path:
    """The path from the current folder, when it isn't far."""
    relative = Path(os.path.relpath(path))
    return relative if len(relative.parts) < len(path.parts) else path
