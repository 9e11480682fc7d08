"""Callers at mailboxes: greeting, tone, message, limits; where they come from and what they count as (F6.3, F10.4)."""

from typing import Any

import pytest

from sip.contract import commands as c
from sip.contract.config import Overflow
from sip.contract.enums import CallerId, Cause, Diversion, OfferOutcome, Side, Status, VisitOutcome
from sip.contract.events import (
    CallDiverted,
    CallEnded,
    MessageBegan,
    MessageDropped,
    MessageLeft,
    OfferEnded,
    VisitBegan,
    VisitEnded,
)
from sip.contract.reception import Action, Hours, Menu, Reception
from sip.contract.voicemail import Mailbox
from sip.domain.effects import ExtensionTarget
from tests.domain.kit import WALL, G, House, config, group, only, route

BOX = Mailbox(id="group:g", greeting=("ours",), max_s=60, max_messages=2)
HIS = Mailbox(id="extension:11", answer_s=15)
ROOM = Mailbox(id="extension:90", answer_s=15)
LINE = "0399990000"
TO_BOX = Overflow(voicemail=BOX.id)


def house(**rules: Any) -> House:
    given: dict[str, Any] = {"mailboxes": (BOX, HIS, ROOM), "routes": (route(LINE, extension="11"),)}
    more = {key: rules.pop(key) for key in ("mailboxes", "routes", "receptions", "menus") if key in rules}
    return House(config(group(**rules), **(given | more)))


def direct() -> House:
    """Number LINE leads to extension 11, number 0500 to extension 90."""
    return house(routes=(route(LINE, extension="11"), route("0500", extension="90")))


def diverted(here: House) -> list[tuple[str, str]]:
    return [(e.kind, e.group) for e in here.events(CallDiverted) if isinstance(e, CallDiverted)]


def waiting_in_vain(here: House) -> str:
    """A caller at the mailbox of the group, who hears its greeting."""
    leg = here.caller()
    here.after(30)
    assert here.plays[leg] == ("ours", "beep")
    return leg


@pytest.fixture
def late() -> House:
    return house(max_wait_s=30, overflow_wait=TO_BOX)


def test_a_caller_who_waited_too_long_leaves_a_message(late: House) -> None:
    here = late
    leg = waiting_in_vain(here)
    assert only(here, VisitEnded).outcome is VisitOutcome.OVERFLOWED and not here.records
    here.played(leg)
    began = only(here, MessageBegan)
    assert (began.mailbox, began.from_number, began.caller_id) == (BOX.id, "0451112222", CallerId.NUMBER)
    assert here.records == {leg: began.message} and leg not in here.hears
    here.after(7)
    here.leaves(leg)
    assert only(here, MessageLeft) == MessageLeft(message=began.message, duration=7000)
    ended = only(here, CallEnded)
    assert (ended.cause, ended.by) == (Cause.NORMAL, Side.OUTSIDE)
    assert not diverted(here), "a visit that overflowed is no 留守電"


def test_hash_ends_the_message_and_the_caller_is_thanked(late: House) -> None:
    here = late
    leg = waiting_in_vain(here)
    here.played(leg)
    here.after(3)
    here.presses(leg, "15")
    assert here.records
    here.presses(leg, "#")
    assert only(here, MessageLeft).duration == 3000 and not here.records and here.plays[leg] == ("message-taken",)
    here.presses(leg, "#")
    here.played(leg)
    assert leg not in here.legs and only(here, CallEnded).by is Side.SYSTEM


def test_hash_during_the_greeting_leads_to_the_tone(late: House) -> None:
    here = late
    leg = waiting_in_vain(here)
    here.presses(leg, "1")
    assert here.plays[leg] == ("ours", "beep")
    here.presses(leg, "#")
    assert here.plays[leg] == ("beep",)
    here.played(leg)
    assert leg in here.records


def test_the_longest_message_is_announced_to_be_over(late: House) -> None:
    here = late
    leg = waiting_in_vain(here)
    here.played(leg)
    here.after(60)
    assert only(here, MessageLeft).duration == 60_000 and not here.records
    assert here.plays[leg] == ("message-limit",)
    here.leaves(leg)
    assert len(here.events(MessageLeft)) == 1


@pytest.mark.parametrize("ms", [0, 999])
def test_a_moment_is_no_message(late: House, ms: int) -> None:
    here = late
    leg = waiting_in_vain(here)
    here.played(leg)
    here.at(here.now + ms)
    here.leaves(leg)
    assert only(here, MessageDropped).message == only(here, MessageBegan).message and not here.events(MessageLeft)


def test_who_leaves_during_the_greeting_leaves_nothing(late: House) -> None:
    here = late
    here.leaves(waiting_in_vain(here))
    assert not here.events(MessageBegan, MessageLeft, MessageDropped)


def test_a_full_mailbox_says_so(late: House) -> None:
    here = late
    here.do(c.CountMessages(unread={BOX.id: 2}))
    leg = here.caller()
    here.after(30)
    assert here.plays[leg] == ("mailbox-full",)
    here.presses(leg, "#")
    here.played(leg)
    assert leg not in here.legs and not here.events(MessageBegan)
    here.do(c.CountMessages(unread={}))
    waiting_in_vain(here)


def test_messages_count_as_soon_as_they_are_being_left(late: House) -> None:
    here = late
    first, second, third = here.caller(), here.caller(), here.caller()
    here.after(30)
    assert [here.plays[leg] for leg in (first, second)] == [("ours", "beep")] * 2
    assert here.plays[third] == ("mailbox-full",)
    here.played(first)
    here.after(2)
    here.leaves(first)
    here.leaves(second)
    assert here.plays[third] == ("mailbox-full",)
    waiting_in_vain(here)


def test_a_mailbox_that_is_not_there_ends_the_call() -> None:
    here = house(max_wait_s=30, overflow_wait=Overflow(voicemail="group:gone"))
    leg = here.caller()
    here.after(30)
    assert leg not in here.legs and only(here, CallEnded).cause is Cause.NO_ANSWER


@pytest.mark.parametrize(
    "rules", [{"queue_limit": 1, "overflow_full": TO_BOX}, {"overflow_nobody": TO_BOX}], ids=["full", "nobody"]
)
def test_other_reasons_to_overflow_lead_there_too(rules: dict[str, Any]) -> None:
    here = house(**rules)
    legs = here.caller(), here.caller()
    assert here.plays[legs[1]] == ("ours", "beep")


def test_a_closed_group_takes_messages_which_count_as_out_of_hours() -> None:
    closed = Reception(group=G, hours=Hours(until=WALL + 3_600_000), closed=("shut",), voicemail=BOX.id)
    here = house(receptions=(closed,))
    leg = here.caller()
    assert here.plays[leg] == ("shut",)
    here.played(leg)
    assert here.plays[leg] == ("ours", "beep")
    here.played(leg)
    here.after(5)
    here.leaves(leg)
    assert only(here, MessageLeft).duration == 5000
    assert diverted(here) == [(Diversion.CLOSED, G)] and not here.events(VisitBegan)


def test_a_closed_group_may_lead_to_its_mailbox_at_once() -> None:
    here = house(receptions=(Reception(group=G, hours=Hours(until=WALL + 1), closed=(), voicemail=BOX.id),))
    assert here.plays[here.caller()] == ("ours", "beep")


def test_a_key_of_a_menu_leads_there_which_counts_as_voicemail() -> None:
    menu = Menu(id="m", prompts=("choose",), keys={"3": Action(voicemail=BOX.id), "4": Action(voicemail="group:x")})
    here = house(menus=(menu,), receptions=(Reception(group=G, menu="m"),))
    leg, other = here.caller(), here.caller()
    here.presses(leg, "3")
    assert here.plays[leg] == ("ours", "beep")
    here.leaves(leg)
    here.presses(other, "4")
    assert here.plays[other] == ("transfer-failed",)
    here.leaves(other)
    assert diverted(here) == [(Diversion.VOICEMAIL, G), (Diversion.IVR_LEFT, G)]


def test_a_menu_leads_to_an_extension_and_on_to_its_mailbox() -> None:
    menu = Menu(id="m", prompts=("choose",), keys={"3": Action(extension="11"), "4": Action(extension="90")})
    here = house(menus=(menu,), receptions=(Reception(group=G, menu="m"),))
    here.log_in("a")
    leg, other = here.caller(), here.caller()
    here.presses(leg, "3")
    here.after(15)
    assert here.plays[leg] == ("voicemail", "beep")
    here.presses(other, "4")
    assert here.plays[other] == ("voicemail", "beep"), "nothing of 90 can ring"
    here.after(60)
    assert here.plays[leg] == ("voicemail", "beep"), "the menu does not come back"
    here.leaves(leg)
    here.leaves(other)
    assert diverted(here) == [(Diversion.VOICEMAIL, G)] * 2


def test_where_the_mailbox_does_not_answer_by_itself_the_menu_goes_on() -> None:
    menu = Menu(id="m", prompts=("choose",), keys={"3": Action(extension="11")})
    own = Mailbox(id="extension:11", answer_s=0)
    here = house(mailboxes=(own,), menus=(menu,), receptions=(Reception(group=G, menu="m"),))
    here.log_in("a")
    leg = here.caller()
    here.presses(leg, "3")
    here.after(31)
    assert here.plays[leg] == ("transfer-failed", "choose")


def test_an_extensions_mailbox_answers_after_some_rings() -> None:
    here = direct()
    here.log_in("a")
    leg = here.caller(LINE)
    here.after(14)
    assert here.status("a") == Status.RINGING and leg not in here.plays
    here.after(1)
    assert here.plays[leg] == ("voicemail", "beep") and here.status("a") == Status.AVAILABLE
    assert only(here, OfferEnded).outcome is OfferOutcome.NO_ANSWER
    here.played(leg)
    here.after(4)
    here.leaves(leg)
    assert only(here, MessageBegan).mailbox == HIS.id and diverted(here) == [(Diversion.VOICEMAIL, "")]


@pytest.mark.parametrize("status", ["away", Status.LUNCH_BREAK, "busy"])
def test_an_extensions_mailbox_answers_at_once_where_nobody_can(status: str) -> None:
    here = direct()
    if status == "busy":
        here.log_in("a")
        here.dial("a")
    elif status != "away":
        here.log_in("a", status=status)
    assert here.plays[here.caller(LINE)] == ("voicemail", "beep")


def test_who_refuses_sends_the_caller_to_the_mailbox() -> None:
    here = direct()
    here.log_in("a")
    leg = here.caller(LINE)
    here.do(c.Reject(operator="a", call=here.call_of("a")))
    assert here.plays[leg] == ("voicemail", "beep")


def test_who_answers_is_not_interrupted_by_the_mailbox() -> None:
    here = direct()
    here.log_in("a")
    leg = here.caller(LINE)
    here.answer("a")
    here.after(20)
    assert here.hears_each_other(leg, "phone:a")


def test_a_phone_of_nobody_has_a_mailbox_too() -> None:
    here = direct()
    here.devices("90")
    leg = here.caller("0500")
    (desk,) = [leg for leg, made in here.targets.items() if isinstance(made.target, ExtensionTarget)]
    here.rings(desk)
    here.after(15)
    assert desk not in here.legs and here.plays[leg] == ("voicemail", "beep")
    other = here.caller("0500")
    here.fails(here.desk_leg("90"))
    assert here.plays[other] == ("voicemail", "beep")


def test_a_colleague_on_the_browser_phone_leaves_a_message() -> None:
    here = direct()
    here.log_in("b")
    here.dial("b", "11")
    assert here.plays["phone:b"] == ("voicemail", "beep")
    here.lose("b")
    here.attach("b")
    assert here.plays["phone:b"] == ("voicemail", "beep"), "told again after the page was reloaded"
    here.played("phone:b")
    here.after(5)
    here.lose("b")
    here.attach("b")
    here.after(1)
    assert here.records
    here.hang_up("b")
    assert only(here, MessageLeft).duration == 6000 and not here.records and not diverted(here)


def test_a_transfer_does_not_end_at_a_mailbox() -> None:
    here = direct()
    here.log_in("a", "b")
    here.caller()
    here.answer("b")
    here.do(c.BlindTransfer(operator="b", call=here.call_of("b"), number="11"))
    here.after(31)
    assert not here.plays and not here.events(MessageBegan)
