"""What newsan reads, and what it says of what it can't read."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsan.cli.decode import decode
from newsan.cli.messages import InputError

TEXT = "Mayor Ann Lee said on Monday: “We will rebuild the bridge.”\n"


def objects(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def sources(out: str) -> list[str]:
    return [o["document"]["source"] for o in objects(out)]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
)
def test_a_byte_order_mark_decides_the_encoding(cli: Any, data: bytes) -> None:
    Path("a.txt").write_bytes(data)
    (found,) = objects(cli("analyze", "a.txt", "-f", "jsonl").out)
    assert found["document"]["characters"] == len(TEXT)
    assert found["entities"][0]["name"] == "Ann Lee"


def test_the_encoding_can_be_given(cli: Any) -> None:
    Path("a.txt").write_bytes("Ann Lee said: «Déjà vu».".encode("windows-1252"))
    (found,) = objects(cli("analyze", "a.txt", "-f", "jsonl", "--encoding", "cp1252").out)
    assert found["document"]["characters"] == 24


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "cp1252", "utf-7"]))
def test_any_bytes_are_text_or_a_plain_message(data: bytes, encoding: str | None) -> None:
    try:
        text = decode(data, encoding)
    except InputError as error:
        assert error.message and error.kind in ("binary", "encoding")
    else:
        text.encode()


@given(st.text(max_size=200))
def test_utf_8_text_comes_back_exactly(text: str) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        try:
            assert decode(mark + text.encode()) == text.removeprefix("\ufeff" if not mark else "")
        except InputError as error:
            assert error.kind == "binary" and not mark


def test_newlines_stay_as_they_are(cli: Any) -> None:
    Path("a.txt").write_bytes(b"One line.\r\n\r\nAnn Lee said \xe2\x80\x9cno\xe2\x80\x9d.\r\n")
    (found,) = objects(cli("analyze", "a.txt", "-f", "jsonl").out)
    name = found["entities"][0]
    assert (name["text"], name["line"], name["column"], name["start"]) == ("Ann Lee", 3, 1, 13)


@pytest.mark.parametrize(
    ("data", "message", "kind"),
    [
        (b"", "empty", "empty"),
        (b" \n\t\r\n", "empty", "empty"),
        ("\u200b\ufeff \n".encode(), "empty", "empty"),
        (b"caf\xe9 said.", "not UTF-8: byte 0xE9 in line 1", "encoding"),
        (TEXT.encode("utf-16-le"), "--encoding utf-16-le", "encoding"),
        (TEXT.encode("utf-16-be"), "--encoding utf-16-be", "encoding"),
        (b"%PDF-1.7 ...", "a PDF file", "binary"),
        (b"PK\x03\x04....", "a ZIP or Office file", "binary"),
        (bytes(range(256)), "a binary file", "binary"),
    ],
)
def test_a_bad_file_gets_one_line_and_an_error_record(
    cli: Any, data: bytes, message: str, kind: str
) -> None:
    Path("bad.txt").write_bytes(data)
    Path("good.txt").write_text(TEXT, "utf-8")
    done = cli("analyze", "bad.txt", "good.txt", "-f", "jsonl")
    bad, good = objects(done.out)
    line, summary = done.err.splitlines()
    assert done.code == 3
    assert line.startswith("newsan: error: bad.txt: ") and message in line
    assert summary == "newsan: 1 article analyzed, 1 could not be read"
    assert bad["document"] == {"source": "bad.txt"} and bad["error"]["kind"] == kind
    assert good["entities"]


def test_what_isnt_there_or_cant_be_opened(cli: Any) -> None:
    Path("folder").mkdir()
    Path("a.txt").write_text(TEXT, "utf-8")
    done = cli("analyze", "gone.txt", "folder", "*.md", "a.txt/b", "a.txt", "-f", "jsonl")
    assert done.code == 3
    assert sources(done.out) == ["gone.txt", "folder", "*.md", "a.txt/b", "a.txt"]
    lines = done.err.splitlines()
    assert "gone.txt: no such file or folder" in lines[0]
    assert "folder: no articles in this folder" in lines[1] and "'folder/*'" in lines[1]
    assert "*.md: no file matches" in lines[2]
    assert "a part of the path is a file" in lines[3]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(cli: Any) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    Path("a.txt").chmod(0)
    done = cli("analyze", "a.txt", "-f", "jsonl")
    assert done.code == 3 and "no permission" in done.err


def test_standard_input(cli: Any) -> None:
    for arguments in (["-"], []):
        done = cli("analyze", *arguments, "-f", "jsonl", stdin=TEXT.encode())
        assert (done.code, done.err, sources(done.out)) == (0, "", ["-"])
    assert "standard input: empty" in cli("analyze", stdin=b"").err


def test_folders_globs_and_lists_of_files(cli: Any) -> None:
    for name in ("b/2.txt", "b/10.md", "b/.hidden.txt", "b/c/x.txt", "b/skip.json", "a.log"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(TEXT, "utf-8")
    everything = ["b/10.md", "b/2.txt", "b/c/x.txt"]
    assert sources(cli("analyze", "b", "-f", "jsonl").out) == everything
    assert sources(cli("analyze", "**/*.txt", "-f", "jsonl").out) == ["b/2.txt", "b/c/x.txt"]
    assert sources(cli("analyze", "a.log", "-f", "jsonl").out) == ["a.log"]
    for separator in (b"\n", b"\r\n", b"\0"):
        listed = separator.join([b"a.log", b"b/c", b""])
        done = cli("analyze", "--files-from", "-", "-f", "jsonl", stdin=listed)
        assert sources(done.out) == ["a.log", "b/c/x.txt"]
    done = cli("analyze", "--files-from", "gone", "-f", "jsonl")
    assert done.code == 2 and "--files-from gone: no such file" in done.err


def test_a_name_that_isnt_utf8_is_no_obstacle(cli: Any) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    Path(name).write_text(TEXT, "utf-8")
    done = cli("analyze", ".", "-f", "jsonl")
    assert done.code == 0 and sources(done.out) == ["./caf\ufffd.txt"]


def test_text_that_isnt_english_is_told(cli: Any) -> None:
    text = """Die Stadt wird die Brücke wieder aufbauen, sagte der Bürgermeister am Freitag. Der
    Rat hat dem Plan zugestimmt, doch niemand weiß, wer das alles am Ende bezahlen soll."""
    Path("de.txt").write_text(text, "utf-8")
    Path("en.txt").write_text(TEXT * 3, "utf-8")
    done = cli("analyze", "de.txt", "en.txt", "-f", "jsonl")
    warning = "newsan: warning: de.txt: this doesn't look like English"
    assert done.code == 0 and done.err.startswith(warning) and done.err.count("\n") == 1


def test_json_lines(cli: Any) -> None:
    rows = [
        {"text": TEXT, "id": 7, "title": "Bridge", "date": "2025-03-02T10:00:00Z", "url": "u"},
        {"text": TEXT, "date": "2 March"},
    ]
    lines = [json.dumps(row) for row in rows]
    Path("a.jsonl").write_text("\n".join([lines[0], "", "{not json", lines[1], "[1]", "{}"]))
    done = cli("analyze", "a.jsonl", "-f", "jsonl")
    first, broken, second, array, bare = objects(done.out)
    assert done.code == 3
    assert first["document"]["source"] == "a.jsonl:1"
    assert first["document"]["title"] == "Bridge"
    assert first["document"]["published"]["value"] == "2025-03-02"
    assert first["document"]["meta"]["id"] == "7" and first["document"]["meta"]["url"] == "u"
    assert broken["document"]["source"] == "a.jsonl:3" and "column 2" in broken["error"]["message"]
    assert second["document"]["published"] is None
    assert second["document"]["meta"]["date"] == "2 March"
    assert "not a JSON object" in array["error"]["message"]
    assert "--text-field" in bare["error"]["hint"]


def test_json_lines_with_other_fields(cli: Any) -> None:
    row = json.dumps({"story": {"body": TEXT}, "headline": "Bridge", "day": "2025-03-02"})
    done = cli(
        *["analyze", "--text-field", "story.body", "--field", "title=headline"],
        *["--field", "date=day", "-f", "jsonl"],
        stdin=row.encode(),
    )
    (found,) = objects(done.out)
    assert found["document"]["title"] == "Bridge"
    assert found["document"]["published"]["value"] == "2025-03-02"
    assert cli("analyze", "x", "--field", "heading=h").code == 2


def test_a_given_date_comes_before_the_records_own(cli: Any) -> None:
    row = json.dumps({"text": TEXT, "date": "2025-03-02"})
    done = cli(
        "analyze", "--text-field", "text", "--published", "2020-01-05", "--json", stdin=row.encode()
    )
    assert json.loads(done.out)["document"]["published"]["value"] == "2020-01-05"


@pytest.mark.parametrize(
    "text",
    [
        "“Unbalanced, she said.\n\n‘Still open",
        "\u202eעברית\u202c and \u200bzero\u200d width",
        "Это не по-английски. Он сказал: «нет».",
        "\x00" * 3 + "ok",
        "said " * 4_000,
        "“" * 500 + "so" + "”" * 500,
        "a" * 100_000,
    ],
    ids=["unbalanced", "bidi", "russian", "nul", "long line", "marks", "one word"],
)
def test_odd_text_is_analyzed(cli: Any, text: str) -> None:
    row = json.dumps({"text": text})
    done = cli("analyze", "--text-field", "text", "-f", "jsonl", stdin=row.encode())
    (found,) = objects(done.out)
    assert done.code == 0
    for layer in ("quotes", "entities", "dates", "marks"):
        for finding in found[layer]:
            assert text[finding["start"] : finding["end"]] == finding["text"]
