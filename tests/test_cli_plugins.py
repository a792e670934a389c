"""Plugins: the sample, as installed, and broken ones."""

import json
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLUGIN = ROOT / "samples" / "plugin"
TEXT = "The bridge cost $3.5 million, said Mayor Ann Lee. Bob Ray paid 200 euros.\n"
BROKEN = {
    "newsan.analyzers": {"absent": "no_such_module:Thing", "failing": "broken_plugin:Failing"},
    "newsan.rules": {"faulty": "broken_plugin:RULES"},
    "newsan.renderers": {"nowhere": "no_such_module:Renderer"},
}
MODULE = """
from pathlib import Path
RULES = str(Path(__file__).with_name("faulty.yaml"))
class Failing:
    name, requires, provides = "failing", (), ("nothing",)
    def __init__(self, rules): pass
    def analyze(self, article): raise RuntimeError("boom")
"""


def install(site: Path, name: str, points: dict[str, dict[str, str]]) -> None:
    """Register entry points as pip does when it installs a package."""
    info = site / f"{name}-0.1.0.dist-info"
    info.mkdir(parents=True)
    info.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
    lines = [
        line
        for group, entries in points.items()
        for line in (f"[{group}]", *(f"{key} = {value}" for key, value in entries.items()))
    ]
    info.joinpath("entry_points.txt").write_text("\n".join(lines) + "\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of packages with the sample plugin in it."""
    folder = tmp_path / "site"
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text("utf-8"))["project"]
    install(folder, "newsan_money", project["entry-points"])
    (folder / "newsan_money").symlink_to(PLUGIN / "newsan_money")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return folder


def newsan(site: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "newsan", *arguments],
        cwd=site.parent,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
    )


def test_the_sample_plugin_adds_an_analyzer_rules_and_a_format(site: Path) -> None:
    found = json.loads(newsan(site, "analyze", "a.txt", "--json").stdout)
    sums = [(m["text"], m["amount"], m["currency"]) for m in found["extensions"]["money"]]
    assert sums == [("$3.5 million", 3_500_000, "USD"), ("200 euros", 200, "EUR")]
    ledger = newsan(site, "analyze", "a.txt", "-f", "ledger").stdout.splitlines()
    assert ledger[1] == "a.txt:1:17\t3500000.00\tUSD\t$3.5 million"
    assert "4 passed" in newsan(site, "rules", "test", "money").stdout
    assert "$3.5 million" in newsan(site, "analyze", "a.txt").stdout
    rows = json.loads(newsan(site, "analyzers", "--json").stdout)
    assert {"money": "newsan_money"}.items() <= {r["name"]: r["from"] for r in rows}.items()


def test_broken_plugins_are_named_and_the_rest_comes(site: Path) -> None:
    install(site, "broken", BROKEN)
    (site / "broken_plugin.py").write_text(MODULE)
    (site / "faulty.yaml").write_text("pack: faulty\npatern: []\n")
    done = newsan(site, "analyze", "a.txt", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0 and found["entities"] and found["extensions"]["money"]
    errors = [note["message"] for note in found["diagnostics"] if note["level"] == "error"]
    assert len(errors) == 3
    for name in ("absent", "failing", "faulty.yaml"):
        assert any(name in message for message in errors) and name in done.stderr
    other = newsan(site, "analyze", "a.txt", "-f", "nowhere")
    assert other.returncode == 2 and "nowhere" in other.stderr and other.stderr.count("\n") == 1


@pytest.mark.packaging
def test_the_sample_plugin_installs_into_a_fresh_environment(tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    programs = tmp_path / "env" / "bin"
    pip = [str(programs / "python"), "-m", "pip", "install", "-q"]
    subprocess.run([*pip, str(ROOT), str(PLUGIN)], check=True, capture_output=True)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    done = subprocess.run(
        [programs / "newsan", "analyze", "a.txt", "-f", "ledger"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "3500000.00\tUSD" in done.stdout
