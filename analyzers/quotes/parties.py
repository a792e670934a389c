"""Whom a phrase means: an entity, a group, a document, or somebody unnamed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from newsan.analyzers.article import Article
from newsan.analyzers.findings import Entity, Mention, Party, Piece
from newsan.analyzers.quotes.grammar import Grammar, Range
from newsan.rules import RuleSet

# Whom a pronoun means was spoken of at most so many mentions ago.
_BACK = 60
# An apposition has at most so many words, and a name at most so many of them.
_APPOSITIONS = 3
_APPOSITION = 25
_SPEAKERS = frozenset(["PERSON", "ORG"])
_ENTITY_KINDS = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "organization",
    "FAC": "organization",
    "LOC": "organization",
    "NORP": "group",
    "WORK": "document",
}


class SpeakerNouns:
    """What kind of speaker a common noun is, from the `quotes` pack."""

    def __init__(self, rules: RuleSet) -> None:
        self.kinds = rules.lexicon("quotes.speaker-noun")
        self.plural_pronouns = rules.lexicon("quotes.plural-pronoun")


class Resolver:
    """Turns phrases of one article into parties."""

    def __init__(
        self, article: Article, grammar: Grammar, nouns: SpeakerNouns, inside: bytearray
    ) -> None:
        self.text = article.document.text
        self.grammar, self.nouns, self.inside = grammar, nouns, inside
        self.token_at = article.language.token_at
        pairs = [
            (mention, entity)
            for entity in article.layer("entities")
            if isinstance(entity, Entity)
            for mention in entity.mentions
        ]
        pairs.sort(key=lambda pair: (pair[0].start, pair[0].end))
        self.pairs: Sequence[tuple[Mention, Entity]] = pairs
        self.surnames: dict[str, list[str]] = {}
        for entity in article.layer("entities"):
            if isinstance(entity, Entity) and entity.type == "PERSON" and entity.name:
                self.surnames.setdefault(entity.name.split()[-1], []).append(entity.name)
        self.starts = [mention.start for mention, _ in pairs]

    def party(self, phrase: Range | None, reported: Range | None = None) -> Party | None:
        """The party that a phrase means; None when there is no phrase. A pronoun means nobody
        whom the words that its owner is reported to say name."""
        if phrase is None:
            return None
        antecedent = self._antecedent(phrase)
        if antecedent is not None:
            party = replace(self._named(antecedent), mention=self.piece(phrase))
            who = self.grammar.tags[phrase.first] == "WP"
            return replace(party, kind="anonymous") if who and party.kind == "unknown" else party
        return self._named(phrase, reported)

    def _named(self, phrase: Range, reported: Range | None = None) -> Party:
        apposition = self._apposition(phrase)
        whole = Range(phrase.first, apposition.last) if apposition is not None else phrase
        piece = self.piece(whole)
        head = self._head(phrase)
        entity = self._entity(head)
        if entity is None and apposition is not None:
            entity = self._entity(self._head(apposition))
            if entity is not None and entity.type not in _SPEAKERS:
                entity = None
        if entity is not None and reported is not None and self.grammar.tags[head] == "PRP":
            entity = self._other_than_named(entity, reported)
        if entity is not None:
            kind = _ENTITY_KINDS.get(entity.type, "unknown")
            role = entity.roles[0].role if entity.roles else None
            return Party(
                mention=piece,
                entity=entity.id,
                name=entity.name,
                kind=kind,
                role=role,
                alternatives=self._alternatives(entity),
            )
        name = self.piece(phrase).text
        return Party(mention=piece, entity=None, name=name, kind=self._kind(phrase, head))

    def person_before(self, token: int) -> Entity | None:
        """The person who is named most before a token; of two the one named last."""
        start = self.grammar.tokens[token].start
        named = {
            entity.id: entity
            for mention, entity in self.pairs
            if mention.start < start and entity.type == "PERSON"
        }

        def weight(entity: Entity) -> tuple[int, int]:
            starts = [m.start for m in entity.mentions if m.start < start and m.kind == "name"]
            return len(starts), max(starts, default=0)

        return max(named.values(), key=weight, default=None)

    def _apposition(self, phrase: Range) -> Range | None:
        """The noun phrase that follows between commas: "Ann Lee, the mayor of Orrin,"."""
        grammar = self.grammar
        tags, comma = grammar.tags, phrase.last
        if comma + 1 >= len(tags) or tags[comma] != ",":
            return None
        if tags[phrase.first] == "PRP" or tags[comma + 1] in ("PRP", "WP", "EX"):
            return None
        found = grammar.full_phrase(comma + 1, min(len(tags), comma + _APPOSITION))
        if found is None or (found.last < len(tags) and tags[found.last] not in (",", ".")):
            return None
        return found

    def _alternatives(self, entity: Entity) -> tuple[str, ...]:
        """The persons whom a bare surname fits as well: the tie is left open."""
        if entity.type != "PERSON" or " " in entity.name:
            return ()
        return tuple(name for name in self.surnames.get(entity.name, ()) if name != entity.name)

    def piece(self, phrase: Range) -> Piece:
        """The text of a range of tokens."""
        tokens = self.grammar.tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
        return Piece(start=start, end=end, text=self.text[start:end])

    def _antecedent(self, phrase: Range) -> Range | None:
        """What a relative pronoun relates to: the noun phrase before it; "who" passes over places
        and bodies to the phrase that they belong to: "the mayor of Orrin, who"."""
        grammar = self.grammar
        tag, end = grammar.tags[phrase.first], phrase.first
        if tag not in ("WP", "WDT") or not end:
            return None
        end -= grammar.tags[end - 1] == ","
        whole = grammar.phrase_before(end, max(0, end - _APPOSITION))
        if whole is None:
            return None
        entity = self._entity(end - 1)
        if tag == "WP" and (entity is None or entity.type != "PERSON"):
            return whole
        return Range(grammar.phrase_ending(end - 1, whole.first).first, end)

    def _head(self, phrase: Range) -> int:
        """The last token of the phrase's first noun phrase."""
        base = self.grammar.noun_phrase(phrase.first, phrase.last)
        return (base or phrase).last - 1

    def _entity(self, head: int) -> Entity | None:
        """The entity one of whose mentions covers the head."""
        token = self.grammar.tokens[head]
        index = bisect_right(self.starts, token.start) - 1
        for i in range(index, max(-1, index - 4), -1):
            mention, entity = self.pairs[i]
            if mention.end >= token.end:
                return self._outside(entity, i) if mention.kind == "pronoun" else entity
        return None

    def _other_than_named(self, entity: Entity, reported: Range) -> Entity | None:
        """The entity; when the author's words in a range name it, whoever was named before it."""
        tokens = self.grammar.tokens
        start, end = tokens[reported.first].start, tokens[reported.last - 1].end
        first = bisect_left(self.starts, start)
        within = self.pairs[first : bisect_left(self.starts, end)]
        names = [m for m, e in within if e.id == entity.id and m.kind == "name"]
        if not any(not self._is_inside(mention) for mention in names):
            return entity
        return self._person_beside(entity, first)

    def _person_beside(self, entity: Entity, index: int) -> Entity | None:
        """The last person before a place, outside marks, who may share a pronoun with another."""
        for mention, other in reversed(self.pairs[max(0, index - _BACK) : index]):
            if self._is_inside(mention) or other.id == entity.id or other.type != "PERSON":
                continue
            if other.gender in (None, entity.gender) or entity.gender is None:
                return other
        return None

    def _outside(self, entity: Entity, index: int) -> Entity:
        """Whom a pronoun beside a quotation means: somebody that the author named last, rather
        than somebody who is only named in the quotation."""
        last = self._last_name(entity, index)
        if last is None or not self._is_inside(self.pairs[last][0]):
            return entity
        return self._person_beside(entity, last) or entity

    def _last_name(self, entity: Entity, index: int) -> int | None:
        """The last place before `index` where an entity is named, or spoken of outside marks."""
        for i in range(index - 1, max(-1, index - _BACK), -1):
            mention, other = self.pairs[i]
            if other is entity and (mention.kind != "pronoun" or not self._is_inside(mention)):
                return i
        return None

    def _is_inside(self, mention: Mention) -> bool:
        return bool(self.inside[self.token_at(mention.start)])

    def _kind(self, phrase: Range, head: int) -> str:
        grammar = self.grammar
        word = grammar.tokens[head].folded
        about = self.nouns.kinds.get(word)
        if about is not None:
            return str(about["kind"])
        if word in self.nouns.plural_pronouns or grammar.tags[head] in ("NNS", "NNPS", "CD"):
            return "group"
        if grammar.tags[head] == "NNP":
            return "person"
        return "unknown"
