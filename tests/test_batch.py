"""Many inputs: processes, order, bounds, interruptions, going on after them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newsan.cli.batch import Pool
from newsan.cli.inputs import Input
from newsan.cli.job import Job, Worker

TEXT = "Mayor Ann Lee said on Monday: “We will rebuild the bridge.”\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Articles of very different sizes, in folders, with bad ones among them."""
    folder = tmp_path / "corpus"
    for number in range(24):
        path = folder / str(number % 3) / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT * (200 if number % 8 == 0 else 1), "utf-8")
    (folder / "1" / "bad.txt").write_bytes(b"\xff\xff\xff")
    (folder / "2" / "empty.txt").touch()
    return folder


def sources(text: str) -> list[str]:
    return [json.loads(line)["document"]["source"] for line in text.splitlines()]


def test_several_processes_write_what_one_writes(cli: Any, corpus: Path) -> None:
    one = cli("analyze", "corpus", "-f", "jsonl", "-j", "1")
    three = cli("analyze", "corpus", "-f", "jsonl", "-j", "3")
    assert one.code == three.code == 3
    assert one.out == three.out and one.err == three.err
    assert sources(one.out) == sorted(sources(one.out)) and len(sources(one.out)) == 26


def test_inputs_are_taken_only_as_results_are_wanted() -> None:
    taken = 0

    def items() -> Iterator[Input]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield Input(str(number), str(number), size=9, content=b"Some words.")

    job = Job(format="jsonl")
    pool = Pool(job, Worker(job), 2)
    try:
        coming = pool.results(items())
        names = [next(coming).name for _ in range(50)]
    finally:
        pool.stop()
    assert names == [str(number) for number in range(50)]
    assert taken < 400


def test_a_worker_that_dies_costs_one_input(
    cli: Any, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the kernel ends a process that needs too much memory."""
    call = Worker.__call__

    def fragile(self: Worker, item: Input) -> object:
        if item.name.endswith("05.txt"):
            os.kill(os.getpid(), signal.SIGKILL)
        return call(self, item)

    monkeypatch.setattr(Worker, "__call__", fragile)
    done = cli("analyze", "corpus", "-f", "jsonl", "-j", "2")
    assert (
        done.code == 70 and "05.txt: the process that analyzed it was ended by signal 9" in done.err
    )
    assert len(sources(done.out)) == 26


def test_a_failing_analysis_costs_one_input(
    cli: Any, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(self: object, *_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("newsan.analyzers.pipeline.Pipeline.run", failing)
    done = cli("analyze", "corpus/0/00.txt", "corpus/1/01.txt", "-f", "jsonl")
    assert done.code == 70 and done.err.count("newsan failed on it (RuntimeError: boom)") == 2
    assert [json.loads(line)["error"]["kind"] for line in done.out.splitlines()] == ["bug"] * 2


def test_output_dir_mirrors_the_tree(cli: Any, corpus: Path) -> None:
    done = cli("analyze", "corpus", "--output-dir", "out", "--json")
    assert (done.code, done.out) == (3, "")
    found = sorted(str(path.relative_to("out")) for path in Path("out").rglob("*.*"))
    expected = sorted(f"{path.relative_to(corpus)}.json" for path in corpus.rglob("*.txt"))
    assert found == expected
    assert json.loads(Path("out/1/bad.txt.json").read_text())["error"]["kind"] == "encoding"
    assert json.loads(Path("out/1/01.txt.json").read_text())["entities"]


def test_output_dir_keeps_inputs_of_one_name_apart(cli: Any) -> None:
    for name in ("a/x.txt", "b/x.txt", "b/x.md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(TEXT, "utf-8")
    Path("r.jsonl").write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT}))
    cli("analyze", "a", "b", "../" + Path.cwd().name + "/r.jsonl", "--output-dir", "o", "--json")
    found = {str(path.relative_to("o")) for path in Path("o").rglob("*.json")}
    assert {"a/x.txt.json", "b/x.txt.json", "b/x.md.json"} < found and len(found) == 5


def test_resume_of_a_folder_does_what_is_missing_or_changed(cli: Any, corpus: Path) -> None:
    cli("analyze", "corpus", "--output-dir", "out", "--json")
    written = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.json")}
    Path("out/0/00.txt.json").unlink()
    changed = corpus / "1" / "01.txt"
    changed.write_text("Mayor Bob Ray spoke.", "utf-8")
    os.utime(changed, ns=(time.time_ns() + 10**9,) * 2)
    done = cli("analyze", "corpus", "--output-dir", "out", "--json", "--resume")
    assert "2 articles analyzed, 22 done before, 2 could not be read" in done.err
    again = {path for path in written if path.stat().st_mtime_ns != written[path]}
    assert again == {Path("out/0/00.txt.json"), Path("out/1/01.txt.json")}


def test_resume_of_a_folder_tries_again_what_failed(cli: Any) -> None:
    Path("in").mkdir()
    Path("in/good.txt").write_text(TEXT, "utf-8")
    Path("in/broken.txt").write_bytes(b"\x00\x01\x02" * 50)
    arguments = ("analyze", "in", "--output-dir", "out", "--json", "--resume")
    assert cli(*arguments).code == 3
    again = cli(*arguments)
    assert again.code == 3 and "broken.txt" in again.err and "1 done before" in again.err
    Path("in/broken.txt").write_text(TEXT, "utf-8")
    assert cli(*arguments).code == 0


def start(*arguments: object, cwd: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "newsan", "analyze", *map(str, arguments)]
    return subprocess.Popen(command, cwd=cwd, stderr=subprocess.PIPE, stdout=subprocess.PIPE)


def wait_until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not done():
        assert time.monotonic() < end, "nothing happens"
        time.sleep(0.01)


def wait_for(path: Path, size: int) -> None:
    wait_until(lambda: path.exists() and path.stat().st_size >= size)


def documents_in(path: Path) -> int:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.fixture
def long_work(tmp_path: Path) -> Path:
    rows = [{"text": TEXT * 10, "id": number} for number in range(1000)]
    path = tmp_path / "long.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_killed_in_the_middle_and_resumed(cli: Any, tmp_path: Path, corpus: Path) -> None:
    rows = [json.dumps({"text": TEXT * 10, "id": number}) for number in range(40)]
    Path("in.jsonl").write_text("\n".join(rows), "utf-8")
    whole = cli("analyze", "in.jsonl", "-f", "jsonl").out
    part = tmp_path / "out.jsonl.part"
    process = start("in.jsonl", "-o", "out.jsonl", "-j", "2", cwd=tmp_path)
    wait_for(part, len(whole.encode()) // 4)
    process.kill()
    process.communicate()
    assert not Path("out.jsonl").exists()
    with part.open("ab") as torn:
        torn.write(whole.encode()[:100])
    done = cli("analyze", "in.jsonl", "-o", "out.jsonl", "--resume")
    assert done.code == 0 and "done before" in done.err
    assert Path("out.jsonl").read_text("utf-8") == whole and not part.exists()
    again = cli("analyze", "in.jsonl", "-o", "out.jsonl", "--resume")
    assert "40 done before" in again.err and Path("out.jsonl").read_text("utf-8") == whole


def test_a_database_survives_a_kill(cli: Any, tmp_path: Path, long_work: Path) -> None:
    process = start(long_work, "-o", "c.db", "-j", "2", cwd=tmp_path)
    wait_until(lambda: documents_in(tmp_path / "c.db") > 5)
    process.kill()
    process.communicate()
    rows = long_work.read_text("utf-8").splitlines()[:60]
    long_work.write_text("\n".join(rows), "utf-8")
    done = cli("analyze", long_work, "-o", "c.db", "--resume")
    assert done.code == 0 and "done before" in done.err
    with sqlite3.connect("c.db") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = db.execute("SELECT count(*) FROM entities WHERE name = 'Ann Lee'").fetchone()
        (documents,) = db.execute("SELECT count(*) FROM documents").fetchone()
    assert count == documents >= 60


def test_ctrl_c_ends_at_once_and_keeps_what_is_done(tmp_path: Path, long_work: Path) -> None:
    process = start(long_work, "-o", "out.jsonl", "-j", "2", cwd=tmp_path)
    part = tmp_path / "out.jsonl.part"
    wait_for(part, 10_000)
    before = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130 and time.monotonic() - before < 10
    (line,) = err.decode().splitlines()
    assert line.startswith("newsan: error: interrupted: ") and "out.jsonl.part" in line
    text = part.read_text("utf-8")
    assert text.endswith("\n") and len(sources(text)) >= 1
    assert not (tmp_path / "out.jsonl").exists()


def test_stdout_is_whole_when_interrupted(tmp_path: Path, long_work: Path) -> None:
    process = start(long_work, "-f", "jsonl", cwd=tmp_path)
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert len(sources((first + rest).decode())) >= 1
