"""Corpora of names as JSONL, read for training: newsan's own tokens, one set of labels.

A line is a document or a sentence: `id`, `text`, `entities` (start, end, type) and, in GUM, its
`genre`. Every corpus draws the lines differently; here titles, articles and possessives are taken
off, people's adjectives ("Ugandan") are left to the lexicons, and countries are places.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsan.analyzers.document import Document
from newsan.analyzers.entities.gazetteer import Vocabulary
from newsan.analyzers.language import Language, LanguageModel

# File → its types in newsan's coarse ones; a type that isn't named is left out.
CORPORA: dict[str, dict[str, str]] = {
    "uner_ewt.train": {"PER": "PER", "ORG": "ORG", "LOC": "LOC"},
    "gum.train": {
        "person": "PER",
        "organization": "ORG",
        "place": "LOC",
        "event": "EVENT",
        "abstract": "MISC",
        "object": "MISC",
    },
    "redocred_norm.dev": {
        "PER": "PER",
        "ORG": "ORG",
        "LOC": "LOC",
        "MISC": "MISC",
        "NORP": "NORP",
    },
    "crossner_politics.train": {
        "politician": "PER",
        "person": "PER",
        "organisation": "ORG",
        "politicalparty": "ORG",
        "country": "LOC",
        "location": "LOC",
        "event": "EVENT",
        "election": "EVENT",
        "misc": "MISC",
    },
    "wikigold.train": {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"},
}
SOURCES = [
    {"name": "Universal NER, English EWT, training split", "licence": "CC BY-SA 4.0"},
    {
        "name": "GUM, training split, without the genres whose licence is non-commercial (essay, "
        "fiction, letter, podcast, whow)",
        "licence": "CC BY 4.0, CC BY-SA",
    },
    {"name": "Re-DocRED, development split", "licence": "MIT; Wikipedia text CC BY-SA"},
    {"name": "CrossNER politics, training split", "licence": "MIT; Wikipedia text CC BY-SA"},
    {"name": "WikiGold", "licence": "CC BY 4.0"},
    {"name": "the sources of gazetteer.bin", "licence": "see its card"},
]
# Genres of GUM whose licence is non-commercial.
CLOSED = frozenset(("essay", "fiction", "letter", "podcast", "whow"))


@dataclass(frozen=True)
class Text:
    """A document with its tokens' texts and spans, its sentences, and its gold entities."""

    corpus: str
    words: list[str]
    glued: list[bool]
    spans: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    entities: list[tuple[int, int, str]]

    def surface(self, first: int, last: int) -> str:
        """The words of a stretch, with single blanks where the text has a space."""
        out = self.words[first]
        for i in range(first + 1, last):
            out += self.words[i] if self.glued[i] else " " + self.words[i]
        return out


def read(folder: Path, corpus: str, language: LanguageModel) -> Iterator[Text]:
    """The texts of a corpus that may be trained on; entity types are coarse."""
    types = CORPORA[corpus]
    for line in (folder / f"{corpus}.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        if record.get("genre") in CLOSED:
            continue
        document = Document(record["text"])
        layer = Language(document, language)
        spans = [(token.start, token.end) for token in layer.tokens]
        yield Text(
            corpus,
            [document.shadow[a:b] for a, b in spans],
            [i > 0 and spans[i - 1][1] == a for i, (a, _) in enumerate(spans)],
            spans,
            [(sentence.first, sentence.last) for sentence in layer.sentences],
            [
                (entity["start"], entity["end"], types[entity["type"]])
                for entity in record["entities"]
                if entity["type"] in types
            ],
        )


def labels(text: Text, vocabulary: Vocabulary) -> list[str]:
    """A label (O, B-x, I-x) for every token; of nested names the outer one holds."""
    starts = [start for start, _ in text.spans]
    ends = [end for _, end in text.spans]
    found = ["O"] * len(text.words)
    for start, end, type_ in sorted(text.entities, key=lambda e: (e[0], -e[1])):
        first, last = bisect_right(starts, start) - 1, bisect_left(ends, end) + 1
        span = _trimmed(text, vocabulary, max(first, 0), last, type_)
        if span is None:
            continue
        first, last, type_ = span
        if all(label == "O" for label in found[first:last]):
            found[first:last] = [f"B-{type_}", *[f"I-{type_}"] * (last - first - 1)]
    return found


def _trimmed(
    text: Text, vocabulary: Vocabulary, first: int, last: int, type_: str
) -> tuple[int, int, str] | None:
    """The span and type to be learned, or None when it is no name for the model."""
    words = text.words
    small = ["e" in vocabulary.classes(word.lower()) for word in words[first:last]]
    if type_ == "PER" and True in small[1:]:  # GUM: "Ann Lee of the Labour Party"
        last = first + small.index(True, 1)
    while last - first > 1 and small[0]:
        first, small = first + 1, small[1:]
    while last - first > 1 and small[last - first - 1]:
        last -= 1
    if first >= last or last > len(words) or all(w == w.lower() for w in words[first:last]):
        return None
    if type_ == "PER" or text.corpus.startswith("gum"):
        first = _past_titles(words, vocabulary, first, last)
        if (
            type_ == "PER"
            and last - first == 1
            and set("tg") & set(vocabulary.classes(words[first]))
        ):
            return None
    kinds = vocabulary.phrase_classes(text.surface(first, last)) or (
        vocabulary.classes(words[first]) if last - first == 1 else ""
    )
    if set("DP") & set(kinds):
        return None
    if set("Cp") & set(kinds):
        type_ = "LOC"
    if type_ == "NORP":
        type_ = "LOC" if set("abcr") & set(kinds) else "MISC"
    if type_ == "MISC" and any(
        "E" in vocabulary.classes(w) for w in words[first:last] if w[0].isupper()
    ):
        type_ = "EVENT"
    return first, last, type_


def _past_titles(words: list[str], vocabulary: Vocabulary, first: int, last: int) -> int:
    while last - first > 1:
        kinds = set(vocabulary.classes(words[first]))
        if not kinds & set("tu") or "f" in kinds:
            break
        first += 1
    return first
