"""Dates: what is found, what it means, what it rests on, and what is no date."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsan
from newsan.analyzers.findings import TimeExpression

NEWS = "2025-03-02"  # a Sunday


def dates(
    text: str, published: str | None = NEWS, date_order: str = "auto"
) -> list[TimeExpression]:
    return list(
        newsan.analyze(text, published=published, select="dates", date_order=date_order).dates
    )


def values(text: str, published: str | None = NEWS, date_order: str = "auto") -> dict[str, str]:
    return {found.text: found.value for found in dates(text, published, date_order)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained last Friday.", {"last Friday": "2025-02-28"}),
        ("They met Wednesday.", {"Wednesday": "2025-02-26"}),
        ("They met on Sunday.", {"Sunday": "2025-03-02"}),
        ("They will meet on Thursday.", {"Thursday": "2025-03-06"}),
        ("They met yesterday.", {"yesterday": "2025-03-01"}),
        ("He left the day before yesterday.", {"the day before yesterday": "2025-02-28"}),
        ("Sales fell last month.", {"last month": "2025-02"}),
        ("Sales fell last week.", {"last week": "2025-W08"}),
        ("They met over the weekend.", {"the weekend": "2025-W09-WE"}),
        ("They meet next year.", {"next year": "2026"}),
        ("It closed last summer.", {"last summer": "2024-SU"}),
        ("It fell in the third quarter.", {"the third quarter": "2024-Q3"}),
        ("It opened two weeks ago.", {"two weeks ago": "2025-W07"}),
        ("It opened three years ago.", {"three years ago": "2022"}),
        ("It was built in the 1990s.", {"the 1990s": "199"}),
        ("It was built in the 19th century.", {"the 19th century": "18"}),
        ("It fell in 490 BC.", {"490 BC": "BC0490"}),
        ("He spoke Friday night.", {"Friday night": "2025-02-28TNI"}),
        ("He spoke this morning.", {"this morning": "2025-03-02TMO"}),
        ("He spoke at 9 a.m. Tuesday.", {"9 a.m. Tuesday": "2025-02-25T09:00"}),
        ("It fell in the second half of 2008.", {"the second half of 2008": "2008-H2"}),
        ("They met on Christmas Day.", {"Christmas Day": "2024-12-25"}),
        ("They will meet on Easter Monday.", {"Easter Monday": "2025-04-21"}),
        ("They meet early next year.", {"early next year": "2026"}),
        ("They now say no.", {"now": "PRESENT_REF"}),
        ("u free tmrw or 2nite?", {"tmrw": "2025-03-03", "2nite": "2025-03-02TNI"}),
    ],
)
def test_what_an_expression_means_in_news(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("They talked for two weeks.", "DURATION", {"two weeks": "P2W"}),
        ("A two-week strike began.", "DURATION", {"two-week": "P2W"}),
        ("They talked for several months.", "DURATION", {"several months": "PXM"}),
        ("It took a year and a half.", "DURATION", {"a year and a half": "P1Y6M"}),
        ("It took 5 1/2 hours.", "DURATION", {"5 1/2 hours": "PT5H30M"}),
        ("Over the past decade it fell.", "DURATION", {"the past decade": "P10Y"}),
        ("They march each July.", "SET", {"each July": "XXXX-07"}),
        ("They meet twice a week.", "SET", {"twice a week": "P1W"}),
        ("They meet every Monday.", "SET", {"every Monday": "XXXX-WXX-1"}),
    ],
)
def test_lengths_and_sets(text: str, kind: str, expected: dict[str, str]) -> None:
    assert values(text) == expected
    assert {found.type for found in dates(text)} == {kind}


def test_modifiers_and_frequency_are_kept_apart_from_the_value() -> None:
    found = {
        d.text: d for d in dates("It took nearly two years; they met twice a week in late May.")
    }
    assert found["nearly two years"].mod == "LESS_THAN"
    assert found["twice a week"].freq == "2X"
    assert found["late May"].mod == "END"


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital in the fall of the house.",
        "A second man left; the 52-year-old, aged 14 then, was 30 years old.",
        "The flat costs $1990, room 2015, on Flight 1549.",
        "They won 25-12 and then 3:1, with 1999 votes.",
        "Call 555-2015 about H.R. 2015 in version 10.2.3.",
        "Some 1900 people and 1,250 troops came, 45 percent of them women.",
        "The sun sat low, and they wed.",
    ],
)
def test_what_looks_like_a_date_and_is_none(text: str) -> None:
    assert values(text) == {}


@pytest.mark.parametrize("text", ["Feb. 29, 2023", "31 April 2020", "April 31"])
def test_an_impossible_date_is_reported_without_a_value(text: str) -> None:
    (found,) = dates(f"It was on {text}, he said.")
    assert (found.text, found.value) == (text, "")
    assert found.note is not None
    assert "no day" in found.note


def test_without_a_publication_date_nothing_is_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "He left last Friday, was back Wednesday, and in October and last year and in 2019 spoke."
    )
    expected = {
        "last Friday": "XXXX-WXX-5",
        "Wednesday": "XXXX-WXX-3",
        "October": "XXXX-10",
        "last year": "XXXX",
        "2019": "2019",
    }
    for zone, clock in (("Pacific/Kiritimati", 0.0), ("America/Adak", 4e9)):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setattr(time, "time", lambda clock=clock: clock)
        time.tzset()
        assert values(text, None) == expected
    assert {found.anchor for found in dates(text, None)} == {"none"}


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("LONDON, 3 March 2024 — Prices fell on Friday.", "dateline"),
        ("Monday, March 4, 2024\n\nPrices fell on Friday.", "top of the text"),
    ],
)
def test_the_publication_date_is_read_off_the_article(head: str, source: str) -> None:
    report = newsan.analyze(head, select="dates")
    assert {d.text: d.value for d in report.dates}["Friday"] == "2024-03-01"
    (note,) = [note for note in report.diagnostics if note.where == "published"]
    assert note.data["source"] == source


def test_an_anchor_and_the_alternatives_are_named() -> None:
    found = dates("On 23 February 1918 they met. The day before, he left. In May it will end.")
    first, second, third = found
    assert (second.value, second.anchor) == ("1918-02-22", first.id)
    assert (third.value, third.anchor) == ("2025-05", "published")
    assert "2024-05" in third.alternatives
    assert (third.earliest, third.latest) == ("2025-05-01", "2025-05-31")


def test_a_story_of_times_long_past_counts_from_what_it_told_last() -> None:
    story = (
        "In 1811 all was quiet. War broke out in June 1812. By 14 September the city had fallen."
        " The next day it burned."
        " In 1813 the retreat went on. On 2 May they fought. In October they fought again."
        " In April 1814 it was over. That year the emperor left. He was back in 1815."
        " On 18 June 1815 he lost."
    )
    expected = {
        "14 September": "1812-09-14",
        "The next day": "1812-09-15",
        "2 May": "1813-05-02",
        "October": "1813-10",
        "That year": "1814",
    }
    assert values(story).items() >= expected.items()


def test_both_ends_of_a_range_point_at_one_another() -> None:
    first, second = dates("It lasts from 10-12 October 2020.")
    assert (first.value, second.value) == ("2020-10-10", "2020-10-12")
    assert (first.end_point, second.begin) == (second.id, first.id)


def test_day_and_month_are_told_apart_by_evidence_or_by_the_option() -> None:
    assert values("Due on 25/12/2024.") == {"25/12/2024": "2024-12-25"}
    assert values("Due on 3/4/2025, not 25/12/2024.")["3/4/2025"] == "2025-04-03"
    assert values("Due on 3/4/2025.", date_order="dmy") == {"3/4/2025": "2025-04-03"}
    assert values("Due on 3/4/2025.", date_order="mdy") == {"3/4/2025": "2025-03-04"}
    (unsure,) = dates("Due on 3/4/2025.")
    assert unsure.alternatives == ("2025-04-03",)
    assert unsure.note is not None


def test_a_time_stays_local_and_its_zone_stands_apart() -> None:
    (summer,) = dates("They met at 10:35 a.m. EDT.")
    assert (summer.value, summer.zone) == ("2025-03-02T10:35", "-04:00")
    (unsure,) = dates("They met at 10:35 a.m. BST.")
    assert unsure.zone == "BST"


def test_a_user_adds_a_holiday_and_a_house_style(tmp_path: Path) -> None:
    rules = tmp_path / "house.yaml"
    rules.write_text(
        "pack: house\n"
        "extend:\n"
        "  - {lexicon: dates.holiday, words: {Founders Day: {month: 6, day: 12}}}\n"
        "patterns:\n"
        "  - id: house.week\n"
        "    match: week commencing @date=DATE\n"
        "    date: {type: DATE, means: modified, unit: W}\n"
        "    examples:\n"
        "      - {text: In the week commencing 3 March 2025., published: 2025-03-02,\n"
        "         finds: [{date: week commencing 3 March 2025, value: 2025-W10}]}\n"
        "      - {text: A week of rain., finds: []}\n",
        encoding="utf-8",
    )
    text = "They met on Founders Day 2024, and in the week commencing 3 March 2025."
    report = newsan.analyze(text, published=NEWS, rules=[rules], select="dates")
    found = {d.text: d.value for d in report.dates}
    assert found["Founders Day 2024"] == "2024-06-12"
    assert found["week commencing 3 March 2025"] == "2025-W10"


PIECES = st.sampled_from(
    [
        "last",
        "next",
        "this",
        "the",
        "Friday",
        "Sundays",
        "twice",
        "a",
        "half",
        "tonight",
        "at",
        "May",
        "March",
        "2",
        "3rd",
        "31",
        "1999",
        "1400",
        "'99",
        "weeks",
        "week",
        "ago",
        "later",
        "of",
        "in",
        ",",
        ".",
        "-",
        "10:35",
        "p.m.",
        "quarter",
        "early",
        "end",
        "century",
        "BC",
        "Easter",
        "noon",
        "every",
        "24:61",
        "99/99/9999",
        "0",
        "9999",
        "½",
        "and",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join), st.sampled_from([None, NEWS, "0001-01-01"]))
def test_whatever_the_words_expressions_are_slices_in_order_without_overlap(
    text: str, published: str | None
) -> None:
    found = dates(text, published)
    position = 0
    for one in found:
        assert one.start >= position
        assert text[one.start : one.end] == one.text != ""
        position = one.end
    assert found == dates(text, published)
