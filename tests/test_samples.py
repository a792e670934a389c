"""The sample articles, and what a careful reader finds in them (samples/*.expected.yaml)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import newsan
from newsan.analyzers.findings import Entity, Party, Quote

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(path.name.split(".")[0] for path in SAMPLES.glob("*.expected.yaml"))
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Sample:
    """An article, what is expected of it, and what was found with and without its date."""

    text: str
    expected: Mapping[str, Any]
    dated: newsan.Report
    undated: newsan.Report


@cache
def sample(name: str) -> Sample:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    expected = yaml.load((SAMPLES / f"{name}.expected.yaml").read_text("utf-8"), yaml.BaseLoader)
    dated = newsan.analyze(text, published=expected["published"])
    return Sample(text, expected, dated, newsan.analyze(text))


def words(text: str) -> list[str]:
    """The words of a text: quotation marks and the comma before them set aside."""
    return re.findall(r"\w+", text)


def is_party(party: Party | None, name: str) -> bool:
    if party is None:
        return False
    return name in (party.name, party.mention.text if party.mention else "")


def start_of(row: Row, text: str) -> int:
    start = -1
    for _ in range(int(row.get("nth", 1))):
        start = text.index(row["text"], start + 1)
    return start


def quote_for(row: Row, found: Sample) -> Quote | None:
    """The quote that an expected row asks for: right words at the right place, right speaker."""
    start = start_of(row, found.text)
    end = start + len(row["text"])
    for quote in found.dated.quotes:
        if quote.end <= start or quote.start >= end:
            continue
        marked = row["type"] != "indirect"
        content = quote.text if not marked else _marked(quote, start, end, found.text)
        if marked and words(content) != words(row["text"]):
            continue
        if not marked and _overlap(words(content), words(row["text"])) < 0.5:
            continue
        speaker = row.get("speaker") or row["speaker_mention"]
        if is_party(quote.speaker, speaker) or is_party(
            quote.speaker, row.get("speaker_mention", speaker)
        ):
            return quote
    return None


def _marked(quote: Quote, start: int, end: int, text: str) -> str:
    """A mixed quote's words between its marks, when the whole of it is more than those."""
    inside = quote.start <= start and quote.end >= end - 1
    return text[start:end] if quote.type == "mixed" and inside else quote.text


def _overlap(found: Sequence[str], expected: Sequence[str]) -> float:
    return len(set(found) & set(expected)) / len(set(found) | set(expected))


def found_of(rows: Sequence[Row], test: Callable[[Row], object]) -> tuple[int, list[Row]]:
    missed = [row for row in rows if not test(row)]
    return len(rows) - len(missed), missed


@pytest.mark.parametrize("name", NAMES)
def test_direct_and_mixed_quotes_are_all_found_with_their_speakers(name: str) -> None:
    it = sample(name)
    rows = [row for row in it.expected["quotes"] if row["type"] != "indirect"]
    _, missed = found_of(rows, lambda row: quote_for(row, it))
    assert not missed


@pytest.mark.parametrize("name", NAMES)
def test_two_thirds_of_the_indirect_quotes_are_found_with_their_speakers(name: str) -> None:
    it = sample(name)
    rows = [row for row in it.expected["quotes"] if row["type"] == "indirect"]
    found, missed = found_of(rows, lambda row: quote_for(row, it))
    assert found >= len(rows) * 2 / 3, missed


@pytest.mark.parametrize("name", NAMES)
def test_addressees_and_sources_are_given(name: str) -> None:
    it = sample(name)
    for row in it.expected["quotes"]:
        quote = quote_for(row, it)
        if row["type"] == "indirect" or quote is None:
            continue
        if "addressee" in row:
            assert is_party(quote.addressee, row["addressee"])
        if "via" in row:
            assert row["via"] in [piece.text for piece in quote.via]


def entity_for(row: Row, entities: Sequence[Entity]) -> Entity | None:
    """The entity of an expected row: its type is right and it has all its forms, alone."""
    for entity in entities:
        forms = {mention.text for mention in entity.mentions}
        if entity.type != row["type"] or not {row["name"], *row["mentions"]} & {
            entity.name,
            *forms,
        }:
            continue
        bare = [form for form in row["mentions"] if not _is_titled(form, forms)]
        others = [m.text for e in entities if e is not entity for m in e.mentions]
        if set(bare) <= forms and not set(bare) & set(others):
            return entity
    return None


def _is_titled(form: str, forms: set[str]) -> bool:
    """Whether a form is one of the others with a title before it ("President Ann Lee")."""
    return form not in forms and any(form.endswith(" " + other) for other in forms)


@pytest.mark.parametrize("name", NAMES)
def test_entities_have_their_types_and_all_their_mentions(name: str) -> None:
    it = sample(name)
    rows = it.expected["entities"]
    found, missed = found_of(rows, lambda row: entity_for(row, it.dated.entities))
    assert found >= len(rows) * 17 / 19, missed


@pytest.mark.parametrize("name", NAMES)
def test_words_that_are_no_names_are_not_entities(name: str) -> None:
    it = sample(name)
    named = {m.text for e in it.dated.entities for m in e.mentions if m.kind == "name"}
    assert not named & set(it.expected["not_entities"])


@pytest.mark.parametrize("name", NAMES)
def test_dates_with_and_without_the_publication_date(name: str) -> None:
    it = sample(name)
    for row in it.expected["dates"]:
        start = start_of(row, it.text)
        for report, key in ((it.dated, "value"), (it.undated, "value_without_published")):
            values = [
                (date.value, date.type)
                for date in report.dates
                if date.start <= start and date.end >= start + len(row["text"])
            ]
            assert values == [(row[key], row["type"])], row["text"]


def signs_of(row: Row, it: Sample) -> list[int]:
    def fits(party: Party, name: str) -> bool:
        if name == "author":
            return party.kind == "author"
        return is_party(party, name) or name.lower() in party.name.lower()

    return [
        stance.polarity
        for stance in it.dated.stances
        if fits(stance.holder, row["holder"]) and fits(stance.target, row["target"])
    ]


@pytest.mark.parametrize("name", NAMES)
def test_three_quarters_of_the_stances_have_the_right_sign_and_none_the_wrong_one(
    name: str,
) -> None:
    it = sample(name)
    rows = it.expected["stance"]
    right, missed = found_of(rows, lambda row: int(row["sign"]) in signs_of(row, it))
    wrong = [row for row in rows if -int(row["sign"]) in signs_of(row, it)]
    assert not wrong
    assert right >= len(rows) * 3 // 4, missed


@pytest.mark.parametrize("name", NAMES)
def test_hedges_are_marked(name: str) -> None:
    it = sample(name)
    marks = [mark.text.lower().split() for mark in it.dated.marks if mark.list == "hedge"]
    assert set(it.expected["hedges"]) <= {word for words in marks for word in words}


@pytest.mark.parametrize("name", NAMES)
def test_every_span_slices_back(name: str) -> None:
    it = sample(name)
    for findings in it.dated.layers.values():
        for finding in findings:
            assert it.text[finding.start : finding.end] == finding.text
