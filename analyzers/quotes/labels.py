"""Labels before a colon: "Smith: Taxes must fall" as a headline, and the turns of a transcript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsan.analyzers.document import Sentence, Token
from newsan.analyzers.quotes.grammar import Grammar, Range
from newsan.analyzers.quotes.quotation import Quotation
from newsan.rules import Lexicon

# A label has at most so many tokens; a transcript has at least so many turns, two of one label.
_LONGEST = 6
_TURNS = 3
_TURN = 4
# A headline is one of the first paragraphs, no longer than so many tokens.
_HEADLINE = 25


class Label(NamedTuple):
    """A label and the words after its colon; `part` is "question" or "answer" for Q and A."""

    name: Range
    first: int
    last: int
    paragraph: int
    part: str


class LabelReader:
    """Finds labels in one document. `turns` are the labels of a transcript that are no names."""

    def __init__(
        self,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        grammar: Grammar,
        turns: Lexicon,
    ) -> None:
        self.tokens, self.sentences, self.grammar, self.turns = tokens, sentences, grammar, turns

    def quotations(self, opening: frozenset[int]) -> list[Quotation]:
        """What labels attribute, unless it stands between marks: those are attributed already."""
        labels = self._labels()
        found = [label for label in labels if label.first not in opening]
        if self._is_transcript(labels):
            return [_quotation(label, label.part or "transcript") for label in found]
        return [_quotation(label, "headline") for label in found if self._is_headline(label)]

    def _labels(self) -> list[Label]:
        labels = []
        paragraph = -1
        for number, sentence in enumerate(self.sentences):
            if sentence.paragraph == paragraph:
                continue
            paragraph = sentence.paragraph
            label = self._label(sentence, self._end(number))
            if label is not None:
                labels.append(label)
        return labels

    def _end(self, number: int) -> int:
        """The end of the paragraph that begins with a sentence."""
        paragraph = self.sentences[number].paragraph
        while number + 1 < len(self.sentences) and (
            self.sentences[number + 1].paragraph == paragraph
        ):
            number += 1
        return self.sentences[number].last

    def _label(self, sentence: Sentence, end: int) -> Label | None:
        first = sentence.first
        for colon in range(first + 1, min(end - 1, first + _LONGEST + 1)):
            word = self.tokens[colon].folded
            if word != ":":
                continue
            name = Range(first, colon)
            about = self.turns.get(" ".join(t.folded for t in self.tokens[first:colon]))
            if about is None and not self._is_name(name):
                return None
            part = str(about["part"]) if about is not None else ""
            return Label(name, colon + 1, end, sentence.paragraph, part)
        return None

    def _is_name(self, name: Range) -> bool:
        """Whether a label is a noun phrase with a capital at its head."""
        phrase = self.grammar.full_phrase(name.first, name.last)
        head = self.tokens[name.last - 1].text
        return phrase == name and head[0].isupper()

    def _text(self, label: Label) -> str:
        return " ".join(t.folded for t in self.tokens[label.name.first : label.name.last])

    def _is_transcript(self, labels: Sequence[Label]) -> bool:
        """Whether labels come back, and most of them stand before more than a figure or two."""
        long = sum(label.last - label.first >= _TURN for label in labels)
        repeated = len({self._text(label) for label in labels}) < len(labels)
        return len(labels) >= _TURNS and repeated and 2 * long >= len(labels)

    def _is_headline(self, label: Label) -> bool:
        """Whether a labelled paragraph is the first, is short and doesn't end in a full stop."""
        if label.name.first != self.sentences[0].first or label.last - label.first > _HEADLINE:
            return False
        return label.last - label.first > 2


def _quotation(label: Label, rule: str) -> Quotation:
    verbatim = rule != "headline"
    return Quotation(label.first, label.last, rule, None, label.name, verbatim=verbatim)
