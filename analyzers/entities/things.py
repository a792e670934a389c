"""Which of an article's other names (organisations, places, …) are one thing's.

Two names are joined when they are one string, when the rules say so (`alias_of`), when one is the
other's acronym, or when one leaves out what the other can spare: "Inc.", the country, the city.
Nothing is joined for a shared first word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsan.analyzers.document import Document
from newsan.analyzers.entities.first_names import bare
from newsan.analyzers.entities.groups import Group, Member
from newsan.analyzers.entities.recognize import Name
from newsan.analyzers.language import Language
from newsan.rules import RuleSet

PLACES = frozenset({"GPE", "LOC"})
PLURAL = "s"
SHORTER = "shorter name"
_POSSESSIVE = re.compile(r"'s?$")
_ACRONYM = re.compile(r"[A-Z](?:[a-z]?[A-Z&.0-9-]){1,7}s?")
_ACRONYM_LENGTH = 4  # letters; longer names in capitals are words
_SPLIT = re.compile(r"[\s,/]+")


@dataclass(slots=True)
class _Form:
    """A name as it is written, with every place where it stands."""

    text: str
    words: tuple[str, ...]
    names: list[Name] = field(default_factory=list)
    is_located: bool = False  # somewhere it is a place: "in Salem", or a dateline

    @property
    def key(self) -> str:
        return " ".join(self.words)


@dataclass(slots=True)
class _Thing:
    """A thing as far as known: the forms of its name, each with its link, and the shorter ones
    that joined it; `canonical` is the name that the rules give it."""

    own: list[tuple[_Form, str]] = field(default_factory=list)
    joined: list[tuple[_Form, str]] = field(default_factory=list)
    canonical: str = ""

    @property
    def forms(self) -> list[tuple[_Form, str]]:
        return self.own + self.joined

    @property
    def is_place(self) -> bool:
        return all(name.type in PLACES for form, _ in self.forms for name in form.names)

    @property
    def longest(self) -> _Form:
        return max((form for form, _ in self.forms), key=lambda form: len(form.text))


class ThingGrouper:
    """Groups the names of everything but persons."""

    def __init__(self, rules: RuleSet) -> None:
        self._small = set(rules.setting("people.small-words"))
        self._legal_forms = set(rules.lexicon("people.legal-form").entries)
        self._designators = self._legal_forms | set(rules.lexicon("people.designator").entries)
        wholes = ("entities.seat-of-power", "people.whole")
        self._whole = {bare(w) for id in wholes for w in rules.lexicon(id).entries}
        self._heads = set(rules.lexicon("entities.head.organization").entries)
        self._dateline = set(rules.setting("people.dateline"))
        self._locatives = set(rules.setting("people.locatives"))
        self._polities = set(rules.lexicon("entities.head.polity").entries)
        self._spelling = {w: a["as"] for w, a in rules.lexicon("people.spelling").entries.items()}
        self._shorts = {
            bare(word): attributes["short_of"]
            for word, attributes in rules.lexicon("people.short").entries.items()
        }
        self._folded, self._exact = _aliases(rules)
        modifiers = ("entities.country", "entities.country.acronym", "entities.demonym")
        self._modifiers = {bare(w) for id in modifiers for w in rules.lexicon(id).entries}

    def group(self, names: Sequence[Name], language: Language) -> list[Group]:
        """The things that the names, in order, stand for."""
        document = language.document
        forms: dict[str, _Form] = {}
        for name in names:
            shadow = document.shadow[name.start : name.end]
            text = _POSSESSIVE.sub("", shadow) if shadow.lower().endswith(("'s", "s'")) else shadow
            start, words = self._words(text, is_place=name.type in PLACES)
            form = forms.get(text)
            if form is None:
                shown = document.text[name.start + start : name.start + len(text)]
                form = forms[text] = _Form(shown, words)
            form.names.append(name)
            form.is_located |= self._is_located(name, language)
        things = self._things(list(forms.values()), document)
        return [_group(thing) for thing in things]

    def _is_located(self, name: Name, language: Language) -> bool:
        """Whether a name stands as a place does: after "in", or as the dateline of a paragraph."""
        tokens, first, last = language.tokens, name.first, name.last
        if first and tokens[first - 1].folded in self._locatives:
            return True
        paragraph = language.sentences[language.sentence_at(first)].paragraph
        opens = name.start == language.paragraphs[paragraph].start
        return opens and last < len(tokens) and tokens[last].folded in self._dateline

    def canonical(self, text: str) -> str:
        """The name that the rules give a thing of this name; "" when they say nothing."""
        return self._exact.get(text) or self._folded.get(bare(text)) or ""

    def _words(self, text: str, *, is_place: bool = False) -> tuple[int, tuple[str, ...]]:
        """Where the name begins after its article, and its words in bare form."""
        start = 4 if text[:4].lower() == "the " and len(text) > 4 else 0
        name = text[start:].split(", ", 1)[0] if is_place else text[start:]  # Irving, Texas
        words = [_spelled(word) for word in _SPLIT.split(name) if word]
        return start, tuple(self._spelling.get(word, word) for word in words)

    def _things(self, forms: Sequence[_Form], document: Document) -> list[_Thing]:
        things: dict[str, _Thing] = {}
        for form in forms:
            canonical = self.canonical(form.text)
            key = " ".join(self._words(canonical)[1]) if canonical else form.key
            link = f"alias: {form.text} = {canonical}" if key != form.key else "same string"
            thing = things.setdefault(key, _Thing())
            thing.own.append((form, link))
            thing.canonical = thing.canonical or canonical
        self._join_defined(things, forms, document)
        self._shorten(things)
        self._join_acronyms(things)
        return list(things.values())

    def _join_defined(
        self, things: dict[str, _Thing], forms: Sequence[_Form], document: Document
    ) -> None:
        """Join what an article defines itself: "World Health Organization (WHO)"."""
        ends = {name.end: form for form in forms for name in form.names}
        at = {thing_form.key: key for key, t in things.items() for thing_form, _ in t.forms}
        for form in forms:
            for name in form.names:
                opened = document.shadow[name.start - 2 : name.start] == " ("
                closed = document.shadow[name.end : name.end + 1] == ")"
                before = ends.get(name.start - 2)
                if not (opened and closed and before and abbreviates(form.text, before.text)):
                    continue
                key, other = at[before.key], at[form.key]
                if key != other and key in things and other in things:
                    _merge(things, key, other, "acronym, as defined")
                    at[form.key] = key

    def _shorten(self, things: dict[str, _Thing]) -> None:
        """Join each shorter name with the one longer name that it can stand for."""
        longer: dict[str, dict[str, str]] = {}
        for key, thing in things.items():
            for form, _ in thing.forms:
                for short, reason in self._shorter(form):
                    longer.setdefault(short, {})[key] = reason
            if key in self._shorts:
                longer.setdefault(key, {})[bare(self._shorts[key])] = (
                    f"short for {self._shorts[key]}"
                )
        for short in sorted(longer, key=len, reverse=True):
            full = {key: why for key, why in longer[short].items() if key in things}
            if short in things and len(full) == 1:
                ((key, reason),) = full.items()
                if key == short or things[short].is_place > things[key].is_place:
                    continue
                if reason != SHORTER or short not in self._whole:  # Obama White House
                    _merge(things, key, short, reason)
        self._join_companies(things)

    def _join_companies(self, things: dict[str, _Thing]) -> None:
        """Join the first word of a company's name with it: only where the full name has a legal
        form, no other name begins so, and the word is nowhere a place."""
        first = Counter(key.split(" ", 1)[0] for key in things if " " in key)
        for key, thing in list(things.items()):
            short = key.split(" ", 1)[0]
            if short == key or short not in things or first[short] > 1:
                continue
            has_form = any(not self._legal_forms.isdisjoint(form.words) for form, _ in thing.own)
            if has_form and not any(form.is_located for form, _ in things[short].forms):
                _merge(things, key, short, "first word of the company's name")

    def _shorter(self, form: _Form) -> list[tuple[str, str]]:
        """What a name may be called for short, each with the reason."""
        words = form.words
        if form.names[0].type in PLACES:
            whole = len(words) > 2 and words[0] in self._polities and words[1] in self._small
            return [(" ".join(words[2:]), "without its kind")] if whole else []
        plain = [word for word in words if word not in self._designators]
        found = [(" ".join(plain), "without its kind")] if 0 < len(plain) < len(words) else []
        for cut in range(1, len(words)):
            found += self._cut(words[:cut], words[cut:])
        return found

    def _cut(self, before: tuple[str, ...], rest: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """The short names that one cut gives: its front ("the Church" of Scientology), or its end
        without what stands before ("the Indonesian Navy")."""
        if rest[0] in self._small:
            if before[-1] in self._heads:
                yield " ".join(before), SHORTER
        elif before[-1] not in self._small:
            country = " ".join(before) in self._modifiers
            kept = len(rest) > 1 or country or rest[0] in self._heads
            if kept or rest[0].endswith(PLURAL):  # the Pirates, of Pittsburgh
                yield " ".join(rest), "without its country" if country else SHORTER

    def _join_acronyms(self, things: dict[str, _Thing]) -> None:
        """Join each acronym with the one name of those initials."""
        initials: dict[str, set[str]] = {}
        for key, thing in things.items():
            for form, _ in thing.forms:
                for letters in self._initials(form.key):
                    initials.setdefault(letters, set()).add(key)
        for key in list(things):
            if not _ACRONYM.fullmatch(things[key].longest.text):
                continue
            letters = re.sub(r"[^a-z0-9]", "", key)
            full = {k for k in initials.get(letters, ()) if k in things and k != key}
            if len(full) == 1:
                _merge(things, full.pop(), key, "acronym")

    def _initials(self, key: str) -> set[str]:
        """The acronyms that a name of several words may have."""
        words = [word for word in re.split(r"[ -]", key) if word]
        if len(words) < 2:
            return set()
        big = [word for word in words if word not in self._small]
        plain = [word for word in big if word not in self._designators]
        return {"".join(word[0] for word in some) for some in (words, big, plain) if len(some) > 1}


def _spelled(word: str) -> str:
    """A word in its bare form, without a possessive and the dots of an abbreviation."""
    word = bare(word.strip("\"'()")).removesuffix("'s")
    return word.replace(".", "") if word.count(".") > 1 else word


def abbreviates(short: str, full: str) -> bool:
    """Whether a bracketed acronym has the full name's first letter and its letters in order."""
    letters = iter(full.lower())
    return (
        _ACRONYM.fullmatch(short) is not None
        and short[0].lower() == full[0].lower()
        and all(letter in letters for letter in short.lower() if letter.isalnum())
    )


def _merge(things: dict[str, _Thing], key: str, other: str, reason: str) -> None:
    """Put the forms of one thing with another's; both keep their places in the article."""
    gone = things.pop(other)
    things[key].joined += [(form, reason) for form, _ in gone.forms]
    things[key].canonical = things[key].canonical or gone.canonical


def _aliases(rules: RuleSet) -> tuple[dict[str, str], dict[str, str]]:
    """Name → canonical name from every lexicon's `alias_of`: without and with regard to case."""
    folded: dict[str, str] = {}
    exact: dict[str, str] = {}
    for prefix in ("entities", "people"):
        for lexicon in rules.lexicons(prefix):
            for phrase, attributes in lexicon.entries.items():
                if "alias_of" in attributes:
                    table = exact if lexicon.exact_case else folded
                    key = phrase if lexicon.exact_case else bare(phrase)
                    table[key] = attributes["alias_of"]
    return folded, exact


def _group(thing: _Thing) -> Group:
    uses = sorted(
        ((name, link) for form, link in thing.forms for name in form.names),
        key=lambda item: item[0].start,
    )
    types = Counter(name.type for form, _ in thing.own for name in form.names)
    members = [Member.of(name, link) for name, link in uses]
    members[0].link = ""
    subtype = next((name.subtype for name, _ in uses if name.subtype), None)
    type_ = types.most_common(1)[0][0]
    return Group(type_, thing.canonical or _fullest(thing, type_), members, subtype=subtype)


def _fullest(thing: _Thing, type_: str) -> str:
    """The longest form; a place that stands in capitals only (a dateline) gets ordinary ones."""
    forms = [form.text for form, _ in thing.forms]
    mixed = [text for text in forms if not text.isupper()]
    if mixed and type_ in PLACES:
        return max(mixed, key=len)
    longest = max(forms, key=len)
    is_word = longest.isupper() and len(longest) > _ACRONYM_LENGTH
    return longest.title() if type_ in PLACES and is_word else longest
