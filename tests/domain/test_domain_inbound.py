"""Calls to a group: who answers on which phone, who hears whom, and how they end."""

from sip.contract import commands as c
from sip.contract.enums import CallerId, Cause, Direction, OfferOutcome, Side, Status
from sip.contract.events import (
    CallStarted,
    OfferBegan,
    OfferEnded,
)
from sip.domain.effects import (
    Accept,
    Caller,
    ExtensionTarget,
    Hear,
    LegSource,
    Release,
    TrunkOrigin,
)
from tests.domain.callkit import ended, house, inbound
from tests.domain.kit import G_NUMBER, G, config


def test_answering_connects_both_ways() -> None:
    h = house("a")
    leg = h.caller()
    begin = len(h.effects)
    h.answer("a")
    assert h.effects[begin:] == [
        Accept(leg=leg),
        Hear(leg=leg, source=LegSource(leg="phone:a")),
        Hear(leg="phone:a", source=LegSource(leg=leg)),
    ]
    assert h.status("a") == Status.TALKING


def test_desk_phones_ring_beside_the_browser_phone_and_lose_to_it() -> None:
    h = house("a")
    h.devices("11", 2)
    leg = h.caller()
    desk = h.desk_leg("11")
    assert h.targets[desk].target == ExtensionTarget(extension="11")
    assert h.targets[desk].caller == Caller(number="0451112222", group=G)
    h.answer("a")
    assert Release(leg=desk, cause=Cause.NORMAL) in h.effects, "answered elsewhere"
    assert h.hears_each_other(leg, "phone:a")


def test_a_desk_phone_answers() -> None:
    h = house("a", "b")
    h.devices("11", 1)
    leg = h.caller()
    desk = h.desk_leg("11")
    h.picks_up(desk)
    assert h.hears_each_other(leg, desk) and "phone:a" not in h.hears
    assert [e.outcome for e in h.events(OfferEnded) if isinstance(e, OfferEnded)] == [
        OfferOutcome.ANSWERED,
        OfferOutcome.ANSWERED_ELSEWHERE,
    ]
    h.leaves(desk)
    assert ended(h).by is Side.OPERATOR and h.status("a") == Status.ACW and not h.legs


def test_a_desk_phone_alone_suffices() -> None:
    h = house("a")
    h.lose("a")
    h.devices("11", 1)
    h.caller()
    h.picks_up(h.desk_leg("11"))
    assert h.status("a") == Status.TALKING


def test_declining_on_the_desk_phone_rejects() -> None:
    h = house("a")
    h.devices("11", 1)
    h.caller()
    h.fails(h.desk_leg("11"), Cause.REJECTED, 603)
    (offer,) = h.events(OfferEnded)
    assert isinstance(offer, OfferEnded) and offer.outcome is OfferOutcome.REJECTED


def test_a_desk_phone_out_of_reach_leaves_the_browser_phone_ringing() -> None:
    h = house("a")
    h.devices("11", 1)
    h.caller()
    assert h.fails(h.desk_leg("11"), Cause.UNREACHABLE, 480) == []
    assert h.answer("a") == c.Done()


def test_a_desk_phones_leg_that_breaks_while_it_rings() -> None:
    h = house("a")
    h.devices("11", 1)
    h.caller()
    assert h.leaves(h.desk_leg("11"), Cause.SIGNALLING_FAILURE) == []
    assert h.answer("a") == c.Done()


def test_a_dial_that_reaches_nobody_is_ended_by_the_system() -> None:
    h = house("a")
    h.dial("a")
    h.fails(h.outside_leg(), Cause.UNREACHABLE, 0)
    assert (ended(h).cause, ended(h).by, ended(h).sip_status) == (Cause.UNREACHABLE, Side.SYSTEM, 0)


def test_a_removed_user_may_still_end_the_call() -> None:
    h = house("a")
    inbound(h)
    users = tuple(user for user in config().users if user.id != "a")
    h.configure(config(users=users))
    assert h.do(c.Hold(operator="a", call="call1")) == c.Done()
    assert h.do(c.HangUp(operator="a", call="call1")) == c.Done()
    assert not h.legs


def test_nothing_left_that_rings() -> None:
    h = house("a")
    h.devices("11", 1)
    h.lose("a")
    h.caller()
    h.fails(h.desk_leg("11"), Cause.UNREACHABLE, 480)
    (offer,) = h.events(OfferEnded)
    assert isinstance(offer, OfferEnded) and offer.outcome is OfferOutcome.NO_ANSWER
    h.after(19)
    assert len(h.events(OfferBegan)) == 1, "no storm of offers"
    h.after(1)
    assert len(h.events(OfferBegan)) == 2


def test_hanging_up_by_either_side() -> None:
    h = house("a")
    leg = inbound(h)
    h.hang_up("a")
    assert (ended(h).cause, ended(h).by) == (Cause.NORMAL, Side.OPERATOR)
    assert h.effects[-2:] == [Hear(leg="phone:a", source=None), Release(leg=leg, cause=Cause.NORMAL)]
    h.choose("a", Status.AVAILABLE)
    leg = inbound(h)
    h.leaves(leg)
    assert ended(h).by is Side.OUTSIDE and h.effects[-1] == Hear(leg="phone:a", source=None)


def test_a_leg_that_breaks_is_nobodys_doing() -> None:
    h = house("a")
    h.leaves(inbound(h), Cause.MEDIA_TIMEOUT)
    assert (ended(h).cause, ended(h).by) == (Cause.MEDIA_TIMEOUT, Side.SYSTEM)


def test_the_callers_identity_is_told() -> None:
    h = house()
    origin = TrunkOrigin(trunk="t", number=G_NUMBER, caller_id=CallerId.WITHHELD)
    h.legs["x"] = "in"
    h.centre.incoming("x", origin, 0)
    started = h.settle()[0]
    assert started == CallStarted(
        call="call1", direction=Direction.INBOUND, caller_id=CallerId.WITHHELD, to_number=G_NUMBER, trunk="t"
    )
