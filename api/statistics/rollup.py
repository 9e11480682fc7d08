"""Rollups: counters by hour, day, month and hour of the day, of 全体, each group and each operator (F7.8).

A report reads these, never the facts. They are sums of counters only, never averages, so hours sum to days and days to
months. What operators were there for is added here to the groups whose members they were: `m_labour m_avail m_busy
m_busy_ring`, and of the busy times those for this very group, `m_here m_here_ring` (`profile.derive_group`).
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct

from api.statistics.counters import ALL, Counters, group_scope, member_of, operator_of
from api.statistics.ledger import Hours
from api.statistics.profile import labour
from api.statistics.timeline import HOUR, Calendar
from sip.contract.enums import Status

EVERYBODY: Final = ""
"""Stands for 全体 among the groups of memberships: its members are all operators."""


class Grain(StrEnum):
    """What one rollup covers, and what its slot tells."""

    HOUR = "hour"  # wall ms of its begin
    DAY = "day"  # business day, as 20261123
    MONTH = "month"  # of business days, as 202611
    MONTH_HOUR = "month_hour"  # one hour of the clock on all days of a month, as 20261109


class Key(NamedTuple):
    """Which rollup: the scope as in `counters`."""

    scope: str
    grain: Grain
    slot: int


Rollups: TypeAlias = dict[Key, Counters]


class Membership(Struct, frozen=True):
    """Somebody was a member of a group from `begin` to `end` (wall ms; None: still is)."""

    group: str
    operator: str
    begin: int
    end: int | None = None


class Memberships:
    """Who was a member of what, when. An hour counts for the groups of its end."""

    def __init__(self, known: Iterable[Membership] = ()) -> None:
        self._of: dict[str, list[Membership]] = {}
        for each in known:
            self._of.setdefault(each.operator, []).append(each)

    def groups_of(self, operator: str, hour: int) -> list[str]:
        """The groups, `EVERYBODY` among them, that an operator's hour (wall ms of its begin) counts for."""
        at = hour + HOUR
        known = self._of.get(operator, ())
        return [each.group for each in known if each.begin < at and (each.end is None or each.end >= at)]

    def ever(self, group: str) -> list[str]:
        """All who ever were members of a group."""
        return [operator for operator, known in self._of.items() if any(each.group == group for each in known)]


class Moment(Struct, frozen=True):
    """A position of the log, and what has come to the counters by then that is not in the stored rollups. `bookings`:
    how often these have been added to."""

    position: int
    hours: Hours
    bookings: int


def slots(hour: int, calendar: Calendar) -> dict[Grain, int]:
    """Where an hour (wall ms of its begin) belongs."""
    day = calendar.business_date(hour)
    month = day.year * 100 + day.month
    return {
        Grain.HOUR: hour,
        Grain.DAY: month * 100 + day.day,
        Grain.MONTH: month,
        Grain.MONTH_HOUR: month * 100 + calendar.clock(hour),
    }


def spread(hours: Hours, calendar: Calendar, members: Memberships, grains: Iterable[Grain] = Grain) -> Rollups:
    """What unbooked hours of a ledger come to in the rollups. The same, however they are cut into parts, as long as the
    memberships at the end of each hour are known."""
    wanted = tuple(grains)
    found: Rollups = {}
    places: dict[int, dict[Grain, int]] = {}
    for scope, hour, counters in _booked(hours, members):
        place = places.get(hour)
        if place is None:
            place = places[hour] = slots(hour, calendar)
        for grain in wanted:
            add(found.setdefault(Key(scope, grain, place[grain]), {}), counters)
    return {key: clean for key, counters in found.items() if (clean := without_zeros(counters))}


def add(total: Counters, counters: Mapping[str, int]) -> None:
    """Add counters to others."""
    for name, amount in counters.items():
        total[name] = total.get(name, 0) + amount


def without_zeros(counters: Counters) -> Counters:
    """The counters that are not 0."""
    return {name: amount for name, amount in counters.items() if amount}


def summed(*all_hours: Hours) -> Hours:
    """The sums of several, in a structure of its own."""
    total: Hours = {}
    for hours in all_hours:
        for scope, known in hours.items():
            of_scope = total.setdefault(scope, {})
            for hour, counters in known.items():
                add(of_scope.setdefault(hour, {}), counters)
    return total


def _booked(hours: Hours, members: Memberships) -> Iterator[tuple[str, int, Counters]]:
    for scope, known in hours.items():
        if (member := member_of(scope)) is not None:
            yield from _done_for(*member, known, members)
            continue
        operator = operator_of(scope)
        for hour, counters in known.items():
            yield scope, hour, counters
            if operator is not None:
                yield from _shared(operator, hour, counters, members)


def _shared(operator: str, hour: int, counters: Counters, members: Memberships) -> Iterator[tuple[str, int, Counters]]:
    share = {
        "m_labour": labour(counters),
        "m_avail": counters.get(f"t_status:{Status.AVAILABLE}", 0),
        "m_busy": counters.get("t_busy", 0),
        "m_busy_ring": counters.get("t_busy_ring", 0),
    }
    for group in members.groups_of(operator, hour):
        if group == EVERYBODY:
            here = {"m_here": share["m_busy"], "m_here_ring": share["m_busy_ring"]}
            yield ALL, hour, share | here
        else:
            yield group_scope(group), hour, share


def _done_for(
    group: str, operator: str, known: Mapping[int, Counters], members: Memberships
) -> Iterator[tuple[str, int, Counters]]:
    for hour, counters in known.items():
        if group != EVERYBODY and group in members.groups_of(operator, hour):
            here = {"m_here": counters.get("t_busy", 0), "m_here_ring": counters.get("t_busy_ring", 0)}
            yield group_scope(group), hour, here
