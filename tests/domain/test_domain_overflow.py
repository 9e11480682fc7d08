"""Callers whom a group does not serve: where they go, and what those hear who wait (F10.4)."""

from typing import Any

import pytest

from sip.contract import commands as c
from sip.contract.config import Group, Overflow
from sip.contract.enums import CallState, Cause, OfferOutcome, Side, Status, Strategy, VisitEntry, VisitOutcome
from sip.contract.events import CallAnswered, CallDiverted, CallEnded, OfferBegan, OfferEnded, VisitBegan, VisitEnded
from sip.contract.reception import Hours, Reception
from sip.domain.effects import RINGBACK, Accept, OutsideTarget, Prompt, Release
from tests.domain.kit import H_NUMBER, WALL, H, House, config, group

ELSEWHERE = "0312340000"
TO_H, OUT, SAID = Overflow(group=H), Overflow(external=ELSEWHERE), Overflow(prompts=("busy", "goodbye"))


def house(
    *operators: str,
    second: Group | None = None,
    trunks: bool = True,
    reception: Reception | None = None,
    **rules: Any,
) -> House:
    groups = [group(**({"members": ("a",)} | rules))]
    groups.append(second or group(H, H_NUMBER, members=("b",)))
    more: dict[str, Any] = {} if trunks else {"trunks": ()}
    if reception is not None:
        more["receptions"] = (reception,)
    made = House(config(*groups, **more))
    made.log_in(*operators)
    return made


def began(house: House) -> list[tuple[str, VisitEntry]]:
    return [(e.group, e.entry) for e in house.events(VisitBegan) if isinstance(e, VisitBegan)]


def ended(house: House) -> list[tuple[VisitOutcome, str]]:
    return [(e.outcome, e.reason) for e in house.events(VisitEnded) if isinstance(e, VisitEnded)]


def calls_ended(house: House) -> list[Any]:
    return [e for e in house.events(CallEnded) if isinstance(e, CallEnded)]


# To another group


def test_who_has_waited_too_long_goes_to_another_group_and_waits_there_anew() -> None:
    h = house("a", "b", max_wait_s=15, overflow_wait=TO_H, second=group(H, H_NUMBER, members=("b",), max_wait_s=20))
    leg = h.caller()
    h.after(15)
    assert began(h) == [("g", VisitEntry.DIRECT), ("h", VisitEntry.OVERFLOW)]
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "max_wait")]
    assert h.status("a") == Status.AVAILABLE and h.status("b") == Status.RINGING
    h.beat("a", "b")
    h.after(19)
    assert leg in h.legs
    h.answer("b")
    assert ended(h)[-1] == (VisitOutcome.ANSWERED, "")
    assert h.hears_each_other(leg, "phone:b")


def test_a_full_queue_sends_on_to_another_group() -> None:
    h = house("b", queue_limit=1, overflow_full=TO_H)
    h.caller()
    h.caller()
    assert began(h)[1:] == [("g", VisitEntry.DIRECT), ("h", VisitEntry.OVERFLOW)]
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "queue_full")] and h.status("b") == Status.RINGING


def test_nobody_logged_in_sends_on_at_once() -> None:
    h = house("b", overflow_nobody=TO_H)
    h.caller()
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "no_operator")] and h.status("b") == Status.RINGING


def test_without_such_a_rule_callers_wait_for_nobody() -> None:
    h = house()
    leg = h.caller()
    assert ended(h) == [] and leg in h.legs


def test_somebody_on_a_break_is_not_nobody() -> None:
    h = house(overflow_nobody=TO_H)
    h.log_in("a", status=Status.LUNCH_BREAK)
    h.caller()
    assert ended(h) == []


@pytest.mark.parametrize("lost", [False, True])
def test_who_waits_goes_when_the_last_operator_has_left(lost: bool) -> None:
    h = house("a", "b", overflow_nobody=TO_H)
    h.choose("a", Status.LUNCH_BREAK)
    h.caller()
    if lost:
        h.after(20)
        h.beat("b")
        h.after(15)
    else:
        h.do(c.LogOut(operator="a"))
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "no_operator")] and h.status("b") == Status.RINGING


def test_who_waits_goes_when_no_member_is_left_in_the_group() -> None:
    h = house("a", overflow_nobody=TO_H)
    h.choose("a", Status.LUNCH_BREAK)
    h.caller()
    h.configure(config(group(members=()), group(H, H_NUMBER, members=("b",))))
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "no_operator")]


def test_groups_that_overflow_into_one_another_keep_nobody_for_ever() -> None:
    back = group(H, H_NUMBER, members=("b",), overflow_nobody=Overflow(group="g"))
    h = house(overflow_nobody=TO_H, second=back)
    leg = h.caller()
    assert [name for name, _ in began(h)] == ["g", "h"]
    assert leg not in h.legs and calls_ended(h)[0].cause is Cause.NO_ANSWER


def test_a_group_that_is_not_there_ends_the_call() -> None:
    h = house("a", max_wait_s=5, overflow_wait=Overflow(group="gone"))
    leg = h.caller()
    h.after(5)
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "max_wait")]
    assert h.effects[-1] == Release(leg=leg, cause=Cause.NO_ANSWER)


CLOSED = Hours(until=WALL + 3_600_000)


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ({"max_wait_s": 5, "overflow_wait": TO_H}, "max_wait"),
        ({"queue_limit": 1, "overflow_full": TO_H}, "queue_full"),
        ({"overflow_nobody": TO_H}, "no_operator"),
    ],
)
def test_a_group_that_is_closed_says_so_to_who_overflows_into_it(rules: dict[str, Any], reason: str) -> None:
    h = house("b", **rules, reception=Reception(group=H, hours=CLOSED, closed=("closed-holiday",)))
    if reason == "queue_full":
        h.caller()
    leg = h.caller()
    h.after(5)
    assert h.plays == {leg: ("closed-holiday",)} and h.status("b") == Status.AVAILABLE
    assert [name for name, _ in began(h)] == ["g"] * len(began(h)), "no visit of a group that is closed"
    assert ended(h) == [(VisitOutcome.OVERFLOWED, reason)]
    h.played(leg)
    assert calls_ended(h)[0].cause is Cause.NORMAL and h.events(CallDiverted) == [], "it was a visit, so no 時間外"


def test_a_closed_group_without_an_announcement_ends_the_call_as_no_group_would() -> None:
    h = house("b", overflow_nobody=TO_H, reception=Reception(group=H, hours=CLOSED, closed=()))
    leg = h.caller()
    assert h.effects[-1] == Release(leg=leg, cause=Cause.NO_ANSWER) and not h.plays
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "no_operator")]


def test_a_group_that_opens_while_the_caller_waits_takes_who_overflows() -> None:
    opens = Hours(open=((WALL + 4000, WALL + 3_600_000),), until=WALL + 7_200_000)
    h = house("a", "b", max_wait_s=5, overflow_wait=TO_H, reception=Reception(group=H, hours=opens))
    h.caller()
    h.after(5)
    assert began(h)[-1] == ("h", VisitEntry.OVERFLOW) and h.status("b") == Status.RINGING


def test_a_call_of_which_no_wall_clock_is_known_finds_no_group_closed() -> None:
    """One that an operator had dialled, and handed on to a group."""
    h = house("b", overflow_nobody=TO_H, reception=Reception(group=H, hours=CLOSED))
    h.log_in("c")
    h.dial("c")
    h.picks_up(h.outside_leg())
    h.do(c.BlindTransfer(operator="c", call=h.call_of("c"), group="g"))
    assert [name for name, _ in began(h)] == ["g", "h"] and h.status("b") == Status.RINGING


# Outside


def test_an_external_number_is_called_for_who_overflows() -> None:
    h = house("a", max_wait_s=5, overflow_wait=OUT)
    leg = h.caller(from_number="09011112222")
    h.after(5)
    outside = h.outside_leg()
    originated = h.targets[outside]
    assert originated.target == OutsideTarget(number=ELSEWHERE)
    assert originated.caller.number == "09011112222" and originated.caller.group == "g"
    assert [e.outcome for e in h.events(OfferEnded) if isinstance(e, OfferEnded)] == [OfferOutcome.NO_ANSWER]
    h.rings(outside)
    h.picks_up(outside)
    assert h.hears_each_other(leg, outside) and len(h.events(CallAnswered)) == 1
    h.leaves(outside)
    assert calls_ended(h)[0].cause is Cause.NORMAL and not h.legs


def test_a_caller_who_was_answered_hears_that_it_rings_outside() -> None:
    h = house("a", max_wait_s=5, overflow_wait=OUT, queue_answer=True)
    leg = h.caller()
    h.after(5)
    assert h.hears[leg] == RINGBACK


def test_who_hangs_up_while_it_rings_outside_is_not_abandoned() -> None:
    h = house("a", max_wait_s=5, overflow_wait=OUT)
    leg = h.caller()
    h.after(5)
    h.leaves(leg)
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "max_wait")] and not h.legs
    assert calls_ended(h)[0].by is Side.OUTSIDE


def test_an_external_number_that_does_not_answer_ends_the_call() -> None:
    h = house("a", max_wait_s=5, overflow_wait=OUT)
    h.caller()
    h.after(5)
    h.fails(h.outside_leg())
    assert calls_ended(h)[0].cause is Cause.BUSY and not h.legs


@pytest.mark.parametrize("cause", [Cause.BUSY, Cause.NO_ANSWER, Cause.UNREACHABLE])
def test_who_was_answered_is_told_that_the_external_number_cannot_be_had(cause: Cause) -> None:
    h = house("a", max_wait_s=5, overflow_wait=OUT, queue_answer=True)
    leg = h.caller()
    h.after(5)
    outside = h.outside_leg()
    h.rings(outside)
    h.fails(outside, cause, 480)
    assert h.plays == {leg: ("transfer-failed",)} and calls_ended(h) == []
    h.played(leg)
    assert not h.legs and calls_ended(h)[0].cause is cause and calls_ended(h)[0].by is Side.SYSTEM
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "max_wait")]


def test_without_a_trunk_the_call_ends() -> None:
    h = house("a", max_wait_s=5, overflow_wait=OUT, trunks=False)
    h.caller()
    h.after(5)
    assert calls_ended(h)[0].cause is Cause.NO_ANSWER and not h.legs


# Last words


def test_an_announcement_is_played_and_the_call_ends() -> None:
    h = house("a", queue_limit=1, overflow_full=SAID, strategy=Strategy.IN_ORDER)
    h.caller()
    h.caller()
    leg = h.caller()
    assert Accept(leg=leg) in h.effects and h.plays == {leg: ("busy", "goodbye")}
    assert ended(h) == [(VisitOutcome.OVERFLOWED, "queue_full")]
    h.played(leg)
    assert leg not in h.legs and calls_ended(h)[0].cause is Cause.NORMAL
    assert calls_ended(h)[0].by is Side.SYSTEM


def test_nobody_is_rung_for_who_hears_the_last_words() -> None:
    h = house(overflow_nobody=SAID)
    leg = h.caller()
    h.log_in("a")
    assert h.events(OfferBegan) == []
    h.leaves(leg)
    assert len(calls_ended(h)) == 1 and not h.legs


# What callers hear while they wait


def test_with_queue_answer_the_caller_hears_music() -> None:
    h = house("a", queue_answer=True, queue_music="waltz")
    leg = h.caller()
    assert h.hears[leg] == Prompt(name="waltz") and not h.events(CallAnswered)
    h.answer("a")
    assert h.hears_each_other(leg, "phone:a") and len(h.events(CallAnswered)) == 1
    assert [e for e in h.effects if isinstance(e, Accept)] == [Accept(leg=leg)]


def test_position_and_wait_are_told_at_intervals() -> None:
    h = house(queue_answer=True, announce_s=30)
    first, second = h.caller(), h.caller()
    assert h.plays == {first: ("queue-wait", "queue-place-1"), second: ("queue-wait", "queue-place-2")}
    h.played(first)
    h.played(second)
    assert h.hears[second] == Prompt(name="hold")
    h.leaves(first)
    h.after(29)
    assert h.plays == {}
    h.after(1)
    assert h.plays == {second: ("queue-wait", "queue-place-1")}


def test_the_expected_wait_is_reckoned_from_what_callers_lately_took() -> None:
    h = house("a", queue_answer=True, announce_s=30, announce_position=False)
    leg = h.caller()
    h.answer("a")
    h.beat("a")
    h.after(20)
    h.beat("a")
    waits = h.caller()
    assert h.plays[waits] == ("queue-wait",), "nothing is known yet"
    h.played(waits)
    h.after(20)
    h.beat("a")
    h.leaves(leg)
    h.after(20)
    h.beat("a")
    h.choose("a", Status.AVAILABLE)
    h.answer("a")
    # 60 s with after-call work; one operator: 1 minute for the first, 2 for the second.
    first, second = h.caller(), h.caller()
    assert h.plays[first] == ("queue-wait", "queue-minutes-1")
    assert h.plays[second] == ("queue-wait", "queue-minutes-2")


def test_an_answer_cuts_the_announcement_short() -> None:
    h = house(queue_answer=True, announce_s=30)
    leg = h.caller()
    h.log_in("a")
    assert h.plays == {leg: ("queue-wait", "queue-place-1")}, "heard on while it rings"
    h.answer("a")
    assert h.plays == {} and h.hears_each_other(leg, "phone:a")
    h.beat("a")
    h.after(29)
    assert h.plays == {}


def test_who_is_rung_for_at_once_hears_no_announcement() -> None:
    h = house("a", queue_answer=True, announce_s=30)
    leg = h.caller()
    assert h.plays == {} and h.hears_music(leg)


def test_without_queue_answer_the_callers_phone_rings() -> None:
    h = house(announce_s=30)
    leg = h.caller()
    assert h.legs[leg] == "in"
    h.after(60)
    assert h.plays == {}


def test_an_answered_caller_in_a_group_that_does_not_answer_hears_ringing() -> None:
    h = house("a", "b", max_wait_s=5, overflow_wait=TO_H, queue_answer=True)
    leg = h.caller()
    h.after(5)
    assert h.hears[leg] == RINGBACK and h.legs[leg] == "up"


def test_a_full_queue_answers_nobody_whom_it_turns_away() -> None:
    h = house(queue_limit=1, queue_answer=True)
    h.caller()
    turned = h.caller()
    assert Release(leg=turned, cause=Cause.BUSY) in h.effects and Accept(leg=turned) not in h.effects


def test_the_snapshot_shows_an_overflowed_call_as_dialling() -> None:
    h = house("a", max_wait_s=5, overflow_wait=OUT)
    h.caller()
    h.after(5)
    (call,) = h.centre.snapshot().calls
    assert call.state is CallState.DIALING and call.parties == ()
