"""Whatever dies in whatever state: half a minute later the operator is free, or truthfully logged out (F5.9).

The deaths are what the domain hears of a `kill -9`: of the browser (no sign of life, no sound), of the media worker
(all sounds gone, its browsers come back), of the api (the link is down, then up again, with the clients of before).
That of the switch is a new domain, with the log of the one before.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

import pytest

from api.statistics.facts import Login, StatusSpan
from api.statistics.fold import Fold
from api.statistics.timeline import Calendar
from sip.contract import commands as c
from sip.contract.enums import CHOOSABLE, Cause, LogOutReason, Status, SupervisionMode, is_work
from sip.contract.events import CallEnded, LoggedOut, SwitchStarted
from tests.domain.kit import SEC, House, config, group
from tests.domain.ledger import Ledger
from tests.domain.test_domain_to_figures import MONO, TEN, folded, logged

BASES: Final = (*sorted(CHOOSABLE), "work:1")


def centre(cap: int = 0) -> House:
    house = House(config(group(members=("a",), acw_cap_s=cap)))
    house.log_in("a", "b")
    house.attach("s")
    return house


def based(status: str) -> Callable[[], House]:
    def build() -> House:
        house = centre()
        if status != Status.AVAILABLE:
            house.choose("a", status)
        return house

    return build


def ringing() -> House:
    house = centre()
    house.caller()
    assert house.status("a") == Status.RINGING
    return house


def dialling() -> House:
    house = centre()
    house.dial("a")
    assert house.status("a") == Status.DIALING
    return house


def talking() -> House:
    house = centre()
    house.caller()
    house.answer("a")
    assert house.status("a") == Status.TALKING
    return house


def talking_out() -> House:
    house = dialling()
    house.picks_up(house.outside_leg())
    assert house.status("a") == Status.TALKING
    return house


def internal() -> House:
    house = centre()
    house.dial("a", "12")
    house.answer("b")
    assert house.status("a") == house.status("b") == Status.INTERNAL
    return house


def held() -> House:
    house = talking()
    house.do(c.Hold(operator="a", call=house.call_of("a")))
    assert house.status("a") == Status.HOLDING
    return house


def consulting() -> House:
    house = talking()
    assert house.do(c.Consult(operator="a", call="call1", number="12")) == c.Done()
    return house


def consulted() -> House:
    house = consulting()
    house.answer("b")
    return house


def conference() -> House:
    house = consulted()
    assert house.do(c.Conference(operator="a", call="call1")) == c.Done()
    return house


def parked() -> House:
    house = talking()
    assert isinstance(house.do(c.Park(operator="a", call="call1")), c.Parked)
    return house


def transferring() -> House:
    house = talking()
    assert house.do(c.BlindTransfer(operator="a", call="call1", number="12")) == c.Done()
    return house


def supervised() -> House:
    house = talking()
    wish = c.Supervise(operator="s", target="a", mode=SupervisionMode.BARGE)
    assert isinstance(house.do(wish), c.Supervised)
    return house


def acw(cap: int) -> Callable[[], House]:
    def build() -> House:
        house = centre(cap)
        leg = house.caller()
        house.answer("a")
        house.after(5)
        house.leaves(leg)
        assert house.status("a") == Status.ACW
        return house

    return build


STATES: Final[dict[str, Callable[[], House]]] = {
    **{status: based(status) for status in BASES},
    **{
        one.__name__: one
        for one in (
            ringing,
            dialling,
            talking,
            talking_out,
            internal,
            held,
            consulting,
            consulted,
            conference,
            parked,
            transferring,
            supervised,
        )
    },
    "acw without a cap": acw(0),
    "acw with a cap": acw(20),
}


def free(house: House, operator: str) -> bool:
    """Whether a status is one that the operator has chosen, or 後処理, and no call holds it."""
    with pytest.raises(LookupError):
        house.call_of(operator)
    status = house.status(operator)
    return status in CHOOSABLE or is_work(status)


def check_log(house: House) -> None:
    """The log is whole, and the status spans of each login tile it."""
    ledger = Ledger()
    for now, event in house.log:
        ledger.read(now, event)
    tile(house)


def tile(house: House) -> None:
    """The status spans of the statistics lie end to end, from each log-in to its log-out."""
    fold = Fold(Calendar())
    logins: dict[str, Login] = {}
    spans: dict[str, StatusSpan] = {}
    for each in logged(house):
        for fact in fold.apply(each):
            if isinstance(fact, Login):
                logins[fact.login] = fact
            elif isinstance(fact, StatusSpan):
                spans[fact.span] = fact
    assert logins
    for login in logins.values():
        its = [one for one in spans.values() if one.login == login.login and not one.void]
        its.sort(key=lambda one: one.since)
        assert its[0].since == login.since
        for before, after in pairwise(its):
            assert before.since + (before.duration or 0) == after.since, its
        ends = [None if one.duration is None else one.since + one.duration for one in (its[-1], login)]
        assert ends[0] == ends[1]


@pytest.mark.parametrize("state", STATES)
def test_the_browser_dies(state: str) -> None:
    """Whoever it was is logged out as of the last sign of life, no call is left on them, and others go on."""
    house = STATES[state]()
    house.alive_for(3, "a", "b")
    heard = house.now - SEC
    house.lose("a")
    house.alive_for(30, "b")
    assert house.status("a") == Status.LOGGED_OUT
    (out,) = [event for event in house.events(LoggedOut) if isinstance(event, LoggedOut) and event.operator == "a"]
    assert (out.reason, out.effective_mono) == (LogOutReason.LOST, heard)
    with pytest.raises(LookupError):
        house.call_of("a")
    assert house.status("b") != Status.LOGGED_OUT
    check_log(house)


@pytest.mark.parametrize("state", STATES)
def test_the_media_worker_dies(state: str) -> None:
    """Its legs break, its browsers are back within seconds."""
    house = STATES[state]()
    phones = sorted(house.attached)
    for leg in [leg for leg, stage in house.legs.items() if stage == "up"]:
        if leg in house.legs:
            house.leaves(leg, Cause.MEDIA_FAILURE)
    for operator in phones:
        house.lose(operator)
    house.alive_for(2, "a", "b")
    house.attach(*phones)
    house.alive_for(28, "a", "b")
    assert house.status("a") != Status.LOGGED_OUT
    if state in ("ringing", "dialling"):  # their far ends have not answered and go on
        for leg in list(house.legs):
            if leg in house.legs:
                house.leaves(leg)
    elif state == "internal":  # has only browsers, which talk on
        house.hang_up("a")
    assert free(house, "a") and free(house, "b")
    check_log(house)


@pytest.mark.parametrize("state", STATES)
def test_the_api_dies(state: str) -> None:
    """Calls go on; nobody is lost while nobody can be heard; whoever is back in time keeps what they had."""
    house = STATES[state]()
    before = house.status("a")
    house.centre.api_link(False, house.now)
    house.settle()
    house.after(15)
    house.centre.api_link(True, house.now)
    house.settle()
    house.alive_for(29, "a", "b")
    assert house.status("a") != Status.LOGGED_OUT
    if state in (*BASES, "talking", "talking_out", "internal", "held", "conference", "acw without a cap"):
        assert house.status("a") == before
    for leg in list(house.legs):
        if leg in house.legs:
            house.leaves(leg)
    if state == "internal":
        house.hang_up("a")
    assert free(house, "a") and free(house, "b")
    check_log(house)


@pytest.mark.parametrize("state", STATES)
def test_the_api_and_the_browser_die_together(state: str) -> None:
    """The grace time begins when signs of life could come again, and the log-out is dated at the last that came."""
    house = STATES[state]()
    house.alive_for(3, "a", "b")
    house.centre.api_link(False, house.now)
    house.lose("a")
    house.after(60)
    house.centre.api_link(True, house.now)
    house.settle()
    house.alive_for(30, "b")
    assert house.status("a") == Status.LOGGED_OUT
    with pytest.raises(LookupError):
        house.call_of("a")
    check_log(house)


@pytest.mark.parametrize("state", STATES)
def test_the_switch_dies(state: str) -> None:
    """The statistics close what was open; the new switch is told who was there, in the status that they had chosen."""
    house = STATES[state]()
    house.alive_for(3, "a", "b")
    operators = folded(house).state.operators
    again = House(config(group(members=("a",))))
    started = SwitchStarted(boot="next", alive_at=TEN + house.now, alive_mono=MONO + house.now)
    again.now = house.now + SEC
    again.log = [*house.log, (again.now, started)]
    given = tuple(
        c.OperatorStatus(operator=user, session=each.login.session, status=each.span.chosen)
        for user, each in operators.items()
        if each.login is not None and each.span is not None
    )
    again.do(c.RestoreOperators(operators=given))
    assert free(again, "a") and free(again, "b")
    fold = folded(again)
    assert not [call for call, file in fold.state.calls.items() if file.call.end is None]
    assert fold.state.operators["a"].span is not None
    assert fold.state.operators["a"].span.status == again.status("a")
    tile(again)


@pytest.mark.parametrize("state", STATES)
def test_a_forced_log_out_that_ends_the_call(state: str) -> None:
    """F1.6: nothing is left of it, whatever the operator was in."""
    house = STATES[state]()
    house.after(2)
    assert house.do(c.LogOut(operator="a", reason=LogOutReason.FORCED, by="s", end_calls=True)) == c.Done()
    assert house.status("a") == Status.LOGGED_OUT
    with pytest.raises(LookupError):
        house.call_of("a")
    (out,) = [event for event in house.events(LoggedOut) if isinstance(event, LoggedOut)]
    assert (out.operator, out.by, out.reason) == ("a", "s", LogOutReason.FORCED)
    check_log(house)


def test_a_forced_log_out_of_a_supervisor_ends_call_and_supervision() -> None:
    house = supervised()
    house.do(c.LogOut(operator="s", reason=LogOutReason.FORCED, by="t", end_calls=True))
    assert not house.centre.snapshot().supervisions
    assert house.status("a") == Status.TALKING
    house = centre()
    house.dial("s")
    house.do(c.LogOut(operator="s", reason=LogOutReason.FORCED, by="t", end_calls=True))
    assert house.events(CallEnded)
    with pytest.raises(LookupError):
        house.call_of("s")
