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
_APPOSITION = 16  # the most tokens between two commas that a subject may have before its verb
_RECENT = 4  # how many of a candidate's last mentions are looked at


@dataclass(frozen=True, slots=True)
class Sight:
    """A mention as a pronoun sees it."""

    token: int
    sentence: int
    subject: bool
    possessive: bool
    quoted: bool
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
        self.quoted = list(_quoted(language))

    def sight(self, first: int, last: int, *, pronoun: bool = False) -> Sight:
        """A mention at tokens `first` to `last` as pronouns will see it."""
        return Sight(
            first,
            self.language.sentence_at(first),
            self.is_subject(first, last),
            self._tag(last) == "POS" or self.tags[first] == "PRP$",
            self.quoted[first],
            pronoun,
        )

    def is_subject(self, first: int, last: int) -> bool:
        """Whether a finite verb follows the mention, at once or after an apposition."""
        if self._tag(first - 1) in ("IN", "TO") or self._tag(first - 1).startswith("VBG"):
            return False
        if self._tag(last) == ",":
            stop = min(last + _APPOSITION, len(self.tags))
            last = next((i + 1 for i in range(last + 1, stop) if self._tag(i) == ","), last)
        while self._tag(last) == "RB":
            last += 1
        return self._tag(last) in ("VBD", "VBZ", "VBP", "MD") or self._is_inverted(first)

    def _is_inverted(self, first: int) -> bool:
        """After a quotation the verb comes first: "…," said the minister."""
        before = first - 1
        return (
            self._tag(before) in ("VBD", "VBZ")
            and self._tag(before - 1) in ("''", "``", ",")
            and self.quoted[before - 1]
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
        upcoming = iter(mentions)
        following = next(upcoming, None)
        for token in self._places(scene):
            while following and following.first < token:
                _see(candidates, following.candidate, scene.sight(following.first, following.last))
                following = next(upcoming, None)
            self._resolve(token, scene, candidates)

    def _places(self, scene: Scene) -> Iterator[int]:
        for i, tag in enumerate(scene.tags):
            if tag in ("PRP", "PRP$") and scene.language.tokens[i].folded in self._pronouns:
                yield i

    def _resolve(self, token: int, scene: Scene, candidates: Candidates) -> None:
        attributes = self._pronouns[scene.language.tokens[token].folded]
        pronoun = scene.sight(token, token + 1, pronoun=True)
        form = "possessive" if pronoun.possessive else attributes["form"]
        ranked = self._ranked(pronoun, form, attributes["gender"], scene, candidates)
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
        self, pronoun: Sight, form: str, gender: str, scene: Scene, candidates: Candidates
    ) -> list[tuple[float, Candidate]]:
        """The candidates in reach with their scores, best first."""
        ranked = []
        earliest = pronoun.sentence - self._weights["reach"]
        for candidate in reversed(candidates):
            if candidate.sights[-1].sentence < earliest:
                break
            if candidate.gender not in (gender, None):
                continue
            near = [s for s in candidate.sights[-_RECENT:] if s.sentence >= earliest]
            score = max(self._score(sight, pronoun, form, scene) for sight in near)
            ranked.append((score + self._standing(candidate, gender), candidate))
        ranked.sort(key=lambda item: (-item[0], -item[1].sights[-1].token))
        return ranked

    def _standing(self, candidate: Candidate, gender: str) -> float:
        """What speaks for a candidate wherever it stands."""
        weights = self._weights
        score = weights["frequent"] * log2(len(candidate.sights))
        return score + (weights["known-gender"] if candidate.gender == gender else 0)

    def _score(self, sight: Sight, pronoun: Sight, form: str, scene: Scene) -> float:
        """What speaks for one mention as the antecedent."""
        weights = self._weights
        distance = pronoun.sentence - sight.sentence
        score = 2.0 + weights["distance"] * distance
        score += weights["subject"] * sight.subject
        score += weights["earlier-pronoun"] * sight.pronoun
        score += weights["possessive"] * sight.possessive
        if distance == 0:
            score += weights["same-sentence"]
            if form == "object" and sight.subject and _one_clause(sight, pronoun, scene):
                score += weights["object-pronoun"]
        if pronoun.quoted and not sight.quoted and sight.subject and distance <= 1:
            score += weights["speaker-inside"]
        if not pronoun.quoted and sight.quoted:
            score -= weights["speaker-outside"]
        return score


def _see(candidates: Candidates, candidate: Candidate, sight: Sight) -> None:
    candidate.sights.append(sight)
    candidates.pop(candidate, None)
    candidates[candidate] = None


def _one_clause(sight: Sight, pronoun: Sight, scene: Scene) -> bool:
    """Whether just one finite verb, and no comma or conjunction, lies between two mentions."""
    between = scene.tags[sight.token + 1 : pronoun.token]
    verbs = sum(tag in ("VBD", "VBZ", "VBP", "MD") for tag in between)
    return verbs <= 1 and not any(tag in (",", "CC", "WP", "WDT", ":") for tag in between)


def _quoted(language: Language) -> Iterator[bool]:
    """For each token whether it stands between double quotation marks of its paragraph."""
    shadow = language.document.shadow
    paragraph, inside = -1, False
    for sentence in language.sentences:
        if sentence.paragraph != paragraph:
            paragraph, inside = sentence.paragraph, False
        for token in language.tokens[sentence.first : sentence.last]:
            if shadow[token.start : token.end] in ('"', "''", "``"):
                inside = not inside
                yield True
            else:
                yield inside
