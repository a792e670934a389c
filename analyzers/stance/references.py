"""Everybody spoken of in an article, by sentence: entities' mentions, and first persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsan.analyzers.article import Article
from newsan.analyzers.document import Sentence, Token
from newsan.analyzers.findings import Entity, Party, Piece, Quote
from newsan.analyzers.language import Language
from newsan.analyzers.stance.scene import Reference
from newsan.analyzers.stance.voice import Voices
from newsan.rules import RuleSet


def key_of(party: Party) -> str:
    """What tells a party from others: its entity, else its name."""
    return party.entity or f"name:{party.name.lower()}"


def mentions(article: Article) -> dict[int, list[Reference]]:
    """All mentions of all entities, by the number of their sentence."""
    language = article.language
    found: dict[int, list[Reference]] = {}
    entities: Sequence[Entity] = article.layer("entities")
    given = article.options.given is not None
    for entity in entities:
        for mention in entity.mentions:
            first = language.token_at(mention.start)
            last = language.token_at(mention.end - 1) + 1
            if not 0 <= first < last:
                continue
            piece = Piece(start=mention.start, end=mention.end, text=mention.text)
            party = Party(mention=piece, entity=entity.id, name=entity.name, kind="entity")
            reference = Reference(first, last, entity.id, party, given)
            found.setdefault(language.sentence_at(first), []).append(reference)
    return found


class FirstPersons:
    """The words by which the speaker of a quotation speaks of himself."""

    def __init__(self, rules: RuleSet) -> None:
        self._words = rules.lexicon("stance.first-person").entries
        self._own = rules.lexicon("stance.speaking-body").entries

    def references(
        self, language: Language, sentence: Sentence, voices: Voices
    ) -> Iterator[Reference]:
        """References to the speakers of the quotations in a sentence."""
        for index in range(sentence.first, sentence.last):
            token = language.tokens[index]
            if token.folded not in self._words and token.folded not in self._own:
                continue
            quote = voices.quote_at(token.start, token.end)
            if quote and quote.speaker and self._speaks_of_itself(quote, token):
                piece = Piece(start=token.start, end=token.end, text=token.text)
                kind = "entity" if quote.speaker.entity else quote.speaker.kind
                party = replace(quote.speaker, mention=piece, kind=kind)
                yield Reference(index, index + 1, key_of(party), party)

    def _speaks_of_itself(self, quote: Quote, token: Token) -> bool:
        """A first person; or the pronoun with which a body begins: "the fund said it backed"."""
        if token.folded in self._words:
            return True
        body = quote.speaker is not None and quote.speaker.kind == "organization"
        return body and quote.type == "indirect" and token.start == quote.start
