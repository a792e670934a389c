"""Quotes: how many are found with the right speaker, against a corpus in JSONL.

    python -m benchmarks.accuracy_quotes FILE… [--speech-only] [--min-confidence N] [--rules]
                                          [--errors FILE] [--limit N]

A line is a document: {"id", "text", "quotes": [{"start", "end", "type", "cue", "speaker":
{"start", "end", "text"}, "canonical_speaker", "speech"}]}. The scores are those of
`score_quotes`. The word that only introduces a clause ("that") is counted as part of it, as the
corpora have it; quotes nested in others are left out, for the corpora annotate the outermost. A
canonical speaker is written as the article writes it in full ("World Health Organisation").
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks import score_quotes

from newsan.analyzers.document import Document
from newsan.analyzers.findings import Entity, Quote
from newsan.analyzers.pipeline import Pipeline, Selection
from newsan.analyzers.registry import builtin
from newsan.rules import load

Row = dict[str, Any]
COLUMNS = ("exact", "relaxed", "joint", "marked", "marked_joint", "tokens")


def read(paths: Iterable[Path], limit: int | None) -> Iterator[Row]:
    """The documents of the corpora, at most `limit` of each, spread over the file."""
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        step = max(1, len(lines) // limit) if limit else 1
        yield from map(json.loads, lines[::step][:limit])


def written(entity: Entity) -> str:
    """The longest name that the article gives an entity."""
    names = [mention.text for mention in entity.mentions if mention.kind == "name"]
    return max(names, key=len, default=entity.name)


def prediction(quote: Quote, text: str, names: Mapping[str, str]) -> Row:
    """A quote in the scorer's form; `names` has each entity's full name by its id."""
    start = quote.complementizer.start if quote.complementizer else quote.start
    party = quote.speaker
    mention = party.mention if party else None
    return {
        "start": start,
        "end": quote.end,
        "text": text[start : quote.end],
        "type": quote.type,
        "speaker": {"start": mention.start, "end": mention.end, "text": mention.text}
        if mention
        else None,
        "canonical_speaker": names.get(party.entity or "") if party else None,
        "rule": quote.rule,
        "how": quote.how,
        "cue_text": quote.cue.text if quote.cue else "",
        "confidence": quote.confidence,
    }


def predict(pipeline: Pipeline, documents: Iterable[Row], least: float) -> dict[str, Row]:
    """The quotes that newsan finds in each document, down to a confidence."""
    found = {}
    for row in documents:
        report = pipeline.run(Document(row["text"]))
        names = {entity.id: written(entity) for entity in report.entities}
        kept = [q for q in report.quotes if q.parent is None and q.confidence >= least]
        found[row["id"]] = {"quotes": [prediction(q, row["text"], names) for q in kept]}
    return found


def print_scores(result: Mapping[str, Any]) -> None:
    """The table of the field's columns."""
    print(f"{'':14}{'P':>8}{'R':>8}{'F1':>8}")
    rows = [(name, result[name]) for name in COLUMNS]
    for kind, scores in result["by_type"].items():
        rows.append((f"{kind} joint", scores["joint"]))
    for name, score in rows:
        values = "".join(f"{100 * score[key]:8.1f}" for key in ("p", "r", "f1"))
        print(f"{name:14}{values}")
    print(f"speaker right on matched: {100 * (result['speaker_accuracy_on_matched'] or 0):.1f}")
    if "canonical_accuracy_on_matched" in result:
        share, count = result["canonical_accuracy_on_matched"], result["canonical_n"]
        print(f"canonical speaker right on matched: {100 * share:.1f} of {count}")


def print_rules(predicted: Mapping[str, Row], errors: Iterable[tuple[Any, ...]], key: str) -> None:
    """For each way of finding (or rule): how many, and how often right with the right speaker."""
    totals = Counter(quote[key] for row in predicted.values() for quote in row["quotes"])
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, _, _, quote in errors:
        if quote is not None:
            wrong[quote[key]][kind] += 1
    print(f"\n{key:28}{'n':>6}{'span':>7}{'joint':>7}")
    for name, count in totals.most_common():
        false, speaker = wrong[name]["FP"], wrong[name]["SPK"]
        print(f"{name:28}{count:6}{1 - false / count:7.2f}{1 - (false + speaker) / count:7.2f}")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--speech-only", action="store_true")
    parser.add_argument("--min-confidence", type=float, default=0.0)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--rules", action="store_true", help="precision by rule")
    parser.add_argument("--errors", type=Path, help="write the errors there as JSONL")
    options = parser.parse_args(arguments)
    gold = {row["id"]: row for row in read(options.corpora, options.limit)}
    pipeline = Pipeline(builtin(), load(), Selection(select=("entities", "quotes")))
    begin = process_time()
    predicted = predict(pipeline, gold.values(), options.min_confidence)
    seconds = process_time() - begin
    settings = argparse.Namespace(
        jaccard=0.5, speech_only=options.speech_only, types=None, min_marked=3
    )
    print_scores(score_quotes.full(gold, predicted, settings))
    words = sum(len(row["text"].split()) for row in gold.values())
    print(f"{words / seconds:,.0f} words per CPU second, language and entities included")
    errors: list[tuple[Any, ...]] = []
    score_quotes.score(gold, predicted, 0.5, options.speech_only, None, 3, errors)
    if options.rules:
        print_rules(predicted, errors, "how")
        print_rules(predicted, errors, "rule")
    if options.errors:
        keys = ("kind", "id", "gold", "predicted")
        lines = (json.dumps(dict(zip(keys, e, strict=True)), ensure_ascii=False) for e in errors)
        options.errors.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
