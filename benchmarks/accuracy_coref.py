"""Grouping and pronouns against gold coreference (GUM's JSONL).

    benchmarks/accuracy coref FILE… [--genre news] [--errors "gold names"]

Gold names: the corpus's own names of persons, organisations and places are given to newsan's
grouper. End to end: newsan's names, each scored with the gold name that it overlaps most; gold
names that are missed count as groups of their own, so recall pays for them (a name inside
another's, which newsan doesn't look for, counts as missed); "names found" leaves them out. B³
(Bagga and Baldwin 1998) and pairwise F1. Pronouns: he and she in all their forms; right when
newsan's entity is, by most of its names, the gold one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from newsan.analyzers.article import Article
from newsan.analyzers.document import Document
from newsan.analyzers.entities.analyzer import EntitiesAnalyzer
from newsan.analyzers.entities.groups import Group
from newsan.analyzers.entities.recognize import Name
from newsan.analyzers.language import Language, LanguageModel
from newsan.rules import load

TYPES = {"person": "PERSON", "organization": "ORG", "place": "GPE"}
MISSED = "missed"
PRONOUNS = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
Gold = tuple[int, Any]  # the number of a cluster, and a mention of it
Row = tuple[str, int, str]  # article, gold cluster, newsan's group


def read(paths: Iterable[Path], genre: str) -> Iterator[dict[str, Any]]:
    """The articles of a genre ("" for all)."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            if not genre or article["genre"] == genre:
                yield article


def gold_names(article: dict[str, Any]) -> list[Gold]:
    """The names of persons, organisations and places with their clusters, in order."""
    found = [
        (number, mention)
        for number, cluster in enumerate(article["clusters"])
        if cluster["type"] in TYPES
        for mention in cluster["mentions"]
        if mention["kind"] == "name"
    ]
    return sorted(found, key=lambda item: (item[1]["start"], -item[1]["end"]))


def gold_pronouns(article: dict[str, Any]) -> list[Gold]:
    """he, she and their forms with their clusters."""
    return [
        (number, mention)
        for number, cluster in enumerate(article["clusters"])
        for mention in cluster["mentions"]
        if mention["text"].lower() in PRONOUNS
    ]


def as_name(mention: dict[str, Any], kind: str, language: Language) -> Name:
    """A gold name in the recogniser's form: without a leading article or a possessive ending;
    plural names of people are peoples."""
    start, end, text = mention["start"], mention["end"], mention["text"]
    start += 4 if text.lower().startswith("the ") else 0
    end -= 2 if text.endswith(("'s", "’s")) else text.endswith(("s'", "s’"))
    first, last = language.token_at(start), language.token_at(end - 1) + 1
    plural = kind == "PERSON" and mention["head_xpos"] == "NNPS"
    return Name(start, end, first, last, "NORP" if plural else kind, "gold", 1.0, None)


def matched(gold: Sequence[Gold], groups: Sequence[Group]) -> dict[int, str]:
    """For each gold name, by its index, the group of the name that overlaps it most."""
    mine = [(m.start, m.end, str(i)) for i, group in enumerate(groups) for m in group.names()]
    pairs = [
        (
            overlap,
            -abs((end - start) - (mention["end"] - mention["start"])),
            -index,
            start,
            end,
            group,
        )
        for index, (_, mention) in enumerate(gold)
        for start, end, group in mine
        if (overlap := min(end, mention["end"]) - max(start, mention["start"])) > 0
    ]
    found: dict[int, str] = {}
    used: set[tuple[int, int]] = set()
    for _, _, minus_index, start, end, group in sorted(pairs, reverse=True):
        if -minus_index not in found and (start, end) not in used:
            found[-minus_index] = group
            used.add((start, end))
    return found


def scores(rows: Iterable[Row]) -> str:
    """B³ and pairwise precision, recall and F1, in percent."""
    articles: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for article, gold, found in rows:
        articles[article].append((gold, found))
    precision = recall = 0.0
    number = together = gold_pairs = found_pairs = 0
    for pairs in articles.values():
        golds, founds = Counter(g for g, _ in pairs), Counter(f for _, f in pairs)
        both = Counter(pairs)
        precision += sum(both[pair] / founds[pair[1]] for pair in pairs)
        recall += sum(both[pair] / golds[pair[0]] for pair in pairs)
        number += len(pairs)
        together += sum(map(_pairs, both.values()))
        gold_pairs += sum(map(_pairs, golds.values()))
        found_pairs += sum(map(_pairs, founds.values()))
    b3 = prf(precision, number, recall, number)
    return f"{number:5} names  B3 {b3}  pairwise {prf(together, found_pairs, together, gold_pairs)}"


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def prf(right: float, found: float, hit: float, gold: float) -> str:
    """Precision, recall and F1 as text."""
    p, r = right / max(found, 1), hit / max(gold, 1)
    return f"P {100 * p:.1f} R {100 * r:.1f} F {200 * p * r / ((p + r) or 1):.1f}"


class Pronouns:
    """Counts resolved and right pronouns."""

    def __init__(self, show: bool) -> None:
        self.show = show
        self.gold = self.named = self.resolved = self.resolved_named = self.right = 0

    def add(self, article: dict[str, Any], groups: Sequence[Group], gold: Sequence[Gold]) -> None:
        clusters = clusters_of(groups, gold)
        named = {number for number, _ in gold}
        found = {
            m.start: i
            for i, group in enumerate(groups)
            for m in group.members
            if m.kind == "pronoun"
        }
        for number, mention in gold_pronouns(article):
            self.gold += 1
            self.named += number in named
            if mention["start"] not in found:
                continue
            self.resolved += 1
            self.resolved_named += number in named
            right = clusters.get(found[mention["start"]]) == number
            self.right += right
            if self.show and not right:
                self._print(article, mention, groups[found[mention["start"]]])

    def _print(self, article: dict[str, Any], mention: dict[str, Any], group: Group) -> None:
        text, start = article["text"], mention["start"]
        before = text[max(start - 300, 0) : start].replace("\n", " / ")
        after = text[mention["end"] : mention["end"] + 40].replace("\n", " / ")
        print(f"-- {article['id']}: …{before}[[{mention['text']}]]{after} = {group.name}?")

    def __str__(self) -> str:
        precision = 100 * self.right / max(self.resolved, 1)
        coverage = 100 * self.resolved / max(self.gold, 1)
        of_named = 100 * self.resolved_named / max(self.named, 1)
        return (
            f"{self.gold:5} he/she, {self.named} of them to a name: precision {precision:.1f}, "
            f"coverage {coverage:.1f} of all, {of_named:.1f} of those to a name"
        )


def clusters_of(groups: Sequence[Group], gold: Sequence[Gold]) -> dict[int, int]:
    """For each group the gold cluster that most of its names belong to."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for index, group in matched(gold, groups).items():
        votes[int(group)][gold[index][0]] += 1
    return {group: count.most_common(1)[0][0] for group, count in votes.items()}


def report_errors(article: str, gold: Sequence[Gold], found: Sequence[str]) -> None:
    """Print what was split and what was merged wrongly."""
    texts: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for (number, mention), group in zip(gold, found, strict=True):
        texts[number, group][mention["text"]] += 1
    for side, label in ((0, "SPLIT"), (1, "MERGED")):
        parts: dict[Any, list[dict[str, int]]] = defaultdict(list)
        for key, counts in texts.items():
            parts[key[side]].append(dict(counts))
        for pieces in parts.values():
            if len(pieces) > 1:
                print(f"-- {article}: {label} {pieces}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--genre", default="news")
    parser.add_argument("--errors", choices=("gold names", "end to end"))
    options = parser.parse_args()
    analyzer, model = EntitiesAnalyzer(load()), LanguageModel()
    rows: dict[str, list[Row]] = {"gold names": [], "end to end": []}
    pronouns = {kind: Pronouns(options.errors == kind) for kind in rows}
    for record in read(options.files, options.genre):
        document = Document(record["text"])
        article = Article(document, Language(document, model))
        gold = gold_names(record)
        kinds = [TYPES[record["clusters"][number]["type"]] for number, _ in gold]
        given = [
            as_name(mention, kind, article.language)
            for (_, mention), kind in zip(gold, kinds, strict=True)
        ]
        for kind, groups in (
            ("gold names", analyzer.groups(article, given)),
            ("end to end", analyzer.groups(article)),
        ):
            found = matched(gold, groups)
            mine = [found.get(i, f"{MISSED} {i}") for i in range(len(gold))]
            if options.errors == kind:
                report_errors(record["id"], gold, mine)
            numbers = [number for number, _ in gold]
            rows[kind] += zip([record["id"]] * len(gold), numbers, mine, strict=True)
            pronouns[kind].add(record, groups, gold)
    for kind in rows:
        print(f"{kind:11} {scores(rows[kind])}\n{kind:11} {pronouns[kind]}")
    found_rows = [row for row in rows["end to end"] if not row[2].startswith(MISSED)]
    print(f"names found {scores(found_rows)}")


if __name__ == "__main__":
    main()
