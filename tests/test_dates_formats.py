"""Dates written out: EDTF and TimeML."""

from xml.etree import ElementTree

import pytest

import newsan
from newsan.analyzers.dates import edtf, timeml
from newsan.analyzers.document import Document


@pytest.mark.parametrize(
    ("value", "mod", "expected"),
    [
        ("2025", None, "2025"),
        ("199", None, "199X"),
        ("18", None, "18XX"),
        ("2025-03-02", "APPROX", "2025-03-02~"),
        ("XXXX-10", None, "XXXX-10"),
        ("2025-W09", None, "2025-02-24/2025-03-02"),
        ("2025-W09-WE", None, "2025-03-01/2025-03-02"),
        ("2024-SU", None, "2024-22"),
        ("2024-Q3", None, "2024-35"),
        ("2008-H2", None, "2008-41"),
        ("2025-03-02T09:00", None, "2025-03-02T09:00:00"),
        ("2025-03-02TNI", None, "2025-03-02"),
        ("BC0490", None, "-0489"),
        ("1994", "ON_OR_AFTER", "1994/.."),
        ("P1Y6M", "APPROX", "P1Y6M"),
        ("PXY", None, None),
        ("PAST_REF", None, None),
        ("XXXX-WXX-5", None, None),
        ("", None, None),
    ],
)
def test_a_timex_value_as_edtf(value: str, mod: str | None, expected: str | None) -> None:
    assert edtf(value, mod) == expected


def test_timeml_keeps_the_text_and_marks_what_was_found() -> None:
    text = "R&D fell last Friday\x0b <sharply>, from 3 May to 5 May 2020; “now” it rose."
    document = Document(text, published="2025-03-02", source="a.txt")
    found = newsan.analyze(document, select="dates").dates
    root = ElementTree.fromstring(timeml(document, found))
    body = root.find("TEXT")
    assert body is not None
    assert "".join(body.itertext()) == text.replace("\x0b", " ")
    marked = {one.text: one.attrib for one in body.iter("TIMEX3")}
    assert marked["last Friday"]["value"] == "2025-02-28"
    assert marked["last Friday"]["anchorTimeID"] == "t0"
    assert marked["3 May"]["endPoint"] == marked["5 May 2020"]["tid"]
    created = root.find("DCT/TIMEX3")
    assert created is not None
    assert created.attrib["functionInDocument"] == "CREATION_TIME"
    assert created.attrib["value"] == "2025-03-02"


def test_timeml_without_a_publication_date_invents_none() -> None:
    document = Document("It rained.")
    created = ElementTree.fromstring(timeml(document, ())).find("DCT/TIMEX3")
    assert created is not None
    assert created.attrib["value"] == "XXXX-XX-XX"
