"""Trains the dependency parser and labeller that newsan ships, and writes its model and card.

    python benchmarks/train_parser.py --syntax DIR

DIR holds UD English EWT and GUM as JSONL. Training takes tags from taggers that have not seen the
sentence (five-fold jack-knifing), as the parser will get such tags. It takes about fifteen minutes
on one core; the same data give the same bytes.
"""

from __future__ import annotations

import argparse
import random
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import card
import syntax
import train_tagger
from arc_hybrid import Gold, Trainer
from perceptron import Perceptron

from newsan.analyzers.language import modelfile
from newsan.analyzers.language.knowledge import Knowledge
from newsan.analyzers.language.labeller import Arcs
from newsan.analyzers.language.parser import FIELD, MODEL, Parser
from newsan.analyzers.language.tagger import Tagger
from newsan.analyzers.language.transitions import SLOTS, Sentence
from newsan.analyzers.language.tree import ROOT

SEEDS = (1, 2, 3, 4)  # orders of the sentences that are trained in; their weights are averaged
EPOCHS = 6
FOLDS = 5
KNOWN = 4  # occurrences from which a word is known by its form
# How averaged weights are rounded; a slot whose actions differ by less than SMALLEST is emptied.
SCALE, SMALLEST, LARGEST = 1.0, 4, 340

LABEL_EPOCHS = 5
LABEL_SMALLEST, LABEL_SCALE = 1.0, 4.0
RAREST = 2  # occurrences below which a feature of the labeller is left out
# Pairs of tags and a direction that have one relation nearly always are looked up.
SOLE_SHARE, SOLE_COUNT = 0.985, 30

Tagged = tuple[syntax.Gold, Sequence[str]]


def jackknifed(sentences: Sequence[syntax.Gold]) -> list[Tagged]:
    """The sentences with the tags of a tagger that was trained without their document."""
    small = frozenset(Knowledge()["title-small"])
    documents = sorted({sentence.document for sentence in sentences})
    random.Random(1).shuffle(documents)
    fold = {document: place % FOLDS for place, document in enumerate(documents)}
    taggers = []
    for held_out in range(FOLDS):
        others = [s for s in sentences if fold[s.document] != held_out]
        taggers.append(Tagger(*train_tagger.train(train_tagger.pairs(others), small)))
    return [(s, taggers[fold[s.document]].tag(s.words)) for s in sentences]


def known_words(sentences: Iterable[syntax.Gold]) -> list[str]:
    counts = Counter(
        re.sub(r"\d", "0", word.lower()) for sentence in sentences for word in sentence.words
    )
    return sorted(word for word, count in counts.items() if count >= KNOWN)


def train_heads(sentences: Sequence[Tagged], vocabulary: frozenset[str]) -> array[int]:
    """The slots' weights as `newsan.analyzers.language.parser` reads them."""
    golds = [
        Gold(Sentence(sentence.words, tags, vocabulary), sentence.heads)
        for sentence, tags in sentences
    ]
    lefts, rights = array("d", [0.0]) * SLOTS, array("d", [0.0]) * SLOTS
    for seed in SEEDS:
        trainer = Trainer()
        trainer.train(golds, seed, EPOCHS)
        for sums, means in zip((lefts, rights), trainer.averaged(), strict=True):
            for slot, mean in enumerate(means):
                sums[slot] += mean * SCALE / len(SEEDS)
    return array("i", map(_slot, lefts, rights))


def _slot(left_mean: float, right_mean: float) -> int:
    left = max(-LARGEST, min(LARGEST, round(left_mean)))
    right = max(-LARGEST, min(LARGEST, round(right_mean)))
    if max(left, right, 0) - min(left, right, 0) < SMALLEST:
        return 0
    return (right << FIELD) + left


def train_labels(
    sentences: Sequence[Tagged], vocabulary: frozenset[str]
) -> tuple[dict[str, Any], dict[str, array[int]]]:
    """The header and the arrays of a labeller; it learns on gold heads."""
    sole = sole_labels(sentences, vocabulary)
    labels = sorted({label for s, _ in sentences for label in syntax.reduced(s)} - {ROOT})
    model = Perceptron(labels, frequent_features(sentences, vocabulary, sole))
    randomness = random.Random(SEEDS[0])
    order = list(sentences)
    for _ in range(LABEL_EPOCHS):
        randomness.shuffle(order)
        for sentence, tags in order:
            arcs = gold_arcs(sentence, tags, vocabulary)
            for child, label in enumerate(syntax.reduced(sentence)):
                guess = ROOT if label == ROOT else sole.get(arcs.kind(child))
                if guess is None:
                    guess = model.learn(model.known(arcs.features(child)), label)
                arcs.give(child, guess)
    features, arrays = model.compact(LABEL_SMALLEST, LABEL_SCALE)
    return {"sole": sole, "features": features, "labels": labels}, arrays


def gold_arcs(sentence: syntax.Gold, tags: Sequence[str], vocabulary: frozenset[str]) -> Arcs:
    heads = [head - 1 if head else len(sentence.heads) for head in sentence.heads]
    return Arcs(sentence.words, tags, heads, vocabulary)


def sole_labels(sentences: Iterable[Tagged], vocabulary: frozenset[str]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence, tags in sentences:
        arcs = gold_arcs(sentence, tags, vocabulary)
        for child, label in enumerate(syntax.reduced(sentence)):
            counts[arcs.kind(child)][label] += 1
    sole = {}
    for kind, labels in sorted(counts.items()):
        label, most = labels.most_common(1)[0]
        total = labels.total()
        if label != ROOT and total >= SOLE_COUNT and most >= SOLE_SHARE * total:
            sole[kind] = label
    return sole


def frequent_features(
    sentences: Iterable[Tagged], vocabulary: frozenset[str], sole: dict[str, str]
) -> list[str]:
    counts: Counter[str] = Counter()
    for sentence, tags in sentences:
        arcs = gold_arcs(sentence, tags, vocabulary)
        for child, label in enumerate(syntax.reduced(sentence)):
            if label != ROOT and arcs.kind(child) not in sole:
                counts.update(arcs.features(child))
            arcs.give(child, label)
    return [feature for feature, count in counts.items() if count >= RAREST]


def attachment(
    parser: Parser, tagger: Tagger, sentences: Iterable[syntax.Gold]
) -> dict[str, float]:
    """UAS and LAS in percent: gold words and sentences, predicted tags, punctuation left out."""
    heads_right = labels_right = total = 0
    for sentence in sentences:
        heads, labels = parser.parse(sentence.words, tagger.tag(sentence.words))
        gold = zip(sentence.heads, syntax.reduced(sentence), strict=True)
        for head, label, (gold_head, gold_label) in zip(heads, labels, gold, strict=True):
            if gold_label != "punct":
                total += 1
                heads_right += head == gold_head - 1
                labels_right += head == gold_head - 1 and label == gold_label
    return {
        "UAS": round(100 * heads_right / total, 2),
        "LAS": round(100 * labels_right / total, 2),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--syntax", type=Path, required=True)
    folder = options.parse_args().syntax
    sentences = jackknifed(syntax.training(folder))
    words = known_words(sentence for sentence, _ in sentences)
    vocabulary = frozenset(words)
    header, arrays = train_labels(sentences, vocabulary)
    arrays["weights"] = train_heads(sentences, vocabulary)
    path = train_tagger.MODELS / MODEL
    modelfile.save(path, {**header, "vocabulary": "\n".join(words)}, arrays)
    parser, tagger = Parser.load(), Tagger.load()
    card.write(
        path,
        what="dependency parser (arc-hybrid, greedy, hashed perceptron) and labeller; "
        f"{len(header['labels']) + 1} Universal Dependencies relations",
        command="python benchmarks/train_parser.py --syntax DIR",
        recipe={
            "tags": f"{FOLDS}-fold jack-knifing",
            "orders averaged": len(SEEDS),
            "epochs": EPOCHS,
            "slots": SLOTS,
            "slots used": sum(map(bool, arrays["weights"])),
            "labels merged": syntax.MERGED,
        },
        scores={
            f"{name} dev, gold words, predicted tags": attachment(
                parser, tagger, syntax.read(folder / f"{name}.dev.jsonl")
            )
            for name in ("gum", "ewt")
        },
    )


if __name__ == "__main__":
    main()
