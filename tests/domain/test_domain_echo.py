"""The echo test before the shift (F5.8): who hears themselves, and what ends it."""

from sip.contract import commands as c
from sip.contract.enums import Refusal, Status, SupervisionMode
from sip.domain.echo import ECHO_MS
from sip.domain.effects import LegSource
from tests.domain.kit import House, config, group

A, S = "phone:a", "phone:s"
START, STOP = c.StartEcho(operator="a"), c.StopEcho(operator="a")


def house(status: str = Status.AVAILABLE) -> House:
    """`a` is logged in with a browser phone that hears itself."""
    made = House(config(group(members=("a",))))
    made.log_in("a", status=status)
    assert made.do(START) == c.Done()
    assert made.hears[A] == LegSource(leg=A)
    return made


def test_the_phone_hears_itself_until_it_is_told_to_stop() -> None:
    made = house(Status.PREPARING)
    assert made.centre.echoes("a")
    before = len(made.log)
    assert made.do(STOP) == c.Done()
    assert A not in made.hears and not made.centre.echoes("a")
    assert made.do(STOP) == c.Done()
    assert len(made.log) == before  # it is not on record


def test_a_call_that_rings_ends_it_and_sounds_as_ever() -> None:
    made = house()
    leg = made.caller()
    assert A not in made.hears and not made.centre.echoes("a")
    assert made.answer("a") == c.Done()
    assert made.hears_each_other(A, leg)


def test_a_call_that_one_dials_ends_it() -> None:
    made = house()
    made.dial("a")
    assert not made.centre.echoes("a")
    assert made.hears.get(A) != LegSource(leg=A)


def test_who_supervises_hears_no_echo() -> None:
    made = house()
    made.attach("s")
    made.caller()
    made.answer("a")
    assert made.do(c.StartEcho(operator="s")) == c.Done()
    made.do(c.Supervise(operator="s", target="a", mode=SupervisionMode.LISTEN))
    assert not made.centre.echoes("s")
    assert made.hears[S] != LegSource(leg=S)
    assert made.do(c.StartEcho(operator="s")) == c.Refused(code=Refusal.BUSY)


def test_it_is_refused_in_a_call_without_a_phone_and_without_a_log_in() -> None:
    made = house()
    made.do(STOP)
    made.caller()
    ringing = made.do(START)
    assert isinstance(ringing, c.Refused) and ringing.code is Refusal.BUSY
    made.answer("a")
    talking = made.do(START)
    assert isinstance(talking, c.Refused) and talking.code is Refusal.BUSY
    assert made.do(c.StartEcho(operator="b")) == c.Refused(code=Refusal.NOT_LOGGED_IN)
    assert made.do(c.StartEcho(operator="s")) == c.Refused(code=Refusal.NO_PHONE)
    assert made.do(c.StartEcho(operator="nobody")) == c.Refused(code=Refusal.UNKNOWN_OPERATOR, detail="nobody")


def test_a_phone_that_goes_ends_it_and_one_that_is_replaced_hears_it_anew() -> None:
    made = house()
    made.attach("a")
    assert made.hears[A] == LegSource(leg=A)
    made.lose("a")
    assert not made.centre.echoes("a")
    made.attach("a")
    assert A not in made.hears


def test_it_ends_by_itself() -> None:
    made = house()
    made.alive_for(ECHO_MS // 1000 - 1, "a")
    assert made.centre.echoes("a")
    made.do(START)  # the time begins anew
    made.alive_for(2, "a")
    assert made.centre.echoes("a")
    made.alive_for(ECHO_MS // 1000, "a")
    assert made.status("a") == Status.AVAILABLE
    assert A not in made.hears and not made.centre.echoes("a")


def test_who_logs_out_hears_it_no_longer() -> None:
    made = house()
    made.do(c.LogOut(operator="a"))
    assert A not in made.hears and not made.centre.echoes("a")


def test_a_user_who_is_removed_hears_it_no_longer() -> None:
    made = house()
    users = tuple(user for user in config().users if user.id != "a")
    made.configure(config(group(members=("b",)), users=users))
    assert not made.centre.echoes("a")
