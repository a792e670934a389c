"""Lemmas and dependencies: the trained models as they ship, on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsan.analyzers.document import Document
from newsan.analyzers.language import Language, LanguageModel, Tree
from newsan.rules import load

MODEL = LanguageModel(load())


def language(text: str) -> Language:
    return Language(Document(text), MODEL)


def relations(text: str) -> set[str]:
    """Every dependency of the first sentence, as `relation(head, dependent)`."""
    layer = language(text)
    tree = layer.tree(0)
    names = {token: layer.tokens[token].text for token in range(tree.first, tree.last)}
    return {
        f"{tree.label(token)}({names.get(tree.head(token), 'ROOT')}, {names[token]})"
        for token in names
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The senator accused his rivals of lying.",
            ["root(ROOT, accused)", "nsubj(accused, senator)", "obj(accused, rivals)"],
        ),
        (
            "The bill was criticized by the mayor.",
            ["nsubj:pass(criticized, bill)", "aux:pass(criticized, was)", "case(mayor, by)"],
        ),
        (
            "Ms. Lee said the company would not sell its stake.",
            ["ccomp(said, sell)", "nsubj(sell, company)", "nmod:poss(stake, its)"],
        ),
        (
            "Voters and analysts were angry about the delay.",
            ["conj(Voters, analysts)", "cop(angry, were)", "nsubj(angry, Voters)"],
        ),
    ],
)
def test_plain_news_sentences(text: str, expected: list[str]) -> None:
    assert set(expected) <= relations(text)


@given(st.text(alphabet=st.sampled_from("aB .,\"'-!?\n\u200b1é(")))
@settings(deadline=None, max_examples=100)
def test_every_sentence_is_one_tree(text: str) -> None:
    layer = language(text)
    assert len(layer.tags) == len(layer.lemmas) == len(layer.tokens)
    for index, sentence in enumerate(layer.sentences):
        tree = layer.tree(index)
        assert (tree.first, tree.last) == (sentence.first, sentence.last)
        assert tree.heads.count(-1) == tree.labels.count("root") == 1
        assert tree.subtree(tree.root) == tuple(range(sentence.first, sentence.last))
        for token in range(tree.first, tree.last):
            assert token == tree.root or token in tree.children(tree.head(token))
            assert (tree.ancestors(token) or (token,))[-1] == tree.root


def test_a_tree_is_asked_in_the_documents_indices() -> None:
    layer = language("It rained. The mayor praised the crowd.")
    tree = layer.tree(1)
    words = [token.text for token in layer.tokens]
    praised = words.index("praised")
    assert tree.root == praised
    assert tree.child(praised, "nsubj") == words.index("mayor")
    assert tree.child(praised, "ccomp") is None
    assert [words[t] for t in tree.subtree(words.index("crowd"))] == ["the", "crowd"]


def test_a_cycle_free_tree_knows_its_ancestors() -> None:
    tree = Tree(10, (11, -1, 13, 11), ("nsubj", "root", "det", "obj"))
    assert tree.ancestors(12) == (13, 11)
    assert tree.subtree(13) == (12, 13)
    assert tree.children(11, "obj") == (13,)


def test_lemmas() -> None:
    layer = language("She wasn't denying it: Ms. Lee’s companies lied, controlled and lauded them.")
    lemmas = dict(zip((t.folded for t in layer.tokens), layer.lemmas, strict=True))
    expected = {
        "was": "be",
        "n't": "not",
        "denying": "deny",
        "lee": "Lee",
        "companies": "company",
        "lied": "lie",
        "controlled": "control",
        "lauded": "laud",
        "them": "they",
    }
    assert {word: lemmas[word] for word in expected} == expected


def test_a_rules_verb_is_found_by_its_forms(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rules = tmp_path / "mine.yaml"
    rules.write_text(
        "pack: mine\nframes:\n  - id: mine.zorbe\n    verb: zorbe\n    holder: agent\n"
        "    target: object\n    examples: [{text: Ann zorbed Bob., finds: []}]\n"
    )
    document = Document("The mayor zorbed her rivals, and the council was zorbing too.")
    lemmas = Language(document, LanguageModel(load([rules]))).lemmas
    assert lemmas.count("zorbe") == 2


def test_trees_are_nltk_graphs() -> None:
    graph = language("It rained. The mayor praised the crowd.").dependency_graph(1)
    assert graph.root["word"] == "praised"
    assert (("praised", "VBD"), "nsubj", ("mayor", "NN")) in list(graph.triples())
