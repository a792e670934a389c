"""From a page to the spans that the names model finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newsan.analyzers.entities.features import Case, Line, Page, Run, word_attributes
from newsan.analyzers.entities.gazetteer import Vocabulary
from newsan.analyzers.entities.model import NamesModel

MODEL_RULE = "names-model"
_KEPT = 50_000  # words whose scores are kept before the store is emptied


class Draft(NamedTuple):
    """A name on its way: a half-open range of tokens, its coarse type, and who says so."""

    first: int
    last: int
    type: str
    rule: str


def attributes(page: Page, line: Line, i: int, vocabulary: Vocabulary) -> list[str]:
    """All the attributes of a token: what the model is trained on."""
    out = page.edge_attributes(i, line)
    for role in range(-2, 3):
        if line.first <= i + role < line.last:
            out += word_attributes(role, page.words[i + role], line.case, vocabulary)
    if i in page.run_at:
        out += page.run_attributes(page.run_at[i])
    return [*out, *page.phrase_at.get(i, ()), *page.memory.get(page.lower[i], ())]


class NamesTagger:
    """Finds names in a page: the best labels under the model, region by region."""

    def __init__(self, model: NamesModel, vocabulary: Vocabulary) -> None:
        self._model = model
        self._vocabulary = vocabulary
        self._words: dict[tuple[int, str, Case], int] = {}

    def drafts(self, page: Page) -> list[Draft]:
        """The names that the model finds, in order."""
        if len(self._words) > _KEPT:
            self._words.clear()
        found: list[Draft] = []
        runs: dict[Run, int] = {}
        for line in page.lines:
            for first, last in page.regions(line):
                scores = [self._score(page, line, i, runs) for i in range(first, last)]
                labels = [self._model.labels[label] for label in self._model.best(scores)]
                found += _spans(labels, first)
        return found

    def _score(self, page: Page, line: Line, i: int, runs: dict[Run, int]) -> int:
        total = self._model.sum(page.edge_attributes(i, line))
        for role in range(-2, 3):
            if line.first <= i + role < line.last:
                total += self._word(role, page.words[i + role], line.case)
        run = page.run_at.get(i)
        if run is not None:
            if run not in runs:
                runs[run] = self._model.sum(page.run_attributes(run))
            total += runs[run]
        if i in page.phrase_at:
            total += self._model.sum(page.phrase_at[i])
        return total + self._model.sum(page.memory.get(page.lower[i], ()))

    def _word(self, role: int, word: str, case: Case) -> int:
        key = (role, word, case)
        score = self._words.get(key)
        if score is None:
            score = self._model.sum(word_attributes(role, word, case, self._vocabulary))
            self._words[key] = score
        return score


def _spans(labels: list[str], offset: int) -> Iterator[Draft]:
    start, kind = -1, ""
    for i, label in enumerate([*labels, "O"]):
        if start >= 0 and label != f"I-{kind}":
            yield Draft(offset + start, offset + i, kind, MODEL_RULE)
            start = -1
        if label.startswith("B-"):
            start, kind = i, label[2:]
