"""What a figure is made of: which calls and status spans gave how much to its numerator and its denominator (F7.9).

A contribution is made of the same bookings as the figure itself (`book_call`, `status_hours`, `spread`, `derive`). All
of these are sums and differences, so contributions sum to the figure's `n` and `d` exactly.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from msgspec import Struct

from api.statistics.counters import ALL, Booking, Counters, operator_of
from api.statistics.facts import StatusSpan
from api.statistics.ledger import Hours, status_hours
from api.statistics.metric import Metric, Scope, evaluate
from api.statistics.periods import Period, ReportUnit, bucket_of, buckets
from api.statistics.profile import Profile, derive, derive_group
from api.statistics.rollup import EVERYBODY, Grain, Memberships, add, slots, spread
from api.statistics.timeline import Calendar


class Source(StrEnum):
    """What a figure counts."""

    CALLS = "calls"
    STATUSES = "statuses"


class Figure(Struct, frozen=True, kw_only=True):
    """One figure of a report or of a board: an item (of a status) of one subject in one bucket of a period; the bucket
    "" is the whole period."""

    scope: str
    metric: Metric
    status: str
    unit: ReportUnit
    period: Period
    bucket: str
    profile: Profile


class Part(NamedTuple):
    """What one call or span gives to a figure."""

    n: int
    d: int


NOTHING: Final = Part(0, 0)
_GRAINS: Final = {
    ReportUnit.MONTH: Grain.MONTH,
    ReportUnit.DAY: Grain.DAY,
    ReportUnit.WEEKDAY: Grain.DAY,
    ReportUnit.HOUR: Grain.HOUR,
    ReportUnit.DATE_HOUR: Grain.HOUR,
}
_TIMES: Final = frozenset({"t_labour", "t_avail", "t_occupiable", "t_work", "t_login", "d_login"})
"""Of the names that a formula may use, those that status spans give to; `:S` ones are theirs, too."""
_MIXED: Final = frozenset({"t_occupiable"})
_SHARED: Final = frozenset({"t_busy", "t_occupiable"})
"""Those that a group has of its members' calls."""


class Lens:
    """Looks at calls and spans for what they give to one figure, or with `both` to it by either profile. `now`: wall
    ms."""

    def __init__(
        self, figure: Figure, calendar: Calendar, members: Memberships, now: int, *, both: bool = False
    ) -> None:
        self.figure = figure
        self._calendar = calendar
        self._members = members
        names = (*figure.metric.numerator, *figure.metric.denominator)
        self.of_operator = operator_of(figure.scope) is not None
        # `strict` takes what members were busy with for other groups out of the labour time.
        strict = both or figure.profile is Profile.STRICT
        mixed = _MIXED | {"t_labour"} if strict and not self.of_operator else _MIXED
        self.sources = [Source.CALLS] if any(not _of_status(name) or name in mixed for name in names) else []
        if any(_of_status(name) for name in names):
            self.sources.append(Source.STATUSES)
        self.of_members = not self.of_operator and any(name in _SHARED or name in mixed for name in names)
        """Whether members' calls count, those for other groups too."""
        self.only_over = any(name.startswith("n_status") for name in names) and not reported(figure.metric)
        """Whether the status of this moment is left out: the board's averages are of those that are over."""
        self.begin = calendar.begin(figure.period.begin)
        self.end = calendar.begin(figure.period.end + timedelta(days=1))
        listed = [bucket for bucket, _ in buckets(figure.unit, figure.period, calendar, now)]
        self.known = not figure.bucket or figure.bucket in listed
        """Whether the period has such a bucket up to now."""
        self._buckets: Collection[str] = {figure.bucket} if figure.bucket else set(listed)
        self._held: dict[int, bool] = {}

    def holds(self, hour: int) -> bool:
        """Whether an hour (wall ms of its begin) lies in the bucket."""
        held = self._held.get(hour)
        if held is None:
            grain = _GRAINS[self.figure.unit]
            held = self._held[hour] = (
                self.begin <= hour < self.end
                and bucket_of(self.figure.unit, grain, slots(hour, self._calendar)[grain], self._calendar)
                in self._buckets
            )
        return held

    def of_call(self, booking: Booking, at: int, profile: Profile | None = None) -> Part:
        """What a call gives by what is booked at one moment (wall ms)."""
        hour = self._calendar.hour(at)
        return self._of({scope: {hour: counters} for (scope, when), counters in booking.items() if when == at}, profile)

    def of_span(self, span: StatusSpan, profile: Profile | None = None) -> Part:
        """What a status span gives; of one that still lasts `duration` is what it has come to."""
        if self.only_over and span.end is None:
            return NOTHING
        return self._of_span(span, profile)

    def left_out(self, running: Iterable[StatusSpan]) -> Part:
        """What statuses of this moment would give, where they are left out."""
        parts = [self._of_span(span, None) for span in running] if self.only_over else []
        return Part(sum(part.n for part in parts), sum(part.d for part in parts))

    def _of_span(self, span: StatusSpan, profile: Profile | None) -> Part:
        hours = status_hours(span, self._calendar)
        return self._of({f"operator:{span.operator}": hours}, profile)

    def time(self, span: StatusSpan) -> int:
        """How much of a span lies in the bucket, ms; for a group, while the operator was its member."""
        hours = status_hours(span, self._calendar).items()
        return sum(
            counters.get("t_login", 0)
            for hour, counters in hours
            if self.holds(hour) and self._member(span.operator, hour)
        )

    def _member(self, operator: str, hour: int) -> bool:
        return self.of_operator or self.group in self._members.groups_of(operator, hour)

    @property
    def group(self) -> str:
        """Of a group's figure its id (`EVERYBODY` for 全体)."""
        return EVERYBODY if self.figure.scope == ALL else self.figure.scope.removeprefix("group:")

    @property
    def operators(self) -> list[str]:
        """Whose status spans, and with `of_members` whose calls, may count."""
        operator = operator_of(self.figure.scope)
        if operator is not None:
            return [operator]
        # A group without an id is その他, which has no members; its scope is not that of 全体.
        return self._members.ever(self.group) if self.figure.scope == ALL or self.group else []

    def _of(self, hours: Hours, profile: Profile | None) -> Part:
        total: Counters = {}
        for key, counters in spread(hours, self._calendar, self._members, (Grain.HOUR,)).items():
            if key.scope == self.figure.scope and self.holds(key.slot):
                add(total, counters)
        return self._part(total, profile or self.figure.profile)

    def _part(self, counters: Mapping[str, int], profile: Profile) -> Part:
        view = derive(counters, profile) if self.of_operator else derive_group(counters, profile)
        found = evaluate(self.figure.metric, view, self.figure.status)
        return Part(found.n, found.d or 0)


def reported(metric: Metric) -> bool:
    """Whether a report has the item; if not, it is the boards' only."""
    return Scope.GROUP_REPORT in metric.scopes or Scope.OPERATOR_REPORT in metric.scopes


def _of_status(name: str) -> bool:
    return name in _TIMES or name.startswith(("t_status:", "n_status:"))
