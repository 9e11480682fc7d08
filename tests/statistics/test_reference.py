"""Every item of every report equals the reference's, on a thousand random days: rollups, profiles and rounding."""

from collections.abc import Callable

import pytest

from api.statistics.counters import Counters
from api.statistics.facts import FactChange, StatusSpan, Visit, fact_key
from api.statistics.fold import Fold
from api.statistics.metric import Text, carry_out, plan
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.report import ReportKind, Rows, StatusName, Subject, columns
from api.statistics.rollup import EVERYBODY, Grain, Key, Membership, Memberships, spread
from api.statistics.timeline import Calendar
from sip.contract.events import Logged
from tests.statistics.reference import Reference, items
from tests.support import simulated

ZONES = ("Asia/Tokyo", "Europe/Berlin", "Asia/Kolkata")


def folded(log: list[Logged], calendar: Calendar) -> tuple[Fold, dict[tuple[str, str], FactChange]]:
    fold, facts = Fold(calendar), dict[tuple[str, str], FactChange]()
    for logged in log:
        for fact in fold.apply(logged):
            facts[type(fact).__name__, fact_key(fact)] = fact
    fold.flush()
    return fold, facts


class Day:
    """One simulated day, as the product and as the reference see it."""

    def __init__(self, seed: int) -> None:
        zone = ZONES[seed % len(ZONES)]
        day = simulated.day(seed, zone=zone)
        self.calendar = Calendar(zone)
        self.fold, facts = folded(simulated.log(seed, zone=zone), self.calendar)
        self.reference = Reference(facts.values(), zone)
        self.members = {group.id: [member.user for member in group.members] for group in day.config.groups}
        operators = [user.id for user in day.config.users if user.role == "operator"]
        self.members = {group: [each for each in of if each in operators] for group, of in self.members.items()}
        known = [Membership(group, each, 0) for group, of in self.members.items() for each in of]
        known += [Membership(EVERYBODY, each, 0) for each in operators]
        self.rollups = spread(self.fold.state.ledger.unbooked, self.calendar, Memberships(known))
        statuses = sorted({fact.status for fact in facts.values() if isinstance(fact, StatusSpan)})
        self.statuses = [StatusName(each, Text(each, each)) for each in statuses]
        groups = {fact.group for fact in facts.values() if isinstance(fact, Visit)} | {"", *self.members}
        self.scopes: list[tuple[str, list[str] | None]] = [("all", operators)]
        self.scopes += [(f"group:{group}", self.members.get(group, [])) for group in sorted(groups)]
        self.scopes += [(f"operator:{each}", None) for each in operators]

    def buckets(self) -> list[tuple[Grain, int, Callable[[int], bool]]]:
        """The days and the hours in which anything happened."""
        found: dict[tuple[Grain, int], Callable[[int], bool]] = {}
        for key in self.rollups:
            if key.grain is Grain.HOUR:
                found[key.grain, key.slot] = lambda hour, wanted=key.slot: hour == wanted  # type: ignore[misc]
            elif key.grain is Grain.DAY:
                found[key.grain, key.slot] = lambda hour, wanted=key.slot: self.date(hour) == wanted  # type: ignore[misc]
        return [(grain, slot, wanted) for (grain, slot), wanted in found.items()]

    def date(self, hour: int) -> int:
        """As the slots of days write it."""
        day = self.calendar.business_date(hour)
        return day.year * 10_000 + day.month * 100 + day.day


@pytest.mark.parametrize("first", range(0, 1000, 50))
def test_every_item_is_what_the_definitions_say(first: int) -> None:
    for seed in range(first, first + 50):
        day = Day(seed)
        for scope, members in day.scopes:
            check(day, scope, members, seed)


def check(day: Day, scope: str, members: list[str] | None, seed: int) -> None:
    kind = ReportKind.OPERATOR_ALL if members is None else ReportKind.GROUP
    subject = Subject(id=scope, name=scope, number="", scope=scope)
    chosen = columns(kind, day.statuses)
    for profile in Profile:
        rows = Rows([subject], chosen, ReportUnit.DAY, profile, day.calendar)
        plans = [plan(column.metric, column.status) for column in chosen]
        for grain, slot, wanted in day.buckets():
            counters: Counters = day.rollups.get(Key(scope, grain, slot), {})
            counts = day.reference.of(scope, wanted, members)
            if not counters and not any(counts.values()):
                continue
            got, _, _ = carry_out(plans, rows.view(counters, scope))
            statuses = [each.id for each in day.statuses]
            expected = items(counts, statuses, strict=profile is Profile.STRICT, group=members is not None)
            for column, value in zip(chosen, got, strict=True):
                assert value == expected[column.id], (seed, scope, profile, grain, slot, column.id)
