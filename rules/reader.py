"""From a rule file's data to rules: every fault is noted with its place, and the rest is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsan.rules import schema
from newsan.rules.inflect import Inflector
from newsan.rules.model import Example, Frame, Lexicon, Pattern, Rule
from newsan.rules.problems import did_you_mean
from newsan.rules.schema import Key
from newsan.rules.source import Map, Seq, Source

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Extension:
    """Words that a file adds to, and takes from, a lexicon of another pack; `examples` show it."""

    lexicon: str
    add: Mapping[str, Mapping[str, Any]]
    remove: frozenset[str]
    examples: tuple[Example, ...]
    mark: Mark


@dataclass(slots=True)
class Pack:
    """What one file says."""

    name: str
    source: Source
    rules: list[Rule] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    extensions: list[Extension] = field(default_factory=list)
    off: list[tuple[str, Mark]] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()


class PackReader:
    """Reads one file; `inflector` makes the forms of words that ask for it."""

    def __init__(self, source: Source, inflector: Callable[[], Inflector]) -> None:
        self.source = source
        self.inflector = inflector
        self.pack = Pack("", source)

    def read(self) -> Pack:
        """The pack; faults stand in `source.problems`."""
        data = self.source.read()
        if data is None and not self.source.problems:
            self.source.problem((1, 1), "the file is empty", "a rule file begins with `pack: name`")
        if data is None:
            return self.pack
        if not isinstance(data, Map):
            self.source.problem((1, 1), "a rule file is a mapping", "begin with `pack: name`")
            return self.pack
        self._keys(data, schema.PACK, ["pack"])
        self.pack.name = str(data.get("pack", ""))
        self.pack.kinds = frozenset(_as_list(data.get("kinds")))
        self._settings(data)
        for key, build in (
            ("lexicons", self._lexicon),
            ("frames", self._frame),
            ("patterns", self._pattern),
        ):
            for item in self._items(data, key):
                self._add(build(item), item)
        for item in self._items(data, "extend"):
            self._extension(item)
        self._off(data)
        return self.pack

    def _settings(self, data: Map) -> None:
        settings = data.get("settings")
        if not isinstance(settings, Map):
            return
        for key, value in settings.items():
            self.pack.settings[key if "." in key else f"{self.pack.name}.{key}"] = value

    def _off(self, data: Map) -> None:
        value = data.get("off")
        if isinstance(value, Seq):
            self.pack.off = list(zip(map(str, value), value.items_at, strict=True))
        elif value is not None:
            self.pack.off = [(str(value), data.values_at["off"])]

    def _add(self, rule: Rule | None, item: Map) -> None:
        if rule is None:
            return
        if rule.id in self.pack.marks:
            first = self.pack.marks[rule.id][0]
            self.source.problem(
                item.values_at["id"],
                f"the id “{rule.id}” stands twice in this file (first in line {first})",
                "give each rule an id of its own",
            )
            return
        self.pack.marks[rule.id] = item.values_at["id"]
        self.pack.rules.append(rule)

    def _items(self, data: Map, key: str) -> list[Map]:
        value = data.get(key)
        if not isinstance(value, Seq):
            return []
        good = []
        for item, mark in zip(value, value.items_at, strict=True):
            if isinstance(item, Map):
                good.append(item)
            else:
                self.source.problem(mark, f"each of the {key} is a mapping", "begin with `- id:`")
        return good

    def _keys(
        self,
        item: Map,
        known: Mapping[str, Key],
        required: list[str],
        open_kinds: frozenset[str] = frozenset(),
    ) -> bool:
        """Check a mapping's keys and values; whether it can be used."""
        before = len(self.source.problems)
        for name, value in item.items():
            key = known.get(name)
            if key is not None:
                why = schema.fault(value, key)
                if why:
                    self.source.problem(item.values_at[name], f"“{name}” {why}")
            elif name not in open_kinds:
                hint = did_you_mean(name, [*known, *open_kinds])
                self.source.problem(item.keys_at[name], f"there is no key “{name}” here", hint)
        for name in required:
            if name not in item:
                self.source.problem(item.mark, f"the key “{name}” is missing")
        return len(self.source.problems) == before

    def _lexicon(self, item: Map) -> Lexicon | None:
        if not self._keys(item, schema.LEXICON, ["id", "words"]):
            return None
        return Lexicon(
            id=item["id"],
            entries=self._entries(item, item.get("case") == "exact"),
            location=self.source.location(item.mark),
            about=item.get("about", ""),
            pos=tuple(_as_list(item.get("pos"))),
            exact_case=item.get("case") == "exact",
            precision=float(item.get("precision", 1.0)),
            examples=self._examples(item),
        )

    def _entries(self, item: Map, exact: bool = False) -> dict[str, Mapping[str, Any]]:
        shared = dict(item.get("attributes") or {})
        words = item.get("words") or []
        entries: dict[str, Mapping[str, Any]] = {}
        for word in words:
            own = words[word] if isinstance(words, Map) else None
            attributes = {**shared, **_attributes(own)}
            phrase = normal(str(word), exact)
            kind = item.get("inflect")
            if not kind:
                entries[phrase] = attributes
                continue
            for form in self.inflector().forms(phrase, kind):
                entries.setdefault(form, {**attributes, "lemma": phrase})
        return entries

    def _frame(self, item: Map) -> Frame | None:
        if not self._keys(item, schema.FRAME, ["id"]):
            return None
        kinds = [kind for kind in ("verb", "noun", "adjective", "phrase") if kind in item]
        if len(kinds) != 1:
            message = "a frame has one of verb, noun, adjective, phrase"
            self.source.problem(item.mark, message)
            return None
        lemmas, particles = self._predicates(item, kinds[0])
        return Frame(
            id=item["id"],
            lemmas=lemmas,
            pos=kinds[0],
            roles={role: _places(item[role]) for role in schema.ROLES if role in item},
            location=self.source.location(item.mark),
            about=item.get("about", ""),
            particle=particles,
            attributes={k: item[k] for k in schema.FRAME_ATTRIBUTES if k in item},
            precision=float(item.get("precision", 1.0)),
            examples=self._examples(item),
        )

    def _predicates(self, item: Map, kind: str) -> tuple[tuple[str, ...], str]:
        phrases = [normal(str(phrase)) for phrase in _as_list(item[kind])]
        if kind == "phrase":
            return tuple(phrases), ""
        split = [phrase.partition(" ")[::2] for phrase in phrases]
        particles = {particle for _, particle in split}
        if len(particles) > 1:
            message = f"the predicates of one frame share one particle, not {sorted(particles)}"
            self.source.problem(item.values_at[kind], message, "write a frame for each")
        return tuple(lemma for lemma, _ in split), split[0][1]

    def _pattern(self, item: Map) -> Pattern | None:
        kinds = frozenset(schema.KINDS) | self.pack.kinds
        if not self._keys(item, schema.PATTERN, ["id", "match"], kinds):
            return None
        makes = [kind for kind in item if kind in kinds]
        if len(makes) != 1 or not isinstance(item[makes[0]], Map):
            self.source.problem(
                item.mark,
                "a pattern says what one thing it makes",
                f"add one of: {', '.join(sorted(kinds))}, with a mapping",
            )
            return None
        return Pattern(
            id=item["id"],
            match=item["match"],
            makes=makes[0],
            fields=item[makes[0]],
            location=self.source.location(item.values_at["match"]),
            about=item.get("about", ""),
            priority=int(item.get("priority", 0)),
            precision=float(item.get("precision", 1.0)),
            examples=self._examples(item),
        )

    def _examples(self, item: Map) -> tuple[Example, ...]:
        value = item.get("examples")
        if not isinstance(value, Seq):
            return ()
        examples = []
        for entry, mark in zip(value, value.items_at, strict=True):
            if not isinstance(entry, Map):
                self.source.problem(mark, "an example is a mapping", "write {text: …, finds: […]}")
            elif self._keys(entry, schema.EXAMPLE, ["text", "finds"]):
                examples.append(self._example(entry))
        return tuple(examples)

    def _example(self, entry: Map) -> Example:
        return Example(
            text=entry["text"],
            finds=tuple(found for found in entry["finds"] if isinstance(found, Map)),
            location=self.source.location(entry.mark),
            published=entry.get("published"),
            todo=entry.get("todo"),
        )

    def _extension(self, item: Map) -> None:
        if self._keys(item, schema.EXTEND, ["lexicon"]):
            remove = frozenset(normal(word) for word in _as_list(item.get("remove")))
            place = item.values_at["lexicon"]
            added, examples = self._entries(item), self._examples(item)
            extension = Extension(item["lexicon"], added, remove, examples, place)
            self.pack.extensions.append(extension)


def normal(phrase: str, exact: bool = False) -> str:
    """A phrase as lexicons hold it: one blank between words, straight marks, lower case."""
    text = " ".join(phrase.split()).replace("\u2019", "'").replace("\u2018", "'")
    return text if exact else text.lower()


def _attributes(value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    return value if isinstance(value, Mapping) else {"value": value}


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _places(value: Any) -> tuple[str, ...]:
    places = []
    for item in _as_list(value):
        if isinstance(item, Mapping):
            places += [f"after:{word}" for word in _as_list(item["after"])]
        else:
            places.append(item)
    return tuple(places)
