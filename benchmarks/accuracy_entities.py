"""How right newsan's names are, on gold corpora: exact span and type, precision, recall and F1.

    benchmarks/accuracy entities DIR [--recased] [--errors N]

DIR holds the corpora as JSONL (`crossner_politics.dev.jsonl` …; those that are missing are passed
over). newsan's answers are put in each corpus's terms: its finer types as PER, ORG and LOC; seats
of power, which newsan gives the type of what they stand for, as the places they are; persons with
their titles where the corpus has them so (GUM). A leading article and a trailing possessive are
ignored on both sides, for corpora disagree on them. `--recased` measures
copies of the texts in Title Case and in ALL CAPS as well.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import score_entities

from newsan.analyzers.document import Document, Token
from newsan.analyzers.entities.recognize import Recognizer
from newsan.analyzers.language import Language, LanguageModel
from newsan.rules import load

# Corpus (file, and genre of GUM) → the scorer's map of its types.
CORPORA = [
    ("crossner_politics.dev", None, "crossner"),
    ("uner_ewt.dev", None, "uner"),
    ("gum.dev", "news", "gum"),
    ("gum.dev", None, "gum"),
    ("wnut17.dev", None, "wnut"),
]
TITLED = {"gum"}  # schemes in which "Professor Lee" is the name
TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}

Prediction = dict[str, Any]


def title_case(text: str) -> str:
    """The text with every word begun by a capital; the same length."""
    return "".join(
        _upper(char) if i == 0 or text[i - 1].isspace() else char for i, char in enumerate(text)
    )


def all_caps(text: str) -> str:
    """The text in capitals; the same length."""
    return "".join(map(_upper, text))


def _upper(char: str) -> str:
    return char.upper() if len(char.upper()) == 1 else char


CASES: dict[str, Callable[[str], str]] = {
    "as is": lambda text: text,
    "Title Case": title_case,
    "ALL CAPS": all_caps,
}


class Newsan:
    """newsan's recognizer, as the scorer wants its answers."""

    def __init__(self) -> None:
        rules = load()
        self._language = LanguageModel(rules)
        self._recognizer = Recognizer(rules)
        self._seats = rules.lexicon("entities.seat-of-power")
        self._titles = rules.lexicon("entities.title")
        self._modifiers = rules.lexicon("entities.title-modifier")

    def predict(self, text: str, titles: bool) -> Prediction:
        """The names of a text, by types of the scorer; persons with their titles if the corpus
        counts them as part of the name."""
        document = Document(text)
        language = Language(document, self._language)
        entities = []
        for name in self._recognizer.recognize(document, language):
            seat = self._seats.get(text[name.start : name.end].lower())
            type_ = str(seat["literal"]) if seat else name.type
            first = name.first
            while titles and type_ == "PERSON" and self._is_title(language.tokens[first - 1]):
                first -= 1
            start = language.tokens[first].start
            if type_ in TYPES:
                entities.append({"start": start, "end": name.end, "type": TYPES[type_]})
        return {"entities": entities}

    def _is_title(self, token: Token) -> bool:
        known = token.folded in self._titles or token.folded in self._modifiers
        return known and token.text != token.text.lower()


def read(path: Path, genre: str | None) -> Iterable[dict[str, Any]]:
    """The records of a corpus, of one genre if it is given."""
    records = map(json.loads, path.open(encoding="utf-8"))
    return (record for record in records if genre is None or record.get("genre") == genre)


def measure(
    newsan: Newsan, path: Path, genre: str | None, scheme: str, case: str, errors: int
) -> tuple[dict[str, Any], list[Any]]:
    """The scorer's result for a corpus in a case, and some errors."""
    gold, predicted = {}, {}
    for record in read(path, genre):
        record["text"] = CASES[case](record["text"])
        gold[record["id"]] = record
        predicted[record["id"]] = newsan.predict(record["text"], scheme in TITLED)
    score_entities.TRIM = True
    types = {"PER", "ORG", "LOC"}
    return score_entities.score(
        gold, predicted, score_entities.get_map(scheme), None, types, errors
    )


def scores(folder: Path) -> dict[str, dict[str, list[float]]]:
    """Precision, recall and F1 of all names and of each type, for each corpus and case."""
    newsan = Newsan()
    table = {}
    for corpus, genre, scheme in CORPORA:
        path = folder / f"{corpus}.jsonl"
        for case in CASES if path.exists() else ():
            result, _ = measure(newsan, path, genre, scheme, case, 0)
            types = {type_: line[:3] for type_, line in result["per_type"].items()}
            table[" ".join(filter(None, (corpus, genre, case)))] = {
                "all": result["typed"],
                **types,
            }
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora", type=Path, metavar="DIR")
    parser.add_argument("--recased", action="store_true", help="Title Case and ALL CAPS as well")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N errors")
    arguments = parser.parse_args()
    newsan = Newsan()
    for corpus, genre, scheme in CORPORA:
        path = arguments.corpora / f"{corpus}.jsonl"
        if not path.exists():
            continue
        for case in CASES if arguments.recased else ["as is"]:
            result, errors = measure(newsan, path, genre, scheme, case, arguments.errors)
            show(f"{corpus} {genre or ''} {case}", result, errors)


def show(title: str, result: dict[str, Any], errors: list[Any]) -> None:
    """One line for all types, one for each, and the errors."""
    print(f"{title:40} P {{:5.1f}} R {{:5.1f}} F1 {{:5.1f}}".format(*result["typed"]))
    for type_, (precision, recall, f1, gold, found) in result["per_type"].items():
        print(
            f"{type_:>40} P {precision:5.1f} R {recall:5.1f} F1 {f1:5.1f}"
            f"  ({gold} in gold, {found} found)"
        )
    for kind, id_, excerpt in errors:
        print(f"    {kind}: {id_}: {excerpt}")


if __name__ == "__main__":
    main()
