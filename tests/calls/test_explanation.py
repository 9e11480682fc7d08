"""The explanation of the worked example's first call."""

from api.calls.explanation import FeedScope, explained
from api.statistics.facts import CallFile
from api.statistics.rollup import EVERYBODY, Membership, Memberships
from api.statistics.timeline import Calendar
from sip.contract.events import AcwEnded, AnyEvent, HoldBegan
from tests.reports.reporting import DIRECTORY
from tests.statistics.eventplay import folded, worked_example
from tests.support.names import names_of


class _Booking:
    calendar = Calendar()
    members = Memberships([Membership(group, operator, 0) for group in (EVERYBODY, "G") for operator in "AB"])


def first_call(until: type[AnyEvent]) -> CallFile:
    """As it is after the first event of a type."""
    log = worked_example()
    last = next(number for number, logged in enumerate(log, 1) if isinstance(logged.event, until))
    return folded(log[:last]).state.calls["1"]


def test_an_answered_call() -> None:
    found = explained(first_call(AcwEnded), _Booking(), names_of(DIRECTORY))
    kinds = [(one.kind, one.operator_name, one.offset_ms // 1000, one.outcome) for one in found.stretches]
    assert kinds == [
        ("call", "", 0, ""),
        ("visit", "Op A", 0, "answered"),
        ("offer", "Op A", 0, "answered"),
        ("offer", "Op B", 0, "answered_elsewhere"),
        ("segment", "Op A", 10, ""),
        ("hold", "Op A", 60, ""),
        ("acw", "Op A", 190, ""),
    ]
    hold = found.stretches[5]
    assert {(feed.scope, feed.name, feed.counter, feed.amount) for feed in hold.feeds} == {
        (scope, name, counter, amount)
        for scope, name in ((FeedScope.ALL, ""), (FeedScope.GROUP, "Sales"), (FeedScope.OPERATOR, "Op A"))
        for counter, amount in (("n_hold_in", 1), ("t_hold_in", 30_000))
    }
    assert {feed.hour.isoformat() for one in found.stretches for feed in one.feeds} == {"2026-11-23T01:00:00+00:00"}
    items = {use.item for one in found.counters if one.counter == "t_hold_in" for use in one.items}
    assert {"avg_hold_in", "total_hold_in", "total_hold"} <= items


def test_a_call_in_progress_is_pending() -> None:
    assert explained(first_call(HoldBegan), _Booking(), names_of(DIRECTORY)).pending
