"""Reads the UD treebanks that the tagger, the lemmatizer and the parser are trained on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsan.analyzers.document import Document

# Relations that newsan's parser doesn't tell apart.
MERGED = {
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
    "csubj:pass": "csubj",
    "obl:unmarked": "obl",
    "nmod:unmarked": "nmod",
    "nmod:desc": "nmod",
    "advcl:relcl": "advcl",
    "det:predet": "det",
    "cc:preconj": "cc",
    "list": "dep",
    "reparandum": "dep",
    "goeswith": "dep",
    "orphan": "dep",
    "dislocated": "dep",
}


@dataclass(frozen=True)
class Gold:
    """One sentence of a treebank; heads count from 1, 0 is the root."""

    document: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    spaces: tuple[bool, ...]


def read(path: Path, *, trainable_only: bool = False) -> list[Gold]:
    """The sentences of a treebank in JSONL; marks folded as in a document's shadow.

    With `trainable_only`, documents whose licence keeps weights from being shared are left out.
    """
    return list(_sentences(path, trainable_only))


def training(folder: Path) -> list[Gold]:
    """All that may be trained on: EWT, and GUM where its licence allows it."""
    return [
        sentence
        for name in ("ewt.train.jsonl", "gum.train.jsonl")
        for sentence in read(folder / name, trainable_only=True)
    ]


def reduced(sentence: Gold) -> list[str]:
    """The relations of a sentence, those of `MERGED` merged."""
    return [MERGED.get(label, label) for label in sentence.labels]


def _sentences(path: Path, trainable_only: bool) -> Iterator[Gold]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            if trainable_only and not entry.get("train_ok", True):
                continue
            yield Gold(
                document=entry["doc"],
                words=tuple(Document(word).shadow for word in entry["tokens"]),
                tags=tuple(entry["xpos"]),
                lemmas=tuple(entry["lemma"]),
                upos=tuple(entry["upos"]),
                heads=tuple(entry["head"]),
                labels=tuple(entry["deprel"]),
                spaces=tuple(bool(space) for space in entry["space_after"]),
            )
