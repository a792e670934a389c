"""Which of an article's other names (organisations, places, …) are one thing's.

Two names are joined when they are one string, when the rules say so (`alias_of`), when one is the
other's acronym, or when one leaves out what the other can spare: "Inc.", the country, the city.
A short name that two longer ones could have is joined with neither, and nothing is joined for a
shared first word but a company's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsan.analyzers.entities.first_names import bare
from newsan.analyzers.entities.groups import Group, Member
from newsan.analyzers.entities.recognize import Name
from newsan.analyzers.entities.short_names import (
    LAST_WORD,
    PLACES,
    SHORTER,
    ShortNames,
    abbreviates,
    is_acronym,
    ordinary,
)
from newsan.analyzers.language import Language
from newsan.rules import RuleSet

_PLURAL_NAME = "NNPS"


@dataclass(slots=True)
class _Form:
    """A name as it is written, with every place where it stands."""

    text: str
    words: tuple[str, ...]
    names: list[Name] = field(default_factory=list)
    is_located: bool = False  # somewhere it is a place: "in Salem", or a dateline
    is_plural: bool = False

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
    def forms(self) -> list[_Form]:
        return [form for form, _ in self.own + self.joined]

    @property
    def is_place(self) -> bool:
        return all(name.type in PLACES for form in self.forms for name in form.names)

    @property
    def is_plural(self) -> bool:
        return any(form.is_plural for form in self.forms)

    @property
    def longest(self) -> str:
        return max((form.text for form in self.forms), key=lambda t: (len(t), not t.isupper()))


#: The things by the key of their name: its words in bare form.
_Things = dict[str, _Thing]


class ThingGrouper:
    """Groups the names of everything but persons."""

    def __init__(self, rules: RuleSet, short_names: ShortNames) -> None:
        self._short = short_names
        self._dateline = set(rules.setting("people.dateline"))
        self._locatives = set(rules.setting("people.locatives"))

    def group(self, names: Sequence[Name], language: Language) -> list[Group]:
        """The things that the names, in order, stand for."""
        forms = self._forms(names, language)
        things = self._things(forms)
        self._join_defined(things, forms, language)
        self._join_shorter(things)
        self._join_companies(things)
        self._join_acronyms(things)
        return [_group(thing) for thing in things.values()]

    def _forms(self, names: Sequence[Name], language: Language) -> list[_Form]:
        document = language.document
        forms: dict[str, _Form] = {}
        for name in names:
            text = document.shadow[name.start : name.end]
            form = forms.get(text)
            if form is None:
                words = self._short.words(text, name.type)
                form = forms[text] = _Form(document.text[name.start : name.end], words)
            form.names.append(name)
            form.is_located |= self._is_located(name, language)
            form.is_plural |= language.tags[name.last - 1] == _PLURAL_NAME
        return list(forms.values())

    def _is_located(self, name: Name, language: Language) -> bool:
        """Whether a name stands as a place does: after "in", or as the dateline of a paragraph."""
        tokens, first, last = language.tokens, name.first, name.last
        if first and tokens[first - 1].folded in self._locatives:
            return True
        paragraph = language.sentences[language.sentence_at(first)].paragraph
        opens = name.start == language.paragraphs[paragraph].start
        return opens and last < len(tokens) and tokens[last].folded in self._dateline

    def _things(self, forms: Sequence[_Form]) -> _Things:
        """The things before any is joined: names of one string, or of one canonical name."""
        things: _Things = {}
        for form in forms:
            canonical = self._short.canonical(form.text)
            key = " ".join(self._short.words(canonical)) if canonical else form.key
            link = f"alias: {form.text} = {canonical}" if key != form.key else "same string"
            thing = things.setdefault(key, _Thing())
            thing.own.append((form, link))
            thing.canonical = thing.canonical or canonical
        return things

    def _join_defined(self, things: _Things, forms: Sequence[_Form], language: Language) -> None:
        """Join what an article defines itself: "World Health Organization (WHO)"."""
        shadow = language.document.shadow
        ends = {name.end: form for form in forms for name in form.names}
        at = {form.key: key for key, thing in things.items() for form in thing.forms}
        for form in forms:
            for name in form.names:
                is_bracketed = (
                    shadow[name.start - 2 : name.start] == " ("
                    and shadow[name.end : name.end + 1] == ")"
                )
                before = ends.get(name.start - 2) if is_bracketed else None
                if before is None or not abbreviates(form.text, before.text):
                    continue
                key, other = at[before.key], at[form.key]
                if key != other and key in things and other in things:
                    _join(things, key, other, "acronym, as defined")
                    at[form.key] = key

    def _join_shorter(self, things: _Things) -> None:
        """Join each shorter name with the one longer name that it can stand for."""
        longer: dict[str, dict[str, str]] = {}
        for key, thing in things.items():
            for form in thing.forms:
                for short, reason in self._short.shorter(form.words, form.names[0].type):
                    longer.setdefault(short, {})[key] = reason
            if key in self._short.in_context:
                full = self._short.in_context[key]
                longer.setdefault(key, {})[bare(full)] = f"short for {full}"
        for short in sorted(longer, key=len, reverse=True):
            fulls = {key: reason for key, reason in longer[short].items() if key in things}
            if short in things and len(fulls) == 1:
                ((key, reason),) = fulls.items()
                if key != short and self._may_join(things[key], short, things[short], reason):
                    _join(things, key, short, SHORTER if reason == LAST_WORD else reason)

    def _may_join(self, full: _Thing, key: str, short: _Thing, reason: str) -> bool:
        """A place is no short name of an organisation, nor the White House of Obama's; and a
        last word alone is one only in the plural: the Pirates, of Pittsburgh."""
        if short.is_place > full.is_place or (reason == LAST_WORD and not short.is_plural):
            return False
        return reason not in (SHORTER, LAST_WORD) or key not in self._short.whole

    def _join_companies(self, things: _Things) -> None:
        """Join the first word of a company's name with it: only where the full name has a legal
        form, no other name begins so, and the word is nowhere a place."""
        first = Counter(key.split(" ", 1)[0] for key in things if " " in key)
        for key, thing in list(things.items()):
            short = key.split(" ", 1)[0]
            if short == key or short not in things or first[short] > 1:
                continue
            is_company = any(self._short.has_legal_form(form.words) for form, _ in thing.own)
            if is_company and not any(form.is_located for form in things[short].forms):
                _join(things, key, short, "first word of the company's name")

    def _join_acronyms(self, things: _Things) -> None:
        """Join each acronym with the one name of those initials."""
        initials: dict[str, set[str]] = {}
        for key, thing in things.items():
            for form in thing.forms:
                for letters in self._short.initials(form.words):
                    initials.setdefault(letters, set()).add(key)
        for key in list(things):
            if is_acronym(things[key].longest):
                letters = "".join(filter(str.isalnum, key))
                fulls = {k for k in initials.get(letters, ()) if k in things and k != key}
                if len(fulls) == 1:
                    _join(things, fulls.pop(), key, "acronym")


def _join(things: _Things, key: str, other: str, reason: str) -> None:
    """Put the forms of one thing with another's; all keep their places in the article."""
    gone = things.pop(other)
    things[key].joined += [(form, reason) for form in gone.forms]
    things[key].canonical = things[key].canonical or gone.canonical


def _group(thing: _Thing) -> Group:
    uses = [(name, link) for form, link in thing.own + thing.joined for name in form.names]
    uses.sort(key=lambda use: use[0].start)
    types = Counter(name.type for form, _ in thing.own for name in form.names)
    members = [Member.of(name, link) for name, link in uses]
    members[0].link = ""
    subtype = next((name.subtype for name, _ in uses if name.subtype), None)
    type_ = types.most_common(1)[0][0]
    return Group(type_, thing.canonical or _fullest(thing, type_), members, subtype=subtype)


def _fullest(thing: _Thing, type_: str) -> str:
    """The longest form; a place that stands in capitals only (a dateline) gets ordinary ones."""
    if type_ not in PLACES:
        return thing.longest
    mixed = [form.text for form in thing.forms if not form.text.isupper()]
    return max(mixed, key=len) if mixed else ordinary(thing.longest)
