"""Who may call what, how often, with whose number; and the desk phone as the sound of a browser's calls."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st

from sip.contract import commands as c
from sip.contract.config import Extension, NumberRule, SwitchConfig, Trunk, User
from sip.contract.enums import (
    CALLABLE,
    CallerId,
    Cause,
    NumberClass,
    PhoneKind,
    Refusal,
    Side,
    Status,
)
from sip.contract.events import CallEnded, CallStarted, DialRefused, Event, OfferBegan, OfferEnded
from sip.domain.dialplan import DialPlan, wish
from sip.domain.effects import (
    RINGBACK,
    Accept,
    ExtensionTarget,
    LegSource,
    Originate,
    OutsideTarget,
    Release,
    Ring,
)
from tests.domain.kit import G_NUMBER, H_NUMBER, OUTSIDE, H, House, config, group

RULES = (
    NumberRule(prefix="010", kind=NumberClass.INTERNATIONAL),
    NumberRule(prefix="0570", kind=NumberClass.PREMIUM),
    NumberRule(prefix="0120", kind=NumberClass.FREE),
    NumberRule(prefix="090", kind=NumberClass.MOBILE),
    NumberRule(prefix="110", kind=NumberClass.EMERGENCY, whole=True),
    NumberRule(prefix="117", kind=NumberClass.SPECIAL, whole=True),
)
PREMIUM, ABROAD = "0570012345", "010820212345678"


def configured(*, users: dict[str, dict[str, Any]] | None = None, **more: Any) -> SwitchConfig:
    """The kit's centre with rules for numbers; `users`: changes by id."""
    plain = config(group(), group(H, H_NUMBER, members=("a",)), number_rules=RULES, **more)
    changes = users or {}
    return msgspec.structs.replace(
        plain, users=tuple(msgspec.structs.replace(user, **changes.get(user.id, {})) for user in plain.users)
    )


def house(*operators: str, **more: Any) -> House:
    h = House(configured(**more))
    h.log_in(*operators)
    return h


def extension_limits(**limits: int) -> dict[str, Any]:
    plain = config()
    return {
        "extensions": tuple(
            msgspec.structs.replace(one, **limits) if one.number in ("11", "90") else one for one in plain.extensions
        )
    }


def refused(h: House, number: str, operator: str = "a") -> Refusal | None:
    result = h.do(c.Dial(operator=operator, number=number))
    return result.code if isinstance(result, c.Refused) else None


def last_outside(h: House) -> Originate:
    return [o for o in h.targets.values() if isinstance(o.target, OutsideTarget)][-1]


# Classes of numbers


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("0312345678", NumberClass.DOMESTIC),
        ("+81312345678", NumberClass.DOMESTIC),
        ("09012345678", NumberClass.MOBILE),
        ("+819012345678", NumberClass.MOBILE),
        ("0120123456", NumberClass.FREE),
        (PREMIUM, NumberClass.PREMIUM),
        ("+81570012345", NumberClass.PREMIUM),
        (ABROAD, NumberClass.INTERNATIONAL),
        ("+12025550100", NumberClass.INTERNATIONAL),
        ("110", NumberClass.EMERGENCY),
        ("117", NumberClass.SPECIAL),
    ],
)
def test_classes(number: str, kind: NumberClass) -> None:
    plan = DialPlan(configured())
    assert plan.kind(number) is kind
    assert plan.dialled(number) == number


def test_an_emergency_number_is_no_extension_whatever_is_configured() -> None:
    plan = DialPlan(configured(extensions=(Extension(number="110"), Extension(number="117"))))
    assert plan.dialled("110") == "110"
    assert plan.dialled("117") == Extension(number="117"), "other short numbers come after extensions"


@given(st.from_regex(r"0[0-9]{2,14}", fullmatch=True))
def test_the_same_number_is_of_the_same_class_in_both_spellings(number: str) -> None:
    plan = DialPlan(configured())
    assert number.startswith("0") and plan.kind(number) is plan.kind("+81" + number[1:])


@given(st.sampled_from(["184", "186"]), st.from_regex(r"[0+][0-9]{3,12}", fullmatch=True))
def test_a_prefix_changes_nothing_but_what_is_shown(prefix: str, number: str) -> None:
    assert wish(prefix + number) == (number, CallerId.WITHHELD if prefix == "184" else CallerId.NUMBER)
    assert wish(number) == (number, CallerId.NUMBER)


def test_a_prefix_alone_is_no_prefix() -> None:
    assert wish("184") == ("184", CallerId.NUMBER)


# Permission


@pytest.mark.parametrize("number", [PREMIUM, ABROAD, "+12025550100", "184" + ABROAD])
def test_premium_and_abroad_are_refused_unless_allowed(number: str) -> None:
    h = house("a", "b", users={"b": {"allowed": tuple(NumberClass)}})
    assert refused(h, number) is Refusal.NUMBER_NOT_ALLOWED
    assert h.events(DialRefused) == [
        DialRefused(operator="a", extension="11", number=number, reason=Refusal.NUMBER_NOT_ALLOWED)
    ]
    assert not h.events(CallStarted)
    assert refused(h, number, "b") is None


def test_what_is_not_in_the_set_is_refused() -> None:
    h = house("a", users={"a": {"allowed": (NumberClass.DOMESTIC,)}})
    assert refused(h, "09012345678") is Refusal.NUMBER_NOT_ALLOWED
    assert refused(h, "0312345678") is None


def test_emergency_calls_go_by_trunks_that_take_them() -> None:
    takes = Trunk(id="e", host="e.example", emergency=True)
    h = house("a", trunks=(Trunk(id="t", host="t.example"), takes), users={"a": {"allowed": ()}})
    assert refused(h, "110") is None
    assert last_outside(h).target == OutsideTarget(number="110", emergency=True)
    h = house("a")
    assert refused(h, "110") is Refusal.NO_EMERGENCY_TRUNK


def test_ordinary_calls_are_no_emergency() -> None:
    h = house("a")
    h.dial("a")
    assert last_outside(h).target == OutsideTarget(number=OUTSIDE)


@pytest.mark.parametrize(
    ("number", "cause", "reason"),
    [
        (PREMIUM, Cause.FORBIDDEN, Refusal.NUMBER_NOT_ALLOWED),
        ("77", Cause.UNREACHABLE, Refusal.UNKNOWN_NUMBER),
        ("x", Cause.INCOMPLETE, Refusal.INVALID_NUMBER),
        ("110", Cause.OVERLOADED, Refusal.NO_EMERGENCY_TRUNK),
    ],
)
def test_a_desk_phone_is_told_why_and_the_log_too(number: str, cause: Cause, reason: Refusal) -> None:
    h = house()
    leg = h.desk_dials("90", number)
    assert h.effects == [Release(leg=leg, cause=cause)]
    assert h.events() == [DialRefused(operator="", extension="90", number=number, reason=reason)]


def test_a_desk_phone_that_dials_during_a_call_is_in_the_log() -> None:
    h = house("a")
    h.dial("a")
    leg = h.desk_dials("11", "12")
    assert h.effects[-1] == Release(leg=leg, cause=Cause.BUSY)
    assert h.events(DialRefused) == [DialRefused(operator="a", extension="11", number="12", reason=Refusal.BUSY)]


# Limits


def test_only_so_many_outside_calls_at_once() -> None:
    h = house("a", **extension_limits(max_calls=2))
    first, second = h.desk_dials("90", OUTSIDE), h.desk_dials("90", OUTSIDE)
    third = h.desk_dials("90", OUTSIDE)
    assert h.effects[-1] == Release(leg=third, cause=Cause.BUSY)
    assert [e.reason for e in h.events(DialRefused) if isinstance(e, DialRefused)] == [Refusal.TOO_MANY_CALLS]
    assert h.legs.keys() >= {first, second}
    h.leaves(first)
    h.desk_dials("90", OUTSIDE)
    assert len(h.events(CallStarted)) == 3
    assert h.desk_dials("90", "11") in h.legs, "calls inside do not count"


def test_only_so_many_in_an_hour() -> None:
    trunks = (Trunk(id="t", host="t.example", emergency=True),)
    h = house("a", trunks=trunks, grace_s=9999, **extension_limits(max_per_hour=2))
    for _ in range(2):
        h.dial("a")
        h.hang_up("a")
        h.after(1200)
    assert refused(h, OUTSIDE) is Refusal.TOO_MANY_PER_HOUR
    assert refused(h, "110") is None, "emergency calls know no limit"
    h.hang_up("a")


@given(
    limit=st.integers(1, 4),
    steps=st.lists(st.tuples(st.integers(0, 1800), st.booleans()), min_size=1, max_size=25),
)
def test_within_any_hour_no_more_than_the_limit(limit: int, steps: list[tuple[int, bool]]) -> None:
    h = House(configured(**extension_limits(max_per_hour=limit)))
    for pause, desk in steps:
        h.at(h.now + pause * 1000)
        leg = h.desk_dials("90", OUTSIDE if desk else PREMIUM)
        if leg in h.legs:
            h.leaves(leg)
    begun = [at for at, event in h.log if isinstance(event, CallStarted)]
    told = [at for at, event in h.log if isinstance(event, DialRefused)]
    assert len(begun) + len(told) == len(steps), "each attempt is a call or in the log as refused"
    for start in begun:
        assert sum(start <= at < start + 3_600_000 for at in begun) <= limit


# Whose number is shown


def test_the_number_shown_is_asked_for_chosen_or_the_first_groups() -> None:
    h = house("a", "b", users={"b": {"shown": H}})
    numbers = []
    for asked in ("", H):
        h.dial("a", group=asked)
        numbers.append(last_outside(h).caller.number)
        h.hang_up("a")
    h.configure(configured(users={"a": {"shown": H}, "b": {"shown": H}}))
    h.dial("a")
    numbers.append(last_outside(h).caller.number)
    h.dial("b")
    numbers.append(last_outside(h).caller.number)
    assert numbers == [G_NUMBER, H_NUMBER, H_NUMBER, G_NUMBER], "b is no member of the group chosen"


def test_a_supervisor_may_show_any_group() -> None:
    h = house()
    h.attach("s")
    h.dial("s", group=H)
    assert last_outside(h).caller.number == H_NUMBER
    result = h.do(c.Dial(operator="s", number=OUTSIDE, group="none"))
    assert isinstance(result, c.Refused)


def test_184_withholds_and_the_log_has_the_number() -> None:
    h = house("a")
    h.dial("a", "184" + OUTSIDE)
    caller = last_outside(h).caller
    assert (caller.number, caller.caller_id) == (G_NUMBER, CallerId.WITHHELD)
    (began,) = h.events(CallStarted)
    assert isinstance(began, CallStarted) and (began.to_number, began.from_number) == (OUTSIDE, G_NUMBER)
    assert began.caller_id is CallerId.WITHHELD


# The desk phone as the sound


DESK = {"a": {"phone": PhoneKind.DESK}}


def on_desk(**more: Any) -> House:
    """Operator a, without a browser phone, with two desk phones."""
    h = house("a", users=DESK, **more)
    h.lose("a")
    h.devices("11", 2)
    return h


def test_a_click_rings_the_own_desk_phone_first() -> None:
    h = on_desk()
    h.dial("a")
    own = h.desk_leg("11")
    assert h.targets[own].target == ExtensionTarget(extension="11", auto_answer=True)
    assert h.targets[own].caller.number == OUTSIDE, "it shows whom it will call"
    assert h.status("a") == Status.DIALING and len(h.targets) == 1
    h.rings(own)
    assert not [e for e in h.effects if isinstance(e, Ring | Accept)]
    h.picks_up(own)
    far = h.outside_leg()
    h.rings(far)
    assert h.hears[own] == RINGBACK
    h.picks_up(far)
    assert h.hears_each_other(own, far) and h.status("a") == Status.TALKING
    assert not [e for e in h.effects if isinstance(e, Ring | Accept)]
    call = h.call_of("a")
    assert h.do(c.Hold(operator="a", call=call)) == c.Done()
    assert h.hears_music(far) and own not in h.hears
    assert h.do(c.Resume(operator="a", call=call)) == c.Done()
    assert h.do(c.SendDtmf(operator="a", call=call, digits="12#")) == c.Done()
    h.hang_up("a")
    assert not h.legs and h.status("a") == Status.ACW


def test_a_desk_phone_hears_what_the_network_says_before_the_answer() -> None:
    h = on_desk()
    h.dial("a")
    own = h.desk_leg("11")
    h.picks_up(own)
    h.rings(h.outside_leg(), early=True)
    assert h.hears[own] == LegSource(leg=h.outside_leg())


def test_a_click_reaches_a_colleague() -> None:
    h = on_desk()
    h.log_in("b")
    h.dial("a", "12")
    h.picks_up(h.desk_leg("11"))
    assert len(h.events(OfferBegan)) == 1 and h.status("b") == Status.RINGING
    h.answer("b")
    assert h.hears_each_other(h.desk_leg("11"), "phone:b")


@pytest.mark.parametrize("how", ["declined", "hung up", "clicked away"])
def test_a_desk_phone_that_is_not_lifted_calls_nobody(how: str) -> None:
    h = on_desk()
    h.dial("a")
    own = h.desk_leg("11")
    if how == "declined":
        h.fails(own, Cause.BUSY, 486)
    elif how == "hung up":
        h.leaves(own)
    else:
        h.hang_up("a")
    (over,) = h.events(CallEnded)
    assert isinstance(over, CallEnded) and (over.cause, over.by) == (Cause.CANCELLED, Side.OPERATOR)
    assert not h.legs and not [o for o in h.targets.values() if isinstance(o.target, OutsideTarget)]
    assert h.status("a") == Status.AVAILABLE


def test_a_refused_click_does_not_ring_the_desk_phone() -> None:
    h = on_desk()
    assert refused(h, PREMIUM) is Refusal.NUMBER_NOT_ALLOWED
    assert not h.targets


def test_answering_on_the_screen_calls_the_desk_phone_to_answer_by_itself() -> None:
    h = on_desk()
    leg = h.caller()
    first = h.desk_leg("11")
    assert h.answer("a") == c.Done()
    assert h.effects[-2] == Release(leg=first, cause=Cause.NORMAL)
    second = h.desk_leg("11")
    assert h.targets[second].target == ExtensionTarget(extension="11", auto_answer=True)
    before = len(h.effects)
    assert h.answer("a") == c.Done() and len(h.effects) == before, "asked once is enough"
    h.picks_up(second)
    assert h.hears_each_other(leg, second) and h.status("a") == Status.TALKING
    assert len(h.events(OfferBegan)) == len(h.events(OfferEnded)) == 1


def test_without_a_desk_phone_the_browser_does() -> None:
    h = house("a", users=DESK)
    h.dial("a")
    assert not [o for o in h.targets.values() if isinstance(o.target, ExtensionTarget)]


def test_presence_counts_a_desk_phones_call_like_the_browsers() -> None:
    def events(h: House, desk: bool) -> list[type[Event]]:
        begun = len(h.log)
        h.dial("a")
        if desk:
            h.picks_up(h.desk_leg("11"))
        h.rings(h.outside_leg())
        h.picks_up(h.outside_leg())
        h.leaves(h.outside_leg())
        return [type(e) for _, e in h.log[begun:]]

    assert events(house("a"), False) == events(on_desk(), True)


def test_defaults_of_the_contract() -> None:
    user = User(id="x", name="X", extension="1")
    assert user.allowed == CALLABLE and not {NumberClass.PREMIUM, NumberClass.INTERNATIONAL} & set(user.allowed)
