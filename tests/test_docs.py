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
_PAGES = [(DOCS / "recipes.md").read_text("utf-8"), (ROOT / "README.md").read_text("utf-8")]
RECIPES = [
    match[4]
    for page in _PAGES
    for match in _STEP.finditer(page)
    if match[3] == "sh" and "pip install" not in match[4]
]


def shell(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command as a reader would, newsan being the one under test."""
    missing = [t for t in _TOOLS if re.search(rf"\b{t}\b", command) and not shutil.which(t)]
    if missing or not shutil.which("bash"):
        pytest.skip(f"not installed: {missing}")
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


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_runs(recipe: str, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for path in (ROOT / "samples").glob("*.txt"):
        shutil.copy(path, tmp_path / "articles")
    before = sorted(tmp_path.rglob("*"))
    done = shell(recipe, tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip() or sorted(tmp_path.rglob("*")) != before
    assert "error" not in done.stdout


def follows(expected: list[str], actual: list[str]) -> bool:
    """Whether lines are as expected: "…" stands for any lines, or within a line for any text."""
    if not expected:
        return not actual
    if expected[0] == "…":
        return any(follows(expected[1:], actual[at:]) for at in range(len(actual) + 1))
    pattern = ".*".join(map(re.escape, re.split(r"\s*…\s*", expected[0])))
    fits = bool(actual) and re.fullmatch(pattern, actual[0]) is not None
    return fits and follows(expected[1:], actual[1:])


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
