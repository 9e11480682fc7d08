"""What `docs/site.md` says of distribution and overflow, sentence by sentence: here, or where it stands already.

| sentence | proved by |
|---|---|
| `ring_all`: lowest tier that has a free one, then the next in addition | test_domain_distribution: `test_ring_all_…`, `test_a_tier_without_anybody_is_skipped` |
| `longest_idle`: since the last call, or since available | test_domain_distribution: `test_longest_idle_…` |
| `round_robin`, `in_order` | test_domain_strategies: `test_round_robin_…`, `test_in_order_…`, `test_each_tier_has_turns_of_its_own` |
| `fewest_calls`: in all groups, since `day_start` | test_domain_strategies: `test_fewest_calls_…`, `test_a_new_day_…` |
| … in and out, taken over ones too; of several the longest idle | here; statistics/test_restart: `test_who_takes_a_call_after_a_consultation_has_one_more` |
| a restart changes no choice | statistics/test_restart |
| … but missed calls in a row | here |
| one for `ring_s`, then the next; a higher tier when the lower was in vain | test_domain_strategies: `test_who_was_not_rung_yet_goes_before_a_lower_tier` |
| the caller who has waited longest, of several groups | test_domain_distribution: `test_the_oldest_caller_of_all_groups_is_served_first` |
| missed: rang for `ring_s`, neither answered nor rejected | test_domain_strategies: `test_a_short_ring_…`, `test_who_rang_as_long_…`, `test_doing_something_…` |
| choosing 受付可 begins anew | here |
| overflow into a group: a new visit at the end of its queue | here |
| overflow outside shows the caller's number, or that it is withheld | test_domain_overflow; here |
| each group once at most; closed groups; failing numbers | test_domain_overflow, test_domain_in_vain |
| `queue_limit` counts callers for whom nobody is rung | test_domain_distribution: `test_a_full_queue_lets_in_…`; here |
| `announce_position`, `announce_wait`: what is beyond the prompts is left out | here |
| `max_wait_s` goes on while somebody is rung, and while it is announced | here |
| rules of a visit are those with which it began | here |
"""  # noqa: E501 - a table

import pytest
from msgspec.structs import replace

from sip.contract import commands as c
from sip.contract.config import Overflow
from sip.contract.enums import CallerId, Status, Strategy, VisitOutcome
from sip.contract.events import OfferBegan, VisitEnded
from sip.contract.prompts import MINUTES, PLACES
from sip.domain.effects import TrunkOrigin
from sip.domain.estimates import announcement, expected_wait
from sip.domain.records import Queue
from tests.domain.kit import G_NUMBER, H_NUMBER, WALL, H, House, config, group


def rung(house: House) -> list[str]:
    return [event.operator for event in house.events(OfferBegan) if isinstance(event, OfferBegan)]


def ended(house: House) -> list[tuple[VisitOutcome, str]]:
    return [(e.outcome, e.reason) for e in house.events(VisitEnded) if isinstance(e, VisitEnded)]


def talk(house: House, user: str) -> None:
    """`user`, who is rung, takes the call and has done with it a second later."""
    house.answer(user)
    house.after(1)
    house.hang_up(user)
    house.choose(user, Status.AVAILABLE)


def test_calls_out_count_among_the_fewest_calls_only_if_they_were_answered() -> None:
    house = House(config(group(members=("a", "b"), strategy=Strategy.FEWEST_CALLS)))
    house.log_in("a", "b")
    house.dial("a")
    house.fails(house.outside_leg())
    house.caller()
    assert rung(house) == ["a"], "both have none, and the first of them is as idle"
    talk(house, "a")
    for _ in range(2):
        house.dial("b")
        house.picks_up(house.outside_leg())
        house.after(1)
        house.hang_up("b")
        house.choose("b", Status.AVAILABLE)
    house.caller()
    assert rung(house)[-1] == "a", "one call against two"


def test_of_those_with_as_few_calls_the_longest_idle_is_rung() -> None:
    house = House(config(group(members=("a", "b"), strategy=Strategy.FEWEST_CALLS)))
    house.log_in("b")
    house.after(1)
    house.log_in("a")
    house.caller()
    assert rung(house) == ["b"]


def test_choosing_a_status_begins_the_count_of_missed_calls_anew() -> None:
    house = House(config(group(members=("a",), strategy=Strategy.IN_ORDER, ring_s=5, pause_after=2)))
    house.log_in("a")
    for status in (Status.SHORT_BREAK, Status.AVAILABLE):
        leg = house.caller()
        house.after(5)
        house.leaves(leg)
        house.choose("a", status)
        house.choose("a", Status.AVAILABLE)
        assert house.status("a") == Status.AVAILABLE, "one missed call each time"
    leg = house.caller()
    house.after(5)
    assert house.status("a") != Status.PREPARING
    house.after(5)
    assert house.status("a") == Status.PREPARING, "the second in a row"
    house.leaves(leg)


def test_who_overflows_into_a_group_waits_behind_those_who_are_there() -> None:
    rules = {"members": ("a",), "max_wait_s": 5, "overflow_wait": Overflow(group=H)}
    house = House(config(group(**rules), group(H, H_NUMBER, members=("b",), queue_answer=True)))
    house.log_in("a", "b")
    house.choose("b", Status.LUNCH_BREAK)
    came_first = house.caller()  # to the first group
    house.after(1)
    waits = house.caller(H_NUMBER)
    house.after(5)
    assert ended(house) == [(VisitOutcome.OVERFLOWED, "max_wait")]
    house.choose("b", Status.AVAILABLE)
    house.answer("b")
    assert house.hears_each_other(waits, "phone:b")
    house.hang_up("b")
    house.choose("b", Status.AVAILABLE)
    house.answer("b")
    assert house.hears_each_other(came_first, "phone:b")


def test_a_withheld_number_stays_withheld_outside() -> None:
    house = House(config(group(overflow_nobody=Overflow(external="0312340000"))))
    origin = TrunkOrigin(trunk="t", number=G_NUMBER, caller_id=CallerId.WITHHELD, at=WALL)
    house.legs["in9"] = "in"
    house.centre.incoming("in9", origin, house.now)
    house.settle()
    caller = house.targets[house.outside_leg()].caller
    assert (caller.number, caller.caller_id) == ("", CallerId.WITHHELD)


def test_callers_for_whom_somebody_is_rung_do_not_fill_the_queue() -> None:
    rules = {"strategy": Strategy.IN_ORDER, "queue_limit": 1, "overflow_full": Overflow(prompts=("busy",))}
    house = House(config(group(**rules)))
    house.log_in("a", "b")
    for _ in range(3):  # two are rung for, one waits
        house.caller()
    assert ended(house) == [] and len(rung(house)) == 2
    house.caller()
    assert ended(house) == [(VisitOutcome.OVERFLOWED, "queue_full")]


@pytest.mark.parametrize("strategy", Strategy)
def test_the_longest_wait_goes_on_while_operators_are_rung(strategy: Strategy) -> None:
    house = House(config(group(strategy=strategy, ring_s=4, max_wait_s=10, overflow_wait=Overflow(prompts=("busy",)))))
    house.log_in("a", "b")
    leg = house.caller()
    house.after(9)
    assert ended(house) == []
    house.after(1)
    assert ended(house) == [(VisitOutcome.OVERFLOWED, "max_wait")] and house.plays == {leg: ("busy",)}
    assert {house.status(user) for user in "ab"} == {Status.AVAILABLE}


def test_the_longest_wait_cuts_an_announcement_short() -> None:
    house = House(
        config(group(queue_answer=True, announce_s=30, max_wait_s=10, overflow_wait=Overflow(prompts=("still-busy",))))
    )
    leg = house.caller()
    assert house.plays == {leg: ("queue-wait", "queue-place-1")}
    house.after(10)
    assert house.plays == {leg: ("still-busy",)} and ended(house) == [(VisitOutcome.OVERFLOWED, "max_wait")]


def test_a_visit_goes_on_under_the_rules_with_which_it_began() -> None:
    rules = {"members": ("a",), "max_wait_s": 10}
    house = House(config(group(**rules, overflow_wait=Overflow(prompts=("busy",)))))
    leg = house.caller()
    house.configure(config(group(**(rules | {"max_wait_s": 0}), overflow_wait=Overflow(external="0312340000"))))
    later = house.caller()
    house.after(10)
    assert house.plays == {leg: ("busy",)} and ended(house) == [(VisitOutcome.OVERFLOWED, "max_wait")]
    house.after(600)
    assert later in house.legs, "whoever came after the change has no limit"


MINUTE = 60_000


@pytest.mark.parametrize(
    ("place", "wait", "said"),
    [
        (1, None, ("queue-wait", "queue-place-1")),
        (PLACES, None, ("queue-wait", f"queue-place-{PLACES}")),
        (PLACES + 1, None, ("queue-wait",)),
        (2, 0, ("queue-wait", "queue-place-2", "queue-minutes-1")),
        (2, MINUTE, ("queue-wait", "queue-place-2", "queue-minutes-1")),
        (2, MINUTE + 1, ("queue-wait", "queue-place-2", "queue-minutes-2")),
        (2, MINUTES * MINUTE, ("queue-wait", "queue-place-2", f"queue-minutes-{MINUTES}")),
        (2, MINUTES * MINUTE + 1, ("queue-wait", "queue-place-2")),
    ],
)
def test_what_is_announced(place: int, wait: int | None, said: tuple[str, ...]) -> None:
    rules = group(announce_s=30)
    assert announcement(rules, place, wait) == said
    only_wait = tuple(prompt for prompt in said if "place" not in prompt)
    assert announcement(replace(rules, announce_position=False), place, wait) == only_wait
    only_place = tuple(prompt for prompt in said if "minutes" not in prompt)
    assert announcement(replace(rules, announce_wait=False), place, wait) == only_place


def test_the_expected_wait_is_shared_by_those_who_serve() -> None:
    queue = Queue(group())
    assert expected_wait(queue, 3, 2) is None, "nothing is known yet"
    queue.handling = 2 * MINUTE
    assert expected_wait(queue, 3, 0) is None, "nobody serves"
    assert (expected_wait(queue, 1, 1), expected_wait(queue, 3, 2)) == (2 * MINUTE, 3 * MINUTE)


def test_after_a_restart_missed_calls_are_counted_anew() -> None:
    """Nobody is paused for what was before: only what follows is in a row."""
    rules = {"members": ("a",), "strategy": Strategy.IN_ORDER, "ring_s": 5, "pause_after": 2}
    house = House(config(group(**rules)))
    house.attach("a")
    house.do(c.RestoreDistribution(operators=(c.OperatorPast(operator="a", idle_ms=1000),)))
    known = c.OperatorStatus(operator="a", session="s", status=Status.AVAILABLE)
    house.do(c.RestoreOperators(operators=(known,)))
    leg = house.caller()
    house.after(5)
    assert house.status("a") != Status.PREPARING
    house.after(5)
    assert house.status("a") == Status.PREPARING
    house.leaves(leg)
