"""The options of the command line, each defined once.

An option's long name without dashes in front is its key in a configuration file, and in capitals
after `NEWSAN_` its environment variable.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

READ, FIND, WRITE, RUN = "Reading", "Finding", "Writing", "Running"

#: Options that belong to one run and can't be configured.
UNCONFIGURED = frozenset(
    {"paths", "config", "json", "output", "output_dir", "resume", "files_from", "help"}
)


def _option(*names: str, panel: str | None = None, env: bool = True, **more: Any) -> Any:
    """An option; its environment variable is made from its first long name."""
    long = next(name for name in names if name.startswith("--")).split("/")[0].strip("-")
    variable = "NEWSAN_" + long.upper().replace("-", "_") if env else None
    return typer.Option(*names, envvar=variable, show_envvar=False, rich_help_panel=panel, **more)


def _config(ctx: typer.Context, value: str | None) -> str | None:
    from newsan.cli.config import apply

    return None if ctx.resilient_parsing else apply(ctx, value)


def _formats() -> list[str]:
    from newsan.cli.render import FORMATS, plugin_names

    return [*FORMATS, *plugin_names()]


def _analyzers() -> list[str]:
    from newsan.analyzers.registry import builtin, plugins

    return [kind.name for kind in (*builtin(), *plugins()[0])]


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Files, folders, globs in quotation marks, or - for standard input.",
        show_default=False,
    ),
]
Config = Annotated[
    str | None,
    _option(
        "--config",
        metavar="FILE",
        is_eager=True,
        callback=_config,
        help="Configuration file, in place of the nearest newsan.yaml or pyproject.toml.",
        panel=RUN,
    ),
]

FilesFrom = Annotated[
    str | None,
    _option(
        "--files-from",
        metavar="FILE",
        env=False,
        help="Read paths from FILE (- for standard input), one a line or NUL-separated.",
        panel=READ,
    ),
]
Encoding = Annotated[
    str | None,
    _option("--encoding", metavar="NAME", help="Encoding of the inputs, if not UTF-8.", panel=READ),
]
TextField = Annotated[
    str | None,
    _option(
        "--text-field",
        metavar="NAME",
        help="Field of JSON Lines that holds the article (else “text”); reads standard input "
        "as JSON Lines.",
        panel=READ,
    ),
]
Field = Annotated[
    list[str] | None,
    _option(
        "--field",
        metavar="NAME=FIELD",
        help="Where JSON Lines have the id, title, date, url, author or outlet: "
        "--field title=headline.",
        panel=READ,
    ),
]
Published = Annotated[
    str | None,
    _option(
        "--published",
        metavar="YYYY-MM-DD",
        help="Date of publication, which “last Friday” is reckoned from.",
        panel=READ,
    ),
]
Select = Annotated[
    list[str] | None,
    _option(
        "--select",
        metavar="NAME",
        autocompletion=_analyzers,
        help="Show only these analyzers (quotes,dates) or rules (dates.weekday).",
        panel=FIND,
    ),
]
Ignore = Annotated[
    list[str] | None,
    _option(
        "--ignore",
        metavar="NAME",
        autocompletion=_analyzers,
        help="Leave out these analyzers or rules.",
        panel=FIND,
    ),
]
Rules = Annotated[
    list[str] | None,
    _option(
        "--rules",
        "-r",
        metavar="PATH",
        help="Rule file, or folder of them, laid over newsan's own; may be repeated.",
        panel=FIND,
    ),
]
NoDefaultRules = Annotated[
    bool, _option("--no-default-rules", help="Leave out newsan's own rules.", panel=FIND)
]
MinConfidence = Annotated[
    float,
    _option(
        "--min-confidence",
        metavar="SHARE",
        min=0,
        max=1,
        help="Leave out findings of which a smaller share is right.",
        panel=FIND,
        show_default=False,
    ),
]
DateOrder = Annotated[
    Literal["auto", "dmy", "mdy"],
    _option("--date-order", help="How 3/4/2025 is read.", panel=FIND),
]
DateStyle = Annotated[
    Literal["timex", "edtf"],
    _option(
        "--date-style",
        help="How dates are written: as TIMEX3, or as EDTF where it has a form.",
        panel=WRITE,
    ),
]
Format = Annotated[
    str,
    _option(
        "--format",
        "-f",
        metavar="NAME",
        autocompletion=_formats,
        help="report, json, jsonl, csv, markdown, html, timeml, sqlite, or a plugin's; by "
        "default the suffix of -o says it.",
        panel=WRITE,
    ),
]
Json = Annotated[bool, _option("--json", help="Short for -f json.", panel=WRITE, env=False)]
Output = Annotated[
    str | None,
    _option(
        "--output",
        "-o",
        metavar="FILE",
        env=False,
        help="Write to FILE, once it is whole. With -f csv, FOLDER/ takes all tables.",
        panel=WRITE,
    ),
]
OutputDir = Annotated[
    str | None,
    _option(
        "--output-dir",
        metavar="FOLDER",
        env=False,
        help="Write one file an input, in folders as they stand in the input.",
        panel=WRITE,
    ),
]
Resume = Annotated[
    bool,
    _option(
        "--resume",
        env=False,
        help="Go on where an earlier run stopped (-o with jsonl or sqlite; --output-dir).",
        panel=WRITE,
    ),
]
Table = Annotated[
    str,
    _option("--table", metavar="NAME", help="Which table -f csv prints.", panel=WRITE),
]
Width = Annotated[
    int | None,
    _option(
        "--width",
        metavar="COLUMNS",
        min=20,
        help="Width of the report, if not the screen's.",
        panel=WRITE,
    ),
]
Color = Annotated[
    Literal["auto", "always", "never"],
    _option("--color", help="Colour; auto heeds NO_COLOR.", panel=WRITE),
]
Jobs = Annotated[
    int,
    _option("--jobs", "-j", metavar="N", min=0, help="Processes; 0 is one a core.", panel=RUN),
]
FailOn = Annotated[
    list[str] | None,
    _option(
        "--fail-on",
        metavar="WHAT",
        help="Exit with 1 when a report has WHAT: unattributed, errors, marks.hedge, “quotes<1” …",
        panel=RUN,
    ),
]
Quiet = Annotated[bool, _option("--quiet", "-q", help="Say nothing but errors.", panel=RUN)]
Verbose = Annotated[bool, _option("--verbose", "-v", help="Say more.", panel=RUN)]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Rules by their ids.")]
Prefixes = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PREFIX]...", help="Rules whose ids begin so.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]
