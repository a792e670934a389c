"""Whom he and she mean, and what "the president" and "the company" mean."""

import pytest

import newsan
from newsan.analyzers.findings import Entity

RESOLVED = [
    ("Ann Lee met Robert Crane. She thanked him.", [("She", "Ann Lee"), ("him", "Robert Crane")]),
    (
        "Robert Crane said he would sell his house.",
        [("he", "Robert Crane"), ("his", "Robert Crane")],
    ),
    ("In her speech on Monday, Ann Lee promised change.", [("her", "Ann Lee")]),
    ("Mayor Ann Lee, a lawyer from Oregon, quit. She gave no reason.", [("She", "Ann Lee")]),
]


def pronouns(text: str) -> list[tuple[str, str]]:
    found = [
        (mention.start, mention.text, entity.name)
        for entity in newsan.analyze(text).layers["entities"]
        if isinstance(entity, Entity)
        for mention in entity.mentions
        if mention.kind == "pronoun"
    ]
    return [(text, name) for _, text, name in sorted(found)]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_pronouns_mean_persons_of_their_gender(text: str, expected: list[tuple[str, str]]) -> None:
    assert pronouns(text) == expected


def test_a_quotation_seldom_speaks_of_its_speaker() -> None:
    found = pronouns('Karl Dunn lost. "He never had a chance," Robert Crane said.')
    assert found == [("He", "Karl Dunn")]


UNRESOLVED = [
    "He left.",
    "Ann Lee waited while a man spoke. He was angry.",
    "The storm hit Salem. It wrecked her.",
]


@pytest.mark.parametrize("text", UNRESOLVED)
def test_a_pronoun_without_a_fitting_person_stays_open(text: str) -> None:
    assert pronouns(text) == []


def nominals(text: str) -> list[tuple[str, str]]:
    return [
        (mention.text, entity.name)
        for entity in newsan.analyze(text).layers["entities"]
        if isinstance(entity, Entity)
        for mention in entity.mentions
        if mention.kind == "nominal"
    ]


def test_a_description_means_the_only_one_that_fits() -> None:
    text = "Peruvian President Rosa Vega spoke. The president then left for Lima."
    assert nominals(text) == [("The president", "Rosa Vega")]
    assert nominals("The firm Borealis Inc. grew. The company will hire.") == [
        ("The company", "Borealis Inc.")
    ]


def test_a_description_that_fits_two_stays_open() -> None:
    text = "Senator Ann Lee met Senator Robert Crane. The senator then left."
    assert nominals(text) == []


def test_a_country_tells_which_leader_is_meant() -> None:
    text = (
        "Ukrainian President Volodymyr Zelenskyy met Russian President Vladimir Putin. "
        "The Ukrainian leader left first."
    )
    assert nominals(text) == [("The Ukrainian leader", "Volodymyr Zelenskyy")]
