"""One row a thing: which names are grouped, which never are, and what is said of each."""

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import newsan
from newsan.analyzers.article import Article
from newsan.analyzers.document import Document
from newsan.analyzers.entities.analyzer import EntitiesAnalyzer
from newsan.analyzers.entities.groups import Group
from newsan.analyzers.entities.recognize import Name
from newsan.analyzers.findings import Entity
from newsan.analyzers.language import Language, LanguageModel
from newsan.rules import load

MODEL = LanguageModel()
MARKED = re.compile(r"\[(.+?)\|([A-Z]+)\]")


@cache
def entities_analyzer() -> EntitiesAnalyzer:
    return EntitiesAnalyzer(load())


@pytest.fixture
def analyzer() -> EntitiesAnalyzer:
    return entities_analyzer()


def grouped(analyzer: EntitiesAnalyzer, marked: str) -> tuple[str, list[Group]]:
    """The groups of a text in which the names are marked: "[Ann Lee|PERSON] left.\""""
    plain, spans, end = "", [], 0
    for match in MARKED.finditer(marked):
        plain += marked[end : match.start()]
        spans.append((len(plain), len(plain) + len(match[1]), match[2]))
        plain += match[1]
        end = match.end()
    plain += marked[end:]
    document = Document(plain)
    language = Language(document, MODEL)
    names = [
        Name(s, e, language.token_at(s), language.token_at(e - 1) + 1, kind, "test", 1.0)
        for s, e, kind in spans
    ]
    return plain, analyzer.groups(Article(document, language), names)


def rows(analyzer: EntitiesAnalyzer, marked: str) -> list[list[str]]:
    """The names of each group, in order."""
    text, groups = grouped(analyzer, marked)
    return [[text[m.start : m.end] for m in group.names()] for group in groups]


TOGETHER = {
    "surname": "[Ann Lee|PERSON] spoke. [Lee|PERSON] left.",
    "title inside the span": "[President Ann Lee|PERSON] spoke. [Ms. Lee|PERSON] left.",
    "middle initial": "[Ann B. Lee|PERSON] spoke. [Ann Lee|PERSON] left.",
    "initial": "[A. Lee|PERSON] wrote it. [Ann Lee|PERSON] left.",
    "nickname": "[Robert Crane|PERSON] spoke. [Bob Crane|PERSON] left.",
    "family name first": "[Zhao Wenbo|PERSON] spoke. [Zhao|PERSON] left.",
    "first name": "[Gloria Stone|PERSON] fell ill. [Gloria|PERSON] was three.",
    "particle": "[Omar al-Haddad|PERSON] spoke. [Haddad|PERSON] left.",
    "several particles": "[Piet van der Berg|PERSON] spoke. [van der Berg|PERSON] left.",
    "accents": "[Tomáš Dvořák|PERSON] spoke. [Dvorak|PERSON] left.",
    "spelling": "[Vera Andersson|PERSON] spoke. [Vera Anderson|PERSON] left.",
    "country": "The [U.S.|GPE] and [Peru|GPE] agreed, the [United States|GPE] said.",
    "acronym by initials": "The [Harbor Workers Union|ORG] struck. [HWU|ORG] pickets stood there.",
    "acronym by definition": "[Movimento Sul|ORG] ([MVS|ORG]) won. [MVS|ORG] rules.",
    "legal form": "[Borealis Paper Inc.|ORG] grew. [Borealis Paper|ORG] hires.",
    "company by its first word": "[Norvik Paper AB|GPE] grew. [Norvik Paper|ORG] hires. Half of"
    " [Norvik|GPE] is the state's.",
    "country before": "The [Chilean Weather Service|ORG] warned. The [Weather Service|ORG] erred.",
    "spelled in two ways": "The [Crane Labour Centre|ORG] shut. [Crane Labor Center|ORG] it was.",
    "address": "[Salem, Oregon|GPE] burned. [Salem|GPE] mourned.",
}


@pytest.mark.parametrize("marked", TOGETHER.values(), ids=TOGETHER)
def test_names_of_one_thing_are_one_row(analyzer: EntitiesAnalyzer, marked: str) -> None:
    together = [row for row in rows(analyzer, marked) if len(row) > 1]
    assert len(together) == 1
    assert len(rows(analyzer, marked)) == len(MARKED.findall(marked)) - len(together[0]) + 1


APART = {
    "two first names": "[Ann Lee|PERSON] met [Robert Lee|PERSON].",
    "junior": "[Carl Dunn|PERSON] met [Carl Dunn Jr.|PERSON].",
    "title of the other gender": "[Karl Dunn|PERSON] spoke. Then Mrs. [Dunn|PERSON] left.",
    "middle initials": "[Ann B. Lee|PERSON] met [Ann C. Lee|PERSON].",
    "first word": "[Granite Bank|ORG] sued the [Granite Theatre|ORG].",
    "first word alone": "[Granite Bank|ORG] sued. The [Granite|ORG] opened.",
    "part of a place": "[East Harlow|GPE] and [Harlow|GPE] voted.",
    "two that fit": "[Peru|GPE]'s [Supreme Court|ORG] and the [Supreme Court of Chile|ORG] and the"
    " [Supreme Court of Peru|ORG] met.",
    "place in a name": "The [University of North Dakota|ORG] is in [North Dakota|GPE].",
    "two people in one name": "[Ann and Robert Crane|PERSON] left. [Robert Crane|PERSON] is ill.",
    "person and place": "[Jack London|PERSON] wrote of [London|GPE].",
}


@pytest.mark.parametrize("marked", APART.values(), ids=APART)
def test_different_things_stay_apart(analyzer: EntitiesAnalyzer, marked: str) -> None:
    assert all(len(row) == 1 for row in rows(analyzer, marked))


def test_a_surname_of_two_people_goes_on_meaning_the_one_it_meant(
    analyzer: EntitiesAnalyzer,
) -> None:
    found = rows(
        analyzer,
        "[Ann Lee|PERSON] spoke. [Lee|PERSON] left. [Robert Lee|PERSON] stayed. [Lee|PERSON] ran.",
    )
    assert found == [["Ann Lee", "Lee", "Lee"], ["Robert Lee"]]


def test_every_mention_but_the_first_says_why_it_is_there(analyzer: EntitiesAnalyzer) -> None:
    _, groups = grouped(analyzer, "The [U.S.|GPE] voted. [Ann Lee|PERSON] won. [Lee|PERSON] spoke.")
    assert [[m.link for m in group.members] for group in groups] == [[""], ["", "surname"]]
    assert [group.name for group in groups] == ["United States", "Ann Lee"]


def test_a_name_in_capitals_gets_ordinary_ones(analyzer: EntitiesAnalyzer) -> None:
    _, groups = grouped(
        analyzer, "[ANN LEE|PERSON] IN [SALEM|GPE]. [Ann Lee|PERSON] spoke at [NATO|ORG]."
    )
    assert [group.name for group in groups] == ["Ann Lee", "Salem", "NATO"]


ROLES = [
    ("[Kremlin|ORG] spokesman [Ivan Orlov|PERSON] spoke.", "spokesman", "Kremlin"),
    ("[Peruvian|NORP] President [Rosa Vega|PERSON] spoke.", "Peruvian President", "Peru"),
    ("Secretary of State [Ann Lee|PERSON] spoke.", "Secretary of State", None),
    ("[Rosa Vega|PERSON], the prime minister of [Peru|GPE], spoke.", "prime minister", "Peru"),
    ("[Ann Lee|PERSON], 42, a nurse, was hurt.", "nurse", None),
    ("[Ann Lee|PERSON], chief executive of [Borealis|ORG], quit.", "chief executive", "Borealis"),
    ("The [Borealis|ORG]'s chief lawyer, [Ann Lee|PERSON], quit.", "chief lawyer", "Borealis"),
    ("[Ann Lee|PERSON] is a professor at [Duke|ORG].", "professor", "Duke"),
    ("[Ann Lee|PERSON], who was the mayor of [Salem|GPE], quit.", "mayor", "Salem"),
]


@pytest.mark.parametrize(("marked", "role", "of"), ROLES)
def test_titles_and_appositions_are_roles(
    analyzer: EntitiesAnalyzer, marked: str, role: str, of: str | None
) -> None:
    text, groups = grouped(analyzer, marked)
    (person,) = (group for group in groups if group.type == "PERSON")
    assert [(r.role, r.of) for r in person.roles] == [(role, of)]
    assert all(text[r.start : r.end] == r.text for r in person.roles)


def test_what_is_no_role(analyzer: EntitiesAnalyzer) -> None:
    marked = "A spokesman for [Ann Lee|PERSON] met [Robert Crane|PERSON], doctors and lawyers."
    _, groups = grouped(analyzer, marked)
    assert [group.roles for group in groups] == [[], []]


def test_a_seat_of_power_stands_for_its_government_only_when_it_acts(
    analyzer: EntitiesAnalyzer,
) -> None:
    _, groups = grouped(
        analyzer, "[Beijing|GPE] has rejected the plan. It rained in [Beijing|GPE]. They saw it."
    )
    assert [(m.kind, m.stands_for) for m in groups[0].members] == [
        ("metonym", "China government"),
        ("name", None),
    ]


def test_mentions_from_outside_are_the_entities() -> None:
    text = "Ms. Lee left. She met the boss, and Crane."
    given = [
        {"start": 0, "end": 7, "name": "Ann Lee", "type": "PERSON", "id": "p1"},
        {"start": 22, "end": 30, "type": "PERSON", "id": "p1"},
        {"start": 36, "end": 41, "type": "ORG"},
    ]
    entities = newsan.analyze(text, entities=given).layers["entities"]
    found = [_texts(entity) for entity in entities if isinstance(entity, Entity)]
    assert found[0][0] == "Ms. Lee" and "the boss" in found[0]
    assert found[1] == ["Crane"]
    assert entities[0].id == "p1"


def test_a_users_rules_join_names_and_drop_one(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "pack: mine\n"
        "extend:\n"
        "  - lexicon: entities.name\n"
        "    words: {IBM: {type: ORG}, Big Blue: {type: ORG, alias_of: IBM},\n"
        "            The Rocket: {type: PERSON, alias_of: Ann Lee}}\n"
        "  - {lexicon: entities.ignore, words: [Lisbon]}\n"
    )
    text = "Big Blue grew in Lisbon. IBM said Ann Lee would come. They call her The Rocket."
    company, person = newsan.analyze(text, rules=mine).layers["entities"]
    assert isinstance(company, Entity) and isinstance(person, Entity)
    assert (company.name, _texts(company)) == ("IBM", ["Big Blue", "IBM"])
    assert (person.name, _texts(person)) == ("Ann Lee", ["Ann Lee", "her", "The Rocket"])
    assert person.mentions[-1].link == "alias: The Rocket = Ann Lee"


def _texts(entity: Entity) -> list[str]:
    return [mention.text for mention in entity.mentions]


WORDS = st.sampled_from(
    [
        *("Ann", "Lee", "Dr.", "of", "al-", "'s", "(WHO)", "U.S.", "Jr.", "she", "his", ",", "the"),
        *("president", "Kremlin", "said", "", "é", "\n\n", ".", '"'),
    ]
)


@given(st.lists(WORDS, max_size=30), st.data())
@settings(max_examples=60, deadline=None)
def test_any_names_in_any_text_are_grouped_once_each(
    parts: Sequence[str], data: st.DataObject
) -> None:
    document = Document(" ".join(parts))
    language = Language(document, MODEL)
    names, position = [], 0
    while position < len(language.tokens):
        size = data.draw(st.integers(1, 3))
        last = min(position + size, len(language.tokens))
        kind = data.draw(st.sampled_from(["PERSON", "ORG", "GPE", "NORP", ""]))
        if kind:
            start, end = language.tokens[position].start, language.tokens[last - 1].end
            names.append(Name(start, end, position, last, kind, "test", 1.0))
        position = last
    groups = entities_analyzer().groups(Article(document, language), names)
    members = [member for group in groups for member in group.names()]
    assert {m.end for m in members} >= {name.end for name in names}
    assert len({(m.start, m.end) for m in members}) == len(members)


def test_the_card_is_about_the_model_that_ships() -> None:
    folder = files("newsan.analyzers") / "models"
    card = yaml.safe_load((folder / "people.card.yaml").read_text(encoding="utf-8"))
    content = (folder / card["model"]).read_bytes()
    assert (card["bytes"], card["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
