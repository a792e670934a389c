"""From what an expression says to its value: one method for each way of meaning (`means`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from newsan.analyzers.dates import absolute, lengths
from newsan.analyzers.dates.absolute import Impossible
from newsan.analyzers.dates.clock import Clock, read_clock
from newsan.analyzers.dates.grammar import Expression
from newsan.analyzers.dates.lengths import GRAIN
from newsan.analyzers.dates.moment import Moment, from_date, rank
from newsan.analyzers.dates.timeline import NONE, PUBLISHED, Choice, Cues, Timeline

_UNKNOWN = "XX"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression comes to; `value` is "" for a date that no calendar has."""

    type: str
    value: str
    moment: Moment | None = None
    anchor: str = NONE
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    zone: Clock | None = None
    compared: bool = False
    alternatives: tuple[str, ...] = ()
    note: str | None = None


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
                return _of(expression, moment)
            choice = self._year_of(expression)
        except Impossible as error:
            return Meaning(expression.type, "", note=str(error))
        if choice is None:
            return _of(expression, absolute.open_year(features))
        return _chosen(expression, choice)

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
            return _of(expression, _with_time(Moment("day"), features))
        if grain == "weekend" and "shift" not in features:
            return self._weekend(expression)
        anchor = self.timeline.anchor(features.get("from"), grain)
        if anchor is None or (anchor[0].year is None):
            return _of(expression, _with_time(_unknown(grain), features))
        if grain == "day" and rank(anchor[0].grain) < rank("week"):
            open_day = Moment("day", anchor[0].year, anchor[0].month)
            return _of(expression, _with_time(open_day, features), anchor[1])
        moment = self._shifted(anchor[0].at(grain), grain, shift)
        if moment is None:
            return None
        return _of(expression, _with_time(moment, features), anchor[1])

    def _shifted(self, moment: Moment, unit: str, count: int) -> Moment | None:
        try:
            return moment.shifted(unit, count)
        except ValueError:
            return None

    def _weekday(self, expression: Expression) -> Meaning | None:
        features = expression.features
        weekday = int(features["weekday"])
        anchor = self.timeline.anchor(features.get("from"), "day")
        if anchor is None or not anchor[0].dated:
            open_day = Moment("day", weekday=weekday)
            return _of(expression, _with_time(open_day, features))
        day = anchor[0].at("day")
        gap = (weekday - day.first().isoweekday()) % 7
        ahead, behind = day.shifted("day", gap), day.shifted("day", gap - 7)
        if "shift" in features:
            shift = int(features["shift"])
            same = day if gap == 0 else None
            if anchor[1] != PUBLISHED:
                moment = {1: ahead if gap else day.shifted("day", 7), -1: behind}.get(shift, ahead)
            else:
                moment = {1: day.shifted("day", gap or 7), -1: behind}.get(shift, same or ahead)
            return _of(expression, _with_time(moment, features), anchor[1])
        if "day" in features:
            candidates = [c for c in _weeks_around(day, gap) if c.day == int(features["day"])]
            if not candidates:
                return _of(expression, Moment("day", weekday=weekday))
        else:
            candidates = [day] if gap == 0 else [behind, ahead]
            if gap == 0:
                candidates += [behind, day.shifted("day", 7)]
        choice = self.timeline.choose(candidates, self.cues(expression), weekday=True)
        return None if choice is None else _chosen(expression, choice)

    def _weekend(self, expression: Expression) -> Meaning | None:
        anchor = self.timeline.anchor(None, "weekend")
        if anchor is None or not anchor[0].dated:
            return _of(expression, Moment("weekend"))
        this = anchor[0].at("weekend")
        cues = self.cues(expression)
        on_weekend = anchor[0].first() >= this.first()
        ahead = cues.future + cues.before_future > cues.past + cues.before_past + 0.5
        moment = this if on_weekend or ahead else this.shifted("week", -1)
        return _of(expression, moment, anchor[1])

    def _named_period(self, expression: Expression) -> Meaning | None:
        """Last May, this summer, next Christmas."""
        features = expression.features
        if features.get("year") is not None:
            return self._calendar(expression)
        anchor = self.timeline.anchor(features.get("from"), "month")
        if anchor is None or anchor[0].year is None:
            return _of(expression, absolute.open_year(features))
        base, shift, year = anchor[0], int(features["shift"]), anchor[0].year
        if not base.dated:
            return _of(expression, absolute.in_year(features, year + shift), anchor[1])
        found = []
        for near in range(year - 2, year + 3):
            try:
                found.append(absolute.in_year(features, near))
            except ValueError:
                continue
        if shift < 0:
            before = base.at("month").shifted("month", -1) if "month" in features else base
            fitting = [m for m in found if m.dated and m.last() < before.first()]
            moment = fitting[-1] if fitting else found[0]
        elif shift > 0:
            fitting = [m for m in found if m.dated and m.first() > base.last()]
            moment = fitting[0] if fitting else found[-1]
        else:
            moment = absolute.in_year(features, year)
        return _of(expression, moment, anchor[1])

    def _period(self, expression: Expression) -> Meaning | None:
        """The quarter, the year-ago period, the 1988 period."""
        features = expression.features
        known = self.timeline.last("quarter")
        shift = int(features.get("shift", 0))
        published = self.timeline.published
        if "latest" in features and published is not None:
            over = known is not None and known.moment.last() < published.first()
            base = (
                known.moment if over and known else published.at("quarter").shifted("quarter", -1)
            )
            anchor = known.id if over and known else PUBLISHED
        elif known is not None:
            base, anchor = known.moment, known.id
        elif published is not None and "loose" not in features:
            unit = "year" if features.get("unit") == "Y" else "quarter"
            base, anchor = published.at(unit), PUBLISHED
        elif "loose" in features:
            return None
        else:
            return _of(expression, _unknown("quarter"))
        if features.get("quarter") is not None:
            base = Moment("quarter", base.year, part=int(features["quarter"]))
        if features.get("year") is not None:
            base = replace(base, year=int(features["year"]))
        unit = GRAIN[str(features.get("unit", "Y"))]
        compared = bool(shift) or features.get("year") is not None
        return replace(_of(expression, base.shifted(unit, shift), anchor), compared=compared)

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
            return _of(expression, Moment(GRAIN[unit], anchor[0].year), anchor[1])
        if number is None:
            value = "PAST_REF" if shift < 0 else "FUTURE_REF"
            return Meaning("DATE", value, mod=mod)
        if anchor is None or anchor[0].year is None:
            return Meaning("DATE", _unknown(GRAIN.get(unit, "day")).value, mod=mod)
        quarter = self._quarter_before(number, unit, expression)
        if quarter is not None:
            compared = _of(expression, quarter[0].shifted("year", shift), quarter[1])
            return replace(compared, mod=mod, compared=True)
        moment = self._counted(anchor[0], number * shift, unit)
        return None if moment is None else replace(_of(expression, moment, anchor[1]), mod=mod)

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

    def _counted(self, base: Moment, count: float, unit: str) -> Moment | None:
        grain = GRAIN.get(unit)
        if grain is None:
            hours = count / {"H": 1, "MIN": 60, "S": 3600}[unit]
            days = int(hours / 24)
            return self._shifted(base.at("day"), "day", days) if base.dated else None
        whole = int(count)
        moment = self._shifted(base, grain if grain != "weekend" else "week", whole)
        if moment is None:
            return None
        if count != whole and grain == "year":
            moment = self._shifted(moment, "month", round((count - whole) * 12)) or moment
            return moment.at("month")
        finer = grain if grain in ("week", "month", "year") else "day" if grain == "day" else "year"
        return moment.at(finer) if moment.dated or finer == "year" else moment

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
            return _of(expression, absolute.open_year(own))
        if "weekday" in own or own.get("unit") == "WE":
            return self._day_within(expression, own, outer)
        try:
            moment = absolute.in_year(own, year)
        except Impossible as error:
            return Meaning("DATE", "", note=str(error))
        return replace(_of(expression, moment, outer.anchor), mod=mod)

    def _day_within(
        self, expression: Expression, own: Mapping[str, Any], outer: Meaning
    ) -> Meaning | None:
        """Tuesday of next week; the weekend of next week."""
        if outer.moment is None or not outer.moment.dated or outer.moment.grain != "week":
            return None
        if "weekday" not in own:
            return _of(expression, outer.moment.at("weekend"), outer.anchor)
        day = from_date(outer.moment.first()).shifted("day", int(own["weekday"]) - 1)
        return _of(expression, day, outer.anchor)

    def _nth(self, expression: Expression) -> Meaning | None:
        features = expression.features
        date = self._same(expression)
        unit = GRAIN.get(str(features["unit"]))
        if date is None or date.moment is None or unit is None:
            return None
        moment = absolute.nth_part(date.moment, unit, int(features["ordinal"]))
        return None if moment is None else _of(expression, moment, date.anchor)

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
        time, clock, mod = _time_of(features)
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


def _time_of(features: Mapping[str, Any]) -> tuple[str | None, Clock | None, str | None]:
    """What a part of an expression says of the time of day: its value, its clock, its modifier."""
    time = features.get("time")
    if isinstance(time, Expression):
        inner = time.features.get("date")
        if isinstance(inner, Expression):
            value, clock, _ = _time_of({"time": inner})
            return value, clock, time.features.get("mod")
        if time.features.get("means") == "clock":
            clock = read_clock(time.features)
            return (clock.time if clock else None), clock, None
        return _time_of(time.features)
    return features.get("part", features.get("clock")), None, features.get("mod")


def _with_time(moment: Moment, features: Mapping[str, Any]) -> Moment:
    time = features.get("part", features.get("clock"))
    return replace(moment, grain="time", time=time) if time else moment


def _weeks_around(day: Moment, gap: int) -> list[Moment]:
    return [day.shifted("day", gap + 7 * weeks) for weeks in range(-60, 60)]


def _unknown(grain: str) -> Moment:
    return Moment(grain)


def _of(expression: Expression, moment: Moment, anchor: str = NONE) -> Meaning:
    return Meaning(expression.type, moment.value, moment, anchor)


def _chosen(expression: Expression, choice: Choice) -> Meaning:
    others = tuple(other.value for other in choice.alternatives)
    return Meaning(
        expression.type, choice.moment.value, choice.moment, choice.anchor, alternatives=others
    )
