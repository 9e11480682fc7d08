"""The usual week of a group: its calls of some weeks, folded to the half-hours of seven days."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from msgspec import Struct

HALF_HOUR: Final = 1_800_000
QUARTER: Final = 900_000
"""ms"""
_DAY: Final = 48 * HALF_HOUR
MIN_ANSWERED: Final = 10
"""Of fewer answered calls the mean handling time says little: that of the whole group is taken."""


class Tally(Struct, kw_only=True):
    """What happened in a stretch of time that begins at `begin` (wall ms), by arrival: calls (`visits`), those
    answered, abandoned and decided at all (`waits`), and sums in ms: `waited` of those decided, `handled` (talk and
    後処理) of those answered."""

    begin: int = 0
    visits: int = 0
    answered: int = 0
    abandoned: int = 0
    waits: int = 0
    waited: int = 0
    handled: int = 0

    def add(self, other: "Tally") -> None:
        """Count `other`, too."""
        self.visits += other.visits
        self.answered += other.answered
        self.abandoned += other.abandoned
        self.waits += other.waits
        self.waited += other.waited
        self.handled += other.handled

    @property
    def handle_s(self) -> float | None:
        """平均処理時間, s; None where nobody was answered."""
        return self.handled / self.answered / 1000 if self.answered else None


class Span(Struct, frozen=True, kw_only=True):
    """What is looked at: whole days from `first` to `last`, both included, but not the `skipped` ones and nothing
    before `since` or after `until` (wall ms). `opened`: stretches of wall ms in which calls are taken, in order; None:
    always."""

    first: date
    last: date
    zone: tzinfo
    skipped: Collection[date] = ()
    since: int = 0
    until: int = 1 << 62
    opened: Sequence[tuple[int, int]] | None = None


class Slot(Struct, frozen=True, kw_only=True):
    """A half-hour of a weekday (0 = Monday; `half_hour` 0 = 00:00). `times`: how often it was open, in half-hours."""

    weekday: int
    half_hour: int
    times: float
    tally: Tally

    @property
    def volume(self) -> float:
        """Calls in one such half-hour, on average."""
        return self.tally.visits / self.times


class Pattern(Struct, frozen=True):
    """The half-hours that were open, in order; `total` of them; `outside`: calls in time that is not looked at."""

    slots: tuple[Slot, ...]
    total: Tally
    outside: int

    def handle_s(self, slot: Slot) -> tuple[float | None, bool]:
        """Mean handling time to plan a half-hour with, s, and whether it is its own: the group's where few calls were
        answered in it, None where none were anywhere."""
        own = slot.tally.handle_s
        if own is not None and slot.tally.answered >= MIN_ANSWERED:
            return own, True
        return self.total.handle_s, False


def midnight(day: date, zone: tzinfo) -> int:
    """When a day begins, wall ms."""
    return int(datetime.combine(day, time(), tzinfo=zone).timestamp() * 1000)


def grain(first: date, last: date, zone: tzinfo) -> int:
    """The longest stretch (ms) that half-hours of the zone are made of, counted from 1970 in UTC: half-hours, unless
    the zone is a quarter off."""
    days = ((first + timedelta(number)) for number in range((last - first).days + 2))
    whole = all(midnight(day, zone) % HALF_HOUR == 0 for day in days)
    return HALF_HOUR if whole else QUARTER


def fold(tallies: Iterable[Tally], span: Span, unit: int) -> Pattern:
    """The usual week of what was counted in stretches of `unit` ms (see `grain`)."""
    times: dict[tuple[int, int], float] = {}
    cells: dict[int, tuple[int, int]] = {}
    for begin, share, cell in _open_units(span, unit):
        times[cell] = times.get(cell, 0.0) + share * unit / HALF_HOUR
        cells[begin] = cell
    sums: dict[tuple[int, int], Tally] = {cell: Tally() for cell in times}
    total, outside = Tally(), 0
    for tally in tallies:
        cell_of = cells.get(tally.begin)
        if cell_of is None:
            outside += tally.visits
            continue
        sums[cell_of].add(tally)
        total.add(tally)
    slots = (Slot(weekday=cell[0], half_hour=cell[1], times=times[cell], tally=sums[cell]) for cell in sorted(times))
    return Pattern(tuple(slots), total, outside)


def _open_units(span: Span, unit: int) -> Iterator[tuple[int, float, tuple[int, int]]]:
    """The units that are looked at: begin, share of it that was open, weekday and half-hour on the zone's clock. Where
    the clock is put back a half-hour comes twice in a day, where it is put forward not at all."""
    stretches = iter(span.opened or ())
    stretch = next(stretches, None)
    for at, cell in _units(span, unit):
        share = 1.0
        if span.opened is not None:
            while stretch is not None and stretch[1] <= at:
                stretch = next(stretches, None)
            share = 0.0 if stretch is None else max(min(stretch[1], at + unit) - max(stretch[0], at), 0) / unit
        if share > 0.0:
            yield at, share, cell


def _units(span: Span, unit: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """The units of the days that are not skipped, between `since` and `until`: begin, weekday and half-hour."""
    since = span.since // unit * unit
    day, begin = span.first, midnight(span.first, span.zone)
    while day <= span.last:
        end = midnight(day + timedelta(1), span.zone)
        if day not in span.skipped:
            first = max(begin // unit * unit, since)
            whole = end - begin == _DAY
            for at in range(first, min(end, span.until), unit):
                # On a day whose clock is left alone a half-hour is the time since midnight.
                half_hour = (at - begin) // HALF_HOUR if whole else _half_hour(at, span.zone)
                yield at, (day.weekday(), half_hour)
        day, begin = day + timedelta(1), end


def _half_hour(at: int, zone: tzinfo) -> int:
    local = datetime.fromtimestamp(at / 1000, zone)
    return (local.hour * 60 + local.minute) // 30
