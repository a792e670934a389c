"""What a text has said of time so far, and the scored choice among the dates that one may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from newsan.analyzers.dates.moment import GRAINS, Moment, rank

PUBLISHED = "published"
NONE = "none"
# Over how many days nearness counts: for the year of a date, and for the week of a weekday.
_YEAR_DAYS = 366
_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Cues:
    """What speaks for the past and for the future beside a date: sums of the lexicons' weights."""

    past: float = 0.0
    future: float = 0.0
    before_past: float = 0.0
    before_future: float = 0.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A date that the text has spoken of: when, under which id, in which sentence."""

    moment: Moment
    id: str
    sentence: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The date chosen, what it was anchored on, and the other candidates, best first."""

    moment: Moment
    anchor: str
    alternatives: tuple[Moment, ...] = ()


@dataclass(slots=True)
class Timeline:
    """The state of one text while its expressions are resolved in order."""

    published: Moment | None
    narrative: bool
    weights: Mapping[str, float]
    sentence: int = 0
    #: Whether half a year or more was spoken of since the last quarter: then a year ago is no
    #: quarter any more.
    longer_period: bool = False
    # The last mention of each grain, asides apart, with its place in the order of mentions; and
    # the last day spoken of, asides too.
    _latest: dict[str, tuple[int, Mention]] = field(default_factory=dict)
    _day: Mention | None = None

    def note(self, mention: Mention) -> None:
        """Remember a date that was spoken of."""
        if mention.moment.year is not None and not mention.aside:
            count = 1 + max((order for order, _ in self._latest.values()), default=0)
            self._latest[mention.moment.grain] = (count, mention)
        if mention.moment.grain in ("day", "time") and mention.moment.dated:
            self._day = mention
        if mention.moment.grain == "quarter":
            self.longer_period = False

    def last(self, *grains: str) -> Mention | None:
        """The last mention, of one of these grains when any are given; asides don't count."""
        known = [self._latest[grain] for grain in grains or self._latest if grain in self._latest]
        return max(known, key=itemgetter(0))[1] if known else None

    def strays(self, moment: Moment) -> bool:
        """Whether a bare year leaps so far in a narrative that the story won't go on there."""
        last = self.last()
        if not self.narrative or last is None or moment.grain != "year":
            return False
        if moment.year is None or last.moment.year is None:
            return False
        return (
            not -self.weights["leap-back"] <= moment.year - last.moment.year <= self.weights["leap"]
        )

    def near_day(self) -> Mention | None:
        """The last day spoken of in this sentence or the one before."""
        near = self._day is not None and self._day.sentence >= self.sentence - 1
        return self._day if near else None

    def last_as_fine_as(self, grain: str) -> Mention | None:
        """The last mention at least as fine as a grain, else the last one."""
        return self.last(*GRAINS[rank(grain) :]) or self.last()

    def anchor(self, source: str | None, grain: str) -> tuple[Moment, str] | None:
        """What a relative date counts from: `source` is "mention", "published" or None, which
        means what was last spoken of in a narrative and the publication date in news."""
        if source == "mention" or (source is None and self.narrative):
            mention = self.last_as_fine_as(grain)
            if mention is not None and (
                self.narrative or rank(mention.moment.grain) >= rank(grain)
            ):
                return mention.moment, mention.id
        return (self.published, PUBLISHED) if self.published is not None else None

    def choose_year(
        self, build: Callable[[int], Moment], cues: Cues, weekday: int | None = None
    ) -> Choice | None:
        """The year of a date that has none, as the sum of what speaks for each; None without any
        anchor. `build` makes the date of a year, or raises `ValueError` when there is none."""
        last = self.last()
        if self.published is None and not self.narrative:
            return None
        years: dict[int, str] = {}
        told = self.narrative and last is not None
        if self.published is not None and self.published.year is not None and not told:
            years |= dict.fromkeys(
                range(self.published.year - 1, self.published.year + 2), PUBLISHED
            )
        if last is not None and last.moment.year is not None:
            for year in (last.moment.year, last.moment.year + 1, last.moment.year - 1):
                if self.narrative or year == last.moment.year:
                    years[year] = last.id if year not in years or self.narrative else years[year]
        scored = []
        for year, anchor in years.items():
            try:
                moment = build(year)
            except ValueError:
                continue
            scored.append((self._score(moment, cues, weekday, last), moment, anchor))
        return _choice(scored)

    def choose(self, candidates: Iterable[Moment], cues: Cues, *, weekday: bool) -> Choice | None:
        """The best of candidates that are all anchored on the publication date."""
        scored = []
        for moment in candidates:
            score = self._near(moment, _WEEK_DAYS if weekday else _YEAR_DAYS)
            score += self._direction(moment, cues)
            if weekday and self.published and moment.first() <= self.published.last():
                score += self.weights["weekday-past"]
            scored.append((score, moment, PUBLISHED))
        return _choice(scored)

    def _score(
        self, moment: Moment, cues: Cues, weekday: int | None, last: Mention | None
    ) -> float:
        weights = self.weights
        score = 0.0
        if self.published is not None and not self.narrative:
            score += weights["published"] + self._near(moment, _YEAR_DAYS)
            score += self._direction(moment, cues)
        if weekday is not None and moment.dated and moment.first().isoweekday() == weekday:
            score += weights["weekday"]
        if last is not None and last.moment.year is not None and moment.year is not None:
            if self.narrative:
                score += self._narrative(moment, self._cursor(last))
            elif moment.year == last.moment.year:
                score += weights["mention"]
        return score

    def _cursor(self, last: Mention) -> Moment:
        """How far the story has come: the last mention, or, when that is a whole year, the last
        month or day of it that was spoken of."""
        finer = self.last(*GRAINS[rank("month") :])
        same = finer is not None and finer.moment.year == last.moment.year
        return finer.moment if finer is not None and same else last.moment

    def _narrative(self, moment: Moment, last: Moment) -> float:
        """How well a date goes on from the last one: the same year, and forward in it."""
        assert moment.year is not None and last.year is not None
        step = moment.year - last.year
        score = self.weights["narrative"] if step == 0 else 0.0
        if step == 1:
            score = self.weights["narrative"] + self.weights["advance"]
        if moment.dated and last.dated:
            back = (last.first() - moment.last()).days
            score += self.weights["backwards"] * max(0, min(back, _YEAR_DAYS)) / 183
        return score

    def _near(self, moment: Moment, period: int) -> float:
        if self.published is None or not moment.dated:
            return 0.0
        day = self.published.first()
        distance = max(0, (moment.first() - day).days, (day - moment.last()).days)
        return self.weights["near"] * max(0.0, 1 - distance / period)

    def _direction(self, moment: Moment, cues: Cues) -> float:
        if self.published is None or not moment.dated:
            return 0.0
        weights, day = self.weights, self.published.first()
        if moment.first() > day:
            return weights["tense"] * cues.future + weights["preposition"] * cues.before_future
        score = weights["past"] + weights["tense"] * cues.past
        score += weights["preposition"] * cues.before_past
        return score


def _choice(scored: list[tuple[float, Moment, str]]) -> Choice | None:
    if not scored:
        return None
    order = sorted(scored, key=lambda item: -item[0])
    _, moment, anchor = order[0]
    others = dict.fromkeys(other for _, other, _ in order[1:] if other.value != moment.value)
    return Choice(moment, anchor, tuple(others))
