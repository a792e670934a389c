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
from newsan.analyzers.entities.scene import BESIDE, FINITE, Scene, Sight
from newsan.rules import RuleSet

RULE = "people.pronoun"
_RECENT = 4  # how many of a candidate's last mentions are looked at
_MANY = 8  # mentions beyond which one more doesn't count
_AHEAD = 8  # how many tokens may lie before the subject that a fronted pronoun means


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


@dataclass(frozen=True, slots=True)
class Case:
    """A pronoun to resolve, with what is known around it."""

    pronoun: Sight
    form: str
    gender: str
    scene: Scene
    speakers: Mapping[int, Candidate]

    @property
    def speaker(self) -> Candidate | None:
        """Who speaks the quotation that the pronoun stands in."""
        return self.voice(self.pronoun)

    def voice(self, sight: Sight) -> Candidate | None:
        """Who speaks where a mention stands; None is the article itself, or unknown."""
        return None if sight.quote is None else self.speakers.get(sight.quote)

    def is_one_voice(self, sight: Sight) -> bool:
        """Whether the mention stands in the pronoun's quotation, or both outside of any."""
        if sight.quote == self.pronoun.quote:
            return True
        return None not in (sight.quote, self.speaker) and self.voice(sight) is self.speaker


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
            attributes = self._pronouns[scene.language.tokens[token].folded]
            pronoun = scene.sight(token, token + 1, pronoun=True)
            form = "possessive" if pronoun.possessive else attributes["form"]
            case = Case(pronoun, form, attributes["gender"], scene, speakers)
            winner = self._winner(case, candidates, _ahead(token, scene, mentions, position))
            if winner is not None:
                _see(candidates, winner, pronoun)
                winner.gender = case.gender
                if winner.group is not None:
                    self._add(winner.group, case)

    def _places(self, scene: Scene) -> Iterator[int]:
        for i, tag in enumerate(scene.tags):
            if tag in ("PRP", "PRP$") and scene.language.tokens[i].folded in self._pronouns:
                yield i

    def _add(self, group: Group, case: Case) -> None:
        group.gender = case.gender
        first = case.pronoun.token
        token = case.scene.language.tokens[first]
        link = f"{case.form} pronoun ({case.gender})"
        member = Member(
            token.start, token.end, first, first + 1, "pronoun", RULE, self._precision, link
        )
        group.members.append(member)

    def _winner(
        self, case: Case, candidates: Candidates, ahead: Candidate | None
    ) -> Candidate | None:
        """The best candidate, when it is good enough and has a lead."""
        weights = self._weights
        ranked = self._ranked(case, candidates)
        if ahead and ahead.gender in (case.gender, None):
            ranked = [(score, c) for score, c in ranked if c is not ahead]
            ranked.append((weights["ahead"], ahead))
        ranked.sort(key=lambda item: -item[0])
        if not ranked:
            return None
        best, winner = ranked[0]
        lead = best - ranked[1][0] if len(ranked) > 1 else best
        return winner if best >= weights["threshold"] and lead >= weights["margin"] else None

    def _ranked(self, case: Case, candidates: Candidates) -> list[tuple[float, Candidate]]:
        """The candidates in reach with their scores, the last mentioned first."""
        ranked: list[tuple[float, Candidate]] = []
        weights, pronoun = self._weights, case.pronoun
        earliest = pronoun.sentence - weights["reach"]
        said = case.scene.quotes_beside(pronoun) if pronoun.subject else ()
        for candidate in reversed(candidates):
            if candidate.sights[-1].sentence < earliest:
                break
            if candidate.gender not in (case.gender, None):
                continue
            near = [
                sight
                for sight in candidate.sights[-_RECENT:]
                if sight.sentence >= earliest and not _holds(sight, case)
            ]
            if not near:
                continue
            score = max(self._score(sight, case) for sight in near)
            score += weights["recent"] / (1 + len(ranked))
            score += weights["frequent"] * log2(min(len(candidate.sights), _MANY))
            score += weights["known-gender"] * (candidate.gender == case.gender)
            score += weights["unnamed"] * (candidate.group is None)
            score += weights["speaker"] * (candidate is case.speaker)
            score += weights["in-own-words"] * any(sight.quote in said for sight in near)
            ranked.append((score, candidate))
        return ranked

    def _score(self, sight: Sight, case: Case) -> float:
        """What speaks for one mention as the antecedent."""
        weights, form = self._weights, case.form
        distance = case.pronoun.sentence - sight.sentence
        score = weights["distance"] * distance
        score += weights["subject"] * sight.subject
        score += weights["parallel"] * (sight.subject and case.pronoun.subject)
        score += weights["earlier-pronoun"] * sight.pronoun
        score += weights["possessive"] * sight.possessive
        score += weights["same-quotation"] * case.is_one_voice(sight)
        if distance == 0:
            score += weights["same-sentence"]
            if sight.subject and form != "subject" and _one_clause(sight, case):
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
        if after <= seen.first <= after + _AHEAD and scene.is_subject(seen.first, seen.last):
            return seen.candidate
    return None


def _speakers(scene: Scene, mentions: Sequence[Seen]) -> dict[int, Candidate]:
    """The speakers of quotations by number: the subject right beside one, or else the first
    subject of the sentence that it stands in, or else who spoke before in the paragraph."""
    outside = [
        seen
        for seen in mentions
        if scene.quotes[seen.first] is None and scene.is_subject(seen.first, seen.last)
    ]
    speakers: dict[int, Candidate] = {}
    for seen in outside:
        for quote in scene.quotes[max(seen.first - BESIDE, 0) : seen.last + BESIDE]:
            if quote is not None:
                speakers.setdefault(quote, seen.candidate)
    for seen in outside:
        sentence = scene.sentence(seen.first)
        for quote in scene.quotes[sentence.first : sentence.last]:
            if quote is not None:
                speakers.setdefault(quote, seen.candidate)
    before: tuple[int, Candidate] | None = None
    for sentence in scene.language.sentences:
        for quote in dict.fromkeys(scene.quotes[sentence.first : sentence.last]):
            if quote is None:
                continue
            if before and before[0] == sentence.paragraph:
                speakers.setdefault(quote, before[1])
            if quote in speakers:
                before = (sentence.paragraph, speakers[quote])
    return speakers


def _holds(sight: Sight, case: Case) -> bool:
    """Whether the pronoun stands inside the mention's own phrase: "the head of his party"."""
    if sight.sentence != case.pronoun.sentence:
        return False
    between = case.scene.tags[sight.token + 1 : case.pronoun.token]
    return "IN" in between and not any(
        tag in (",", "CC", ":", "TO") or tag.startswith(("V", "MD", "W")) for tag in between
    )


def _one_clause(sight: Sight, case: Case) -> bool:
    """Whether just one finite verb, and no comma or conjunction, lies between two mentions."""
    between = case.scene.tags[sight.token + 1 : case.pronoun.token]
    verbs = sum(tag in FINITE for tag in between)
    return verbs <= 1 and not any(tag in (",", "CC", "WP", "WDT", ":") for tag in between)
