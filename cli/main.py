"""The `newsan` command: its commands and options, and what becomes of errors.

Only typer is imported here: `newsan --help` and `newsan --version` need no more.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import Annotated, Any, NoReturn

import typer

from newsan import __version__
from newsan.cli import options as o
from newsan.cli.messages import Console, Exit, UserError, write_stderr

app = typer.Typer(
    name="newsan",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_CODES = (
    "Exit codes: 0 done; 1 --fail-on met, or a rule's example failed; 2 wrong usage, configuration "
    "or rule file; 3 some inputs could not be read; 70 a bug; 130 interrupted."
)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_CLICK_ERROR = typer.BadParameter.__mro__[2]  # the base of all usage errors, in every typer


def _version(value: bool) -> None:
    if value:
        typer.echo(f"newsan {__version__}")
        raise typer.Exit()


@app.callback()
def newsan(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Analyze news articles: who said what, about whom, when, and who stands where."""


@app.command(epilog=_CODES)
def analyze(
    ctx: typer.Context,
    paths: o.Paths = None,
    files_from: o.FilesFrom = None,
    encoding: o.Encoding = None,
    text_field: o.TextField = None,
    field: o.Field = None,
    published: o.Published = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    rules: o.Rules = None,
    no_default_rules: o.NoDefaultRules = False,
    min_confidence: o.MinConfidence = 0.0,
    date_order: o.DateOrder = "auto",
    format: o.Format = "report",
    json: o.Json = False,
    output: o.Output = None,
    output_dir: o.OutputDir = None,
    resume: o.Resume = False,
    date_style: o.DateStyle = "timex",
    table: o.Table = "quotes",
    width: o.Width = None,
    color: o.Color = "auto",
    jobs: o.Jobs = 1,
    fail_on: o.FailOn = None,
    config: o.Config = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> int:
    """Find quotes, entities, dates and stances in articles.

    Without a PATH the article is read from standard input.
    """
    from newsan.cli.commands.analyze import Request, execute, no_input

    request = Request(ctx.params, lambda name: _is_chosen(ctx, name))
    if no_input(request):
        typer.echo(ctx.get_help(), nl=False)  # typer prints it itself
        return Exit.USAGE
    return execute(request)


@app.command()
def explain(
    path: Annotated[str, typer.Argument(metavar="FILE", help="An article; - for standard input.")],
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="LINE[:COLUMN]", help="Explain one line, or one word."),
    ] = None,
    rules: o.Rules = None,
    published: o.Published = None,
    json: o.AsJson = False,
    config: o.Config = None,
) -> int:
    """Tell which rules made what was found; with --at also which nearly did."""
    from newsan.cli.commands import explain

    return explain.execute(path, at, rules or (), published, json)


@app.command()
def analyzers(json: o.AsJson = False) -> int:
    """List the analyzers."""
    from newsan.cli.commands import about

    return about.analyzers(json)


@app.command()
def schema() -> int:
    """Print the JSON Schema of the output."""
    from newsan.cli.commands import about

    return about.schema()


@app.command("config")
def config_(
    ctx: typer.Context,
    file: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="In place of the nearest file.")
    ] = None,
    json: o.AsJson = False,
) -> int:
    """Show each setting's value and where it comes from."""
    from newsan.cli.commands import about

    return about.config(ctx, file, json)


@app.command()
def man(ctx: typer.Context) -> int:
    """Print the manual page: newsan man | man -l -"""
    from newsan.cli.reference import manual

    typer.echo(manual(ctx.find_root().command), nl=False)
    return Exit.DONE


rules_app = typer.Typer(no_args_is_help=True)
app.add_typer(rules_app, name="rules", help="List, check, test and begin rule files.")


@rules_app.command("list")
def rules_list(
    ids: o.Prefixes = None, rules: o.Rules = None, json: o.AsJson = False, config: o.Config = None
) -> int:
    """List rules: all, or those under a prefix (quotes, dates.weekday)."""
    from newsan.cli.commands import rules as command

    return command.listing(ids or (), rules or (), json)


@rules_app.command("show")
def rules_show(ids: o.Ids, rules: o.Rules = None, config: o.Config = None) -> int:
    """Print rules as they stand in their files."""
    from newsan.cli.commands import rules as command

    return command.show(ids, rules or ())


@rules_app.command("check")
def rules_check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Rule files or folders.")],
    json: o.AsJson = False,
) -> int:
    """Check rule files, and tell everything that is wrong with them."""
    from newsan.cli.commands import rules as command

    return command.check(paths, json)


@rules_app.command("test")
def rules_test(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH|ID]...", help="Rule files, or rules by id or prefix."),
    ] = None,
    rules: o.Rules = None,
    json: o.AsJson = False,
    config: o.Config = None,
    verbose: o.Verbose = False,
) -> int:
    """Run the examples of rules: does each find what its file says it finds?"""
    from newsan.cli.commands import rules as command

    return command.test(wanted or (), rules or (), json, verbose)


@rules_app.command("new")
def rules_new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The pack's name.")],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write a new file.")
    ] = None,
) -> int:
    """Print a rule file to begin with."""
    from newsan.cli.commands import rules as command

    return command.new(name, output)


@rules_app.command("schema")
def rules_schema() -> int:
    """Print the JSON Schema of rule files, for completion in an editor."""
    from newsan.cli.commands import rules as command

    return command.schema()


def _is_chosen(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    return source is not None and source.name != "DEFAULT"


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    gc.disable()  # what is built at the start stays to the end: looking for garbage costs a tenth
    code = _run()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _closed_pipe()
    except OSError as error:
        code = _full_disk(error)
    sys.exit(code)


def _run() -> int:
    """Run the command line; every error becomes a message and an exit code."""
    verbose = not {"-v", "--verbose"}.isdisjoint(sys.argv)
    console = Console(verbose=verbose)
    _speak_utf8()
    try:
        return int(app(standalone_mode=False, prog_name="newsan") or Exit.DONE)
    except UserError as error:
        console.error(error.message, error.hint)
        return error.code
    except BrokenPipeError:
        return _closed_pipe()
    except SystemExit as leaving:  # so typer ends a completion, and its help in a closed pipe
        is_pipe = isinstance(leaving.__context__, OSError)
        return _closed_pipe() if is_pipe else int(leaving.code or Exit.DONE)
    except (KeyboardInterrupt, typer.Abort):
        return Exit.INTERRUPTED
    except OSError as error:
        return _full_disk(error) if error.errno in _NO_ROOM else _bug(error, console)
    except Exception as error:
        return _explained(error, console)


def _explained(error: Exception, console: Console) -> int:
    if isinstance(error, _CLICK_ERROR):
        return _usage(error, console)
    # What wasn't imported can't have been raised.
    problems = sys.modules.get("newsan.rules.problems")
    if problems is not None and isinstance(error, problems.RuleError):
        for problem in error.problems:
            write_stderr(f"{problem}\n")
        return Exit.USAGE
    pipeline = sys.modules.get("newsan.analyzers.pipeline")
    render = sys.modules.get("newsan.cli.render")
    for module, name in ((pipeline, "PipelineError"), (render, "UnknownFormat")):
        if module is not None and isinstance(error, getattr(module, name)):
            console.error(str(error))
            return Exit.USAGE
    return _bug(error, console)


def _usage(error: Any, console: Console) -> int:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "newsan"
    if not error.format_message():  # no command was given: typer has printed the help
        return Exit.USAGE
    console.error(error.format_message().rstrip("."), f"see {command} --help")
    return Exit.USAGE


def _bug(error: Exception, console: Console) -> int:
    console.error(f"this is a bug in newsan: {type(error).__name__}: {error}")
    console.note("please report it with the article, the command and the output of -v")
    if console.verbose:
        from traceback import format_exception

        write_stderr("".join(format_exception(error)))
    return Exit.BUG


def _closed_pipe() -> int:
    """Whoever read the output has what it wanted: say nothing."""
    _forget_output()
    return Exit.DONE


def _full_disk(error: OSError) -> int:
    Console().error(f"can't write standard output: {error.strerror}")
    _forget_output()
    return Exit.USAGE


def _forget_output() -> None:
    """What is still to be flushed goes nowhere: Python flushes once more when it leaves."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Results are UTF-8 wherever they go; a screen that can't show a character shows its code."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    stream: Any = sys.stdout
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")
    else:
        stream.reconfigure(encoding="utf-8", errors="strict", newline="\n")
