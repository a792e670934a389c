"""Build analyzers/models/valence.bin: how good or bad English words are, from −1 to 1.

    python benchmarks/build_valence.py VADER_LEXICON PATTERN_XML

VADER_LEXICON is `vader_lexicon.txt` of the package vaderSentiment (MIT), PATTERN_XML is
`en-sentiment.xml` of pattern, which the package textblob carries too (PDDL). Where both know a
word, VADER's mean rating counts.
"""

from __future__ import annotations

import argparse
import re
import sys
import xml.etree.ElementTree as ET
from array import array
from collections import defaultdict
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parent))
import card

from newsan.analyzers.language import modelfile

MODEL = Path(__file__).parent.parent / "analyzers" / "models" / "valence.bin"
_WORD = re.compile(r"[a-z][a-z'-]+")
# VADER rates from −4 to 4; ratings and polarities nearer to nought than this say nothing.
_VADER_RANGE = 4
_LEAST = 0.15


def vader(path: Path) -> dict[str, float]:
    """The mean rating of each word, as a share of the range."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: float(rating) / _VADER_RANGE for word, rating, *_ in rows}


def pattern(path: Path) -> dict[str, float]:
    """The mean polarity of each word over its senses."""
    senses: dict[str, list[float]] = defaultdict(list)
    for word in ET.parse(path).getroot().iter("word"):
        senses[word.attrib["form"].lower()].append(float(word.attrib["polarity"]))
    return {word: mean(polarities) for word, polarities in senses.items()}


def main() -> None:
    """Merge the two lexicons and write the model with its card."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("vader", type=Path)
    parser.add_argument("pattern", type=Path)
    arguments = parser.parse_args()
    merged = {**pattern(arguments.pattern), **vader(arguments.vader)}
    words = {
        word: round(100 * value)
        for word, value in sorted(merged.items())
        if _WORD.fullmatch(word) and abs(value) >= _LEAST
    }
    modelfile.save(MODEL, {"words": list(words)}, {"values": array("b", words.values())})
    card.write(
        MODEL,
        what="valence of English words in hundredths, from −100 (bad) to 100 (good)",
        command="python benchmarks/build_valence.py VADER_LEXICON PATTERN_XML",
        recipe={"words": len(words), "least": _LEAST},
        scores={},
        data=[
            {"name": "VADER lexicon", "licence": "MIT", "by": "Hutto and Gilbert 2014"},
            {
                "name": "pattern en-sentiment",
                "licence": "PDDL",
                "by": "De Smedt and Daelemans 2012",
            },
        ],
        licence="MIT",
    )


if __name__ == "__main__":
    main()
