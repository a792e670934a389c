"""Tags: the trained model as it ships, on sentences that its training never saw."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newsan.analyzers.document import Document
from newsan.analyzers.language import Language, LanguageModel
from newsan.analyzers.language.nltk_bridge import nltk_tagger

MODEL = LanguageModel()


def tagged(text: str) -> str:
    layer = Language(Document(text), MODEL)
    return " ".join(
        f"{token.text}/{tag}" for token, tag in zip(layer.tokens, layer.tags, strict=True)
    )


@pytest.mark.parametrize(
    "expected",
    [
        "The/DT senator/NN from/IN Ohio/NNP accused/VBD her/PRP$ rivals/NNS of/IN lying/VBG ./.",
        "“/`` We/PRP wo/MD n’t/RB accept/VB it/PRP ,/, ”/'' said/VBD Ms./NNP Lee/NNP ./.",
        "Talks/NNS were/VBD delayed/VBN by/IN two/CD weeks/NNS ./.",
    ],
)
def test_plain_news_sentences(expected: str) -> None:
    words = " ".join(pair.rsplit("/", 1)[0] for pair in expected.split())
    text = words.replace(" .", ".").replace(" ,", ",").replace("“ ", "“").replace(" ”", "”")
    assert tagged(text.replace(" n’t", "n’t")) == expected


def test_capitals_do_not_make_names_of_verbs() -> None:
    for text in (
        "Mayor Opens the New Bridge After Months of Delay",
        "MAYOR OPENS THE NEW BRIDGE AFTER MONTHS OF DELAY",
    ):
        tags = dict(pair.lower().rsplit("/", 1) for pair in tagged(text).split())
        assert tags["opens"] == "vbz"
        assert tags["months"] == "nns"
        assert tags["bridge"] in ("nn", "nnp")


@given(st.lists(st.text(min_size=1), max_size=20))
@settings(deadline=None)
def test_every_word_gets_a_tag_of_the_set(words: list[str]) -> None:
    tags = MODEL.tagger.tag(words)
    assert len(tags) == len(words)
    assert tags == MODEL.tagger.tag(words)


def test_the_tagger_is_an_nltk_tagger() -> None:
    tagger = nltk_tagger(MODEL.tagger)
    gold = [[("She", "PRP"), ("left", "VBD"), (".", ".")]]
    assert tagger.tag(["She", "left", "."]) == gold[0]
    assert tagger.accuracy(gold) == 1.0


@pytest.mark.parametrize("model", ["tagger", "lemmas", "parser"])
def test_the_card_is_about_the_model_that_ships(model: str) -> None:
    folder = files("newsan.analyzers").joinpath("models")
    card = yaml.safe_load(folder.joinpath(f"{model}.card.yaml").read_text(encoding="utf-8"))
    content = folder.joinpath(card["model"]).read_bytes()
    assert card["bytes"] == len(content)
    assert card["sha256"] == hashlib.sha256(content).hexdigest()
