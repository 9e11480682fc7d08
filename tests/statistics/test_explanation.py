"""What the stretches of a call are counted in is, all together, what the call is worth."""

from hypothesis import given, settings

from api.statistics.counters import book_call
from api.statistics.explanation import feeds, uses
from api.statistics.ledger import Hours
from api.statistics.profile import Profile
from api.statistics.rollup import Grain, Membership, Memberships, Rollups, add, spread, without_zeros
from tests.statistics.test_rollups import EVER
from tests.statistics.test_statistics_properties import CHOICES, fold_of, play


@settings(max_examples=60, deadline=None)
@given(CHOICES)
def test_the_stretches_sum_to_the_call(choices: list[tuple[int, int, int]]) -> None:
    fold, _ = fold_of(play(choices))
    members = Memberships([*EVER, Membership("H", "D", 0)])
    for file in fold.state.calls.values():
        hours: Hours = {}
        for (scope, at), counters in book_call(file).items():
            add(hours.setdefault(scope, {}).setdefault(fold.calendar.hour(at), {}), counters)
        whole = {
            key: clean
            for key, counters in spread(hours, fold.calendar, members, (Grain.HOUR,)).items()
            if (clean := {name: amount for name, amount in counters.items() if name != "open"})
        }
        total: Rollups = {}
        for part, fed in feeds(file, fold.calendar, members):
            assert any(part is one for one in file.parts())
            for key, counters in fed.items():
                add(total.setdefault(key, {}), counters)
        summed = {key: without_zeros(counters) for key, counters in total.items()}
        assert {key: counters for key, counters in summed.items() if counters} == whole


def test_the_items_that_count_a_counter() -> None:
    found = {(use.metric.id, use.above): use.profiles for use in uses("over", of_operator=False)}
    assert found[("aban", True)] == (Profile.MANUAL,)
    assert ("ans", True) not in found
    both = (Profile.MANUAL, Profile.STRICT)
    mine = {(use.metric.id, use.above): use.profiles for use in uses("answered_elsewhere", of_operator=True)}
    assert mine == {("missed", True): (Profile.MANUAL,)}
    shared = {(use.metric.id, use.above): use.profiles for use in uses("m_busy", of_operator=False)}
    assert shared[("utilisation", True)] == (Profile.MANUAL,)
    assert shared[("utilisation", False)] == (Profile.STRICT,)
    assert {(use.metric.id, use.above): use.profiles for use in uses("in", of_operator=False)}[("in", True)] == both
