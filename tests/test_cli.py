"""The command line: options, exit codes, where output goes, configuration."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import newsan

TEXT = "Mayor Ann Lee said on Monday: “We will rebuild the bridge.”\n"
LAYERS = ("entities", "quotes", "dates", "stances", "marks")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_version_and_help(cli: Any) -> None:
    assert cli("--version").out == f"newsan {newsan.__version__}\n"
    done = cli("--help")
    assert done.code == 0 and "analyze" in done.out
    assert all(len(line) <= 80 for line in done.out.splitlines())
    assert cli("analyze", "--help").code == 0
    assert cli().code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--frmat", "json", "a.txt"], "--format"),
        (["-f", "pdf", "a.txt"], "there is no format “pdf” (formats: report, json"),
        (["--published", "2 March", "a.txt"], "write it as YYYY-MM-DD"),
        (["--published", "2025-02-30", "a.txt"], "is not a date"),
        (["--select", "quotez", "a.txt"], "no analyzer and no rule is called “quotez”"),
        (["--encoding", "utf-9", "a.txt"], "there is no encoding “utf-9”"),
        (["--fail-on", "sadness", "a.txt"], "--fail-on can't read “sadness”"),
        (["--rules", "gone.yaml", "a.txt"], "gone.yaml"),
        (["-f", "sqlite", "a.txt"], "-o corpus.db"),
        (["-f", "csv", "--table", "tea", "a.txt"], "there is no table “tea”"),
        (["--json", "-f", "csv", "a.txt"], "don't go together"),
        (["-o", "x", "--output-dir", "y", "a.txt"], "don't go together"),
        (["-f", "timeml", "--date-style", "edtf", "a.txt"], "don't go together"),
        (["--resume", "a.txt"], "--resume has nothing to go on with"),
        (["-j", "-1", "a.txt"], "-1"),
        (["-o", "gone/x.json", "a.txt"], "can't write gone/x.json"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    cli: Any, article: Path, arguments: list[str], message: str
) -> None:
    done = cli("analyze", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err and done.err.count("\n") == 1
    assert done.err.startswith("newsan: error: ")


def test_a_mistyped_command_gets_a_proposal(cli: Any) -> None:
    done = cli("anlyze")
    assert done.code == 2 and "analyze" in done.err


def test_the_output_file_appears_whole(cli: Any, article: Path) -> None:
    Path("out.json").write_text("old")
    os.chmod("out.json", 0o640)
    done = cli("analyze", article, "-o", "out.json")
    assert (done.code, done.out) == (0, "")
    assert json.loads(Path("out.json").read_text())["entities"]
    assert os.stat("out.json").st_mode & 0o777 == 0o640
    assert sorted(os.listdir()) == ["a.txt", "out.json"]


def test_a_failed_run_leaves_the_old_output(cli: Any, article: Path) -> None:
    Path("out.json").write_text("old")
    Path("bad.yaml").write_text("pack: x\npatern: []\n")
    done = cli("analyze", article, "-o", "out.json", "-r", "bad.yaml")
    assert done.code == 2 and "bad.yaml:2:1" in done.err
    assert Path("out.json").read_text() == "old"


def test_output_to_what_is_no_file(cli: Any, article: Path) -> None:
    assert cli("analyze", article, "--json", "-o", os.devnull).code == 0
    assert not os.path.isfile(os.devnull)
    assert json.loads(cli("analyze", article, "--json", "-o", "-").out)


def test_a_linked_output_stays_a_link(cli: Any, article: Path) -> None:
    Path("real.json").touch()
    os.symlink("real.json", "link.json")
    cli("analyze", article, "-o", "link.json")
    assert os.path.islink("link.json") and json.loads(Path("real.json").read_text())


def test_select_and_ignore(cli: Any, article: Path) -> None:
    only = json.loads(cli("analyze", article, "--json", "--select", "dates").out)
    assert only["dates"] and not only["entities"]
    less = json.loads(cli("analyze", article, "--json", "--ignore", "dates").out)
    assert less["entities"] and not less["dates"]


def test_fail_on(cli: Any, article: Path) -> None:
    assert cli("analyze", article, "--json", "--fail-on", "unattributed").code == 0
    done = cli("analyze", article, "--json", "--fail-on", "entities>0,errors")
    assert done.code == 1 and done.err == f"newsan: error: {article}: entities: 1 (line 1)\n"
    assert json.loads(done.out)["entities"]
    assert cli("analyze", article, "gone", "--json", "--fail-on", "entities").code == 3
    assert cli("analyze", article, "--json", "--fail-on", "entities<1").code == 0


def test_unattributed_are_the_quotes_without_any_speaker(cli: Any) -> None:
    Path("k.txt").write_text("The Democratic governor said it was late.\n", "utf-8")
    assert cli("analyze", "k.txt", "--json", "--fail-on", "unattributed").code == 0
    Path("k.txt").write_text("It was said that the bridge was shut.\n", "utf-8")
    assert cli("analyze", "k.txt", "--json", "--fail-on", "unattributed").code == 1


def test_min_confidence_leaves_no_dangling_names(cli: Any) -> None:
    Path("k.txt").write_text(TEXT + "\nShe said the work was allegedly late.\n", "utf-8")
    every = json.loads(cli("analyze", "k.txt", "--json").out)
    findings = [f for layer in LAYERS for f in every[layer]]
    least = max(finding["confidence"] for finding in findings)
    sure = json.loads(cli("analyze", "k.txt", "--json", "--min-confidence", least).out)
    for layer in LAYERS[1:]:
        assert sure[layer] == [f for f in every[layer] if f["confidence"] >= least]
    ids = {entity["id"] for entity in sure["entities"]}
    assert {q["speaker"]["entity"] for q in sure["quotes"] if q["speaker"]} <= {*ids, None}


def test_dates_as_edtf(cli: Any) -> None:
    Path("d.txt").write_text("She left in the spring of 1999, around Christmas 2001.", "utf-8")
    values = [d["value"] for d in json.loads(cli("analyze", "d.txt", "--json").out)["dates"]]
    edtf = cli("analyze", "d.txt", "--json", "--date-style", "edtf").out
    assert values[0] == "1999-SP" and json.loads(edtf)["dates"][0]["value"] == "1999-21"


def test_quiet_and_verbose(cli: Any, article: Path) -> None:
    noisy = cli("analyze", article, "gone.txt", "--json", "-v")
    quiet = cli("analyze", article, "gone.txt", "--json", "-q")
    assert "1 could not be read" in noisy.err
    assert quiet.err.count("\n") == 1 and quiet.code == 3


def test_color(cli: Any, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in cli("analyze", article).out
    assert "\x1b[" in cli("analyze", article, "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in cli("analyze", article).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in cli("analyze", article).out


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(TEXT * 40, "utf-8")
    command = [sys.executable, "-m", "newsan", "analyze", str(tmp_path), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


@pytest.mark.parametrize(
    ("arguments", "redirection", "code", "message"),
    [
        (["--version"], ">/dev/full", 2, "can't write standard output: No space left"),
        (["rules", "schema"], ">/dev/full", 2, "can't write standard output: No space left"),
        (["rules", "schema"], ">&-", 0, ""),
        (["--help"], "| true", 0, ""),
    ],
)
def test_output_that_goes_nowhere(
    arguments: list[str], redirection: str, code: int, message: str
) -> None:
    if "full" in redirection and not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full")
    command = shlex.join([sys.executable, "-m", "newsan", *arguments])
    script = f"set -o pipefail; {command} {redirection}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.returncode == code and message in done.stderr
    assert done.stderr.count("\n") == bool(message)


def test_completion_knows_formats_and_analyzers(cli: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for words, expected in (("-f js", {"json", "jsonl"}), ("--select d", {"dates"})):
        monkeypatch.setenv("_NEWSAN_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", f"newsan analyze {words}")
        monkeypatch.setenv("COMP_CWORD", "3")
        assert set(cli().out.split()) == expected


def test_a_bug_says_so_in_one_line(
    cli: Any, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("newsan.cli.commands.analyze.execute", broken)
    done = cli("analyze", article)
    assert done.code == 70 and "this is a bug in newsan: RuntimeError: boom" in done.err
    assert "Traceback" not in done.err
    assert "Traceback" in cli("analyze", article, "-v").err


# --- configuration ----------------------------------------------------------------------------


def test_the_nearest_file_is_read(cli: Any, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("newsan.yaml").write_text("format: jsonl\nselect: [dates]\n")
    Path("deep/er").mkdir(parents=True)
    monkeypatch.chdir("deep/er")
    found = json.loads(cli("analyze", article).out)
    assert found["dates"] and not found["entities"]
    Path("pyproject.toml").write_text('[tool.newsan]\nformat = "json"\n')
    assert cli("analyze", article).out.startswith("{\n")


def test_the_command_line_comes_first_then_the_environment(
    cli: Any, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("newsan.yaml").write_text("format: csv\ntable: dates\n")
    assert cli("analyze", article).out.startswith("document,id,type,value")
    monkeypatch.setenv("NEWSAN_FORMAT", "jsonl")
    assert cli("analyze", article).out.startswith('{"')
    assert cli("analyze", article, "-f", "json").out.startswith("{\n")


def test_rules_of_a_configuration_stand_beside_it(
    cli: Any, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("newsan.yaml").write_text("rules: house.yaml\nformat: json\n")
    Path("house.yaml").write_text("pack: house\npatern: []\n")
    Path("deep").mkdir()
    monkeypatch.chdir("deep")
    assert "house.yaml:2:1" in cli("analyze", article).err


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("newsan.yaml", "quiet: true\nformt: json\n", "newsan.yaml:2:1: there is no setting"),
        ("newsan.yaml", "jobs: many\n", "newsan.yaml:1:1: “jobs”"),
        ("newsan.yaml", "color: purple\n", "newsan.yaml:1:1: “color”"),
        ("newsan.yaml", "quiet: 3\n", "newsan.yaml:1:1: “quiet”"),
        ("newsan.yaml", "format: [a\n", "not valid YAML"),
        ("newsan.yaml", "- a\n", "expects a mapping"),
        ("pyproject.toml", "[tool.newsan]\n\nformt = 1\n", "pyproject.toml:3:1: there is no"),
        ("pyproject.toml", "[tool.newsan]\nformat = \n", "not valid TOML"),
    ],
)
def test_a_fault_in_a_configuration_has_its_place(
    cli: Any, article: Path, name: str, text: str, message: str
) -> None:
    Path(name).write_text(text)
    done = cli("analyze", article)
    assert done.code == 2 and message in done.err and done.out == ""


def test_a_proposal_for_an_unknown_setting(cli: Any, article: Path) -> None:
    Path("newsan.yaml").write_text("formt: json\n")
    assert "did you mean “format”?" in cli("analyze", article).err
