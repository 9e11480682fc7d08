"""Every item of the reports once more, straight from the definitions over the facts: slow, simple, in fractions.

Shares nothing with the product but the facts themselves. The counters come from `slow.Slow`; here are the times that
people were busy, the days with a log-in, what the members of a group bring to it, and each item's formula.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from api.statistics.facts import FactChange, Offer
from sip.contract.enums import Direction
from tests.statistics.slow import Slow

Counts = dict[str, int]
HOUR = 3_600_000


class Reference(Slow):
    """The counters of `Slow`, and `busy`, `busy_ring` (scope → hour → ms; `here` of an operator for one group)."""

    def __init__(self, facts: Iterable[FactChange], zone: str) -> None:
        super().__init__(facts, zone)
        self.busy: dict[str, dict[int, Counts]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
        self.here: dict[tuple[str, str], dict[int, Counts]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
        self.counters = self.compute()
        self._busy()
        self._days()

    def _busy(self) -> None:
        by_operator: dict[str, list[tuple[int, int, int, int, str | None, bool]]] = defaultdict(list)
        for stretch in self._stretches():
            by_operator[stretch[0]].append(stretch[1:])
        for operator, stretches in by_operator.items():
            covered = 0
            # What began first counts; of what began together, what the log told first, which is what ended first or
            # ends at all: sums are the same either way.
            for begin, end, hour, _, group, ringing in sorted(stretches, key=lambda each: each[0]):
                worth = max(end - max(begin, covered), 0)
                covered = max(covered, end)
                tables = [self.busy[f"operator:{operator}"]]
                if group is not None:
                    tables.append(self.here[group, operator])
                for table in tables:
                    table[hour]["busy"] += worth
                    table[hour]["ring"] += worth if ringing else 0

    def _stretches(self) -> Iterable[tuple[str, int, int, int, int, str | None, bool]]:
        """Operator, begin, end, hour of its cohort, place, group it was for, ringing."""
        for call in self.calls.values():
            if call.direction == Direction.OUTBOUND and call.operator:
                end = call.since + (call.ring or 0)
                yield call.operator, call.since, end, self.hour(call.begin), 0, call.group, True
        for offer in self.offers:
            if self.external(offer.call):
                end = offer.since + (offer.duration or 0)
                yield offer.operator, offer.since, end, self.hour(offer.begin), 1, self._offer_group(offer), True
        for segment in self.segments.values():
            if not self.external(segment.call):
                continue
            places = self.places(segment)
            group = next((scope[6:] for scope, _, _ in places if scope.startswith("group:")), None)
            hour = self.hour(places[0][1])
            end = segment.since + (segment.duration or 0)
            yield segment.operator, segment.since, end, hour, 2, group, False
            for acw in self.acws:
                if acw.segment == segment.segment:
                    yield acw.operator, acw.since, acw.since + (acw.duration or 0), hour, 3, group, False

    def _offer_group(self, offer: Offer) -> str | None:
        if offer.visit in self.visits:
            return self.visits[offer.visit].group
        call = self.calls[offer.call]
        return call.group if call.direction == Direction.OUTBOUND else None

    def _days(self) -> None:
        """Business days (from midnight) with log-in time: booked in the first hour of the day that has some."""
        self.days: dict[str, set[int]] = defaultdict(set)
        for scope, hours in self.counters.items():
            seen: set[object] = set()
            for hour in sorted(hours):
                date = datetime.fromtimestamp(hour // 1000, UTC).astimezone(self.zone).date()
                if hours[hour].get("t_login") and date not in seen:
                    seen.add(date)
                    self.days[scope].add(hour)

    def of(self, scope: str, wanted: Callable[[int], bool], members: Iterable[str] | None = None) -> Counts:
        """Sums over the hours that are wanted. `members`: of the group, or of 全体."""
        total: Counts = defaultdict(int)
        for hour, counters in self.counters.get(scope, {}).items():
            if wanted(hour):
                for name, amount in counters.items():
                    total[name] += amount
        total["d_login"] = sum(wanted(hour) for hour in self.days.get(scope, ()))
        for operator in [scope.removeprefix("operator:")] if members is None else members:
            self._add_times(total, operator, scope, wanted)
        return total

    def _add_times(self, total: Counts, operator: str, scope: str, wanted: Callable[[int], bool]) -> None:
        own = f"operator:{operator}"
        for hour, counters in self.counters.get(own, {}).items():
            if wanted(hour):
                total["labour"] += counters.get("t_login", 0) - counters.get("t_status:lunch_break", 0)
                total["avail"] += counters.get("t_status:available", 0)
        here = self.here[scope.removeprefix("group:"), operator] if scope.startswith("group:") else self.busy[own]
        for name, table in (("busy", self.busy[own]), ("here", here)):
            for hour, times in table.items():
                if wanted(hour):
                    total[name] += times["busy"]
                    total[f"{name}_ring"] += times["ring"]


def percent(n: int, d: int) -> float | None:
    """Truncated to one decimal."""
    return None if d <= 0 else float(_decimal(Fraction(100 * n, d)).quantize(Decimal("0.1"), ROUND_FLOOR))


def per_hour(n: int, ms: int) -> float | None:
    """Half up to one decimal."""
    return None if ms <= 0 else float(_decimal(Fraction(n * HOUR, ms)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _decimal(value: Fraction) -> Decimal:
    # Far more digits than any tie or edge needs: numerators are below 10**13.
    return Decimal(value.numerator * 10**30 // value.denominator) / Decimal(10**30) if value.numerator else Decimal(0)


def seconds(ms: int, count: int = 1) -> int | None:
    """Whole seconds, truncated."""
    return None if count <= 0 else int(Fraction(ms, count * 1000))


def items(c: Mapping[str, int], statuses: Iterable[str], *, strict: bool, group: bool) -> dict[str, int | float | None]:
    """Every item by its formula in metrics.md."""
    aban = c["aban"] + (0 if strict else c["over"])
    t_aban = c["t_ring_aban"] + (0 if strict else c["t_ring_over"])
    missed = c["no_answer"] + c["rejected"] + c["caller_left"] + c["answered_elsewhere"]
    if strict:
        missed -= c["answered_elsewhere"] + c["caller_left_soon"]
    narrow = strict and group
    busy = c["here"] if narrow else c["busy"]
    ring = c["here_ring"] if narrow else c["busy_ring"]
    labour = c["labour"] - (c["busy"] - busy)
    ways = {"in": c["ans"], "out": c["conn"]}
    found: dict[str, int | float | None] = {
        "in": c["in"],
        "ans": c["ans"],
        "aban": aban,
        "missed": missed,
        "out": c["out"],
        "conn": c["conn"],
        "calls": c["ans"] + c["conn"],
        "holds": c["n_hold_in"] + c["n_hold_out"],
        "answer_rate": percent(c["ans"], c["in"]),
        "connect_rate": percent(c["conn"], c["out"]),
        "service_level": percent(c["sl"], c["in"]),
        "utilisation": percent(busy + c["avail"], labour),
        "occupancy": percent(c["t_handle_all"], busy + c["avail"] - (ring if strict else 0)),
        "avg_answer": seconds(c["t_ring_ans"], c["ans"]),
        "avg_abandon": seconds(t_aban, aban),
        "avg_ring_in": seconds(c["t_ring_in"], c["in"]),
        "avg_ring_out": seconds(c["t_ring_out"], c["out"]),
        "total_ring_in": seconds(c["t_ring_in"]),
        "total_answer": seconds(c["t_ring_ans"]),
        "total_ring_out": seconds(c["t_ring_out"]),
        "total_abandon": seconds(t_aban),
        "login_total": seconds(c["t_login"]),
        "login_avg": seconds(c["t_login"], c["d_login"]),
    }
    for way, count in ways.items():
        talk, acw, hold, holds = (c[f"{name}_{way}"] for name in ("t_talk", "t_acw", "t_hold", "n_hold"))
        found |= {
            f"holds_{way}": holds,
            f"cph_{way}": per_hour(count, labour),
            f"avg_handle_{way}": seconds(talk + acw, count),
            f"avg_talk_{way}": seconds(talk, count),
            f"avg_acw_{way}": seconds(acw, count),
            f"avg_hold_per_call_{way}": seconds(hold, count),
            f"avg_hold_{way}": seconds(hold, holds),
            f"total_hold_{way}": seconds(hold),
            f"total_handle_{way}": seconds(talk + acw),
            f"total_talk_{way}": seconds(talk),
            f"total_acw_{way}": seconds(acw),
        }
    for status in statuses:
        time = c[f"t_status:{status}"]
        found[f"status_total:{status}"] = seconds(time)
        found[f"status_avg:{status}"] = seconds(time, c[f"n_status:{status}"])
        found[f"status_share:{status}"] = percent(time, c["t_login"])
    return found
