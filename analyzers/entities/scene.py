"""An article as pronouns see it: who is subject, and what stands in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsan.analyzers.document import Sentence
from newsan.analyzers.language import Language

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DASHES = (",", ":")
_BRACKETS = {",": _DASHES, ":": _DASHES, "-LRB-": ("-RRB-",)}  # what an apposition stands between
_OPENERS = ("IN", "VBG", "WRB", "TO", "VBN")  # how a phrase begins that opens a sentence
_MARKS = frozenset({'"', "''", "``"})
_APPOSITION = 16  # the most tokens between two commas that a subject may have before its verb
BESIDE = 4  # how many tokens may lie between a speaker and the quotation


@dataclass(frozen=True, slots=True)
class Sight:
    """A mention as a pronoun sees it; `quote` is the number of the quotation it stands in."""

    token: int
    sentence: int
    subject: bool
    possessive: bool
    quote: int | None
    pronoun: bool


class Scene:
    """What the resolver reads of one article: who is subject, what stands in quotation marks."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.tags = language.tags
        self.quotes = list(_quotes(language))

    def sight(self, first: int, last: int, *, pronoun: bool = False) -> Sight:
        """A mention at tokens `first` to `last` as pronouns will see it."""
        return Sight(
            first,
            self.language.sentence_at(first),
            self.is_subject(first, last),
            self._tag(last) == "POS" or self.tags[first] == "PRP$",
            self.quotes[first],
            pronoun,
        )

    def is_subject(self, first: int, last: int) -> bool:
        """Whether a finite verb follows the mention, at once or after an apposition."""
        if self._tag(first - 1) in ("IN", "TO") or self._tag(first - 1).startswith("VBG"):
            return False
        if self._tag(last) != "POS" and first == self.sentence(first).first:
            return True
        closing = _BRACKETS.get(self._tag(last))
        if closing:
            stop = min(last + _APPOSITION, len(self.tags))
            ends = (i for i in range(last + 1, stop) if self._tag(i) in closing)
            return any(self._is_verb(end + 1) for end in ends)
        return self._is_verb(last) or self._is_inverted(first)

    def _is_verb(self, token: int) -> bool:
        """Whether a finite verb stands there, adverbs aside."""
        while self._tag(token) == "RB":
            token += 1
        return self._tag(token) in FINITE

    def opens(self, token: int) -> int | None:
        """The first token after the phrase that opens a sentence and holds `token`: "After his
        speech, …"; None when the token stands in no such phrase."""
        sentence = self.sentence(token)
        if self.tags[sentence.first] not in _OPENERS:
            return None
        for i in range(sentence.first, min(sentence.last, sentence.first + _APPOSITION)):
            if self.tags[i] == ",":
                return i + 1 if i > token else None
        return None

    def sentence(self, token: int) -> Sentence:
        """The sentence of a token."""
        return self.language.sentences[self.language.sentence_at(token)]

    def quotes_beside(self, sight: Sight) -> set[int]:
        """The quotations that begin or end right beside a mention outside of them."""
        if sight.quote is not None:
            return set()
        near = self.quotes[max(sight.token - BESIDE, 0) : sight.token + BESIDE]
        return {quote for quote in near if quote is not None}

    def _is_inverted(self, first: int) -> bool:
        """After a quotation the verb comes first: "…," said the minister."""
        before = first - 1
        return (
            self._tag(before) in ("VBD", "VBZ")
            and before > 0
            and self.quotes[before - 1] is not None
        )

    def _tag(self, i: int) -> str:
        return self.tags[i] if 0 <= i < len(self.tags) else ""


def _quotes(language: Language) -> Iterator[int | None]:
    """For each token the number of the quotation that it stands in, marks included.

    A quotation ends with its paragraph; one that the next paragraph opens again goes on.
    """
    shadow = language.document.shadow
    paragraph, inside, number = -1, False, -1
    for sentence in language.sentences:
        if sentence.paragraph != paragraph:
            paragraph, goes_on, inside = sentence.paragraph, inside, False
        for token in language.tokens[sentence.first : sentence.last]:
            if shadow[token.start : token.end] not in _MARKS:
                yield number if inside else None
                continue
            if not inside:
                number += not goes_on
            inside, goes_on = not inside, False
            yield number
