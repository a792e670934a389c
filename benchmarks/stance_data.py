"""The stance corpora as newsan's own analyzers see them: items with mentions given from outside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from newsan.analyzers.document import Document
from newsan.analyzers.findings import Party
from newsan.analyzers.language import Language, LanguageModel
from newsan.analyzers.stance.analyzer import StanceAnalyzer
from newsan.analyzers.stance.features import Features
from newsan.analyzers.stance.scene import Reference
from newsan.rules import load


@dataclass(frozen=True)
class Target:
    """One item of NewsMTSC: a text, the places where the target is spoken of, the gold."""

    text: str
    places: tuple[tuple[int, int], ...]
    polarity: int


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The items of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_targets(path: Path) -> list[Target]:
    """The items of a NewsMTSC file."""
    return [
        Target(
            item["text"],
            tuple((m["start"], m["end"]) for m in (item["target"], *item["further_mentions"])),
            item["polarity"],
        )
        for item in rows(path)
    ]


@cache
def _analyzer() -> tuple[StanceAnalyzer, LanguageModel]:
    rules = load()
    return StanceAnalyzer(rules), LanguageModel(rules)


def target_features(target: Target) -> Features:
    """The features that the portrayal model reads of an item."""
    analyzer, model = _analyzer()
    language = Language(Document(target.text), model)
    party = Party(mention=None, entity="e1", name="", kind="entity")
    references = [
        Reference(language.token_at(start), language.token_at(end - 1) + 1, "e1", party)
        for start, end in target.places
    ]
    sentence = language.sentences[language.sentence_at(references[0].first)]
    inside = [r for r in references if sentence.first <= r.first < sentence.last]
    return analyzer.features(language, sentence, inside).of(inside)
