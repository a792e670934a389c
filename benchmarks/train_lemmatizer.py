"""Learns the endings of the lemmatizer that newsan ships, and writes its model and card.

    python benchmarks/train_lemmatizer.py --syntax DIR

DIR holds UD English EWT and GUM as JSONL; forms that they lack come from newsan's own inflection.
The same data give the same bytes.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path

import card
import syntax
from train_tagger import MODELS

from newsan.analyzers.language import modelfile
from newsan.analyzers.language.lemmatizer import (
    LONGEST,
    MODEL,
    WHOLE,
    Lemmatizer,
    change,
    verb_forms,
)
from newsan.rules.loader import inflector

NAMES = ("NNP", "NNPS")  # a name is its own lemma
TRUSTED = 2  # occurrences from which a word's own lemma is believed against its ending
VERBS = ("VB", "VBP", "VBD", "VBN", "VBG", "VBZ")
NOUNS = ("NN", "NNS")

Counts = Counter[tuple[str, str]]
Change = tuple[int, str]


def examples(sentences: Iterable[syntax.Gold]) -> Iterator[tuple[str, str, str]]:
    """Tag, word and lemma of every word that is no name."""
    for sentence in sentences:
        for word, tag, lemma in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
            if tag not in NAMES and lemma != "_":
                yield tag, word.lower(), lemma.lower()


def inflected(counts: Mapping[str, Counts]) -> Iterator[tuple[str, str, str]]:
    """The forms, by newsan's own inflection, of the verbs and nouns that were seen."""
    spell = inflector()
    verbs = {*spell.verbs, *_lemmas(counts, VERBS)}
    for verb in sorted(verbs):
        yield from ((tag, form, verb) for tag, form in verb_forms(spell.forms(verb, "verb")))
    for noun in sorted({*spell.nouns, *_lemmas(counts, NOUNS)}):
        yield "NNS", spell.forms(noun, "noun")[-1], noun


def _lemmas(counts: Mapping[str, Counts], tags: Iterable[str]) -> set[str]:
    found: Counter[str] = Counter()
    for tag in tags:
        for (_, lemma), count in counts[tag].items():
            found[lemma] += count
    return {lemma for lemma, count in found.items() if count >= TRUSTED and lemma.isalpha()}


def learn(counts: Counts) -> dict[str, Change]:
    """The endings of one tag: each says something else than the next shorter one."""
    best: dict[str, tuple[str, int]] = {}
    for (word, lemma), count in sorted(counts.items()):
        if count > best.get(word, ("", 0))[1]:
            best[word] = lemma, count
    votes: dict[str, Counter[Change]] = defaultdict(Counter)
    for word, (lemma, _) in best.items():
        for length in range(min(LONGEST, len(word)) + 1):
            votes[word[len(word) - length :]][edit(word, lemma)] += 1
    endings: dict[str, Change] = {}
    for ending in sorted(votes, key=len):
        wanted, most = min(votes[ending].items(), key=lambda item: (-item[1], item[0]))
        if most > 1 and wanted != change(endings, ending[1:] if ending else ""):
            endings[ending] = wanted
    for word, (lemma, count) in best.items():
        if count >= TRUSTED and edit(word, lemma) != change(endings, word):
            endings[WHOLE + word] = edit(word, lemma)
    return endings


def edit(word: str, lemma: str) -> Change:
    same = (a == b for a, b in zip(word, lemma, strict=False))
    kept = sum(1 for _ in takewhile(bool, same))
    return len(word) - kept, lemma[kept:]


def accuracy(lemmatizer: Lemmatizer, sentences: Iterable[syntax.Gold]) -> float:
    """Share of right lemmas, gold tags, names left out, in percent."""
    pairs = [(lemmatizer.lemma(word, tag), lemma) for tag, word, lemma in examples(sentences)]
    return round(100 * sum(a == b for a, b in pairs) / len(pairs), 2)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--syntax", type=Path, required=True)
    folder = options.parse_args().syntax
    counts: dict[str, Counts] = defaultdict(Counter)
    for tag, word, lemma in examples(syntax.training(folder)):
        counts[tag][word, lemma] += 1
    irregular = {*inflector().verbs, *inflector().nouns}
    seen = {tag: {word for word, _ in counts[tag]} for tag in counts}
    for tag, word, lemma in list(inflected(counts)):
        if word not in seen[tag] or lemma in irregular:
            counts[tag][word, lemma] += TRUSTED
    endings = {tag: learn(counts[tag]) for tag in sorted(counts)}
    modelfile.save(MODELS / MODEL, {"endings": endings}, {})
    lemmatizer = Lemmatizer.load()
    card.write(
        MODELS / MODEL,
        what="lemmatizer: endings by tag",
        command="python benchmarks/train_lemmatizer.py --syntax DIR",
        recipe={"endings": sum(map(len, endings.values()))},
        scores={
            "lemmas right, gold tags, without names (%)": {
                f"{name} dev": accuracy(lemmatizer, syntax.read(folder / f"{name}.dev.jsonl"))
                for name in ("gum", "ewt")
            }
        },
    )


if __name__ == "__main__":
    main()
