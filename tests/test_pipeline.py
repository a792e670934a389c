"""The pipeline: order, missing layers, cycles, selection, plugins that fail."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsan
from newsan.analyzers.article import Analyzer, Article
from newsan.analyzers.document import Document
from newsan.analyzers.findings import Finding
from newsan.analyzers.pipeline import Pipeline, PipelineError, Selection, in_order
from newsan.rules import RuleSet, load


def analyzer(
    title: str, reads: tuple[str, ...], makes: tuple[str, ...], broken: bool = False
) -> type[Analyzer]:
    """An analyzer that finds the first letter once for each layer it makes."""

    class Made:
        name: ClassVar[str] = title
        requires: ClassVar[tuple[str, ...]] = reads
        provides: ClassVar[tuple[str, ...]] = makes

        def __init__(self, rules: RuleSet) -> None:
            self.rules = rules

        def analyze(self, article: Article) -> Mapping[str, Sequence[Finding]]:
            if broken:
                raise RuntimeError("no luck")
            found = Finding(start=0, end=1, text=article.document.text[:1], id=f"{title}1",
                            rule=f"{title}.first", confidence=1.0)  # fmt: skip
            return dict.fromkeys(makes, (found,))

    return Made


LETTERS = analyzer("letters", (), ("letters",))
WORDS = analyzer("words", ("letters",), ("words",))


def test_analyzers_come_after_what_they_read() -> None:
    assert [kind.name for kind in in_order([WORDS, LETTERS])] == ["letters", "words"]


def test_a_missing_layer_names_both() -> None:
    with pytest.raises(PipelineError, match="“words” needs the layer “letters”"):
        in_order([WORDS])


def test_a_cycle_names_all_in_it() -> None:
    other = analyzer("letters", ("words",), ("letters",))
    with pytest.raises(PipelineError, match=r"“letters” → “words”|“words” → “letters”"):
        in_order([WORDS, other])


def test_two_makers_of_one_layer() -> None:
    with pytest.raises(PipelineError, match="“letters” and “again” both provide"):
        in_order([LETTERS, analyzer("again", (), ("letters",))])


def run(selection: Selection, *kinds: type[Analyzer]) -> newsan.Report:
    rules = load(defaults=True)
    pipeline = Pipeline(kinds, rules, selection, frozenset({"broken"}))
    return pipeline.run(Document("Text."))


def test_what_is_only_needed_is_run_but_not_shown() -> None:
    report = run(Selection(("words",)), LETTERS, WORDS)
    assert set(report.layers) == {"words"}
    assert set(report.to_dict()["extensions"]) == {"words"}


def test_select_and_ignore_by_rule() -> None:
    assert set(run(Selection(("words.first",)), LETTERS, WORDS).layers) == {"words"}
    report = run(Selection((), ("words.first",)), LETTERS, WORDS)
    assert report.layers.get("words", ()) == ()
    assert report.layers["letters"]


def test_an_unknown_selection_is_refused() -> None:
    with pytest.raises(PipelineError, match="“wrods”"):
        run(Selection(("wrods",)), LETTERS, WORDS)


def test_a_plugin_that_fails_is_named_and_the_rest_comes() -> None:
    report = run(Selection(), LETTERS, analyzer("broken", (), ("x",), broken=True))
    assert report.layers["letters"]
    (note,) = report.diagnostics
    assert "“broken”" in note.message and "no luck" in note.message


def test_a_built_in_analyzer_that_fails_is_a_bug() -> None:
    with pytest.raises(RuntimeError):
        run(Selection(), analyzer("mine", (), ("x",), broken=True))


def test_faults_of_the_arguments() -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        newsan.analyze("Text.", published="yesterday")
    with pytest.raises(ValueError, match="outside the text"):
        newsan.analyze("Text.", entities=[{"start": 3, "end": 99}])


MARKS = ["“", "”", '"', "'", "’s ", "«", "\n\n", ".", "?", "(", " "]
WORDS_OF_NEWS = ["said ", "Ann Lee ", "the U.S. ", "Friday ", "accused ", "he ", "according to "]
NUMBERS = ["3/4/2025 ", "Mr. ", "10%", "$5 "]
NEWS_BITS = st.sampled_from(MARKS + WORDS_OF_NEWS + NUMBERS)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(NEWS_BITS, max_size=40).map("".join)))
def test_any_text_is_analyzed_and_every_offset_slices_back(text: str) -> None:
    report = newsan.analyze(text, published="2025-03-02")
    for findings in report.layers.values():
        for found in findings:
            assert text[found.start : found.end] == found.text
    assert report.to_dict() == newsan.analyze(text, published="2025-03-02").to_dict()
