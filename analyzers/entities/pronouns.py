"""Whom he, she, his, her and him mean, or nobody.

Each candidate, a person or an unnamed one ("the driver"), gets a score from where it was last
mentioned and as what; the best one is taken when it has a clear lead. The signs and their weights
are the setting `people.pronoun`; see Lappin and Leass (1994) for the family of methods.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from newsan.analyzers.entities.groups import Group, Member
from newsan.analyzers.language import Language
from newsan.rules import RuleSet

RULE = "people.pronoun"
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MARKS = frozenset({'"', "''", "``"})
_APPOSITION = 16  # the most tokens between two commas that a subject may have before its verb
_RECENT = 4  # how many of a candidate's last mentions are looked at
_MANY = 8  # mentions beyond which one more doesn't count
_BESIDE = 4  # how many tokens may lie between a speaker and the quotation


@dataclass(frozen=True, slots=True)
class Sight:
    """A mention as a pronoun sees it; `quote` is the number of the quotation it stands in."""

    token: int
    sentence: int
    subject: bool
    possessive: bool
    quote: int | None
    pronoun: bool


@dataclass(slots=True, eq=False)
class Candidate:
    """Somebody whom a pronoun may mean; without a group, somebody unnamed."""

    group: Group | None
    gender: str | None
    sights: list[Sight] = field(default_factory=list)


#: Everybody seen so far, by the place of their last mention (an ordered set).
Candidates = dict[Candidate, None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention of a candidate, by its tokens."""

    first: int
    last: int
    candidate: Candidate


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
        if self._tag(last) == ",":
            stop = min(last + _APPOSITION, len(self.tags))
            commas = (i for i in range(last + 1, stop) if self._tag(i) == ",")
            return any(self._is_verb(comma + 1) for comma in commas)
        return self._is_verb(last) or self._is_inverted(first)

    def _is_verb(self, token: int) -> bool:
        """Whether a finite verb stands there, adverbs aside."""
        while self._tag(token) == "RB":
            token += 1
        return self._tag(token) in FINITE

    def opens(self, token: int) -> int | None:
        """The first token after the phrase that opens a sentence and holds `token`: "After his
        speech, …"; None when the token stands in no such phrase."""
        sentence = self.language.sentences[self.language.sentence_at(token)]
        if self.tags[sentence.first] not in ("IN", "VBG", "WRB", "TO", "VBN"):
            return None
        for i in range(sentence.first, min(sentence.last, sentence.first + _APPOSITION)):
            if self.tags[i] == ",":
                return i + 1 if i > token else None
        return None

    def quotes_beside(self, sight: Sight) -> set[int]:
        """The quotations that begin or end right beside a mention outside of them."""
        if sight.quote is not None:
            return set()
        near = self.quotes[max(sight.token - _BESIDE, 0) : sight.token + _BESIDE]
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


class PronounResolver:
    """Finds whom the pronouns of an article mean."""

    def __init__(self, rules: RuleSet) -> None:
        self._pronouns = rules.lexicon(RULE).entries
        self._precision = rules.lexicon(RULE).precision
        self._weights: Mapping[str, float] = rules.setting(RULE)

    def resolve(self, scene: Scene, mentions: Sequence[Seen]) -> None:
        """Add a mention to the group of each person whom a pronoun means.

        `mentions` are those of all candidates, in order.
        """
        candidates: Candidates = {}
        speakers = _speakers(scene, mentions)
        position = 0
        for token in self._places(scene):
            while position < len(mentions) and mentions[position].first < token:
                seen = mentions[position]
                _see(candidates, seen.candidate, scene.sight(seen.first, seen.last))
                position += 1
            ahead = _ahead(token, scene, mentions, position)
            self._resolve(token, scene, candidates, ahead, speakers)

    def _places(self, scene: Scene) -> Iterator[int]:
        for i, tag in enumerate(scene.tags):
            if tag in ("PRP", "PRP$") and scene.language.tokens[i].folded in self._pronouns:
                yield i

    def _resolve(
        self,
        token: int,
        scene: Scene,
        candidates: Candidates,
        ahead: Candidate | None,
        speakers: Mapping[int, Candidate],
    ) -> None:
        attributes = self._pronouns[scene.language.tokens[token].folded]
        pronoun = scene.sight(token, token + 1, pronoun=True)
        form = "possessive" if pronoun.possessive else attributes["form"]
        speaker = speakers.get(pronoun.quote) if pronoun.quote is not None else None
        ranked = self._ranked(pronoun, form, attributes["gender"], scene, candidates, speaker)
        if ahead and ahead.gender in (attributes["gender"], None):
            rest = [(score, c) for score, c in ranked if c is not ahead]
            ranked = sorted([(self._weights["ahead"], ahead), *rest], key=lambda item: -item[0])
        if not ranked:
            return
        best, winner = ranked[0]
        lead = best - ranked[1][0] if len(ranked) > 1 else best
        if best < self._weights["threshold"] or lead < self._weights["margin"]:
            return
        _see(candidates, winner, pronoun)
        winner.gender = attributes["gender"]
        if winner.group is None:
            return
        winner.group.gender = attributes["gender"]
        where = scene.language.tokens[token]
        link = f"{form} pronoun ({attributes['gender']})"
        winner.group.members.append(
            Member(where.start, where.end, token, token + 1, "pronoun", RULE, self._precision, link)
        )

    def _ranked(
        self,
        pronoun: Sight,
        form: str,
        gender: str,
        scene: Scene,
        candidates: Candidates,
        speaker: Candidate | None,
    ) -> list[tuple[float, Candidate]]:
        """The candidates in reach with their scores, best first."""
        ranked = []
        weights = self._weights
        earliest = pronoun.sentence - weights["reach"]
        rank = 0
        said = scene.quotes_beside(pronoun) if pronoun.subject else ()
        for candidate in reversed(candidates):
            if candidate.sights[-1].sentence < earliest:
                break
            if candidate.gender not in (gender, None):
                continue
            near = [s for s in candidate.sights[-_RECENT:] if s.sentence >= earliest]
            score = max(self._score(sight, pronoun, form, scene) for sight in near)
            score += weights["recent"] / (1 + rank)
            score += weights["frequent"] * log2(min(len(candidate.sights), _MANY))
            score += weights["known-gender"] * (candidate.gender == gender)
            score += weights["unnamed"] * (candidate.group is None)
            score += weights["speaker"] * (candidate is speaker)
            score += weights["in-own-words"] * any(s.quote in said for s in near)
            ranked.append((score, candidate))
            rank += 1
        ranked.sort(key=lambda item: -item[0])
        return ranked

    def _score(self, sight: Sight, pronoun: Sight, form: str, scene: Scene) -> float:
        """What speaks for one mention as the antecedent."""
        weights = self._weights
        distance = pronoun.sentence - sight.sentence
        score = weights["distance"] * distance
        score += weights["subject"] * sight.subject
        score += weights["parallel"] * (sight.subject and pronoun.subject)
        score += weights["earlier-pronoun"] * sight.pronoun
        score += weights["possessive"] * sight.possessive
        score += weights["same-quotation"] * (sight.quote == pronoun.quote)
        if distance == 0:
            score += weights["same-sentence"]
            score += weights["own"] * (sight.subject and form in ("possessive", "reflexive"))
            if sight.subject and form != "subject" and _one_clause(sight, pronoun, scene):
                score += weights[f"own-{form}"]
        return score


def _see(candidates: Candidates, candidate: Candidate, sight: Sight) -> None:
    candidate.sights.append(sight)
    candidates.pop(candidate, None)
    candidates[candidate] = None


def _ahead(token: int, scene: Scene, mentions: Sequence[Seen], position: int) -> Candidate | None:
    """The subject right after the phrase that opens the sentence and holds the pronoun: "In his
    speech, Ann Lee said"."""
    after = scene.opens(token)
    if after is None:
        return None
    for seen in mentions[position : position + _RECENT]:
        if after <= seen.first <= after + _BESIDE * 2 and scene.is_subject(seen.first, seen.last):
            return seen.candidate
    return None


def _speakers(scene: Scene, mentions: Sequence[Seen]) -> dict[int, Candidate]:
    """The quotations by number, each with the subject that stands right beside it."""
    speakers: dict[int, Candidate] = {}
    for seen in mentions:
        if scene.quotes[seen.first] is not None or not scene.is_subject(seen.first, seen.last):
            continue
        low, high = max(seen.first - _BESIDE, 0), seen.last + _BESIDE
        near = [quote for quote in scene.quotes[low:high] if quote is not None]
        for quote in near:
            speakers.setdefault(quote, seen.candidate)
    return speakers


def _one_clause(sight: Sight, pronoun: Sight, scene: Scene) -> bool:
    """Whether just one finite verb, and no comma or conjunction, lies between two mentions."""
    between = scene.tags[sight.token + 1 : pronoun.token]
    verbs = sum(tag in FINITE for tag in between)
    return verbs <= 1 and not any(tag in (",", "CC", "WP", "WDT", ":") for tag in between)


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
