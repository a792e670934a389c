"""Dates against gold TIMEX3 corpora.

    benchmarks/accuracy dates FILE.jsonl … [--errors N] [--rules] [--unpublished]

A file holds one document a line: {"id", "text", "dct", "timexes": [{"start", "end", "type",
"value"}]}; `dct` is the publication date. Prints strict, relaxed, type and value P, R and F1 by
file, recall by type, and words per CPU second, given sentences and tokens.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from score_dates import MEASURES, Score, score

from newsan.analyzers.article import Article
from newsan.analyzers.dates import DatesAnalyzer
from newsan.analyzers.document import Document
from newsan.analyzers.language import Language, LanguageModel
from newsan.rules import load

Documents = Mapping[str, Mapping[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show the first N errors of a file")
    parser.add_argument("--rules", action="store_true", help="precision by rule")
    parser.add_argument("--unpublished", action="store_true", help="withhold publication dates")
    parser.add_argument("--valued", action="store_true", help="only gold that has a value")
    arguments = parser.parse_args()
    rules = load()
    analyzer, model = DatesAnalyzer(rules), LanguageModel(rules)
    for path in arguments.files:
        documents = _read(path)
        system, words, seconds = _run(documents, analyzer, model, arguments.unpublished)
        gold = {name: document["timexes"] for name, document in documents.items()}
        keep = (lambda one: bool(one["value"])) if arguments.valued else (lambda one: True)
        result = score(gold, system, keep)
        _report(path.stem, result, words / seconds)
        for name, kind, one, other in result.errors[: arguments.errors]:
            _error(documents[name], kind, one, other)
        if arguments.rules:
            _by_rule(result, system)


def _read(path: Path) -> Documents:
    lines = path.read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines if line.strip()]
    return {document["id"]: document for document in documents}


def _run(
    documents: Documents, analyzer: DatesAnalyzer, model: LanguageModel, unpublished: bool
) -> tuple[dict[str, list[dict[str, Any]]], int, float]:
    system: dict[str, list[dict[str, Any]]] = {}
    words, seconds = 0, 1e-9
    for name, gold in documents.items():
        published = None if unpublished else gold["dct"][: len("2024-01-31")]
        document = Document(gold["text"], published=published)
        language = Language(document, model)
        words += len(language.tokens) + 0 * len(language.sentences)
        begin = time.process_time()
        found = analyzer.analyze(Article(document, language))["dates"]
        seconds += time.process_time() - begin
        system[name] = [
            {
                "start": one.start,
                "end": one.end,
                "type": one.type,
                "value": one.value,
                "rule": one.rule,
                "anchor": one.anchor,
            }
            for one in found
        ]
    return system, words, seconds


def _report(name: str, result: Score, speed: float) -> None:
    print(f"{name}: gold {result.counts['gold']}, found {result.counts['system']}")
    for measure in MEASURES:
        precision, recall, f1 = result.figures(measure)
        print(f"  {measure:8} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}")
    for kind, counts in sorted(result.by_type.items()):
        shares = "  ".join(f"{m} {100 * counts[m] / counts['gold']:5.1f}" for m in MEASURES)
        print(f"  {kind:8} gold {counts['gold']:5}  recall: {shares}")
    print(f"  {speed:,.0f} words per CPU second")


def _error(document: Mapping[str, Any], kind: str, one: Any, other: Any) -> None:
    text, at = document["text"], one or other
    shown = [f"“{text[x['start'] : x['end']]}” {x['type']} {x['value']}" for x in (one, other) if x]
    context = text[max(0, at["start"] - 50) : at["end"] + 30].replace("\n", " ")
    print(f"  {kind:8} {document['dct'][:10]} {' ≠ '.join(shown)} … {context}")


def _by_rule(result: Score, system: Mapping[str, list[dict[str, Any]]]) -> None:
    """What share of a rule's findings had the right value."""
    found = Counter(one["rule"] for findings in system.values() for one in findings)
    wrong = Counter(
        other["rule"]
        for _, kind, _, other in result.errors
        if other is not None and kind in ("value", "spurious")
    )
    for rule, count in found.most_common():
        print(f"  {rule:32} {count:5} found, value right {1 - wrong[rule] / count:.2f}")


if __name__ == "__main__":
    main()
