"""Trains the part-of-speech tagger that newsan ships, and writes its model and card.

    python benchmarks/train_tagger.py --syntax DIR

DIR holds UD English EWT and GUM as JSONL (`ewt.train.jsonl`, `ewt.dev.jsonl`, `gum.…`). The same
data give the same bytes.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import card
import syntax
from perceptron import Perceptron

from newsan.analyzers.language import modelfile
from newsan.analyzers.language.knowledge import Knowledge
from newsan.analyzers.language.tagger import (
    END,
    MODEL,
    START,
    VIEWS,
    Tagger,
    is_caseless,
    tag_features,
)

MODELS = Path(__file__).parent.parent / "analyzers" / "models"
EPOCHS = 6
SEED = 1
# A type with one tag in so many cases, seen so often, is looked up and not scored.
SOLE_SHARE, SOLE_COUNT = 0.997, 15
RAREST = 2  # occurrences below which a feature is left out
SMALLEST = 1.0  # averaged weights below it are left out
SCALE = 3.0  # what an averaged weight is multiplied by before it is rounded to one byte
# Share of the sentences that are seen once more in capitals, and once more in Title Case.
RECASED = 0.12

Sentence = tuple[tuple[str, ...], tuple[str, ...]]


def train(sentences: Sequence[Sentence], small: frozenset[str]) -> tuple[dict[str, Any], Any]:
    """The header and the arrays of a tagger."""
    randomness = random.Random(SEED)
    sole = sole_tags(sentences)
    seen = [*sentences, *recased(sentences, small, randomness)]
    prepared = [prepare(words, tags, small) for words, tags in seen]
    classes = sorted({tag for _, tags in sentences for tag in tags})
    model = Perceptron(classes, frequent_features(prepared))
    for _ in range(EPOCHS):
        randomness.shuffle(prepared)
        for forms, static, gold in prepared:
            before = second = START
            for form, features, tag in zip(forms, static, gold, strict=True):
                guess = sole.get(form)
                if guess is None:
                    active = model.known((*features, *tag_features(before, second, form)))
                    guess = model.learn(active, tag)
                second, before = before, guess
    features, arrays = model.compact(SMALLEST, SCALE)
    header = {"tags": model.classes, "sole": sole, "small": sorted(small), "features": features}
    return header, arrays


def sole_tags(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Types that have one tag nearly always."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, tags in sentences:
        for word, tag in zip(words, tags, strict=True):
            counts[word][tag] += 1
    sole = {}
    for word, tags_of_word in sorted(counts.items()):
        tag, most = tags_of_word.most_common(1)[0]
        total = tags_of_word.total()
        if total >= SOLE_COUNT and most >= SOLE_SHARE * total:
            sole[word] = tag
    return sole


def recased(
    sentences: Iterable[Sentence], small: frozenset[str], randomness: random.Random
) -> list[Sentence]:
    """Copies of some sentences as headlines are printed."""
    copies: list[Sentence] = []
    for words, tags in sentences:
        if randomness.random() < RECASED:
            copies.append((tuple(word.upper() for word in words), tags))
        if randomness.random() < RECASED:
            copies.append((title_case(words, small), tags))
    return copies


def title_case(words: Iterable[str], small: frozenset[str]) -> tuple[str, ...]:
    return tuple(word if word in small else word[0].upper() + word[1:] for word in words)


def prepare(
    words: tuple[str, ...], tags: tuple[str, ...], small: frozenset[str]
) -> tuple[tuple[str, ...], list[tuple[str, ...]], tuple[str, ...]]:
    """The forms that are looked up, the features that the words give, and the tags."""
    cased = not is_caseless(words, small)
    padded = [START, START, *words, END, END]
    static = [
        tuple(
            feature
            for offset, view in VIEWS.items()
            for feature in view(padded[place + offset], cased)
        )
        for place in range(2, len(words) + 2)
    ]
    return words if cased else tuple(word.lower() for word in words), static, tags


def frequent_features(prepared: Iterable[Any]) -> list[str]:
    counts: Counter[str] = Counter()
    for forms, static, tags in prepared:
        before = second = START
        for form, features, tag in zip(forms, static, tags, strict=True):
            counts.update(features)
            counts.update(tag_features(before, second, form))
            second, before = before, tag
    return [feature for feature, count in counts.items() if count >= RAREST]


def accuracy(tagger: Tagger, sentences: Iterable[Sentence]) -> float:
    """Share of words with the right tag, in percent."""
    right = total = 0
    for words, tags in sentences:
        right += sum(a == b for a, b in zip(tagger.tag(words), tags, strict=True))
        total += len(words)
    return round(100 * right / total, 2)


def pairs(sentences: Iterable[syntax.Gold]) -> list[Sentence]:
    return [(sentence.words, sentence.tags) for sentence in sentences]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--syntax", type=Path, required=True)
    arguments = parser.parse_args()
    small = frozenset(Knowledge()["title-small"])
    header, arrays = train(pairs(syntax.training(arguments.syntax)), small)
    modelfile.save(MODELS / MODEL, header, arrays)
    tagger = Tagger.load()
    scores = {
        f"{name} dev": accuracy(tagger, pairs(syntax.read(arguments.syntax / f"{name}.dev.jsonl")))
        for name in ("gum", "ewt")
    }
    card.write(
        MODELS / MODEL,
        what="part-of-speech tagger, Penn Treebank tags; greedy averaged perceptron",
        command="python benchmarks/train_tagger.py --syntax DIR",
        recipe={"epochs": EPOCHS, "seed": SEED, "features": header["features"].count("\n") + 1},
        scores={"tags right, gold tokens (%)": scores},
    )


if __name__ == "__main__":
    main()
