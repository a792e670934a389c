"""Tools for rules: list, show, check, test, new, schema, explain."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import yaml

RULES = """\
pack: house
extend:
  - lexicon: entities.name
    words: {Glenmoor Water: {type: ORG}}
    examples:
      - {text: Glenmoor Water raised its prices., finds: [{entity: Glenmoor Water, type: ORG}]}
patterns:
  - id: house.per-head
    about: Figures a head.
    match: per head of population
    mark: {list: per-head}
    examples:
      - {text: It pays 3 euros per head of population., finds: [{mark: per head of population}]}
      - {text: The head of population spoke., finds: []}
"""


def write(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


def test_rules_are_listed_and_shown(cli: Any) -> None:
    rows = json.loads(cli("rules", "list", "dates.weekday", "--json").out)
    assert {row["kind"] for row in rows} >= {"pattern"} and len(rows) > 2
    assert all(row["id"].startswith("dates.weekday") for row in rows)
    lines = cli("rules", "list", "dates.weekday").out.splitlines()
    assert lines[0].split()[:2] == ["ID", "KIND"] and len(lines) == len(rows) + 1
    done = cli("rules", "show", rows[0]["id"])
    first, *rest = done.out.splitlines()
    assert first.startswith("# ") and rows[0]["where"] in first
    assert yaml.safe_load("\n".join(rest))[0]["id"] == rows[0]["id"]
    assert "did you mean" in cli("rules", "show", "reporting.acuse").err


def test_every_rule_can_be_shown(cli: Any) -> None:
    ids = [row["id"] for row in json.loads(cli("rules", "list", "--json").out)]
    shown = yaml.load(cli("rules", "show", *ids).out, yaml.CSafeLoader)
    assert [rule["id"] for rule in shown] == ids


def test_a_files_own_rules_are_in_the_list(cli: Any) -> None:
    write("house.yaml", RULES)
    (row,) = json.loads(cli("rules", "list", "house", "-r", "house.yaml", "--json").out)
    assert (row["id"], row["where"], row["examples"]) == ("house.per-head", "house.yaml:10", 2)


def test_check_tells_all_faults_at_once(cli: Any) -> None:
    write("a.yaml", "pack: a\npatern: []\nlexicons:\n  - {id: a.b, wrds: [x]}\n")
    write("b.yaml", 'pack: b\npatterns:\n  - {id: b.c, match: "(a", mark: {}}\n')
    write("good.yaml", RULES)
    done = cli("rules", "check", "a.yaml", "b.yaml", "good.yaml")
    assert done.code == 2 and done.out == ""
    for text in ("a.yaml:2:1", "a.yaml:4:", "b.yaml:3:", "did you mean", "^"):
        assert text in done.err
    found = json.loads(cli("rules", "check", "a.yaml", "b.yaml", "--json").out)
    assert {problem["file"] for problem in found} == {"a.yaml", "b.yaml"} and len(found) >= 3
    done = cli("rules", "check", "good.yaml")
    assert (done.code, done.out) == (0, "1 file, 1 rule: in order\n")
    assert cli("rules", "check", "gone.yaml").code == 2


def test_a_pattern_that_would_backtrack_for_ever_is_refused(cli: Any) -> None:
    write("slow.yaml", 'pack: s\npatterns:\n  - {id: s.t, match: "/(a+)+b/", mark: {list: x}}\n')
    done = cli("rules", "check", "slow.yaml")
    assert done.code == 2 and "slow.yaml:3:" in done.err and "backtrack" in done.err


def test_the_examples_of_a_file_are_run(cli: Any) -> None:
    write("house.yaml", RULES)
    assert cli("rules", "test", "house.yaml").out == "3 examples: 3 passed\n"
    write("house.yaml", RULES.replace("finds: []", "finds: [{mark: head}]"))
    done = cli("rules", "test", "house.yaml")
    assert done.code == 1 and "house.yaml:14:9: house.per-head: failed" in done.out
    assert "should find mark “head”" in done.out
    rows = json.loads(cli("rules", "test", "house.per-head", "-r", "house.yaml", "--json").out)
    assert [row["status"] for row in rows] == ["passed", "failed"]


def test_a_known_gap_passes_until_it_is_closed(cli: Any) -> None:
    gap = RULES.replace("finds: []", "finds: [{mark: head}], todo: why")
    write("house.yaml", gap)
    done = cli("rules", "test", "house.yaml")
    assert done.code == 0 and "1 known gap" in done.out
    write("house.yaml", gap.replace("[{mark: head}]", "[]"))
    done = cli("rules", "test", "house.yaml")
    assert done.code == 1 and "gap closed" in done.out


def test_some_built_in_examples_run(cli: Any) -> None:
    done = cli("rules", "test", "dates.weekday-bare")
    assert done.code == 0 and "passed" in done.out
    assert "did you mean" in cli("rules", "test", "dates.weekday-bar").err


def test_a_new_file_is_in_order_and_passes(cli: Any) -> None:
    assert cli("rules", "new", "mine", "-o", "mine.yaml").code == 0
    assert cli("rules", "check", "mine.yaml").code == 0
    done = cli("rules", "test", "mine.yaml", "-v")
    assert done.code == 0 and "6 passed" in done.out
    assert cli("rules", "new", "mine", "-o", "mine.yaml").code == 2
    assert cli("rules", "new", "My Rules").code == 2
    assert cli("rules", "new", "mine").out == Path("mine.yaml").read_text("utf-8")


def test_the_schema_of_rule_files_holds_for_the_packs(cli: Any) -> None:
    schema = json.loads(cli("rules", "schema").out)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(yaml.safe_load(RULES))
    assert list(validator.iter_errors({"pack": "a", "patern": []}))


def test_rules_change_what_is_found(cli: Any) -> None:
    write("house.yaml", RULES)
    write("a.txt", "Glenmoor Water takes 3 euros per head of population.")
    plain = json.loads(cli("analyze", "a.txt", "--json").out)
    taught = json.loads(cli("analyze", "a.txt", "--json", "-r", "house.yaml").out)
    assert "house.per-head" not in [mark["rule"] for mark in plain["marks"]]
    assert "house.per-head" in [mark["rule"] for mark in taught["marks"]]
    assert "Glenmoor Water" in [entity["name"] for entity in taught["entities"]]


def test_a_broken_rule_file_stops_a_run_with_all_its_faults(cli: Any) -> None:
    write("a.txt", "Ann Lee spoke.")
    for text in ("pack: [", "pack: a\nlexicons: {}\n", "lexicons: []\n", "- a\n", ""):
        done = cli("analyze", "a.txt", "-r", write("bad.yaml", text))
        assert (done.code == 2 and "bad.yaml:1:" in done.err) or "bad.yaml:2:" in done.err
        assert "Traceback" not in done.err and done.out == ""


# --- explain ----------------------------------------------------------------------------------

TEXT = "Mayor Ann Lee spoke last Friday.\nLast Fridays she praises Bob Ray.\n"


def test_explain_names_the_rule_and_its_place(cli: Any) -> None:
    write("a.txt", TEXT)
    found = json.loads(cli("explain", "a.txt", "--json", "--published", "2025-03-02").out)
    (date,) = [f for f in found["findings"] if f["text"] == "last Friday"]
    assert date["what"] == "DATE 2025-02-28" and (date["line"], date["column"]) == (1, 21)
    assert date["rule"].startswith("dates.") and date["where"].startswith("dates.yaml:")
    out = cli("explain", "a.txt", "--published", "2025-03-02").out
    assert f"rule {date['rule']}, pattern in {date['where']}" in out


def test_explain_at_a_place(cli: Any) -> None:
    write("a.txt", TEXT)
    found = json.loads(cli("explain", "a.txt", "--at", "1:8", "--json").out)
    assert [f["text"] for f in found["findings"]] == ["Ann Lee"]
    (word,) = found["words"]
    assert (word["text"], word["tag"][:2]) == ("Ann", "NN")
    line = json.loads(cli("explain", "a.txt", "--at", "2", "--json").out)
    praises = next(word for word in line["words"] if word["text"] == "praises")
    assert any(frame.startswith("reporting.praise") for frame in praises["frames"])


def test_explain_tells_what_a_pattern_still_wanted(cli: Any) -> None:
    write("house.yaml", RULES)
    write("a.txt", "It pays 3 euros per head of cattle.")
    found = json.loads(cli("explain", "a.txt", "--at", "1:17", "-r", "house.yaml", "--json").out)
    (word,) = found["words"]
    assert (
        "house.per-head: matched “per head of”, then wanted “population”, not “cattle”"
        in word["nearly"]
    )


def test_explain_refuses_what_isnt_there(cli: Any) -> None:
    write("a.txt", TEXT)
    for at in ("0", "9", "1:99", "x"):
        done = cli("explain", "a.txt", "--at", at)
        assert done.code == 2 and done.err.count("\n") == 1
    assert cli("explain", "gone.txt").code == 3


# --- newsan about itself ------------------------------------------------------------------------


def test_analyzers_are_listed_in_their_order(cli: Any) -> None:
    rows = json.loads(cli("analyzers", "--json").out)
    names = [row["name"] for row in rows]
    assert {"entities", "quotes", "dates", "stance"} <= set(names)
    assert names.index("entities") < names.index("quotes")
    assert "entities" in cli("analyzers").out


def test_config_says_where_each_value_comes_from(cli: Any, monkeypatch: Any) -> None:
    write("newsan.yaml", "format: jsonl\nselect: [dates, quotes]\n")
    monkeypatch.setenv("NEWSAN_JOBS", "3")
    rows = {row["setting"]: row for row in json.loads(cli("config", "--json").out)}
    assert (rows["format"]["value"], rows["format"]["from"]) == ("jsonl", "newsan.yaml")
    assert rows["select"]["value"] == ["dates", "quotes"]
    assert (rows["jobs"]["value"], rows["jobs"]["from"]) == (3, "NEWSAN_JOBS")
    assert rows["color"]["from"] == "default"
    write("other.yaml", "format: csv\n")
    assert "other.yaml" in cli("config", "--config", "other.yaml").out


def test_the_manual_page_has_every_option(cli: Any) -> None:
    page = cli("man").out
    for word in (".TH NEWSAN 1", "\\-\\-output\\-dir", "RULES TEST", "NEWSAN_FORMAT"):
        assert word in page
