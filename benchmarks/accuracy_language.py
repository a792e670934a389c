"""Tokens, sentences, tags, lemmas and dependencies against UD treebanks (JSONL).

    benchmarks/accuracy language --syntax DIR [--relations]

With gold words and sentences: share of right tags (as printed, in capitals, in Title Case), of
right lemmas, UAS and LAS with newsan's tags and without punctuation. On raw text (sentences of a
document joined by blanks) newsan cuts sentences and words itself, and the scores are F1 over
spans, as in the CoNLL 2018 shared task (Zeman et al. 2018).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import syntax
from train_tagger import title_case

from newsan.analyzers.document import Document
from newsan.analyzers.language import Language, LanguageModel

Span = tuple[int, int]
Facts = dict[str, set[tuple[object, ...]]]


def gold_words(model: LanguageModel, sentences: list[syntax.Gold]) -> dict[str, float]:
    """Scores in percent with gold words and sentences, and the speed of tagger and parser."""
    small = frozenset(model.knowledge["title-small"])
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    started = time.process_time()
    parsed = []
    for sentence in sentences:
        tags = model.tagger.tag(sentence.words)
        parsed.append((sentence, tags, *model.parser.parse(sentence.words, tags)))
    spent = time.process_time() - started
    for sentence, tags, heads, labels in parsed:
        printed = {
            "tags": tags,
            "tags CAPS": model.tagger.tag([word.upper() for word in sentence.words]),
            "tags Title": model.tagger.tag(title_case(sentence.words, small)),
        }
        for name, given in printed.items():
            right[name] += sum(map(str.__eq__, given, sentence.tags))
            total[name] += len(tags)
        for word, tag, gold_tag, lemma in zip(
            sentence.words, tags, sentence.tags, sentence.lemmas, strict=True
        ):
            if not gold_tag.startswith("NNP"):
                total["lemmas"] += 1
                right["lemmas"] += model.lemmatizer.lemma(word.lower(), tag) == lemma.lower()
        gold = zip(sentence.heads, syntax.reduced(sentence), strict=True)
        for head, label, (gold_head, gold_label) in zip(heads, labels, gold, strict=True):
            if gold_label != "punct":
                total["UAS"] += 1
                total["LAS"] += 1
                right["UAS"] += head == gold_head - 1
                right["LAS"] += head == gold_head - 1 and label == gold_label
    scores = {name: 100 * right[name] / total[name] for name in total}
    return {**scores, "words/s": total["tags"] / spent}


def raw_text(model: LanguageModel, sentences: list[syntax.Gold]) -> dict[str, float]:
    """F1 in percent of spans of sentences and words, of tags, and of arcs between spans."""
    found: Counter[str] = Counter()
    given: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    for _, group in groupby(sentences, key=lambda sentence: sentence.document):
        text, gold = _document(list(group))
        ours = _ours(Language(Document(text), model))
        for name in gold:
            given[name] += len(gold[name])
            found[name] += len(ours[name])
            shared[name] += len(gold[name] & ours[name])
    return {name: 200 * shared[name] / (given[name] + found[name]) for name in given}


def relations(model: LanguageModel, sentences: Iterable[syntax.Gold]) -> Iterator[str]:
    """Precision, recall and F1 of each relation: right only when head and relation are."""
    found: Counter[str] = Counter()
    given: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    for sentence in sentences:
        heads, labels = model.parser.parse(sentence.words, model.tagger.tag(sentence.words))
        gold_labels = syntax.reduced(sentence)
        found.update(labels)
        given.update(gold_labels)
        for head, label, gold_head, gold in zip(
            heads, labels, sentence.heads, gold_labels, strict=True
        ):
            shared[gold] += label == gold and head == gold_head - 1
    for name, count in given.most_common():
        precision = 100 * shared[name] / max(1, found[name])
        recall = 100 * shared[name] / count
        f1 = 200 * shared[name] / (count + found[name])
        yield f"{name:12} {count:6} {precision:6.1f} {recall:6.1f} {f1:6.1f}"


def _document(sentences: list[syntax.Gold]) -> tuple[str, Facts]:
    """The text of a document, and what its gold annotation says of spans in it."""
    facts: Facts = defaultdict(set)
    text = ""
    for sentence in sentences:
        spans: list[Span] = []
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            spans.append((len(text), len(text) + len(word)))
            text += word + " " * space
        text = text.rstrip() + " "
        heads = [head - 1 for head in sentence.heads]
        _add(facts, spans, sentence.tags, heads, syntax.reduced(sentence))
    return text, facts


def _ours(layer: Language) -> Facts:
    facts: Facts = defaultdict(set)
    for index, sentence in enumerate(layer.sentences):
        tree = layer.tree(index)
        part = slice(sentence.first, sentence.last)
        spans = [(token.start, token.end) for token in layer.tokens[part]]
        heads = [head - sentence.first if head >= 0 else -1 for head in tree.heads]
        _add(facts, spans, layer.tags[part], heads, tree.labels)
    return facts


def _add(
    facts: Facts,
    spans: list[Span],
    tags: Iterable[str],
    heads: Iterable[int],
    labels: Iterable[str],
) -> None:
    facts["sentences"].add((spans[0][0], spans[-1][1]))
    for span, tag, head, label in zip(spans, tags, heads, labels, strict=True):
        facts["words"].add(span)
        facts["tags"].add((span, tag))
        if label != "punct":
            above = spans[head] if head >= 0 else None
            facts["UAS"].add((span, above))
            facts["LAS"].add((span, above, label))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--syntax", type=Path, required=True, help="folder of the treebanks")
    options.add_argument("--relations", action="store_true", help="scores by relation")
    arguments = options.parse_args()
    started = time.process_time()
    model = LanguageModel()
    loaded = model.tagger, model.parser
    print(f"{len(loaded)} models loaded in {1000 * (time.process_time() - started):.0f} ms CPU")
    for name in ("gum", "ewt"):
        sentences = syntax.read(arguments.syntax / f"{name}.dev.jsonl")
        print(f"{name} dev, gold words:", _row(gold_words(model, sentences)))
        print(f"{name} dev, raw text (F1):", _row(raw_text(model, sentences)))
        if arguments.relations:
            print(f"relation      count      P      R     F1   ({name} dev, gold words)")
            print("\n".join(relations(model, sentences)))


def _row(scores: dict[str, float]) -> str:
    return "  ".join(f"{name} {score:.1f}" for name, score in scores.items())


if __name__ == "__main__":
    main()
