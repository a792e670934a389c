"""A shallow grammar over tags: noun phrases, verb groups, and the subject of a verb.

Tags are those of the Penn Treebank. A phrase is a half-open range of token indices. Everything
looks at a bounded number of tokens, so that the time stays linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsan.analyzers.document import Token
from newsan.rules import RuleSet

# No phrase is longer, and no bracketed modifier.
_REACH = 40

_NOMINAL = frozenset(["NN", "NNS", "NNP", "NNPS", "CD", "GW", "ADD"])
_MODIFIER = frozenset(["DT", "PDT", "PRP$", "WP$", "JJ", "JJR", "JJS", "POS", "HYPH", "$", "AFX"])
_INSIDE = _NOMINAL | _MODIFIER | {"VBN", "VBG", "``", "''", "RB", "RBR", "RBS", "SYM", "#"}
_PRONOUN = frozenset(["PRP", "WP", "EX"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_ADVERB = frozenset(["RB", "RBR", "RBS"])
_RELATIVE = frozenset(["WP", "WDT", "WP$"])
_VERBAL = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "JJ"])
# What a modifier between commas begins with, and what an adverbial before the subject does.
_MODIFYING = frozenset(
    [
        "IN",
        "WP",
        "WDT",
        "WRB",
        "WP$",
        "VBG",
        "VBN",
        "TO",
        "CD",
        "DT",
        "NNP",
        "NN",
        "NNS",
        "CC",
        "JJ",
    ]
)
# What no noun phrase ends with.
_NEVER_LAST = frozenset(["IN", "TO", "CC", "MD", "DT", "VBD", "VBZ", "VBP", "RB", "WRB", ",", ":"])
_ADVERBIAL = frozenset(["IN", "WRB", "VBG", "VBN", "RB", "TO", "CC"])


class Range(NamedTuple):
    """Tokens first … last−1."""

    first: int
    last: int


class VerbGroup(NamedTuple):
    """A verb with its auxiliaries, adverbs and negation.

    `form` is finite, gerund, infinitive or participle (no auxiliary: "remarks reported by …").
    """

    first: int
    verb: int
    last: int
    form: str
    passive: bool


class Words:
    """The function words that the grammar needs, from the `quotes` pack."""

    def __init__(self, rules: RuleSet) -> None:
        self.auxiliary = rules.lexicon("quotes.auxiliary")
        self.passive = frozenset(
            word for word, about in self.auxiliary.entries.items() if about.get("passive")
        )
        self.link = rules.lexicon("quotes.phrase-link")
        self.complementizer = rules.lexicon("quotes.complementizer")
        self.time = rules.lexicon("quotes.time-word")
        self.as_said = rules.lexicon("quotes.as-said")
        self.turn = rules.lexicon("quotes.transcript-turn")
        self.agent = rules.lexicon("quotes.agent")
        self.absolute = rules.lexicon("quotes.absolute")
        self.boundary = rules.lexicon("quotes.boundary")


class Grammar:
    """Phrases of one document."""

    def __init__(self, tokens: Sequence[Token], tags: Sequence[str], words: Words) -> None:
        self.tokens, self.tags, self.words = tokens, tags, words

    # --- noun phrases -----------------------------------------------------------------------

    def noun_phrase(self, index: int, limit: int) -> Range | None:
        """The noun phrase that begins at `index`, without what follows its head."""
        tags = self.tags
        if index >= limit:
            return None
        if tags[index] in _PRONOUN:
            return Range(index, index + 1)
        end, head = index, -1
        limit = min(limit, index + _REACH)
        while end < limit and tags[end] in _INSIDE:
            if tags[end] in _ADVERB | {"VBN", "VBG"} and head >= 0:
                break
            if tags[end] in ("DT", "PRP$", "PDT") and head >= 0:
                break
            if tags[end] in _NOMINAL:
                head = end
            end += 1
        if head < 0:
            last_word = end - 1
            if end > index and tags[last_word] in ("DT", "JJ", "PDT", "JJR", "JJS"):
                return Range(index, end)
            return None
        return Range(index, head + 1)

    def full_phrase(self, index: int, limit: int) -> Range | None:
        """The noun phrase at `index` with its prepositional phrases and conjuncts."""
        phrase = self.noun_phrase(index, limit)
        while phrase is not None and phrase.last < limit:
            follow = phrase.last
            if self.tokens[follow].folded in self.words.link or self.tags[follow] == "CC":
                more = self.noun_phrase(follow + 1, limit)
                if more is None:
                    break
                if self.tags[follow] == "CC" and self._begins_clause(more, limit):
                    break
                phrase = Range(index, more.last)
            else:
                break
        return phrase

    def _begins_clause(self, phrase: Range, limit: int) -> bool:
        return phrase.last < limit and self.tags[phrase.last] in _FINITE

    def phrase_before(self, end: int, floor: int) -> Range | None:
        """The noun phrase that ends just before `end`, with the phrases it heads."""
        phrase = self._base_before(end, floor)
        while phrase is not None and phrase.first - 1 > floor:
            link = phrase.first - 1
            if self.tokens[link].folded in self.words.link or self.tags[link] == "CC":
                more = self._base_before(link, floor)
                if more is None or end - more.first > _REACH:
                    break
                phrase = Range(more.first, end)
            else:
                break
        return phrase

    def phrase_ending(self, head: int, floor: int) -> Range:
        """The noun phrase whose head stands at `head`, with all that stands before it."""
        return self._base_before(head + 1, floor) or Range(head, head + 1)

    def _base_before(self, end: int, floor: int) -> Range | None:
        tags = self.tags
        index = end - 1
        if index < floor:
            return None
        if tags[index] in _PRONOUN or tags[index] == "WDT":
            return Range(index, end)
        if not self._is_nominal(index) and tags[index] not in ("DT", "JJ", "JJS", "JJR", "UH"):
            return None
        floor = max(floor, end - _REACH)
        while index > floor and tags[index - 1] in _INSIDE and tags[index - 1] not in _ADVERB:
            if tags[index] in ("DT", "PRP$") and tags[index - 1] != "PDT":
                break
            index -= 1
        while index < end - 1 and tags[index] in ("VBN", "VBG", "''", "POS", "HYPH"):
            index += 1
        return Range(index, end)

    # --- verbs ------------------------------------------------------------------------------

    def verb_group(self, verb: int, floor: int) -> VerbGroup:
        """The group of the verb at `verb`: what stands before it and belongs to it."""
        tags = self.tags
        first, form, passive = verb, "", False
        tag = tags[verb]
        index = verb - 1
        while index >= floor:
            if tags[index] in _ADVERB:
                index -= 1
                continue
            if first == verb and tags[index] in ("DT", "JJ") and self._is_auxiliary(index - 1):
                index -= 1
                continue
            if tags[index] == "TO":
                first, form = index, form or "infinitive"
                index -= 1
                continue
            if self._is_auxiliary(index):
                if (
                    tag == "VBN"
                    and first == verb
                    and self.tokens[index].folded in self.words.passive
                ):
                    passive = True
                first = index
                if tags[index] in _FINITE:
                    form = "finite"
                elif tags[index] == "VBG" and not form:
                    form = "gerund"
                index -= 1
                continue
            break
        if not form:
            form = {"VBG": "gerund", "VBN": "participle"}.get(tag, "finite")
        return VerbGroup(first, verb, verb + 1, form, passive)

    def _is_auxiliary(self, index: int) -> bool:
        return index >= 0 and (
            self.tags[index] == "MD" or self.tokens[index].folded in self.words.auxiliary
        )

    def subject_before(self, first: int, floor: int) -> Range | None:
        """The subject that ends before a verb group, over appositions and the like."""
        end = self.before_adverbs(first, floor)
        if end <= floor:
            return None
        end = self._before_modifiers(end, floor)
        if end - 1 > floor and self.tags[end - 1] == ",":
            lone = self.phrase_before(end - 1, floor)
            return lone if lone is not None and lone.first == floor else None
        return self.phrase_before(self.before_adverbs(end, floor), floor)

    def before_adverbs(self, end: int, floor: int) -> int:
        """Before the adverbs and the times that end here: "on Tuesday", "last week"."""
        while end > floor:
            if self.tags[end - 1] in _ADVERB:
                end -= 1
                continue
            if self.tokens[end - 1].folded not in self.words.time:
                break
            begin = end - 1
            while begin > floor and self.tags[begin - 1] in ("DT", "JJ", "CD"):
                begin -= 1
            if begin > floor and self.tags[begin - 1] == "IN":
                begin -= 1
            elif begin > floor and self.tags[begin - 1] == "NNP" and end - begin > 1:
                break
            if begin <= floor:
                break
            end = begin
        return end

    def _before_modifiers(self, end: int, floor: int) -> int:
        """Before the appositions, relative clauses and adverbials that stand between marks."""
        while end > floor:
            opening = self._modifier_start(end, floor)
            if opening is None:
                break
            comma = self.tokens[opening].folded == ","
            end = opening
            while comma and self._is_modifier(end, floor):
                opening = self._back_to(",", end - 1, floor)
                if opening is None or opening <= floor:
                    return end
                end = opening
        return end

    def _is_modifier(self, end: int, floor: int) -> bool:
        """Whether the words from the comma before `end` up to it only modify what precedes."""
        opening = self._back_to(",", end - 1, floor)
        if opening is None or opening <= floor or end - opening < 2:
            return False
        if self.tags[opening - 1] in _NEVER_LAST:
            return False
        begin = self._segment_start(opening, floor)
        if begin == floor and self.tags[begin] in _ADVERBIAL:
            return False
        if self.tags[opening + 1] in _ADVERB:
            return end - opening == 2
        if self.tags[opening + 1] in _RELATIVE and not self._has_finite(opening + 1, end):
            return False  # the relative's own verb is still to come
        return self.tags[opening + 1] in _MODIFYING

    def _has_finite(self, first: int, last: int) -> bool:
        return any(self.is_finite(index) for index in range(first, last))

    def _segment_start(self, end: int, floor: int) -> int:
        opening = self._back_to(",", end - 1, floor)
        return floor if opening is None else opening + 1

    def _modifier_start(self, end: int, floor: int) -> int | None:
        """Where the modifier that closes before `end` with a comma, dash or bracket opens."""
        closing = self.tokens[end - 1].folded
        if closing == ")":
            return self._back_to("(", end - 2, floor)
        if self.tags[end - 1] in (",", ":") and closing not in (":", ";"):
            opening = self._back_to(closing, end - 2, floor)
            if (
                opening is not None
                and opening > floor
                and (self.tags[opening - 1] not in _NEVER_LAST)
            ):
                return opening
        return None

    def _is_nominal(self, index: int) -> bool:
        tag = self.tags[index]
        if tag in _NOMINAL or tag in _PRONOUN or self.tokens[index].folded in (")", '"'):
            return True
        return tag in _VERBAL and self.tokens[index].text[0].isupper()

    def _back_to(self, mark: str, index: int, floor: int) -> int | None:
        floor = max(floor, index - _REACH)
        while index >= floor:
            if self.tokens[index].folded == mark:
                return index
            index -= 1
        return None

    def subject_after(self, index: int, limit: int) -> Range | None:
        """The subject of an inverted verb, with its apposition."""
        return self.full_phrase(index, limit)

    def is_that(self, index: int) -> bool:
        """Whether the word only introduces a clause and says nothing itself."""
        about = self.words.complementizer.get(self.tokens[index].folded)
        return about is not None and about["type"] == "that"

    def is_finite(self, index: int) -> bool:
        return self.tags[index] in _FINITE

    def is_verb(self, index: int) -> bool:
        tag = self.tags[index]
        return tag.startswith("VB") or tag == "MD"

    def is_adverb(self, index: int) -> bool:
        return self.tags[index] in _ADVERB

    def has_clause(self, index: int, limit: int) -> bool:
        """Whether a subject and a finite verb follow in tokens index … limit−1."""
        limit = min(limit, index + _REACH)
        return any(self.tags[i] in _FINITE for i in range(index + 1, limit))

    def has_words(self, index: int, words: tuple[str, ...], limit: int) -> bool:
        """Whether these words stand from a token on."""
        tokens = self.tokens
        return index + len(words) <= limit and all(
            tokens[index + i].folded == word for i, word in enumerate(words)
        )
