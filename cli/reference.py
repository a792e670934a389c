"""The command line described by itself: the manual page, and the reference in the docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsan import __version__


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: how it is called, what it is for, its arguments and options."""

    path: str
    usage: str
    about: str
    epilog: str
    items: tuple[tuple[str, str], ...]


def entries(command: Any, path: str = "newsan") -> Iterator[Entry]:
    """A command and all below it."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = " ".join([path, "[OPTIONS]", *(argument.metavar or "" for argument in arguments)])
    subcommands = getattr(command, "commands", {})
    if subcommands:
        usage = f"{path} [OPTIONS] COMMAND"
    items = tuple((_name(p), _help(p)) for p in command.params if not p.hidden)
    yield Entry(path, usage, _flat(command.help), _flat(command.epilog), items)
    for name, inner in subcommands.items():
        yield from entries(inner, f"{path} {name}")


def markdown(command: Any) -> str:
    """The reference as Markdown."""
    parts = ["# The command line\n\nMade from the program itself by `benchmarks/docs`.\n"]
    for entry in entries(command):
        parts.append(f"## `{entry.path}`\n\n{entry.about}\n\n```\n{entry.usage}\n```\n")
        if entry.items:
            rows = "".join(f"| `{name}` | {_cell(text)} |\n" for name, text in entry.items)
            parts.append(f"| | |\n|---|---|\n{rows}")
        if entry.epilog:
            parts.append(f"{entry.epilog}\n")
    return "\n".join([*parts, _policy(), _SETTINGS])


_SETTINGS = """\
## Settings

Any option of `newsan analyze` that isn't about one run alone (paths, `-o`, `--resume` …) can be set
in the nearest `newsan.yaml`, or in `pyproject.toml` under `[tool.newsan]`, by its long name:

```yaml
format: jsonl
select: [quotes, dates]
rules: desk.yaml          # relative to this file
field: {title: headline}
```

The command line comes first, then environment variables (`NEWSAN_FORMAT`, `NEWSAN_JOBS` …), then
the file. `newsan config` shows each value and where it comes from. `NO_COLOR` and `FORCE_COLOR` are
heeded; what the shell completes is set up by `newsan --install-completion`.
"""


def _policy() -> str:
    from newsan.cli.policy import COUNTS

    rows = "".join(f"| `{name}` | {about} |\n" for name, about in COUNTS.items())
    return f"""\
## What `--fail-on` counts

A name alone means more than none; `NAME>2`, `NAME<1`, `NAME=0` compare. Several are separated by
commas, and each that holds for an article makes the exit code 1.

| | |
|---|---|
{rows}| `marks.LIST` | the marks of one list: `marks.hedge`, `marks.loaded` … |
"""


def manual(command: Any) -> str:
    """The manual page, for man(1)."""
    every = list(entries(command))
    out = [
        f'.TH NEWSAN 1 "" "newsan {__version__}" "User Commands"',
        ".SH NAME",
        f"newsan \\- {_roff(every[0].about[0].lower() + every[0].about[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        *(f".B {_roff(entry.usage)}\n.br" for entry in every[1:]),
    ]
    for entry in every:
        out += [f".SH {_roff(entry.path.upper())}", _roff(entry.about)]
        for name, text in entry.items:
            out += [".TP", f".B {_roff(name)}", _roff(text)]
        if entry.epilog:
            out += [".PP", _roff(entry.epilog)]
    out += [
        ".SH ENVIRONMENT",
        "NEWSAN_ and the long name of an option in capitals (NEWSAN_FORMAT, NEWSAN_JOBS \\&...)",
        "sets it, before a configuration file and after the command line. NO_COLOR is heeded.",
        ".SH FILES",
        "newsan.yaml, or pyproject.toml with [tool.newsan], in the current folder or above it.",
    ]
    return "\n".join(out) + "\n"


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name)
    names = ", ".join(sorted(parameter.opts, key=len))
    if parameter.is_flag:
        return names
    return f"{names} {_values(parameter)}"


def _values(parameter: Any) -> str:
    choices = getattr(parameter.type, "choices", None)
    return "|".join(choices) if choices else str(parameter.metavar or parameter.type.name.upper())


def _help(parameter: Any) -> str:
    text = _flat(parameter.help)
    default = parameter.default
    if (
        parameter.param_type_name == "option"
        and not parameter.is_flag
        and default
        and (not callable(default))
    ):
        text += f" Default: {default}."
    return text


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped)
