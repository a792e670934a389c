"""From what an expression says to its value: one method for each way of meaning (`means`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from newsan.analyzers.dates import absolute, lengths, relative
from newsan.analyzers.dates.absolute import Impossible
from newsan.analyzers.dates.clock import read_clock
from newsan.analyzers.dates.grammar import Expression
from newsan.analyzers.dates.lengths import GRAIN
from newsan.analyzers.dates.meaning import Meaning, chosen, of, time_of, with_time
from newsan.analyzers.dates.moment import Moment, from_date, rank
from newsan.analyzers.dates.timeline import NONE, PUBLISHED, Choice, Cues, Timeline


@dataclass(slots=True)
class Resolver:
    """Resolves the expressions of one text, in order.

    `cues` gives what speaks for past or future beside an expression; `glued` the units that may
    be written on to a figure; `order` is "dmy", "mdy" or "auto" for dates in figures.
    """

    timeline: Timeline
    cues: Callable[[Expression], Cues]
    glued: Mapping[str, Mapping[str, Any]]
    order: str
    short_ahead: int
    _means: dict[str, Callable[[Expression], Meaning | None]] = field(init=False)

    def __post_init__(self) -> None:
        self._means = {
            "calendar": self._calendar,
            "deictic": self._deictic,
            "count": self._count,
            "recurring": self._recurring,
            "reference": self._reference,
            "moved": self._moved,
            "beside": self._moved,
            "period": self._period,
            "modified": self._modified,
            "within": self._within,
            "joined": self._joined,
            "clock": self._clock,
            "nth": self._nth,
            "same": self._same,
        }

    def resolve(self, expression: Expression) -> Meaning | None:
        """The meaning, or None when the expression is no time after all, or lies beyond the years
        1 to 9999 where the calendar would have to be counted."""
        means = str(expression.features.get("means", "calendar"))
        try:
            meaning = self._means[means](expression)
        except ValueError:
            return None
        if meaning is None:
            return None
        mod = expression.features.get("mod")
        return replace(meaning, mod=mod) if mod and meaning.mod is None else meaning

    # --- calendar dates ---------------------------------------------------------------------------

    def _calendar(self, expression: Expression) -> Meaning | None:
        features = expression.features
        try:
            if "figures" in features:
                return self._figures(features)
            moment = absolute.fixed(features, self._near_year(), self.short_ahead)
            if moment is not None:
                return of(expression, moment)
            choice = self._year_of(expression)
        except Impossible as error:
            return Meaning(expression.type, "", note=str(error))
        if choice is None:
            return of(expression, absolute.open_year(features))
        return chosen(expression, choice)

    def _figures(self, features: Mapping[str, Any]) -> Meaning | None:
        year = self._near_year()
        choice = absolute.in_figures(str(features["figures"]), self.order, year, self.short_ahead)
        if choice is None:
            return None
        others = tuple(other.value for other in choice[1:])
        note = "the order of day and month is not sure" if others else None
        return Meaning("DATE", choice[0].value, choice[0], alternatives=others, note=note)

    def _year_of(self, expression: Expression) -> Choice | None:
        features = expression.features
        absolute.check_possible(features)
        weekday = None if "nth" in features else features.get("weekday")
        return self.timeline.choose_year(
            lambda year: absolute.in_year(features, year), self.cues(expression), weekday
        )

    def _near_year(self) -> int | None:
        """The year that a year in two figures lies near."""
        anchor = self.timeline.anchor(None, "year")
        return anchor[0].year if anchor else None

    # --- relative dates ---------------------------------------------------------------------------

    def _deictic(self, expression: Expression) -> Meaning | None:
        features = expression.features
        if "weekday" in features and "nth" not in features:
            return self._weekday(expression)
        if any(part in features for part in ("month", "season", "easter", "nth")):
            return self._named_period(expression)
        grain = GRAIN.get(str(features.get("unit")))
        if grain is None:
            return None
        shift = int(features.get("shift", 0))
        if "ends" in features and grain == "day" and "part" not in features:
            return None  # the last day of something is not the day before
        if "generic" in features:
            return of(expression, with_time(Moment("day"), features))
        if grain == "weekend" and "shift" not in features:
            return self._weekend(expression)
        anchor = self.timeline.anchor(features.get("from"), grain)
        if anchor is None or (anchor[0].year is None):
            return of(expression, with_time(Moment(grain), features))
        if grain == "day" and rank(anchor[0].grain) < rank("week"):
            open_day = Moment("day", anchor[0].year, anchor[0].month)
            return of(expression, with_time(open_day, features), anchor[1])
        moment = anchor[0].at(grain).shifted(grain, shift)
        return of(expression, with_time(moment, features), anchor[1])

    def _weekday(self, expression: Expression) -> Meaning | None:
        features = expression.features
        anchor = self.timeline.anchor(features.get("from"), "day")
        if anchor is None or not anchor[0].dated:
            open_day = Moment("day", weekday=int(features["weekday"]))
            return of(expression, with_time(open_day, features))
        day = anchor[0].at("day")
        if "shift" in features:
            moment = relative.shifted_weekday(features, day)
            return of(expression, with_time(moment, features), anchor[1])
        candidates = relative.weekdays(features, day)
        choice = self.timeline.choose(candidates, self.cues(expression), weekday=True)
        return None if choice is None else chosen(expression, choice)

    def _weekend(self, expression: Expression) -> Meaning | None:
        anchor = self.timeline.anchor(None, "weekend")
        if anchor is None or not anchor[0].dated:
            return of(expression, Moment("weekend"))
        this = anchor[0].at("weekend")
        cues = self.cues(expression)
        on_weekend = anchor[0].first() >= this.first()
        ahead = cues.future + cues.before_future > cues.past + cues.before_past + 0.5
        moment = this if on_weekend or ahead else this.shifted("week", -1)
        return of(expression, moment, anchor[1])

    def _named_period(self, expression: Expression) -> Meaning | None:
        """Last May, this summer, next Christmas."""
        features = expression.features
        if features.get("year") is not None:
            return self._calendar(expression)
        anchor = self.timeline.anchor(features.get("from"), "month")
        if anchor is None or anchor[0].year is None:
            return of(expression, absolute.open_year(features))
        moment = relative.named_period(features, anchor[0], anchor[0].year)
        return of(expression, moment, anchor[1])

    def _period(self, expression: Expression) -> Meaning | None:
        """The quarter, the year-ago period, the 1988 period."""
        features = expression.features
        anchor = self._period_anchor(features)
        if anchor is None:
            return None if "loose" in features else of(expression, Moment("quarter"))
        base, source = anchor
        if features.get("quarter") is not None:
            base = Moment("quarter", base.year, part=int(features["quarter"]))
        if features.get("year") is not None:
            base = replace(base, year=int(features["year"]))
        shift = int(features.get("shift", 0))
        moment = base.shifted(GRAIN[str(features.get("unit", "Y"))], shift)
        compared = bool(shift) or features.get("year") is not None
        return replace(of(expression, moment, source), compared=compared)

    def _period_anchor(self, features: Mapping[str, Any]) -> tuple[Moment, str] | None:
        """The quarter last spoken of, else that of the publication date; for the latest quarter
        one that is over."""
        known, published = self.timeline.last("quarter"), self.timeline.published
        if "latest" in features and published is not None:
            if known is not None and known.moment.last() < published.first():
                return known.moment, known.id
            return published.at("quarter").shifted("quarter", -1), PUBLISHED
        if known is not None:
            return known.moment, known.id
        if published is None or "loose" in features:
            return None
        return published.at("year" if features.get("unit") == "Y" else "quarter"), PUBLISHED

    def _moved(self, expression: Expression) -> Meaning | None:
        features = expression.features
        number, unit, mod = self._length(features)
        shift = int(features["shift"])
        date = features.get("date")
        if isinstance(date, Expression):
            inner = self.resolve(date)
            if inner is None or inner.moment is None:
                return inner
            anchor: tuple[Moment, str] | None = (inner.moment, inner.anchor)
        else:
            anchor = self.timeline.anchor(features.get("from", PUBLISHED), GRAIN.get(unit, "day"))
        if number is None and shift > 0 and unit in ("D", "W", "M") and anchor is not None:
            return of(expression, Moment(GRAIN[unit], anchor[0].year), anchor[1])
        if number is None:
            value = "PAST_REF" if shift < 0 else "FUTURE_REF"
            return Meaning("DATE", value, mod=mod)
        if anchor is None or anchor[0].year is None:
            return Meaning("DATE", Moment(GRAIN.get(unit, "day")).value, mod=mod)
        quarter = self._quarter_before(number, unit, expression)
        if quarter is not None:
            compared = of(expression, quarter[0].shifted("year", shift), quarter[1])
            return replace(compared, mod=mod, compared=True)
        moment = relative.counted(anchor[0], number * shift, unit)
        return None if moment is None else replace(of(expression, moment, anchor[1]), mod=mod)

    def _quarter_before(
        self, number: float, unit: str, expression: Expression
    ) -> tuple[Moment, str] | None:
        """The quarter that "a year ago" is compared with, in a text of results."""
        if unit != "Y" or number != 1 or "date" in expression.features:
            return None
        last = self.timeline.last("quarter")
        if self.timeline.longer_period:
            return None
        return (last.moment, last.id) if last is not None else None

    def _length(self, features: Mapping[str, Any]) -> tuple[float | None, str, str | None]:
        length = features.get("length")
        mod = features.get("mod")
        while isinstance(length, Expression):
            mod = mod or length.features.get("mod")
            inner = length.features.get("date")
            if not isinstance(inner, Expression):
                return (*lengths.amount(length.features, self.glued), mod)
            length = inner
        return float(features.get("number", 1)), str(features["unit"]), mod

    # --- lengths, sets, references ----------------------------------------------------------------

    def _count(self, expression: Expression) -> Meaning | None:
        number, unit = lengths.amount(expression.features, self.glued)
        if unit == "M" and number is not None and number in (6, 9, 12):
            self.timeline.longer_period = True
        return Meaning("DURATION", lengths.duration(expression.features, self.glued))

    def _recurring(self, expression: Expression) -> Meaning | None:
        value, freq = lengths.recurring(expression.features)
        return Meaning("SET", value, quant=expression.features.get("quant"), freq=freq)

    def _reference(self, expression: Expression) -> Meaning | None:
        return Meaning(expression.type, str(expression.features["value"]))

    # --- composed expressions ---------------------------------------------------------------------

    def _same(self, expression: Expression) -> Meaning | None:
        date = expression.features["date"]
        return self.resolve(date) if isinstance(date, Expression) else None

    def _modified(self, expression: Expression) -> Meaning | None:
        features = expression.features
        meaning = self._same(expression)
        if meaning is None:
            return None
        if "unit" in features and meaning.moment is not None and meaning.moment.dated:
            moment = meaning.moment.at(GRAIN[str(features["unit"])])
            meaning = replace(meaning, moment=moment, value=moment.value)
        return replace(meaning, type=expression.type)

    def _within(self, expression: Expression) -> Meaning | None:
        features = expression.features
        outer = self.resolve(features["outer"])
        inner = features.get("inner")
        own = dict(inner.features) if isinstance(inner, Expression) else dict(features)
        mod = own.get("mod")
        if own.get("means") == "modified":
            own = dict(own["date"].features)
        if outer is None or outer.moment is None:
            return None
        year = outer.moment.year
        if year is None:
            return of(expression, absolute.open_year(own))
        if "weekday" in own or own.get("unit") == "WE":
            return self._day_within(expression, own, outer)
        try:
            moment = absolute.in_year(own, year)
        except Impossible as error:
            return Meaning("DATE", "", note=str(error))
        return replace(of(expression, moment, outer.anchor), mod=mod)

    def _day_within(
        self, expression: Expression, own: Mapping[str, Any], outer: Meaning
    ) -> Meaning | None:
        """Tuesday of next week; the weekend of next week."""
        if outer.moment is None or not outer.moment.dated or outer.moment.grain != "week":
            return None
        if "weekday" not in own:
            return of(expression, outer.moment.at("weekend"), outer.anchor)
        day = from_date(outer.moment.first()).shifted("day", int(own["weekday"]) - 1)
        return of(expression, day, outer.anchor)

    def _nth(self, expression: Expression) -> Meaning | None:
        features = expression.features
        date = self._same(expression)
        unit = GRAIN.get(str(features["unit"]))
        if date is None or date.moment is None or unit is None:
            return None
        moment = absolute.nth_part(date.moment, unit, int(features["ordinal"]))
        return None if moment is None else of(expression, moment, date.anchor)

    # --- times ------------------------------------------------------------------------------------

    def _clock(self, expression: Expression) -> Meaning | None:
        clock = read_clock(expression.features)
        if clock is None:
            return None
        day = self._day_of_time()
        moment = replace(day[0], grain="time", time=clock.time)
        return Meaning("TIME", moment.value, moment, day[1], zone=clock)

    def _day_of_time(self) -> tuple[Moment, str]:
        """The day that a time without one lies on: the last one spoken of, or publication."""
        near = self.timeline.near_day()
        if near is not None:
            return near.moment.at("day"), near.id
        anchor = self.timeline.anchor(None, "day")
        if anchor is None or not anchor[0].dated or anchor[0].grain not in ("day", "time"):
            return Moment("day"), NONE
        return anchor[0].at("day"), anchor[1]

    def _joined(self, expression: Expression) -> Meaning | None:
        features = expression.features
        date = self._same(expression)
        if date is None:
            return None
        if date.moment is None or date.moment.grain not in ("day", "time"):
            return None
        time, clock, mod = time_of(features)
        if time is None:
            return None
        moment = replace(date.moment, grain="time", time=time)
        anchor, others = date.anchor, tuple(f"{other}T{time}" for other in date.alternatives)
        return Meaning(
            "TIME",
            moment.value,
            moment,
            anchor,
            mod=mod or date.mod,
            zone=clock,
            alternatives=others,
        )
