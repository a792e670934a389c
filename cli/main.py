"""The `newsan` command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="newsan", no_args_is_help=True)


@app.callback()
def newsan() -> None:
    """Analyze news articles: who said what, about whom, when, and who stands where."""


@app.command()
def analyze(
    paths: Annotated[list[Path], typer.Argument(help="Articles.")],
    format: Annotated[str, typer.Option("-f", "--format", help="Form of the output.")] = "report",
    published: Annotated[str | None, typer.Option(help="Publication date.")] = None,
) -> None:
    """Analyze articles."""
    from shutil import get_terminal_size

    from newsan.analyzers.api import analyze
    from newsan.analyzers.document import Document
    from newsan.cli.render import RenderOptions, renderer_class

    options = RenderOptions(width=get_terminal_size().columns, color=sys.stdout.isatty())
    renderer = renderer_class(format)(options)
    sys.stdout.write(renderer.begin())
    for path in paths:
        document = Document(path.read_bytes().decode("utf-8-sig"), source=str(path))
        sys.stdout.write(renderer.document(analyze(document, published=published)))
    sys.stdout.write(renderer.end())


def main() -> None:
    """Run the command line."""
    app()
