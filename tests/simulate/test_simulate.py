"""The scenario simulator: the same seed gives the same bytes, and what comes out is a log like the switch's."""

import datetime
import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import msgspec
import pytest

from api.statistics.counters import operator_scope
from api.statistics.facts import Acw, Call, FactChange, Login, Offer, Segment, Visit, fact_key
from api.statistics.fold import Fold
from api.statistics.timeline import Calendar
from sip.contract.enums import LogOutReason, OfferOutcome, StatusId, VisitEntry, VisitOutcome
from sip.contract.events import (
    Event,
    Logged,
    LoggedIn,
    LoggedOut,
    OfferEnded,
    StatusChanged,
    SwitchStarted,
    VisitBegan,
    VisitEnded,
)
from sip.contract.scenario import Arrivals, Scenario, Staff
from sip.simulate import simulate
from tests.statistics.slow import Slow, clean, union
from tests.statistics.test_statistics_properties import beside, stretches
from tests.support import simulated

BERLIN = "Europe/Berlin"
SPRING, AUTUMN = simulated.at(BERLIN, 2026, 3, 28), simulated.at(BERLIN, 2026, 10, 24)
"""The days before those of 23 and of 25 hours."""


def digest(log: Iterable[Logged]) -> str:
    encoder = msgspec.json.Encoder()
    found = hashlib.sha256()
    for logged in log:
        found.update(encoder.encode(logged))
    return found.hexdigest()


def test_the_same_seed_gives_the_same_bytes_in_every_process() -> None:
    program = "from tests.simulate.test_simulate import *; print(digest(simulated.log(3, days=2)))"
    found = {digest(simulated.log(3, days=2))}
    for hashing in ("1", "2"):  # the order of sets of text differs
        environment = os.environ | {"PYTHONHASHSEED": hashing}
        found.add(subprocess.check_output([sys.executable, "-c", program], env=environment, text=True).strip())
    assert len(found) == 1


def test_another_seed_gives_another_log() -> None:
    assert digest(simulate(simulated.day(3))) != digest(simulate(simulated.day(3, seed=4)))


@pytest.mark.parametrize(
    ("seed", "zone", "begin"),
    [(1, "Asia/Tokyo", 0), (2, "Asia/Tokyo", 0), (3, "Asia/Kolkata", 0), (4, BERLIN, SPRING), (5, BERLIN, AUTUMN)],
)
def test_everything_ends_and_every_figure_is_what_the_definitions_say(seed: int, zone: str, begin: int) -> None:
    more = {"begin": begin} if begin else {}
    log = simulated.log(seed, zone=zone, days=2, **more)
    fold, facts = Fold(Calendar(zone)), dict[tuple[str, str], FactChange]()
    for logged in log:
        for fact in fold.apply(logged):
            facts[type(fact).__name__, fact_key(fact)] = fact
    fold.flush()
    slow = Slow(facts.values(), zone)
    assert clean(fold.state.ledger.hours, beside) == slow.compute()
    spans = [fact for fact in facts.values() if isinstance(fact, Call | Visit | Offer | Segment | Acw | Login)]
    assert len([span for span in spans if isinstance(span, Call)]) > 30
    assert all(span.end is not None for span in spans)
    assert not any(operator.login or operator.phone for operator in fold.state.operators.values())
    for login in slow.logins:
        parts = [span for span in slow.spans if span.login == login.login and not span.void]
        assert sum(span.duration or 0 for span in parts) == login.duration
    for operator in fold.state.operators:
        counters = fold.state.ledger.total(operator_scope(operator), 0)
        assert counters.get("t_busy", 0) == union(stretches(slow, operator))


def test_the_log_has_the_form_of_the_switch_s() -> None:
    log = simulated.log(11)
    assert [logged.seq for logged in log] == list(range(1, len(log) + 1))
    assert isinstance(log[0].event, SwitchStarted)
    assert log[0].at == simulated.day(11).begin
    clocks = [(logged.at, logged.mono) for logged in log]
    assert clocks == sorted(clocks) and len({at - mono for at, mono in clocks}) == 1
    assert all(logged.at != logged.mono for logged in log)
    for logged in log:
        if isinstance(logged.event, LoggedOut):
            assert 0 <= logged.at - logged.event.effective_at == logged.mono - logged.event.effective_mono


def test_all_that_can_happen_happens() -> None:
    kinds: Counter[type[Event]] = Counter()
    outcomes: set[str] = set()
    statuses: set[StatusId] = set()
    entries: set[str] = set()
    reasons: set[str] = set()
    for seed in range(24):
        for logged in simulated.log(seed):
            event = logged.event
            kinds[type(event)] += 1
            match event:
                case VisitEnded() | OfferEnded():
                    outcomes.add(f"{type(event).__name__} {event.outcome}")
                case StatusChanged():
                    statuses |= {event.status, event.reason}
                case VisitBegan():
                    entries.add(event.entry)
                case LoggedOut():
                    reasons.add(event.reason)
    missing = {kind.__name__ for kind in Event.__subclasses__() if kind not in kinds}
    # Messages need sounds; desk phones, trunks and alarms are the shell's.
    left_out = {"MessageBegan", "MessageLeft", "MessageDropped", "RegistrationChanged", "TrunkChanged", "TrunkCalls"}
    assert missing == left_out | {"Alarm"}
    closed = {f"VisitEnded {each}" for each in VisitOutcome} | {f"OfferEnded {each}" for each in OfferOutcome}
    assert outcomes == {each for each in closed if not each.endswith("open")}
    assert entries == set(VisitEntry)
    assert reasons == {"chosen", "forced", "lost", LogOutReason.DAY_START}
    assert {"missed_calls", "work:1", "lunch_break", "holding", "internal"} <= statuses


def test_a_holiday_is_a_day_without_work() -> None:
    date = datetime.datetime.fromtimestamp(simulated.day(1).begin / 1000, ZoneInfo("Asia/Tokyo")).date()
    open_daily = Scenario(arrivals=Arrivals(week=(1.0,) * 7, closed=0.0), staff=Staff(week=(1.0,) * 7))
    begun = [
        Counter(type(logged.event) for logged in simulate(simulated.day(1, scenario=open_daily, holidays=holidays)))
        for holidays in ((), (date,))
    ]
    assert begun[0][VisitBegan] > 50 and begun[0][LoggedIn]
    assert not begun[1][VisitBegan] and not begun[1][LoggedIn]


MEASURED = """
import sys
from sip.simulate.__main__ import main
main()
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1], file=sys.stderr)
"""


def peak_kb(days: int) -> int:
    """Most memory of a simulator of so many days. (What the system tells of a child that has ended counts the memory
    of its parent, too.)"""
    asked = msgspec.json.encode(simulated.day(2, days=days))
    argv = [sys.executable, "-c", MEASURED]
    done = subprocess.run(argv, input=asked, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    return int(done.stderr)


def test_memory_does_not_grow_with_the_days() -> None:
    """The log of the 135 days between would be more than 100 MB."""
    assert peak_kb(150) < peak_kb(15) + 8_000
