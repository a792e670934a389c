"""Tokens, sentences and paragraphs: where they begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsan.analyzers.document import Document
from newsan.analyzers.language import Language, LanguageModel

MODEL = LanguageModel()

# Text that is rich in what tokenizers and sentence splitters trip over.
NEWSY = st.lists(
    st.sampled_from(
        [
            *[
                "Mr.",
                "U.S.",
                "He",
                "said",
                "don't",
                '"',
                "'",
                "”",
                ".",
                "!",
                "?",
                "\n",
                "\n\n",
                "\r\n",
            ],
            *[
                " ",
                "\u200b",
                "\u202b",
                "(",
                ")",
                "$5m",
                "3.30pm",
                "a.b",
                "www.x.org",
                "…",
                "--",
                "I.",
            ],
            *[
                "É",
                "e\u0301",
                "ß",
                "שלום",
                "👍🏽",
                "\x00",
                "\ud800",
                "\u2029",
                "x@y.com",
                "#a",
                "-",
            ],
        ]
    )
).map("".join)


def language(text: str) -> Language:
    return Language(Document(text), MODEL)


def words(text: str) -> list[str]:
    return [token.text for token in language(text).tokens]


def sentence_texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in language(text).sentences]


def paragraph_texts(text: str) -> list[str]:
    return [text[p.start : p.end] for p in language(text).paragraphs]


@given(st.one_of(st.text(), NEWSY))
@settings(deadline=None, max_examples=300)
def test_any_text_is_cut_without_loss(text: str) -> None:
    layer = language(text)
    end = 0
    for token in layer.tokens:
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.text
        assert not any(character.isalnum() for character in text[end : token.start])
        end = token.end
    first = 0
    for sentence in layer.sentences:
        assert sentence.first == first < sentence.last
        assert layer.tokens[first].start == sentence.start
        assert layer.tokens[sentence.last - 1].end == sentence.end
        paragraph = layer.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start and sentence.end <= paragraph.end
        first = sentence.last
    assert first == len(layer.tokens)
    for index in range(len(layer.sentences)):
        sentence = layer.sentences[index]
        assert layer.sentence_at(sentence.first) == layer.sentence_at(sentence.last - 1) == index
        assert layer.token_at(sentence.start) == sentence.first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don’t know Ann’s ten-year-old.", "They do n’t know Ann ’s ten - year - old ."),
        ("She shouldn't've; he cannot.", "She should n't 've ; he can not ."),
        ("U.S.-led talks at 3:30pm, Sept. 5", "U.S. - led talks at 3:30 pm , Sept. 5"),
        ("It cost US$1,000.50 (10%).", "It cost US$ 1,000.50 ( 10 % ) ."),
        ("In the 1990s and ’80s, 3rd", "In the 1990s and ’80s , 3rd"),
        ("a pro-Kyiv co-founder", "a pro - Kyiv co-founder"),
        ("O'Brien of AT&T, the workers' friend", "O'Brien of AT&T , the workers ' friend"),
        ("See www.news.org/a?b=1, or x.y@z.co.uk.", "See www.news.org/a?b=1 , or x.y@z.co.uk ."),
        ("No. 10 said no.", "No. 10 said no ."),
        ("“Wait… what?!” -- @ann #now", "“ Wait … what ?! ” -- @ann #now"),
        ("The end.The next", "The end . The next"),
    ],
)
def test_tokens_split_as_ud_english_does(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    "expected",
    [
        ["He left the U.S.", "The president stayed."],
        ["U.S. President George W. Bush met Gen. In Soo Park of Acme Inc. in St. Paul."],
        ["“We want peace.”", "He said it at 3 p.m. on Monday."],
        ['"Really?" she asked.', '"Yes!"', "They left."],
        ["(It rained.)", "Nobody came."],
        ["He told the F.B.I. before . . . well, before it mattered."],
        ["She said she would “retire.”)", "Then she left."],
        ["J.K. Ray wrote it.", "It sold 3.5 million copies."],
        ["It was the No. 1 song.", "He said no.", "Ukraine agreed."],
    ],
)
def test_sentences_end_where_a_reader_stops(expected: list[str]) -> None:
    assert sentence_texts(" ".join(expected)) == expected


def test_a_lost_space_between_sentences_is_seen() -> None:
    assert sentence_texts("“It is over.”The crowd left.Nobody spoke.") == [
        "“It is over.”",
        "The crowd left.",
        "Nobody spoke.",
    ]


def test_each_line_is_a_paragraph_when_lines_are_not_wrapped() -> None:
    lines = ["Mayor Opens Bridge", "By Ann Lee", "The mayor opened the bridge. " * 4, "He left."]
    assert paragraph_texts("\r\n".join(lines)) == [line.strip() for line in lines]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The mayor of the city opened the new bridge on Monday and said\n"
        "that it would be free for all who live on the northern side of\n"
        "the river.\n\nHe left."
    )
    assert len(paragraph_texts(text)) == 2
    assert len(language(text).sentences) == 2


def test_a_sentence_never_crosses_a_paragraph() -> None:
    assert sentence_texts("Bridge to open\n\nthe mayor said so") == [
        "Bridge to open",
        "the mayor said so",
    ]


@pytest.mark.parametrize("piece", ["a.b ", "He said so. ", "x", '"', "a-", "1,", "! ", "\u200b"])
def test_a_very_long_line_is_cut_into_bounded_sentences(piece: str) -> None:
    layer = language(piece * 20_000)
    assert all(s.last - s.first <= 300 for s in layer.sentences)
    assert sum(s.last - s.first for s in layer.sentences) == len(layer.tokens)
