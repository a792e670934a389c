"""Rule files: what they say, how they are layered, and what is said of a faulty one."""

from pathlib import Path

import pytest

from newsan.rules import Lexicon, RuleError, RuleSet, load
from newsan.rules.loader import builtin_pack_names, inflector

PACK = """\
pack: city
settings: {weight: 2, dates.later: [1, 2]}
lexicons:
  - id: city.office
    words: {mayor: {rank: 1}, city  clerk: {rank: 2}}
    attributes: {kind: role}
  - id: city.blast
    words: [lash out at, deny]
    inflect: verb
frames:
  - id: city.lash-out
    verb: lash out at
    holder: agent
    target: {after: [at]}
    stance: critical
    strength: 3
    precision: .8
patterns:
  - id: city.the-mayor
    match: the <office=city.office>
    mark: {list: office}
    examples:
      - {text: The mayor spoke., finds: [{office: The mayor}]}
"""


def rules_of(tmp_path: Path, *texts: str) -> RuleSet:
    paths = []
    for number, text in enumerate(texts):
        path = tmp_path / f"rules{number}.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return load(paths, defaults=False)


def problems_of(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(RuleError) as caught:
        rules_of(tmp_path, text)
    return [str(problem) for problem in caught.value.problems]


def test_a_pack_is_read(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, PACK)
    office = rules.lexicon("city.office")
    assert office.get("city clerk") == {"kind": "role", "rank": 2}
    assert office.location.line == 4
    assert set(rules.lexicon("city.blast").entries) >= {"lashed out at", "denies", "denying"}
    (frame,) = rules.frames("city")
    assert (frame.lemmas, frame.particle) == (("lash",), "out at")
    assert frame.roles == {"holder": ("agent",), "target": ("after:at",)}
    assert frame.attributes == {"stance": "critical", "strength": 3}
    assert rules.setting("city.weight") == 2
    assert rules.setting("dates.later") == [1, 2]
    (pattern,) = rules.patterns("mark")
    assert pattern.examples[0].finds == ({"office": "The mayor"},)


def test_yaml_words_stay_words(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "pack: a\nlexicons: [{id: a.b, words: [no, on, yes, 2025-01-02]}]")
    assert set(rules.lexicon("a.b").entries) == {"no", "on", "yes", "2025-01-02"}


def test_a_later_file_overrides_extends_and_turns_off(tmp_path: Path) -> None:
    later = """\
pack: mine
off: [city.lash-out]
extend:
  - {lexicon: city.office, words: {sheriff: {rank: 3}}, remove: [mayor]}
patterns:
  - {id: city.the-mayor, match: our <city.office>, mark: {list: mine}}
settings: {city.weight: 5}
"""
    rules = rules_of(tmp_path, PACK, later)
    assert set(rules.lexicon("city.office").entries) == {"city clerk", "sheriff"}
    assert not list(rules.frames("city"))
    (pattern,) = rules.patterns("mark")
    assert pattern.fields == {"list": "mine"}
    assert rules.setting("city.weight") == 5


def test_a_lexicon_turned_off_stays_for_the_patterns_that_name_it(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, PACK, "pack: mine\noff: [city.office]")
    assert not rules.lexicon("city.office").entries


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("pack: a\nlexicons: [{id: a.b, words: [x], wrods: [y]}]", "2:34", "did you mean “words”"),
        ("pack: a\npack: b", "2:1", "twice"),
        ("pack: a\nfoo: }", "2:6", "not valid YAML"),
        ("", "1:1", "empty"),
        ("- a", "1:1", "mapping"),
        ("pack: a\nlexicons: [{id: b, words: [x]}]", "2:17", "expects an id"),
        ("pack: a\nlexicons: [{id: a.b}]", "2:12", "“words” is missing"),
        ("pack: a\nframes: [{id: a.b, verb: x, noun: y}]", "2:10", "one of verb, noun"),
        ("pack: a\nframes: [{id: a.b, verb: x, stance: angry}]", "2:37", "one of: critical"),
        ("pack: a\npatterns: [{id: a.b, match: x}]", "2:12", "what one thing it makes"),
        (
            "pack: a\npatterns:\n  - {id: a.b, match: x <b.c>, mark: {}}",
            "3:25",
            "no lexicon “b.c”",
        ),
        ("pack: a\npatterns:\n  - {id: a.b, match: (x, mark: {}}", "3:22", "without its “)”"),
        ("pack: a\npatterns:\n  - {id: a.b, match: x?, mark: {}}", "3:22", "nothing at all"),
        (
            "pack: a\npatterns:\n  - {id: a.b, match: /(a+)+b/, mark: {}}",
            "3:23",
            "backtrack for ever",
        ),
        ("pack: a\noff: [b.c]", "2:7", "no rule “b.c”"),
        ("pack: a\nextend: [{lexicon: b.c, words: [x]}]", "2:20", "no lexicon “b.c”"),
        ("pack: a\nsettings: &x {y: *x}", "2:11", "contains itself"),
        ("pack: a\nlexicons: [{id: a.b, words: [x], precision: 2}]", "2:45", "from 0 to 1"),
    ],
)
def test_faults_are_located(tmp_path: Path, text: str, place: str, words: str) -> None:
    problems = problems_of(tmp_path, text)
    assert any(f"rules0.yaml:{place}:" in p and words in p for p in problems), problems


def test_all_faults_come_at_once_with_a_caret(tmp_path: Path) -> None:
    text = "pack: a\nlexicon: []\nlexicons:\n  - {id: a.b, words: [x]}\n  - {id: a.b, words: [y]}\n"
    problems = problems_of(tmp_path, text)
    assert len(problems) == 2
    excerpt, caret = problems[1].splitlines()[1:3]
    assert excerpt[caret.index("^") :].startswith("a.b")
    assert "first in line 4" in problems[1]


def test_a_flood_of_aliases_is_read_in_no_time(tmp_path: Path) -> None:
    rows = ["pack: a", "settings:", "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert rules_of(tmp_path, "\n".join(rows)).setting("a.a0") == ["x"] * 10


def test_a_rule_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("pack: café".encode("latin-1"))
    with pytest.raises(RuleError, match="UTF-8"):
        load([path])


def test_the_built_in_packs_load_and_their_patterns_compile() -> None:
    from newsan.rules.matcher import PatternMatcher

    rules = load()
    assert "inflection" in builtin_pack_names()
    assert any(isinstance(rule, Lexicon) for rule in rules.rules.values())
    kinds = {r.makes for r in rules.rules.values() if hasattr(r, "makes")}
    for kind in kinds:
        PatternMatcher(rules.patterns(kind), rules)


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("say", "says said saying"),
        ("deny", "denies denied denying"),
        ("stop", "stops stopped stopping"),
        ("refer", "refers referred referring"),
        ("visit", "visits visited visiting"),
        ("accuse", "accuses accused accusing"),
        ("agree", "agrees agreed agreeing"),
        ("lie", "lies lied lying"),
        ("vow", "vows vowed vowing"),
        ("lash out", "lashes out lashed out lashing out"),
    ],
)
def test_verb_forms(base: str, forms: str) -> None:
    made = inflector().forms(base, "verb")
    expected = [base, *forms.split(" ")] if " " not in base else None
    if expected:
        assert list(made) == expected
    else:
        assert made == ("lash out", "lashes out", "lashed out", "lashing out")


def test_noun_forms() -> None:
    assert inflector().forms("accusation", "noun") == ("accusation", "accusations")
    assert inflector().forms("ally", "noun") == ("ally", "allies")
    assert inflector().forms("prime minister", "noun")[1] == "prime ministers"
    assert inflector().forms("spokesman", "noun")[1] == "spokesmen"
