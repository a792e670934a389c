"""Patterns and phrases over tokens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsan.analyzers.document import Token
from newsan.rules import Lexicon, Location, Match, Pattern, PatternMatcher, PhraseMatcher, RuleSet
from newsan.rules.matcher import best
from newsan.rules.nearly import near_misses
from newsan.rules.sequence import SequenceError, compile_sequence

NONE: dict[str, Lexicon] = {}
HERE = Location("test", 1, 1)


@dataclass
class Words:
    """A language layer made by hand: words of `text`, tagged by a slash ("runs/VBZ")."""

    tokens: Sequence[Token]
    tags: Sequence[str]
    lemmas: Sequence[str]


def words(text: str) -> Words:
    tokens = []
    plain = re.sub(r"/[A-Z]+(?=\s|$)", "", text)
    found = re.findall(r"/([A-Z]+)(?=\s|$)", text)
    for match in re.finditer(r"\w+|[^\w\s]", plain):
        tokens.append(Token(match.start(), match.end(), match.group(), match.group().lower()))
    tags = found if len(found) == len(tokens) else ["NN"] * len(tokens)
    return Words(tokens, tags, [token.folded.rstrip("s") for token in tokens])


def lexicon(id: str, *phrases: str, exact: bool = False, pos: tuple[str, ...] = ()) -> Lexicon:
    return Lexicon(id, {p: {"n": i} for i, p in enumerate(phrases)}, HERE, "", pos, exact)


LEXICONS = [
    lexicon("t.day", "friday", "last friday", "nagorno-karabakh"),
    lexicon("t.exact", "US", exact=True),
    lexicon("t.noun", "support", pos=("NN",)),
]


def run(
    match: str, text: str, entities: dict[int, list[tuple[int, str]]] | None = None
) -> list[Match]:
    rules = RuleSet({entry.id: entry for entry in LEXICONS}, {})
    matcher = PatternMatcher([Pattern("t.p", match, "mark", {}, HERE)], rules)
    language = words(text)
    return list(matcher.finditer(language, 0, len(language.tokens), entities))


def spans(match: str, text: str) -> list[tuple[int, int]]:
    return [(found.first, found.last) for found in run(match, text)]


@pytest.mark.parametrize(
    ("match", "text", "expected"),
    [
        ("last friday", "It was Last Friday then", [(2, 4)]),
        ("(last|next) <t.day>", "next Friday", [(0, 2)]),
        ("very{1,3} good", "very very good", [(0, 3), (1, 3)]),
        ("a? b", "a b", [(0, 2), (1, 2)]),
        ("[VB*] to", "go/VB to/TO", [(0, 2)]),
        ("[NN|VBZ]", "go/VB runs/VBZ", [(1, 2)]),
        ("~run", "he runs", [(1, 2)]),
        ("/\\d+/ . end", "12 x end", [(0, 3)]),
        ("^ the", "the the", [(0, 1)]),
        ("end $", "end end", [(1, 2)]),
        ("<t.day>", "in Nagorno-Karabakh now", [(1, 4)]),
        ("<t.exact>", "us US", [(1, 2)]),
        ("<t.noun>", "support/VB support/NN", [(1, 2)]),
        ('"(" x ")"', "a ( x )", [(1, 4)]),
        ("(a|a b) c", "a b c", [(0, 3)]),
    ],
)
def test_what_matches(match: str, text: str, expected: list[tuple[int, int]]) -> None:
    assert spans(match, text) == expected


def test_captures() -> None:
    (found,) = run("(when=last <day=t.day>) [tag=NN]", "last Friday night")
    assert (found.captures["when"].first, found.captures["when"].last) == (0, 2)
    assert found.captures["day"].attributes == {"n": 0}
    assert found.captures["day"].phrase == "friday"
    assert found.captures["tag"].first == 2
    assert found.captures["when"].attributes is None


def test_entities() -> None:
    found = run("@who=PERSON spoke", "Ann Lee spoke", {0: [(2, "PERSON")]})
    assert [(m.first, m.last) for m in found] == [(0, 3)]
    assert not run("@PERSON spoke", "Ann Lee spoke", {0: [(2, "ORG")]})
    assert run("@ANY spoke", "Ann Lee spoke", {0: [(2, "ORG")]})


def test_best_takes_the_longest_without_overlaps() -> None:
    found = best(run("a (b c)?", "a b c a"))
    assert [(m.first, m.last) for m in found] == [(0, 3), (3, 4)]


def test_near_misses_say_what_was_wanted() -> None:
    rules = RuleSet({entry.id: entry for entry in LEXICONS}, {})
    patterns = [Pattern("t.p", "the (old|new) ~mayor [VB*]", "mark", {}, HERE)]
    language = words("the/DT old/JJ mayor/NN Lee/NNP")
    (miss,) = near_misses(PatternMatcher(patterns, rules), language, 0, 4)
    assert (miss.pattern.id, miss.first, miss.last) == ("t.p", 0, 3)
    assert miss.wanted == "a word tagged VB*"


def test_nested_repeats_end() -> None:
    """(a{0,20}){0,20} over a long run of a: millions of ways, tried in few steps."""
    assert spans("b (a? a? a? (a a?){0,20}){1,9} c", "b " + "a " * 400) == []


@pytest.mark.parametrize("source", ["", "(", ")", "a |", "{2}", "x{3,2}", "x{1,99}", "/[/", "a?"])
def test_faulty_patterns_say_so(source: str) -> None:
    with pytest.raises(SequenceError):
        compile_sequence(source, NONE.__getitem__)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        compile_sequence(source, NONE.__getitem__)
    except SequenceError as error:
        assert 0 <= error.offset <= len(source)


@given(st.lists(st.sampled_from(["last", "friday", "nagorno-karabakh", "x", "-"]), max_size=12))
def test_phrases_are_found_without_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    language = words(text)
    end = 0
    for hit in PhraseMatcher(LEXICONS).finditer(language.tokens):
        assert hit.first >= end
        end = hit.last
        covered = text[language.tokens[hit.first].start : language.tokens[hit.last - 1].end]
        assert covered == hit.phrase
