"""The identities of the metrics, and a slow recomputation of every counter, on random days of a centre."""

import msgspec
import pytest
from hypothesis import example, given, settings, strategies as st

from api.statistics.board import Board, Rows
from api.statistics.counters import group_scope, operator_scope
from api.statistics.directory import Directory, DirectoryGroup, DirectoryUser
from api.statistics.facts import FactChange, Offer, Supervision, Visit, fact_key
from api.statistics.fold import Fold, Gap
from api.statistics.timeline import Calendar
from sip.contract.enums import Direction, SupervisionEnding, SupervisionMode
from sip.contract.events import AnyEvent, Logged, SupervisionBegan, SupervisionChanged, SupervisionEnded
from tests.statistics.eventplay import at
from tests.statistics.randomcentre import GROUPS, OPERATORS, RandomCentre
from tests.statistics.slow import Slow, clean, union

CHOICES = st.lists(
    st.tuples(st.integers(0, 19), st.integers(0, 900_000), st.integers(0, 1000)), min_size=10, max_size=120
)
"""Mostly short waits; the longest take a day over hours and midnight."""
ZONES = st.sampled_from(["Asia/Tokyo", "Asia/Kolkata", "Europe/Berlin"])
DIRECTORY = Directory(
    users=tuple(DirectoryUser(id=operator, name=operator, extension=f"1{operator}") for operator in OPERATORS),
    groups=tuple(
        DirectoryGroup(id=group, name=group, number=group, members=tuple(OPERATORS[number : number + 3]))
        for number, group in enumerate(GROUPS)
    ),
)
Facts = dict[tuple[str, str], FactChange]


def play(choices: list[tuple[int, int, int]], *, finish: bool = False) -> list[Logged]:
    centre = RandomCentre(at("22:30:00"))
    centre.run([(0, 0, number) for number in range(3)])  # most operators are there from the beginning
    centre.run(choices)
    if finish:
        centre.finish()
    return centre.log


def fold_of(log: list[Logged], zone: str = "Asia/Tokyo") -> tuple[Fold, Facts]:
    fold, facts = Fold(Calendar(zone)), Facts()
    for logged in log:
        for fact in fold.apply(logged):
            facts[type(fact).__name__, fact_key(fact)] = fact
    fold.flush()
    return fold, facts


def beside(name: str) -> bool:
    """What the slow recomputation leaves out; it is tested otherwise."""
    return name.startswith("t_busy") or name in ("d_login", "open")


@settings(max_examples=300, deadline=None)
@given(CHOICES, ZONES)
def test_every_counter_is_what_the_definitions_say(choices: list[tuple[int, int, int]], zone: str) -> None:
    fold, facts = fold_of(play(choices), zone)
    assert clean(fold.state.ledger.hours, beside) == Slow(facts.values(), zone).compute()


@settings(max_examples=100, deadline=None)
@given(CHOICES)
def test_identities_hold_at_every_moment(choices: list[tuple[int, int, int]]) -> None:
    fold, facts = Fold(Calendar()), Facts()
    for logged in play(choices):
        for fact in fold.apply(logged):
            facts[type(fact).__name__, fact_key(fact)] = fact
        fold.flush()
        check_identities(fold, facts)


@settings(max_examples=100, deadline=None)
@given(CHOICES)
def test_hours_with_open_calls_say_so(choices: list[tuple[int, int, int]]) -> None:
    fold, facts = fold_of(play(choices))
    calendar, hours = fold.calendar, fold.state.ledger.hours
    for visit in facts.values():
        if isinstance(visit, Visit) and visit.open:
            assert hours[group_scope(visit.group)][calendar.hour(visit.begin)]["open"] > 0
    done, _ = fold_of(play(choices, finish=True))
    # A call whose operator is still in 後処理 is not over: RandomCentre logs everybody out, which ends that, too.
    assert [hour for known in done.state.ledger.hours.values() for hour in known.values() if hour.get("open")] == []


def check_identities(fold: Fold, facts: Facts) -> None:
    total = fold.state.ledger.total
    visits = [fact for fact in facts.values() if isinstance(fact, Visit)]
    for group in GROUPS:
        counters = total(group_scope(group), 0)
        open_now = sum(visit.open for visit in visits if visit.group == group)
        closed = sum(counters.get(name, 0) for name in ("ans", "aban", "over"))
        assert counters.get("in", 0) == closed + open_now
    whole = total("all", 0)
    assert whole.get("in", 0) == len({visit.call for visit in visits})
    for operator in OPERATORS:
        counters = total(operator_scope(operator), 0)
        rung = [fact for fact in facts.values() if isinstance(fact, Offer) and fact.operator == operator]
        open_now = sum(offer.open and offer.call in external(facts) for offer in rung)
        outcomes = ("ans", "no_answer", "rejected", "answered_elsewhere", "caller_left")
        assert counters.get("in", 0) == sum(counters.get(name, 0) for name in outcomes) + open_now
        for hour in fold.state.ledger.hours.get(operator_scope(operator), {}).values():
            times = sum(amount for name, amount in hour.items() if name.startswith("t_status:"))
            assert times == hour.get("t_login", 0)


def external(facts: Facts) -> set[str]:
    calls = Slow(facts.values(), "UTC").calls
    return {call.call for call in calls.values() if call.direction != Direction.INTERNAL}


@settings(max_examples=200, deadline=None)
@given(CHOICES)
@example([*[(0, 0, 0)] * 5, (3, 0, 2), (19, 0, 0), (18, 1, 0), (3, 0, 2), (0, 1, 0)])  # restarted, its clock set back
def test_spans_tile_their_login_and_busy_time_is_a_union(choices: list[tuple[int, int, int]]) -> None:
    fold, facts = fold_of(play(choices, finish=True))
    slow = Slow(facts.values(), "UTC")
    for login in slow.logins:
        spans = [span for span in slow.spans if span.login == login.login and not span.void]
        assert sum(span.duration or 0 for span in spans) == login.duration
        place = login.since
        for span in spans:
            assert span.since == place
            place += span.duration or 0
    for operator in OPERATORS:
        counters = fold.state.ledger.total(operator_scope(operator), 0)
        assert counters.get("t_login", 0) == sum(
            login.duration or 0 for login in slow.logins if login.operator == operator
        )
        assert counters.get("t_busy", 0) == union(stretches(slow, operator))
        assert 0 <= counters.get("t_busy_ring", 0) <= counters.get("t_busy", 0)


def stretches(slow: Slow, operator: str) -> list[tuple[int, int]]:
    """Ringing, dialling, talking and ACW of external calls, on the timeline."""
    parts: list[tuple[int, int]] = []
    for part in (*slow.offers, *slow.segments.values(), *slow.acws):
        if part.operator == operator and slow.external(part.call):
            parts.append((part.since, part.since + (part.duration or 0)))
    for call in slow.calls.values():
        if call.operator == operator and call.direction == Direction.OUTBOUND:
            parts.append((call.since, call.since + (call.ring or 0)))
    return parts


@settings(max_examples=100, deadline=None)
@given(CHOICES, st.integers(1, 30))
def test_pieces_restarts_and_repetitions_change_nothing(choices: list[tuple[int, int, int]], piece: int) -> None:
    log = play(choices)
    whole, _ = fold_of(log)
    fold = Fold(Calendar())
    for begin in range(0, len(log), piece):
        for logged in log[max(begin - 3, 0) : begin + piece]:
            fold.apply(logged)
        fold = Fold.load(Calendar(), fold.dump())
    fold.flush()
    assert clean(fold.state.ledger.hours) == clean(whole.state.ledger.hours)
    assert msgspec.to_builtins(fold.state.operators) == msgspec.to_builtins(whole.state.operators)
    before = fold.dump()
    assert [fold.apply(logged) for logged in log] == [[]] * len(log)
    assert fold.dump() == before


@settings(max_examples=100, deadline=None)
@given(CHOICES)
def test_touched_rows_are_all_that_changed(choices: list[tuple[int, int, int]]) -> None:
    fold, calendar = Fold(Calendar()), Calendar()
    board = Board(DIRECTORY, calendar)
    now = at("22:30:00")
    rows = board.rows(fold.state, now)
    for logged in play(choices):
        fold.apply(logged)
        new = board.rows(fold.state, now, fold.flush())
        rows = Rows(new.overall or rows.overall, rows.groups | new.groups, rows.operators | new.operators)
        assert rows == board.rows(fold.state, now)


def test_a_gap_is_refused() -> None:
    log = play([(3, 1000, 7)])
    fold = Fold(Calendar())
    fold.apply(log[0])
    before = fold.dump()
    with pytest.raises(Gap, match="event 3 of switch '' came after 1"):
        fold.apply(log[2])
    assert fold.dump() == before


@settings(max_examples=100, deadline=None)
@given(CHOICES, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 2), st.sampled_from(SupervisionMode))))
def test_supervision_changes_no_metric(
    choices: list[tuple[int, int, int]], watched: list[tuple[int, int, SupervisionMode]]
) -> None:
    """The same day with supervisors in its calls: every counter of every hour, every fact of a call or an operator, and
    every figure on the board is the same (F4.5)."""
    log = play(choices)
    plain, _ = fold_of(log)
    with_them = supervised(log, watched)
    fold, more = fold_of(with_them)
    assert fold.state.ledger.hours == plain.state.ledger.hours
    check_identities(fold, more)
    # Facts are called by the number of their event: the same log with events of supervisions that nobody knows.
    nobody = [_unknown(logged) for logged in with_them]
    neutral, facts = fold_of(nobody)
    assert {key: fact for key, fact in more.items() if not isinstance(fact, Supervision)} == facts
    assert any(isinstance(fact, Supervision) for fact in more.values()) == bool(watched)
    now, board = at("22:30:00"), Board(DIRECTORY, Calendar())
    assert board.rows(fold.state, now) == board.rows(neutral.state, now)


def supervised(log: list[Logged], watched: list[tuple[int, int, SupervisionMode]]) -> list[Logged]:
    """The log with supervisions in it, some of them changed, some ended."""
    beside: dict[int, list[AnyEvent]] = {}
    for number, (place, what, mode) in enumerate(watched):
        at, of, operator = place % len(log), f"v{number}", OPERATORS[place % len(OPERATORS)]
        began = SupervisionBegan(supervision=of, supervisor=f"S{number}", operator=operator, call="c", mode=mode)
        beside.setdefault(at, []).append(began)
        if what:
            beside.setdefault(min(at + 3, len(log) - 1), []).append(_goes_on(of, what))
    found: list[Logged] = []
    for at, logged in enumerate(log):
        for event in (logged.event, *beside.get(at, ())):
            found.append(msgspec.structs.replace(logged, seq=len(found) + 1, event=event))
    return found


def _goes_on(supervision: str, what: int) -> AnyEvent:
    if what == 1:
        return SupervisionEnded(supervision=supervision, reason=SupervisionEnding.LEFT)
    return SupervisionChanged(supervision=supervision, operator="", mode=SupervisionMode.BARGE)


def _unknown(logged: Logged) -> Logged:
    if not isinstance(logged.event, SupervisionBegan | SupervisionChanged | SupervisionEnded):
        return logged
    ended = SupervisionEnded(supervision="nobody's", reason=SupervisionEnding.LEFT)
    return msgspec.structs.replace(logged, event=ended)
