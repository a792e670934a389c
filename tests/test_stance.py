"""Stance: who stands where towards whom, read through the public API."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsan
from newsan.analyzers.findings import Mark, Portrayal, Stance


def stances(text: str, **options: Any) -> list[Stance]:
    found = newsan.analyze(text, **options).layers["stances"]
    return [stance for stance in found if isinstance(stance, Stance)]


def signs(text: str) -> dict[tuple[str, str], int]:
    return {(s.holder.name, s.target.name): s.polarity for s in stances(text)}


@pytest.mark.parametrize(
    ("text", "holder", "target", "sign"),
    [
        ("Maria Lopez criticized Henry Cole.", "Maria Lopez", "Henry Cole", -1),
        ("Henry Cole was criticized by Maria Lopez.", "Maria Lopez", "Henry Cole", -1),
        ("Maria Lopez's praise for Henry Cole was warm.", "Maria Lopez", "Henry Cole", 1),
        ("Henry Cole came under fire from Maria Lopez.", "Maria Lopez", "Henry Cole", -1),
        ("Maria Lopez lashed out at Henry Cole.", "Maria Lopez", "Henry Cole", -1),
        ("Maria Lopez is wary of Henry Cole.", "Maria Lopez", "Henry Cole", -1),
        ("Maria Lopez sided with Henry Cole.", "Maria Lopez", "Henry Cole", 1),
        ("Maria Lopez refused to endorse Henry Cole.", "Maria Lopez", "Henry Cole", -1),
    ],
)
def test_a_frame_gives_holder_and_target(text: str, holder: str, target: str, sign: int) -> None:
    assert signs(text) == {(holder, target): sign}


@pytest.mark.parametrize(
    ("text", "holder", "target", "sign"),
    [
        (
            "Sen. Lucía Fernández of Fresno criticized Henry Cole.",
            "Lucía Fernández",
            "Henry Cole",
            -1,
        ),
        ("Tom Burke of Chicago denounced the ruling.", "Tom Burke", "the ruling", -1),
        ("Poland's Tusk did not support the plan.", "Tusk", "the plan", -1),
        ("The mayor of Boston criticized Henry Cole.", "The mayor", "Henry Cole", -1),
        ("Ukrainian leaders condemned Henry Cole.", "Ukrainian leaders", "Henry Cole", -1),
        ("Henry Cole praised European countries.", "Henry Cole", "European countries", 1),
        ("BOSTON — The mayor criticized Henry Cole.", "The mayor", "Henry Cole", -1),
    ],
)
def test_a_party_is_the_head_of_its_phrase(text: str, holder: str, target: str, sign: int) -> None:
    assert signs(text) == {(holder, target): sign}


def test_evidence_stays_in_its_clause() -> None:
    text = "The governor criticized the plan, but she praised Senator Mary Hill."
    assert signs(text) == {("The governor", "the plan"): -1, ("The governor", "Mary Hill"): 1}


def test_a_feeling_of_nobody_is_not_the_subjects() -> None:
    text = "Maria Lopez delivered these remarks amidst growing unease over Henry Cole's handling."
    assert not stances(text)


def test_a_denied_report_is_no_opposition() -> None:
    assert not stances("Dole denied that the speaker supported the veto of Henry Cole.")
    assert not stances("Dole denied that Maria Lopez supported Henry Cole.")


def test_no_one_holds_nothing() -> None:
    assert not stances("No one at the agency supports Henry Cole.")


def test_a_relative_clause_is_about_the_nearest_phrase() -> None:
    text = "The union endorsed Maria Lopez over Tim Burke, who is backed by business groups."
    assert signs(text)["business groups", "Tim Burke"] == 1
    assert ("business groups", "Maria Lopez") not in signs(text)


def test_no_evidence_is_no_stance() -> None:
    assert not stances("Maria Lopez met Henry Cole at the station on Monday.")


def test_a_denied_criticism_is_no_strong_evidence() -> None:
    assert not stances("Maria Lopez did not criticize Henry Cole.")


def test_a_homograph_is_gated_by_its_part_of_speech() -> None:
    assert not stances("Maria Lopez sat in the back of the car with Henry Cole.")


def test_a_modal_weakens() -> None:
    sure = stances("Maria Lopez condemned Henry Cole.")[0]
    open_ = stances("Maria Lopez could condemn Henry Cole.")[0]
    assert open_.confidence < sure.confidence
    assert open_.evidence[0].modal == "modal"


def test_contradictions_stay_visible() -> None:
    text = "Maria Lopez praised Henry Cole. On Friday Lopez attacked Cole."
    (stance,) = stances(text)
    assert [e.polarity for e in stance.evidence] == [1, -1]


def test_coordinated_targets_all_count() -> None:
    found = signs("Maria Lopez criticized Henry Cole and Ruth Adler.")
    assert found[("Maria Lopez", "Ruth Adler")] == found[("Maria Lopez", "Henry Cole")] == -1


def test_mentions_from_outside_are_taken() -> None:
    text = "The red team blamed the blue team."
    given_ = [{"start": 4, "end": 7, "name": "red"}, {"start": 23, "end": 27, "name": "blue"}]
    found = stances(text, entities=given_)
    assert ("red", "blue", -1) in [(s.holder.name, s.target.name, s.polarity) for s in found]


def test_evidence_points_at_its_words() -> None:
    text = "Yesterday, Maria Lopez reportedly blasted Henry Cole."
    (stance,) = stances(text)
    (evidence,) = stance.evidence
    assert text[evidence.start : evidence.end] == evidence.text == "blasted"
    assert evidence.holder is not None
    assert evidence.holder.text == "Maria Lopez"
    assert [hedge.text for hedge in evidence.hedges] == ["reportedly"]


def test_a_users_group_gathers_what_its_members_meet(tmp_path: Path) -> None:
    rules = tmp_path / "groups.yaml"
    rules.write_text(
        "pack: ours\n"
        "lexicons:\n"
        "  - {id: stance.groups.ours, about: Our candidates., words: [Henry Cole, Ruth Adler]}\n"
    )
    text = "Maria Lopez criticized Henry Cole. The mayor praised Ruth Adler."
    found = stances(text, rules=rules)
    ours = [(s.holder.name, s.polarity) for s in found if s.target.name == "Our candidates"]
    assert ours == [("Maria Lopez", -1), ("The mayor", 1)]


def test_a_users_verb_is_read(tmp_path: Path) -> None:
    rules = tmp_path / "verbs.yaml"
    rules.write_text(
        "pack: ours\n"
        "frames:\n"
        "  - {id: ours.monster, verb: monster, holder: agent, target: object, stance: critical}\n"
    )
    text = "Maria Lopez monstered Henry Cole."
    assert not stances(text)
    (stance,) = stances(text, rules=rules)
    assert (stance.rule, stance.polarity) == ("ours.monster", -1)


def marks(text: str) -> list[tuple[str, str]]:
    found = newsan.analyze(text).layers["marks"]
    return [(mark.list, mark.text) for mark in found if isinstance(mark, Mark)]


def test_marks_name_their_list() -> None:
    text = "Critics say the brazen plan allegedly failed."
    assert marks(text) == [("vague", "Critics say"), ("loaded", "brazen"), ("hedge", "allegedly")]


def test_may_the_month_is_no_hedge() -> None:
    assert marks("It rained in May.") == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ann Lee",
                "Bo Day",
                "criticized",
                "praised",
                "by",
                "was",
                "not",
                ",",
                "and",
                "who",
                "of",
                "attack",
                "on",
                "said",
                '"',
                ".",
                "?",
                "if",
                "the deal",
                "under fire from",
                "critics",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_any_order_of_words_gives_spans_that_slice_back(text: str) -> None:
    for layer in newsan.analyze(text).layers.values():
        for finding in layer:
            assert text[finding.start : finding.end] == finding.text
            assert 0 <= finding.confidence <= 1


def portrayal_of(text: str, name: str, **options: Any) -> int:
    found = newsan.analyze(text, **options).layers["portrayals"]
    return next((p.polarity for p in found if isinstance(p, Portrayal) and p.name == name), 0)


def test_a_portrayal_is_apart_from_stance() -> None:
    text = "Henry Cole was convicted of fraud and sentenced to six years in prison."
    assert portrayal_of(text, "Henry Cole") == -1
    assert not stances(text)


def test_the_portrayal_model_can_be_turned_off(tmp_path: Path) -> None:
    rules = tmp_path / "plain.yaml"
    rules.write_text("pack: plain\nsettings: {portrayal.model: false}\n")
    text = "Henry Cole, a disgraced and corrupt mayor, lied to the court."
    assert portrayal_of(text, "Henry Cole", rules=rules) == -1
    (portrayal, *_) = newsan.analyze(text, rules=rules).layers["portrayals"]
    assert portrayal.rule == "portrayal.rules"


def test_a_speaker_stands_towards_those_he_speaks_of() -> None:
    text = '"Henry Cole is a brilliant and honest man," Maria Lopez said.'
    (stance,) = [s for s in stances(text) if s.target.name == "Henry Cole"]
    assert (stance.holder.name, stance.polarity) == ("Maria Lopez", 1)
    assert stance.evidence[0].voice == "quoted"


def test_a_denied_good_aim_is_held_against_its_subject() -> None:
    text = '"Henry Cole does not want peace," Maria Lopez said.'
    (stance,) = [s for s in stances(text) if s.target.name == "Henry Cole"]
    assert (stance.holder.name, stance.polarity) == ("Maria Lopez", -1)
    assert stance.evidence[0].negated


def test_what_the_article_itself_calls_somebody_is_its_authors_stance() -> None:
    text = "The Harbour Act is a disgrace. “The Harbour Act is a triumph,” said Ann Lee."
    report = newsan.analyze(text, entities=[{"start": 4, "end": 15}, {"start": 36, "end": 47}])
    own = [s for s in report.stances if s.holder.kind == "author"]
    assert [(s.target.name, s.polarity, s.evidence[0].voice) for s in own] == [
        ("Harbour Act", -1, "narrated")
    ]


def test_a_word_of_a_name_marks_nothing() -> None:
    text = "The National Disaster Management Institute praised IF Metall. Tom Dale accused Ana Ray."
    marks = [m for m in newsan.analyze(text).layers["marks"] if isinstance(m, Mark)]
    assert not {"Disaster", "IF"} & {m.text for m in marks}
    assert "accused" not in {m.text for m in marks if m.list == "hedge"}


def test_a_portrayal_shows_no_function_word_or_name() -> None:
    text = "Maria Lopez did not have a case. The corrupt mayor Henry Cole betrayed his voters."
    shown = [e.text for p in newsan.analyze(text).portrayals for e in p.evidence]
    assert not {"not", "have", "case", "Maria", "Lopez", "Henry", "Cole"} & set(shown)
