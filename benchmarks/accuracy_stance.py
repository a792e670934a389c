"""How right newsan is about stance, portrayal, voice and marks, against gold corpora.

    benchmarks/accuracy stance DIR [--split dev|train] [--limit N] [--only PART …] [--errors N]

DIR holds the corpora as JSONL (`dse2021g.dev.jsonl`, `newsmtsc-rw.dev.jsonl`, …; missing ones are
passed over). Parts: dse (holder → target pairs, mentions given, with the precision of every rule),
dse-own (the same with newsan's own entities), newsmtsc (portrayal, with the model and by rules
alone), basil (the voice of a span), babe (loaded words). Scored by `score_stance`.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import score_stance
from stance_data import rows

import newsan
from newsan.analyzers.findings import Entity, Evidence, Mark, Piece, Portrayal, Quote, Stance
from newsan.analyzers.report import Report
from newsan.analyzers.stance.voice import Voices

Item = dict[str, Any]
HIGH = 0.8


@dataclass(frozen=True)
class Corpus:
    """Where the corpora lie, which split is read, and how much of it."""

    folder: Path
    split: str
    limit: int
    errors: int

    def items(self, name: str) -> list[Item]:
        """The items of a corpus; none when its file is missing."""
        path = self.folder / f"{name}.jsonl"
        found = list(rows(path)) if path.exists() else []
        if 0 < self.limit < len(found):
            return random.Random(1).sample(found, self.limit)
        return found


def show(title: str, scores: Mapping[str, Any], *names: str) -> None:
    """One line: the named scores as P, R and F1, or as single figures."""
    parts = []
    for name in names:
        value = scores[name]
        if isinstance(value, Mapping):
            text = " ".join(f"{key.upper()} {value[key]:.3f}" for key in ("p", "r", "f1"))
            parts.append(f"{name}: {text}")
        else:
            parts.append(f"{name} {value:.3f}")
    print(f"{title:44} {'   '.join(parts)}")


# --- holder → target ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """What newsan says of one directed item."""

    item: Item
    stance: Stance | None


def read_dse(items: Sequence[Item], given: bool) -> list[Read]:
    """newsan's stance for every directed item; both directions of a pair share one run."""
    reports: dict[str, Report] = {}
    found = []
    for item in items:
        if item["pair"] not in reports:
            places = [item["holder"], item["target"]]
            entities = mentions(places) if given else None
            reports[item["pair"]] = newsan.analyze(item["text"], entities=entities)
        report = reports[item["pair"]]
        holder, target = (entity_at(report, item[role]) for role in ("holder", "target"))
        found.append(Read(item, stance_of(report, holder, target)))
    return found


def mentions(places: Iterable[Mapping[str, int]], **also: str) -> list[dict[str, Any]]:
    """Places of a corpus as newsan takes them; some corpora have empty ones."""
    full = (place for place in places if place["start"] < place["end"])
    return [{"start": place["start"], "end": place["end"], **also} for place in full]


def entity_at(report: Report, place: Mapping[str, int]) -> str | None:
    """The id of the entity with a mention that shares most with a place."""
    best: tuple[int, str] | None = None
    for entity in report.layers["entities"]:
        assert isinstance(entity, Entity)
        for mention in entity.mentions:
            shared = min(mention.end, place["end"]) - max(mention.start, place["start"])
            if shared > 0 and (best is None or shared > best[0]):
                best = shared, entity.id
    return best[1] if best else None


def stance_of(report: Report, holder: str | None, target: str | None) -> Stance | None:
    """The stance of one entity towards another; None without evidence."""
    for stance in report.layers["stances"]:
        assert isinstance(stance, Stance)
        if holder and target and (stance.holder.entity, stance.target.entity) == (holder, target):
            return stance
    return None


def directed(reads: Iterable[Read], least: float = 0.0) -> dict[str, Item]:
    """Predictions for the scorer, of stances with at least that confidence."""
    return {
        read.item["id"]: {"polarity": read.stance.polarity}
        for read in reads
        if read.stance and read.stance.confidence >= least
    }


def dse(corpus: Corpus) -> None:
    """Pair scores, with given mentions and with newsan's own."""
    items = corpus.items(f"dse2021g.{corpus.split}")
    if not items:
        return
    gold = {item["id"]: item for item in items}
    reads = read_dse(items, given=True)
    for title, least in (("all evidence", 0.0), (f"confidence ≥ {HIGH}", HIGH)):
        scores = score_stance.score(gold, directed(reads, least))["polarity"]
        show(f"dse, mentions given, {title}", scores, "pair_strict", "pair_detect")
    reliability(reads)
    by_rule(reads)
    if corpus.errors:
        errors(reads, corpus.errors)


def dse_own(corpus: Corpus) -> None:
    """Pair scores end to end, with the entities that newsan finds itself."""
    items = corpus.items(f"dse2021g.{corpus.split}")
    gold = {item["id"]: item for item in items}
    if items:
        scores = score_stance.score(gold, directed(read_dse(items, given=False)))["polarity"]
        show("dse, newsan's own entities", scores, "pair_strict", "pair_detect")


def reliability(reads: Sequence[Read]) -> None:
    """Confidence against the share that is right."""
    by: dict[float, list[bool]] = defaultdict(list)
    for read in reads:
        if read.stance:
            right = read.stance.polarity == read.item["polarity"]
            by[read.stance.confidence].append(right)
    for confidence, rights in sorted(by.items(), reverse=True):
        print(
            f"  confidence {confidence:.2f}: right {sum(rights) / len(rights):.2f} of {len(rights)}"
        )


def by_rule(reads: Sequence[Read]) -> None:
    """Precision by rule, over all pieces of evidence."""
    by: dict[str, list[bool]] = defaultdict(list)
    for read in reads:
        for evidence in read.stance.evidence if read.stance else ():
            right = evidence.polarity == read.item["polarity"]
            by[evidence.rule].append(right)
            by[frame_class(evidence)].append(right)
    for rule, rights in sorted(by.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(rights) >= 5:
            print(f"  {rule:32} {sum(rights) / len(rights):.2f} of {len(rights)}")


def frame_class(evidence: Evidence) -> str:
    """What kind of predicate a piece of evidence is."""
    frame = newsan.load().rules.get(evidence.rule)
    kind = getattr(frame, "pos", "content")
    state = "denied " if evidence.negated else f"{evidence.modal} " if evidence.modal else ""
    return f"* {state}{kind}"


def errors(reads: Sequence[Read], number: int) -> None:
    """Some wrong and some missed items, to read."""
    wrong = [r for r in reads if r.stance and r.stance.polarity != r.item["polarity"]]
    missed = [r for r in reads if not r.stance and r.item["polarity"]]
    for kind, found in (("wrong", wrong), ("missed", missed)):
        for read in random.Random(1).sample(found, min(number, len(found))):
            item, stance = read.item, read.stance
            said = f"{stance.polarity:+d} {stance.text} ({stance.rule})" if stance else "none"
            pair = f"{item['holder']['text']} → {item['target']['text']}"
            print(f"  {kind}: {pair} is {item['polarity']:+d}, said {said}\n    {item['text']}")


# --- portrayal ---------------------------------------------------------------------------------


def newsmtsc(corpus: Corpus) -> None:
    """Portrayal of given targets, with the model and by rules alone."""
    rules = newsan.load()
    alone = newsan.load([Path(__file__).with_name("without-model.yaml")])
    names = ["rw", "mt"] if corpus.split == "dev" else [""]
    for name in names:
        file = f"newsmtsc-{name}.dev" if name else "newsmtsc.train"
        items = corpus.items(file)
        gold = {item["id"]: item for item in items}
        for title, ruleset in (("model", rules), ("rules alone", alone)):
            found = {item["id"]: {"polarity": portrayed(item, ruleset)} for item in items}
            if items:
                scores = score_stance.score(gold, found)["polarity"]
                show(f"newsmtsc {name}, {title}", scores, "macro_f1", "accuracy")


def portrayed(item: Item, rules: newsan.RuleSet) -> int:
    """In what light newsan sees the target of an item."""
    places = [item["target"], *item["further_mentions"]]
    entities = mentions(places, id="target")
    report = newsan.analyze(item["text"], entities=entities, rules=rules)
    wanted = entity_at(report, item["target"])
    for portrayal in report.layers["portrayals"]:
        assert isinstance(portrayal, Portrayal)
        if portrayal.entity == wanted:
            return portrayal.polarity
    return 0


# --- voice and marks ---------------------------------------------------------------------------


def basil(corpus: Corpus) -> None:
    """Whose voice a biased span is: the speaker's or the author's."""
    items = corpus.items(f"basil-directed.{corpus.split}")
    rights = []
    for item in items:
        report = newsan.analyze(item["text"])
        quotes = [quote for quote in report.layers["quotes"] if isinstance(quote, Quote)]
        pieces: list[Piece] = [piece for quote in quotes for piece in quote.marked]
        voices = Voices(quotes, [*pieces, *report.layers.get("marked", ())])
        voice = voices.voice(item["evidence"]["start"], item["evidence"]["end"])
        rights.append((voice == "quoted") == (item["holder"]["type"] == "speaker"))
    if rights:
        print(f"{'basil, voice of the span right':44} {sum(rights) / len(rights):.3f}")


def babe(corpus: Corpus) -> None:
    """Loaded words: spans, and sentences with any."""
    items = corpus.items(f"babe.{corpus.split}")
    if not items:
        return
    gold = {item["id"]: item for item in items}
    found = {item["id"]: {"spans": list(loaded(item["text"]))} for item in items}
    scores = score_stance.score(gold, found)
    show("babe, loaded words", scores["spans"], "exact", "overlap")
    show("babe, sentences with any", scores, "sentence")


def loaded(text: str) -> Iterator[Item]:
    """The loaded and framing words of a text."""
    for mark in newsan.analyze(text).layers["marks"]:
        assert isinstance(mark, Mark)
        if mark.list == "loaded":
            yield {"start": mark.start, "end": mark.end}


PARTS = {"dse": dse, "dse-own": dse_own, "newsmtsc": newsmtsc, "basil": basil, "babe": babe}


def main() -> None:
    """Measure the parts asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--only", nargs="*", choices=sorted(PARTS), default=sorted(PARTS))
    arguments = parser.parse_args()
    corpus = Corpus(arguments.folder, arguments.split, arguments.limit, arguments.errors)
    for name in arguments.only:
        PARTS[name](corpus)


if __name__ == "__main__":
    main()
