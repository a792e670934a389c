"""The docs: what is generated is up to date, and what they tell the reader to run works."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PROGRAMS = Path(sys.executable).parent
_STEP = re.compile(r"(?:<!-- (file|append): (\S+) -->\n)?```(\w+)\n(.*?)```", re.DOTALL)
_TOOLS = ("jq", "sqlite3", "parallel", "xargs", "find", "zcat")
PAGES = ("docs/recipes.md", "README.md")


def have_tools(command: str) -> bool:
    """Whether the programs that a command needs are on this machine."""
    needed = [tool for tool in _TOOLS if re.search(rf"\b{tool}\b", command)]
    return all(shutil.which(tool) for tool in ("bash", *needed))


def shell(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command as a reader would, newsan being the one under test."""
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_generated_pages_are_up_to_date() -> None:
    for name, text in runpy.run_path(str(DOCS / "build.py"))["pages"]().items():
        assert (DOCS / name).read_text("utf-8") == text, "run: python docs/build.py"


def test_the_rule_files_in_the_reference_are_in_order(tmp_path: Path) -> None:
    import newsan

    for match in _STEP.finditer((DOCS / "rules.md").read_text("utf-8")):
        text = match[4] if match[4].startswith("pack:") else f"pack: house\n{match[4]}"
        path = tmp_path / "rules.yaml"
        path.write_text(text, "utf-8")
        newsan.load([path])


@pytest.mark.parametrize("page", PAGES)
def test_recipes_run(page: str, tmp_path: Path) -> None:
    """In their order, and in one folder: some use what an earlier one wrote."""
    (tmp_path / "articles").mkdir()
    for path in (ROOT / "samples").glob("*.txt"):
        shutil.copy(path, tmp_path / "articles")
    ran = 0
    for match in _STEP.finditer((ROOT / page).read_text("utf-8")):
        recipe = match[4]
        if match[3] != "sh" or "pip install" in recipe or not have_tools(recipe):
            continue
        before = sorted(tmp_path.rglob("*"))
        done = shell(recipe, tmp_path)
        assert done.returncode == 0 and "error" not in done.stdout, f"{recipe}\n{done.stdout}"
        assert done.stdout.strip() or sorted(tmp_path.rglob("*")) != before, recipe
        ran += 1
    assert ran or not shutil.which("jq")


def follows(expected: list[str], actual: list[str]) -> bool:
    """Whether lines are as expected: "…" stands for any lines, or within a line for any text."""
    if not expected:
        return not actual
    if expected[0] == "…":
        return any(follows(expected[1:], actual[at:]) for at in range(len(actual) + 1))
    pattern = ".*".join(map(re.escape, re.split(r"\s*…\s*", expected[0])))
    fits = bool(actual) and re.fullmatch(pattern, actual[0]) is not None
    return fits and follows(expected[1:], actual[1:])


@pytest.mark.skipif(not have_tools("jq"), reason="the tutorial uses jq")
def test_the_tutorial_runs_as_it_is_written(tmp_path: Path) -> None:
    ran = 0
    for match in _STEP.finditer((DOCS / "tutorial.md").read_text("utf-8")):
        action, name, language, text = match.groups()
        if action == "file":
            (tmp_path / name).write_text(text, "utf-8")
        elif action == "append":
            with (tmp_path / name).open("a", encoding="utf-8") as stream:
                stream.write("\n" + text)
        elif language == "console":
            for step in text.split("$ ")[1:]:
                command, *expected = step.splitlines()
                actual = shell(command, tmp_path).stdout.splitlines()
                assert follows(expected, actual), f"{command}\n" + "\n".join(actual)
                ran += 1
    assert ran > 10
