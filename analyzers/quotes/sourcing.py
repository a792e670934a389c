"""What stands around a cue: the channel it came through, hedges, and why a speaker isn't named."""

from __future__ import annotations

from newsan.analyzers.quotes.cues import Cue
from newsan.analyzers.quotes.grammar import Grammar, Range
from newsan.rules import RuleSet

# A channel and who released it are not farther apart than so many tokens.
_NEAR = 3


class Sourcing:
    """The words of the `quotes` pack for channels, hedges and anonymity."""

    def __init__(self, rules: RuleSet) -> None:
        self.prepositions = rules.lexicon("quotes.channel-preposition")
        self.channels = rules.lexicon("quotes.channel")
        self.makers = rules.lexicon("quotes.channel-maker")
        self.hedges = rules.lexicon("quotes.hedge")
        self.anonymity = [
            tuple(phrase.split()) for phrase in rules.lexicon("quotes.anonymity").entries
        ]

    def via(self, grammar: Grammar, cue: Cue, inside: bytearray) -> list[Range]:
        """The channels named in the cue's sentence: "in an interview with …"."""
        found = []
        for index in range(cue.floor, cue.limit - 1):
            if inside[index] or grammar.tokens[index].folded not in self.prepositions:
                continue
            phrase = grammar.noun_phrase(index + 1, cue.limit)
            if phrase is not None and self._is_channel(grammar, phrase):
                found.append(self._whole(grammar, phrase, cue.limit))
        return found

    def _is_channel(self, grammar: Grammar, phrase: Range) -> bool:
        return grammar.tokens[phrase.last - 1].folded in self.channels

    def _whole(self, grammar: Grammar, phrase: Range, limit: int) -> Range:
        """The channel with who released it or took part: "a transcript released by …"."""
        index = phrase.last
        if index < limit and grammar.tags[index] in ("VBN", "VBD"):
            index += 1
        if index < limit and grammar.tokens[index].folded in self.makers:
            maker = grammar.full_phrase(index + 1, limit)
            if maker is not None:
                return Range(phrase.first, maker.last)
        return phrase

    def hedging(self, grammar: Grammar, cue: Cue) -> list[int]:
        """The hedges in and right beside the predicate."""
        first = max(cue.floor, cue.first - 1)
        last = min(cue.limit, cue.last + 1)
        return [i for i in range(first, last) if grammar.tokens[i].folded in self.hedges]

    def reason(self, grammar: Grammar, cue: Cue, inside: bytearray) -> Range | None:
        """The words that say why a speaker isn't named, to the end of the sentence."""
        for index in range(cue.floor, cue.limit):
            if inside[index]:
                continue
            if self.begins(grammar, index):
                return self._clause(grammar, index, cue.limit)
        return None

    def begins(self, grammar: Grammar, index: int) -> bool:
        """Whether the reason for not naming a speaker begins at a token."""
        limit = len(grammar.tokens)
        return any(grammar.has_words(index, phrase, limit) for phrase in self.anonymity)

    def _clause(self, grammar: Grammar, index: int, limit: int) -> Range:
        end = index + 1
        while (
            end < limit
            and grammar.tags[end] not in (".", ":")
            and grammar.tokens[end].folded not in (",", '"')
        ):
            end += 1
        return Range(index, end)
