"""The wheel: what it holds, and that it runs where nothing else of newsan is."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by way of the source distribution as a release is."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_newsan_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"newsan"}
    assert "newsan/py.typed" in names
    assert any(name.startswith("newsan/rules/packs/") for name in names)
    folders = {name.split("/")[1] for name in names if name.startswith("newsan/")}
    assert {"cli", "analyzers", "rules"} <= folders
    assert not any("/tests/" in name or "benchmarks" in name for name in names)


def test_the_wheel_runs_somewhere_empty(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", wheel], check=True, capture_output=True)
    article = tmp_path / "article.txt"
    article.write_text("“We will rebuild,” said Ann Lee, the mayor.", encoding="utf-8")
    done = subprocess.run(
        [environment / "bin" / "newsan", "analyze", "--json", article],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "We will rebuild" in done.stdout
    module = subprocess.run(
        [python, "-m", "newsan", "--version"], cwd=tmp_path, capture_output=True, text=True
    )
    assert module.returncode == 0 and "0." in module.stdout
