"""Who said what: every form of quotation, through the public API."""

from pathlib import Path

import pytest

import newsan
from newsan.analyzers.findings import Quote
from newsan.rules import load


def quotes(text: str) -> list[Quote]:
    return list(newsan.analyze(text).quotes)


def only(text: str) -> Quote:
    found = quotes(text)
    assert len(found) == 1, [quote.text for quote in found]
    return found[0]


def speaker(quote: Quote) -> str | None:
    return quote.speaker.name if quote.speaker else None


FORMS = {
    "trailing": ("“The bridge is unsafe,” Ann Lee said.", "The bridge is unsafe", "direct"),
    "inverted": ("“The bridge is unsafe,” said Ann Lee.", "The bridge is unsafe", "direct"),
    "lead-in": ("Ann Lee said, “The bridge is unsafe.”", "The bridge is unsafe.", "direct"),
    "colon": ("Ann Lee warned: “The bridge is unsafe.”", "The bridge is unsafe.", "direct"),
    "British comma": ("“The bridge is unsafe”, said Ann Lee.", "The bridge is unsafe", "direct"),
    "apposition": (
        "“The bridge is unsafe,” Ann Lee, the mayor of Orrin, told reporters.",
        "The bridge is unsafe",
        "direct",
    ),
    "mixed": (
        "Ann Lee said the bridge was “about to fall” in May.",
        "the bridge was “about to fall” in May",
        "mixed",
    ),
    "mixed with an object": (
        "Ann Lee called the plan “a disgrace”.",
        "the plan “a disgrace”",
        "mixed",
    ),
    "that": ("Ann Lee said that the bridge was closed.", "the bridge was closed", "indirect"),
    "bare clause": ("Ann Lee said the bridge was closed.", "the bridge was closed", "indirect"),
    "question": (
        "Ann Lee asked whether the bridge was closed.",
        "whether the bridge was closed",
        "indirect",
    ),
    "promise": ("Ann Lee promised to repair the bridge.", "to repair the bridge", "indirect"),
    "denial": ("Ann Lee denied taking the money.", "taking the money", "indirect"),
    "accusation": (
        "Ann Lee accused the council of hiding the report.",
        "hiding the report",
        "indirect",
    ),
    "according to, before": (
        "According to Ann Lee, the bridge was closed.",
        "the bridge was closed",
        "indirect",
    ),
    "according to, after": (
        "The bridge was closed, according to Ann Lee.",
        "The bridge was closed",
        "indirect",
    ),
    "final": ("The bridge was closed, Ann Lee said.", "The bridge was closed", "indirect"),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_its_words_its_type_and_its_speaker(form: str) -> None:
    text, content, kind = FORMS[form]
    quote = only(text)
    assert (quote.text, quote.type, speaker(quote)) == (content, kind, "Ann Lee")


def test_a_split_quotation_keeps_its_speaker_and_is_linked() -> None:
    first, second = quotes("“The bridge,” said Ann Lee, “is about to fall down.”")
    assert second.part_of == first.id
    assert speaker(first) == speaker(second) == "Ann Lee"


def test_a_second_sentence_in_marks_goes_on_with_the_speaker() -> None:
    first, second = quotes("“The bridge is unsafe,” Ann Lee said. “It must be closed today.”")
    assert second.part_of == first.id
    assert second.text == "It must be closed today."
    assert speaker(second) == "Ann Lee"


def test_a_quotation_that_paragraphs_reopen_is_one() -> None:
    quote = only("Ann Lee said: “The bridge is unsafe.\n\n“It must be closed today.”")
    assert [piece.text for piece in quote.marked] == [
        "The bridge is unsafe.",
        "It must be closed today.",
    ]


def test_a_floating_quotation_belongs_to_the_last_speaker() -> None:
    text = "“The bridge is unsafe,” Ann Lee said.\n\n“It must be closed before the winter.”"
    assert [speaker(quote) for quote in quotes(text)] == ["Ann Lee", "Ann Lee"]


def test_a_parenthetical_attribution_is_one_quotation_in_two_parts() -> None:
    first, second = quotes("The bridge is closed, Ann Lee said, and it will stay closed in May.")
    assert first.text == "The bridge is closed"
    assert second.text == "and it will stay closed in May"
    assert second.part_of == first.id


def test_a_verb_without_a_subject_takes_that_of_the_verb_before_it() -> None:
    text = "Ann Lee closed the bridge on Friday, saying that the rust had spread."
    assert speaker(only(text)) == "Ann Lee"


def test_a_pronoun_stands_for_the_person_named_before() -> None:
    quote = only("Ann Lee left the room. She said that the bridge was closed.")
    assert quote.speaker is not None
    assert quote.speaker.mention is not None
    assert (quote.speaker.mention.text, quote.speaker.name) == ("She", "Ann Lee")
    assert quote.speaker.kind == "person"


def test_a_relative_pronoun_stands_for_what_it_relates_to() -> None:
    text = "Ann Lee, who said that the bridge was closed, left the room."
    assert speaker(only(text)) == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("It hurts one farmer, who said the rule was unfair.", "one farmer", "anonymous"),
        ("Nobody told the ministry, which said it was unfair.", "the ministry", "organization"),
        ("It angered the head of the union, who said it was unfair.", "the head", "anonymous"),
        (
            "It angered Salem, whose mayor, Ann Lee, wrote that it was unfair.",
            "Ann Lee",
            "person",
        ),
    ],
)
def test_a_relative_without_a_name_stands_for_the_phrase_before_it(
    text: str, name: str, kind: str
) -> None:
    found = only(text).speaker
    assert found is not None
    assert found.name.startswith(name)
    assert found.kind == kind


def test_who_asks_not_to_be_named_is_unnamed_and_not_quoted() -> None:
    text = "It hurts one farmer, who asked not to be named because he fears for his job."
    assert not quotes(text)
    (quote,) = quotes(text[:-1] + ", but said that the rule was unfair.")
    assert quote.speaker is not None and quote.speaker.kind == "anonymous"


def test_addressee_and_channel_are_kept_apart_from_the_speaker() -> None:
    quote = only(
        "“The bridge is unsafe,” Ann Lee told Bob Ray in an interview with the Orrin Times."
    )
    assert speaker(quote) == "Ann Lee"
    assert quote.addressee is not None and quote.addressee.name == "Bob Ray"
    assert [piece.text for piece in quote.via] == ["an interview with the Orrin Times"]


def test_a_channel_keeps_who_released_it() -> None:
    text = "“It is late,” Ann Lee said, according to a transcript released by the ministry."
    quote = next(q for q in quotes(text) if q.type == "direct")
    assert speaker(quote) == "Ann Lee"
    assert "a transcript released by the ministry" in [piece.text for piece in quote.via]


def test_what_is_reported_holds_no_channel() -> None:
    assert not only("Ann Lee said that errors in the report were found.").via


def test_an_unnamed_source_is_labelled_with_the_reason_given() -> None:
    quote = only(
        "A senior official, who spoke on condition of anonymity because he feared for his job, "
        "said that the bridge was closed."
    )
    assert quote.speaker is not None and quote.speaker.kind == "anonymous"
    assert quote.anonymity is not None and "feared for his job" in quote.anonymity


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The report said that the bridge was closed.", "document"),
        ("Critics said that the bridge was closed.", "group"),
        ("The ministry said that the bridge was closed.", "organization"),
    ],
)
def test_speakers_that_are_no_persons_have_their_kind(text: str, kind: str) -> None:
    quote = only(text)
    assert quote.speaker is not None and quote.speaker.kind == kind


def test_hedges_beside_the_cue_are_given() -> None:
    quote = only("Ann Lee reportedly said that the bridge was closed.")
    assert [piece.text for piece in quote.hedges] == ["reportedly"]


def test_words_reported_inside_a_quotation_are_its_children() -> None:
    text = "Ann Lee said that Bob Ray told her that the bridge was closed."
    outer, inner = quotes(text)
    assert inner.parent == outer.id
    assert speaker(inner) == "Bob Ray"


def test_where_the_author_takes_over_again_the_quotation_ends() -> None:
    text = "Ann Lee said that the bridge was closed, but Bob Ray crossed it."
    assert only(text).text == "the bridge was closed"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The “woke” mob went home.", "scare quotes"),
        ("Joe “Shorty” Smith went home.", "nickname"),
        ("He wrote the novel “The Bridge” in May.", "title"),
    ],
)
def test_marked_phrases_that_are_no_quotes_are_listed_apart(text: str, note: str) -> None:
    report = newsan.analyze(text)
    assert not report.quotes
    assert [mark.note for mark in report.layers["marked"]] == [note]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "Residents had no say in the matter.",
        "She added salt to the soup.",
        "Ann Lee believes that the bridge is safe.",
        "The crew maintained the bridge.",
        "The accused left the court.",
    ],
)
def test_what_reports_no_speech_is_no_quote(text: str) -> None:
    assert not quotes(text)


def test_the_tally_counts_quotes_and_words_of_each_speaker() -> None:
    report = newsan.analyze(
        "“The bridge is unsafe,” Ann Lee said. “Close it.”\n\nA source said it was open."
    )
    first, second = report.speakers
    assert (first.name, first.named, first.quotes, first.quoted_words) == ("Ann Lee", True, 1, 6)
    assert (second.name, second.named, second.reported_words) == ("A source", False, 3)
    assert first.share + second.share == pytest.approx(1, abs=0.001)


def test_a_user_adds_a_verb_in_a_few_lines(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "pack: mine\nframes:\n  - id: mine.yodel\n    verb: yodel\n    holder: agent\n"
        "    content: [quote, that]\n",
        encoding="utf-8",
    )
    report = newsan.analyze("Ann Lee yodeled that the bridge was closed.", rules=str(file))
    assert [(q.text, q.rule) for q in report.quotes] == [("the bridge was closed", "mine.yodel")]


def test_a_headline_may_quote_with_a_colon() -> None:
    quote = only("Maria Gomez: The bridge must close\n\nThe city is quiet.")
    assert (quote.text, speaker(quote)) == ("The bridge must close", "Maria Gomez")


def test_a_headline_may_quote_before_the_verb() -> None:
    quote = only("Bridge must close, says Ann Lee\n\nThe city is quiet.")
    assert (quote.text, speaker(quote)) == ("Bridge must close", "Ann Lee")


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge must close today.”\n\n—Ann Lee",
        "From Chairwoman Ann Lee:\n\n“The bridge must close today.”",
    ],
)
def test_signatures_and_senders_speak(text: str) -> None:
    assert speaker(only(text)) == "Ann Lee"


def test_the_turns_of_an_interview_are_attributed() -> None:
    text = (
        "The Orrin Times spoke with Ann Lee.\n\nQ: Why must the bridge close?\n\n"
        "A: Because it is unsafe.\n\nQ: When will it open again?\n\nA: In May, we hope."
    )
    turns = [(quote.type, speaker(quote), quote.text) for quote in quotes(text)]
    assert turns == [
        ("direct", "Q", "Why must the bridge close?"),
        ("direct", "Ann Lee", "Because it is unsafe."),
        ("direct", "Q", "When will it open again?"),
        ("direct", "Ann Lee", "In May, we hope."),
    ]


def test_a_tie_between_two_people_of_one_surname_is_left_open() -> None:
    text = "Bob Lee and Ann Lee met. Lee said that the bridge was closed."
    party = only(text).speaker
    assert party is not None
    assert set(party.alternatives) == {"Bob Lee", "Ann Lee"}


def test_the_confidence_is_the_measured_precision_of_the_rule() -> None:
    measured = load().setting("quotes.precision")["trailing"]
    quote = only("“The bridge is unsafe,” Ann Lee said.")
    assert (quote.rule, quote.how) == ("reporting.say", "trailing")
    assert quote.confidence == measured["reporting.say"]


def test_marked_words_inside_marked_ones_are_children() -> None:
    outer, inner = quotes("“Bob Ray told me, ‘The bridge must close,’ and left,” said Ann Lee.")
    assert speaker(outer) == "Ann Lee"
    assert (inner.parent, inner.text, speaker(inner)) == (
        outer.id,
        "The bridge must close",
        "Bob Ray",
    )


def test_any_verb_beside_a_quotation_will_do() -> None:
    quote = only("“Never again!” Ann Lee growled at the door.")
    assert (quote.text, speaker(quote)) == ("Never again!", "Ann Lee")


def test_a_quotation_far_from_any_speaker_is_nobodys() -> None:
    text = "“It is late,” Ann Lee said.\n\nThe city slept.\n\n“The bridge must close today.”"
    assert [speaker(quote) for quote in quotes(text)] == ["Ann Lee", None]


@pytest.mark.parametrize(
    "dateline",
    ["ORRIN —", "ORRIN, Ohio, May 5 (Reuters) -", "Orrin (AP) –", "NEW ORRIN--", "ORRIN, 5 May —"],
)
@pytest.mark.parametrize(
    ("said", "words", "form"),
    [
        ("A jury on Friday convicted a nurse, prosecutors said.", "A jury on Friday", "indirect"),
        ("“It was late and dark,” Ann Lee said.", "It was late and dark", "direct"),
        ("The bridge “was about to fall,” Ann Lee said.", "The bridge “was", "mixed"),
    ],
)
def test_a_dateline_is_no_part_of_what_is_said(
    dateline: str, said: str, words: str, form: str
) -> None:
    quote = only(f"{dateline} {said}")
    assert quote.text.startswith(words)
    assert quote.type == form


@pytest.mark.parametrize("subject", ["U.S. - backed rebels", "COVID-19 Cases", "NATO"])
def test_what_is_no_dateline_stays(subject: str) -> None:
    assert only(f"{subject} will be back in May, Ann Lee said.").text.startswith(subject)


@pytest.mark.parametrize(
    "said",
    [
        "Bob Ray, he said, “has lost control.”",
        "Bob Ray, he said, has lost control.",
        "Bob Ray has lost control, he said.",
    ],
)
def test_who_is_named_in_what_is_said_is_not_the_pronoun_that_says_it(said: str) -> None:
    text = f"Mr. John Moss wants Mr. Bob Ray to leave. {said}"
    assert {speaker(quote) for quote in quotes(text)} == {"John Moss"}


def test_who_is_named_before_what_is_said_may_be_the_pronoun_that_says_it() -> None:
    text = "John Moss left. When Bob Ray arrived, he said, “We leave now.”"
    assert speaker(only(text)) == "Bob Ray"
