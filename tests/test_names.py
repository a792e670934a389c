"""Names: what is found, where it begins and ends, and of what type it is."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsan.analyzers.document import Document
from newsan.analyzers.entities.recognize import Name, Recognizer
from newsan.analyzers.language import Language, LanguageModel
from newsan.rules import load

LANGUAGE = LanguageModel()
RECOGNIZER = Recognizer(load())


def names(text: str, recognizer: Recognizer = RECOGNIZER) -> list[Name]:
    document = Document(text)
    return recognizer.recognize(document, Language(document, LANGUAGE))


def found(text: str, recognizer: Recognizer = RECOGNIZER) -> dict[str, str]:
    return {text[name.start : name.end]: name.type for name in names(text, recognizer)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Russian President Vladimir Putin met Angela Merkel in Berlin on Tuesday.",
            {
                "Russian": "NORP",
                "Vladimir Putin": "PERSON",
                "Angela Merkel": "PERSON",
                "Berlin": "GPE",
            },
        ),
        (
            "Sen. Maria Alvarez left the University of Arizona to join the Red Cross.",
            {"Maria Alvarez": "PERSON", "University of Arizona": "ORG", "Red Cross": "ORG"},
        ),
        (
            "The Kremlin’s spokesman spoke to Reuters in the Oval Office.",
            {"Kremlin": "ORG", "Reuters": "ORG", "Oval Office": "FAC"},
        ),
        (
            "Two Burkinabe farmers crossed the Niger River into Ivory Coast.",
            {"Burkinabe": "NORP", "Niger River": "LOC", "Ivory Coast": "GPE"},
        ),
    ],
)
def test_names_of_a_sentence(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("HARARE, Zimbabwe (Reuters) — Rain fell on Sunday.", "HARARE", "GPE"),
        ("The Lantern Keepers Guild (LKG) met on Sunday.", "Lantern Keepers Guild", "ORG"),
        ("The Lantern Keepers Guild (LKG) met on Sunday.", "LKG", "ORG"),
        ("The vote was lost by Park Geun-hye, said aides.", "Park Geun-hye", "PERSON"),
        ("The Supreme Court of Kenya ruled on Friday.", "Supreme Court of Kenya", "ORG"),
        ("They read the Clean Rivers Act twice.", "Clean Rivers Act", "LAW"),
        ("The Second World War ended in 1945.", "Second World War", "EVENT"),
        ("He landed at Larkspur Airport at noon.", "Larkspur Airport", "FAC"),
    ],
)
def test_names_by_their_form(text: str, name: str, type_: str) -> None:
    assert found(text).get(name) == type_


def test_titles_articles_and_possessives_stay_outside() -> None:
    text = "Kenyan Defence Minister Aden Duale’s aides met Gov. Anne Waiguru at the United Nations."
    assert {"Aden Duale", "Anne Waiguru", "United Nations"} <= set(found(text))


def test_one_article_gives_one_name_one_type() -> None:
    text = (
        "Tomasz Zelwerek resigned on Monday. Zelwerek had led the party for years. "
        "Friends of Zelwerek said that he was tired. Zelwerek did not comment."
    )
    assert [n.type for n in names(text)] == ["PERSON"] * 4


def test_outlets_are_organizations_of_their_own_kind() -> None:
    text = "Anna Berg told the New York Times and the Riverside Gazette on Monday."
    media = {text[name.start : name.end] for name in names(text) if name.subtype == "MEDIA"}
    assert media == {"New York Times", "Riverside Gazette"}


def test_a_headline_takes_its_names_from_the_body() -> None:
    text = (
        "MINISTER OKONJO BLAMES LARCH BANK FOR DELAYS\n\n"
        "Grace Okonjo said on Monday that Larch Bank had delayed the payments. "
        "The bank told Okonjo that it would look into the delays."
    )
    assert {(text[n.start : n.end], n.type) for n in names(text) if n.end < 46} == {
        ("OKONJO", "PERSON"),
        ("LARCH BANK", "ORG"),
    }


def test_a_rule_file_wins_over_the_model(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "pack: mine\n"
        "extend:\n"
        "  - lexicon: entities.name\n"
        "    words: {Paris Match: {type: ORG, subtype: MEDIA}, Vladimir Putin: {type: PRODUCT},\n"
        "            Big Lou: {alias_of: Louise Hartley}}\n"
        "  - lexicon: entities.ignore\n"
        "    words: [Berlin]\n"
    )
    recognizer = Recognizer(load([file]))
    text = (
        "Vladimir Putin spoke to Paris Match in Berlin. Louise Hartley, known as Big Lou, smiled."
    )
    assert found(text, recognizer) == {
        "Vladimir Putin": "PRODUCT",
        "Paris Match": "ORG",
        "Louise Hartley": "PERSON",
        "Big Lou": "PERSON",
    }


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "Lee",
                "of",
                "’s",
                "Kenya",
                "UN",
                "-",
                "Dr.",
                "said",
                ".",
                "(",
                "“",
                "é",
                "\n\n",
            ]
        )
        | st.text(max_size=4)
    )
)
def test_names_are_ordered_and_lie_on_tokens(words: list[str]) -> None:
    text = " ".join(words)
    document = Document(text)
    language = Language(document, LANGUAGE)
    end = 0
    for name in RECOGNIZER.recognize(document, language):
        assert end <= name.start < name.end
        assert language.tokens[name.first].start == name.start
        assert language.tokens[name.last - 1].end == name.end
        assert 0 < name.confidence <= 1
        end = name.end
