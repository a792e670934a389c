"""Quotation marks: every kind, mixed, missing and doubled; and never an apostrophe."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsan

SAID = "Ann Lee said."


def marked(text: str) -> list[str]:
    report = newsan.analyze(text)
    outer = [quote for quote in report.quotes if quote.parent is None]
    found = [piece for quote in outer for piece in quote.marked]
    return [piece.text for piece in sorted(found, key=lambda piece: piece.start)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    ['""', "“”", "„“", "„”", "«»", "»«", ("''", "''"), ("``", "''"), "‘’", "''", '“"', '"”', "””"],
)
def test_marks_of_every_kind_pair(opening: str, closing: str) -> None:
    text = f"{opening}The bridge is unsafe,{closing} {SAID}"
    assert marked(text) == ["The bridge is unsafe,"]


def test_a_stray_mark_costs_its_own_paragraph_at_most() -> None:
    text = f'The 6" pipe broke.\n\n“It is late,” {SAID}\n\nA " here.\n\n“We leave now,” {SAID}'
    assert marked(text) == ["It is late,", "We leave now,"]


def test_a_missing_closing_mark_does_not_swallow_the_next_quotation() -> None:
    text = f'"It is late," {SAID} "We leave now.\n\n"The bridge is shut," {SAID}'
    assert "The bridge is shut," in marked(text)
    assert "It is late," in marked(text)


def test_a_mark_that_was_not_closed_before_the_next_one_opens() -> None:
    assert "We leave now," in marked(f'He sat "at home. "We leave now," {SAID}')


@pytest.mark.parametrize(
    "text",
    [
        "It wasn't the workers' strike, it was the '90s, rock 'n' roll and the dogs' dinner.",
        "It wasn’t the workers’ strike, it was the ’90s, rock ’n’ roll and the dogs’ dinner.",
        "The Joneses' house and the Smiths' car weren't sold.",
    ],
)
def test_an_apostrophe_is_never_a_mark(text: str) -> None:
    report = newsan.analyze(text)
    assert not report.quotes
    assert not report.layers["marked"]


def test_single_marks_count_where_the_article_has_no_double_ones() -> None:
    text = "‘The workers’ strike isn’t over,’ said Ann Lee. ‘It’s only begun.’"
    assert marked(text) == ["The workers’ strike isn’t over,", "It’s only begun."]


@pytest.mark.parametrize("marks", ["‘’“”", "''\"\""])
def test_single_marks_hold_double_ones_where_the_article_has_them_outside(marks: str) -> None:
    opening, closing, first, last = tuple(marks)
    said = f"Mum told me, {first}I'll stay at the door,{last} and she did."
    text = f"{opening}{said}{closing} Ann Lee said. Bob Ray wrote: {opening}We leave now.{closing}"
    assert marked(text) == [said, "We leave now."]
    (inner,) = [quote for quote in newsan.analyze(text).quotes if quote.parent is not None]
    assert inner.text == "I'll stay at the door"


def test_single_marks_inside_double_ones_are_part_of_the_quotation() -> None:
    assert marked(f"“He told me ‘never again’ and left,” {SAID}") == [
        "He told me ‘never again’ and left,"
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived_and_every_offset_slices_back(text: str) -> None:
    report = newsan.analyze(text)
    for findings in report.layers.values():
        for finding in findings:
            assert text[finding.start : finding.end] == finding.text


MARKS = ["“", "”", '"', "'", "’", "‘", "''", "«", "»", "„", "(", ")", ": ", "—", ", ", ". ", "\n\n"]
WORDS = ["that ", "he ", "according to ", "the bridge ", "is unsafe", "told ", " said ", "Ann Lee"]
PIECES = st.sampled_from(MARKS + WORDS)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_heap_of_marks_and_cues_is_survived(text: str) -> None:
    report = newsan.analyze(text)
    for quote in report.quotes:
        pieces = [quote, quote.cue, *quote.marked, *quote.via, *quote.hedges]
        pieces += [party.mention for party in (quote.speaker, quote.addressee) if party]
        for piece in filter(None, pieces):
            assert text[piece.start : piece.end] == piece.text
            assert piece.start < piece.end
