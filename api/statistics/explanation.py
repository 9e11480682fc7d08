"""この通話を説明: what each stretch of a call gives to which counter, and which items count it (F7.9)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from api.statistics.counters import book_parts, empty_booking
from api.statistics.facts import CallFile, Span
from api.statistics.ledger import Hours
from api.statistics.metric import Metric, Scope
from api.statistics.profile import Profile, derive, derive_group
from api.statistics.registry import METRICS
from api.statistics.rollup import Grain, Key, Memberships, spread
from api.statistics.timeline import Calendar


class Use(NamedTuple):
    """An item counts a counter above or below the line, by some profiles; `less`: it is taken off."""

    metric: Metric
    above: bool
    profiles: tuple[Profile, ...]
    less: bool


_GROUPS: Final = frozenset({Scope.BOARD, Scope.GROUP_REPORT})
_OPERATORS: Final = frozenset({Scope.BOARD_OPERATOR, Scope.OPERATOR_REPORT})


def feeds(file: CallFile, calendar: Calendar, members: Memberships) -> Iterator[tuple[Span, dict[Key, dict[str, int]]]]:
    """The parts of a call with what each gives to the counters of which scope and hour. All together it is what the
    call is worth; what several visits make together is given with the call itself."""
    booking = empty_booking()
    for part in book_parts(file, booking):
        hours: Hours = {}
        for (scope, at), counters in booking.items():
            hour = hours.setdefault(scope, {}).setdefault(calendar.hour(at), {})
            for name, amount in counters.items():
                hour[name] = hour.get(name, 0) + amount
        booking.clear()
        yield part, spread(hours, calendar, members, (Grain.HOUR,))


def uses(counter: str, *, of_operator: bool) -> list[Use]:
    """The items of groups (全体 too) or of operators that count a counter, in the order of the item list."""
    wanted = _OPERATORS if of_operator else _GROUPS
    views = {
        profile: (derive if of_operator else derive_group)({counter: 1}, profile) for profile in Profile
    }  # the formulas are sums: whatever a lone counter gives to, it gives to in any company
    found: list[Use] = []
    for metric in METRICS.values():
        if not wanted & set(metric.scopes):
            continue
        for above, names in ((True, metric.numerator), (False, metric.denominator)):
            worth = {profile: sum(view.get(name, 0) for name in names) for profile, view in views.items()}
            by = tuple(profile for profile, amount in worth.items() if amount)
            if by:
                found.append(Use(metric, above, by, worth[by[0]] < 0))
    return found
