"""Commands that tell of newsan itself: analyzers, schema, config, man."""

from __future__ import annotations

import json
import sys
from typing import Any

import typer

from newsan.cli.columns import aligned
from newsan.cli.messages import Exit


def analyzers(as_json: bool) -> int:
    """Print the analyzers there are, in the order they run."""
    from newsan.analyzers.pipeline import in_order
    from newsan.analyzers.registry import builtin, plugins

    others, faults = plugins()
    own = builtin()
    rows: list[dict[str, Any]] = [
        {
            "name": kind.name,
            "finds": list(kind.provides),
            "needs": list(kind.requires),
            "from": "newsan" if kind in own else kind.__module__.partition(".")[0],
            "about": _first_line(kind),
        }
        for kind in in_order([*own, *others])
    ]
    if as_json:
        _print_json(rows)
    else:
        heading = ("NAME", "FINDS", "NEEDS", "FROM", "ABOUT")
        lines = [
            (r["name"], _joined(r["finds"]), _joined(r["needs"]), r["from"], r["about"])
            for r in rows
        ]
        sys.stdout.write(aligned([heading, *lines]))
    for fault in faults:
        typer.echo(f"newsan: warning: {fault.message}", err=True)
    return Exit.DONE


def schema() -> int:
    """Print the JSON Schema of the formats json and jsonl."""
    from newsan.analyzers.schema import json_schema

    _print_json(json_schema())
    return Exit.DONE


def config(ctx: typer.Context, path: str | None, as_json: bool) -> int:
    """Print the settings in force, and where each comes from."""
    analyze = ctx.find_root().command.commands["analyze"]  # type: ignore[attr-defined]
    arguments = ["--config", path] if path else []
    with analyze.make_context("analyze", arguments, parent=ctx.find_root()) as inner:
        from newsan.cli.config import options

        rows = [
            {"setting": key, "value": inner.params[option.name], "from": _origin(inner, option)}
            for key, option in options(ctx).items()
        ]
    if as_json:
        _print_json(rows)
    else:
        lines = [(r["setting"], _shown(r["value"]), r["from"]) for r in rows]
        sys.stdout.write(aligned([("SETTING", "VALUE", "FROM"), *lines]))
    return Exit.DONE


def _origin(ctx: typer.Context, option: Any) -> str:
    """The file, or the environment variable, that a value comes from."""
    source = ctx.get_parameter_source(option.name)
    name = source.name if source is not None else "DEFAULT"
    if name == "DEFAULT_MAP":
        return str(ctx.params["config"])
    return str(option.envvar) if name == "ENVIRONMENT" else "default"


def _shown(value: Any) -> str:
    if value is None or value in ([], ()):
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _joined(names: Any) -> str:
    return ", ".join(names) or "-"


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0]


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
