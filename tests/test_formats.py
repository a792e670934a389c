"""The formats: each one's form, against its schema or its reader."""

import csv
import io
import json
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SAMPLES = Path(__file__).parent.parent / "samples"
KREMLIN = SAMPLES / "kremlin.txt"


@cache
def validator() -> Any:
    from newsan.analyzers.schema import json_schema

    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """The samples, and an input that can't be read."""
    folder = tmp_path / "in"
    folder.mkdir()
    for path in sorted(SAMPLES.glob("*.txt")):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "zero.txt").touch()
    return folder


def test_json_is_a_stream_of_objects_that_follow_the_schema(cli: Any, articles: Path) -> None:
    text = cli("analyze", articles, "--json", "--published", "2025-03-02").out
    decoder, at, found = json.JSONDecoder(), 0, []
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        at += 1
        found.append(value)
        validator().validate(value)
    assert [f["document"]["source"] for f in found] == sorted(map(str, articles.iterdir()))
    assert "error" in found[-1] and all("error" not in f for f in found[:-1])


def test_json_lines_say_the_same_as_json(cli: Any) -> None:
    pretty = cli("analyze", KREMLIN, "-f", "json").out
    line = cli("analyze", KREMLIN, "-f", "jsonl").out
    assert line.count("\n") == 1 and json.loads(line) == json.loads(pretty)
    assert line == cli("analyze", KREMLIN, "-f", "jsonl").out


def test_every_offset_slices_back_to_its_text(cli: Any) -> None:
    text = KREMLIN.read_text("utf-8")
    lines = text.split("\n")

    def check(value: Any) -> None:
        if isinstance(value, list):
            for part in value:
                check(part)
        elif isinstance(value, dict):
            if "start" in value:
                assert text[value["start"] : value["end"]] == value["text"]
                here = lines[value["line"] - 1][value["column"] - 1 :]
                assert here.startswith(value["text"].split("\n")[0])
            for part in value.values():
                check(part)

    check(json.loads(cli("analyze", KREMLIN, "--json").out))


def test_the_schema_is_printed(cli: Any) -> None:
    from newsan.analyzers.schema import json_schema

    assert json.loads(cli("schema").out) == json_schema()


def test_csv_has_a_table_for_each_kind(cli: Any, articles: Path) -> None:
    done = cli("analyze", articles, "-f", "csv", "--table", "quotes")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    objects = [
        json.loads(line) for line in cli("analyze", articles, "-f", "jsonl").out.splitlines()
    ]
    quotes = [(o["document"]["source"], q) for o in objects for q in o.get("quotes", ())]
    assert [(r["document"], r["text"], r["rule"]) for r in rows] == [
        (source, q["text"], q["rule"]) for source, q in quotes
    ]
    cli("analyze", articles, "-f", "csv", "-o", "tables/")
    tables = {path.name: path.read_text("utf-8") for path in Path("tables").iterdir()}
    assert tables["quotes.csv"] == done.out
    assert {"documents.csv", "entities.csv", "mentions.csv", "dates.csv"} < tables.keys()
    documents = list(csv.DictReader(io.StringIO(tables["documents.csv"])))
    assert [d["error"] for d in documents][-1].startswith("empty")


def test_a_database_holds_all_and_can_be_searched(cli: Any, articles: Path) -> None:
    done = cli("analyze", articles, "-o", "c.db", "--published", "2025-03-02")
    assert done.code == 3 and done.out == ""
    objects = [
        json.loads(line)
        for line in cli(
            "analyze", articles, "-f", "jsonl", "--published", "2025-03-02"
        ).out.splitlines()
    ]
    with sqlite3.connect("c.db") as db:
        for table in ("quotes", "entities", "dates", "stances", "marks"):
            (count,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert count == sum(len(o.get(table, ())) for o in objects)
        (errors,) = db.execute("SELECT count(*) FROM documents WHERE error IS NOT NULL").fetchone()
        hits = db.execute(
            "SELECT q.speaker FROM quotes_fts f JOIN quotes q ON q.row = f.rowid "
            "WHERE quotes_fts MATCH 'krasnaya OR transcript OR trump'"
        ).fetchall()
        keys = db.execute("PRAGMA foreign_key_list(quotes)").fetchall()
    assert errors == 1 and hits and keys
    assert not Path("c.db-wal").exists()


def test_a_database_takes_a_document_again_in_place_of_the_old(cli: Any) -> None:
    Path("a.txt").write_text("“We agree,” said Ann Lee.", "utf-8")
    Path("b.txt").write_text("“We agree,” said Bob Ray.", "utf-8")
    cli("analyze", "a.txt", "-o", "c.db")
    cli("analyze", "b.txt", "-o", "c.db")
    Path("a.txt").write_text("“We differ,” said Ann Lee.", "utf-8")
    cli("analyze", "a.txt", "-o", "c.db")
    with sqlite3.connect("c.db") as db:
        found = db.execute("SELECT document, text FROM quotes ORDER BY document").fetchall()
        gone = db.execute("SELECT * FROM quotes_fts WHERE quotes_fts MATCH 'agree'").fetchall()
        new = db.execute("SELECT * FROM quotes_fts WHERE quotes_fts MATCH 'differ'").fetchall()
    assert [document for document, _ in found] == ["a.txt", "b.txt"]
    assert len(gone) == 1 and len(new) == 1


def test_a_database_that_isnt_newsans_is_left_alone(cli: Any) -> None:
    with sqlite3.connect("other.db") as db:
        db.execute("CREATE TABLE mine (a)")
    Path("text.db").write_text("not a database at all, but long enough to tell" * 20)
    for name in ("other.db", "text.db"):
        done = cli("analyze", KREMLIN, "-o", name)
        assert done.code == 2 and name in done.err and done.err.count("\n") == 1


def test_timeml_is_xml(cli: Any) -> None:
    pytest.importorskip("newsan.analyzers.dates.timeml")
    from xml.etree import ElementTree

    done = cli("analyze", KREMLIN, "-f", "timeml", "--published", "2025-03-02")
    root = ElementTree.fromstring(done.out)
    assert root.tag == "TimeML" and list(root.iter("TIMEX3"))
