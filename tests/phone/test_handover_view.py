"""What phones show of transfers, parked calls and conferences: the switch's core played through the fold."""

from api.phone.directory import Directory
from api.phone.schemas import PhoneCall, PhoneCallState, PhoneView
from api.phone.view import Person, parties, phone_view
from api.statistics.fold import Fold
from api.statistics.timeline import Calendar
from sip.contract import commands as c
from sip.contract.enums import Role
from tests.domain.kit import H_NUMBER, OUTSIDE, H, House, config, group
from tests.domain.test_domain_to_figures import folded, logged

CALL, CALLER = "call1", "0451112222"


def talking(*others: str) -> tuple[House, str]:
    house = House(config(group(members=("a", "b")), group(H, H_NUMBER, members=("d",))))
    house.log_in("a", *others)
    leg = house.caller()
    house.answer("a")
    return house, leg


def view(house: House, operator: str, fold: Fold | None = None) -> PhoneView:
    state = (fold or folded(house)).state
    person = Person(id=operator, name=operator.upper(), extension="11", role=Role.OPERATOR)
    files = list(state.calls.values())
    mine = parties(files).get(operator, [])
    directory = Directory(house.centre._floor.config)
    return phone_view(person, state, mine, directory, others=files, switch_up=True, now=0)


def call(house: House, operator: str) -> PhoneCall:
    (one,) = view(house, operator).calls
    return one


def others(one: PhoneCall) -> list[tuple[str, str]]:
    return [(party.number, party.name) for party in one.parties]


def test_both_sides_of_a_consultation() -> None:
    house, _ = talking("b")
    house.do(c.Consult(operator="a", call=CALL, number="12"))
    asking, asked = call(house, "a"), call(house, "b")
    assert asking.state is PhoneCallState.HELD and asking.consult is not None
    assert (asking.consult.number, asking.consult.name, asking.consult.answered) == ("12", "B", None)
    assert (asked.call, asked.state, asked.number) == (CALL, PhoneCallState.RINGING, CALLER)
    assert asked.consulted_by == "A" and asking.consulted_by == ""
    house.answer("b")
    asking, asked = call(house, "a"), call(house, "b")
    assert asking.consult is not None and asking.consult.answered is not None
    assert asked.state is PhoneCallState.CONNECTED and asked.consulted_by == "A"
    house.do(c.CompleteTransfer(operator="a", call=CALL))
    assert view(house, "a").calls == ()
    mine = call(house, "b")
    assert (mine.state, mine.consulted_by, mine.number) == (PhoneCallState.CONNECTED, "", CALLER)


def test_a_cancelled_consultation_leaves_a_held_call() -> None:
    house, _ = talking("b")
    house.do(c.Consult(operator="a", call=CALL, number=OUTSIDE))
    assert call(house, "a").consult is not None
    house.do(c.CancelTransfer(operator="a", call=CALL))
    assert call(house, "a").consult is None and call(house, "a").state is PhoneCallState.HELD


def test_a_consultation_that_fails_says_why_until_the_next() -> None:
    house, _ = talking("b")
    house.do(c.Consult(operator="a", call=CALL, number="12"))
    house.do(c.Reject(operator="b", call=CALL))
    failed = view(house, "a").failed
    assert failed is not None and (failed.number, failed.reason) == ("12", "rejected")
    house.do(c.Consult(operator="a", call=CALL, number=OUTSIDE))
    assert view(house, "a").failed is None
    house.fails(house.outside_leg())
    failed = view(house, "a").failed
    assert failed is not None and (failed.number, failed.reason) == (OUTSIDE, "busy")


def test_a_consultation_that_is_cancelled_or_was_answered_has_not_failed() -> None:
    house, _ = talking("b")
    house.do(c.Consult(operator="a", call=CALL, number="12"))
    house.do(c.CancelTransfer(operator="a", call=CALL))
    assert view(house, "a").failed is None
    house.do(c.Consult(operator="a", call=CALL, number="12"))
    house.answer("b")
    house.hang_up("b")
    assert view(house, "a").failed is None


def test_a_consultation_with_a_group_names_it() -> None:
    house, _ = talking("d")
    house.do(c.Consult(operator="a", call=CALL, group=H))
    consult = call(house, "a").consult
    assert consult is not None and (consult.number, consult.group_name) == ("", "H")


def test_parked_calls_are_everybodys() -> None:
    house, _ = talking("b")
    house.do(c.Park(operator="a", call=CALL))
    (parked,) = view(house, "c").parked
    assert (parked.slot, parked.call, parked.number, parked.by) == (1, CALL, CALLER, "A")
    assert view(house, "a").calls == ()
    house.do(c.Unpark(operator="b", slot=1))
    assert view(house, "c").parked == ()
    assert call(house, "b").state is PhoneCallState.CONNECTED


def test_calls_of_colleagues_of_a_common_group() -> None:
    house, _ = talking()
    house.log_in("b")
    house.caller()
    (ringing,) = view(house, "a").colleagues
    assert (ringing.call, ringing.colleague, ringing.number) == ("call2", "B", CALLER)
    assert view(house, "b").colleagues == () and view(house, "c").colleagues == ()


def test_a_conference() -> None:
    house, _ = talking("b")
    house.do(c.Consult(operator="a", call=CALL, number="12"))
    house.answer("b")
    house.do(c.Conference(operator="a", call=CALL))
    for operator in "ab":
        assert call(house, operator).conference and call(house, operator).state is PhoneCallState.CONNECTED
    assert others(call(house, "a")) == [(CALLER, ""), ("12", "B")]
    assert others(call(house, "b")) == [(CALLER, ""), ("11", "A")]
    house.hang_up("a")
    assert not call(house, "b").conference
    assert others(call(house, "b")) == []


def test_a_conference_with_somebody_outside() -> None:
    house, _ = talking()
    house.do(c.Consult(operator="a", call=CALL, number=OUTSIDE))
    house.picks_up(house.outside_leg())
    house.do(c.Conference(operator="a", call=CALL))
    assert others(call(house, "a")) == [(CALLER, ""), (OUTSIDE, "")]


def test_of_two_outside_the_one_who_stays_is_shown() -> None:
    for caller_goes, shown in ((True, OUTSIDE), (False, CALLER)):
        house, caller = talking()
        house.do(c.Consult(operator="a", call=CALL, number=OUTSIDE))
        target = house.outside_leg()
        house.picks_up(target)
        house.do(c.Conference(operator="a", call=CALL))
        house.leaves(caller if caller_goes else target)
        assert (call(house, "a").number, call(house, "a").conference) == (shown, False)
        assert call(house, "a").state is PhoneCallState.CONNECTED


def test_when_the_caller_leaves_two_operators_nobody_has_a_call() -> None:
    house, caller = talking("b")
    house.do(c.Consult(operator="a", call=CALL, number="12"))
    house.answer("b")
    house.do(c.Conference(operator="a", call=CALL))
    house.leaves(caller)
    for operator in "ab":
        assert (view(house, operator).calls, view(house, operator).status) == ((), "acw")


def test_of_three_colleagues_those_who_stay_see_one_another() -> None:
    house = House(config(group(members=("a", "b")), group(H, H_NUMBER, members=("d",))))
    house.log_in("a", "b", "d")
    house.do(c.Dial(operator="a", number="12"))
    house.answer("b")
    house.do(c.Consult(operator="a", call=CALL, number="14"))
    house.answer("d")
    house.do(c.Conference(operator="a", call=CALL))
    house.hang_up("b")
    assert (call(house, "a").number, call(house, "a").name) == ("14", "D")
    assert (call(house, "d").number, call(house, "d").name) == ("11", "A")


def test_a_conference_of_colleagues() -> None:
    house = House(config(group(members=("a", "b")), group(H, H_NUMBER, members=("d",))))
    house.log_in("a", "b", "d")
    house.do(c.Dial(operator="a", number="12"))
    house.answer("b")
    house.do(c.Consult(operator="a", call=CALL, number="14"))
    house.answer("d")
    house.do(c.Conference(operator="a", call=CALL))
    assert {operator: others(call(house, operator)) for operator in "abd"} == {
        "a": [("12", "B"), ("14", "D")],
        "b": [("11", "A"), ("14", "D")],
        "d": [("11", "A"), ("12", "B")],
    }


def test_a_restarted_api_knows_it_all() -> None:
    house, _ = talking("b")
    house.do(c.Consult(operator="a", call=CALL, number="12"))
    first = folded(house)
    again = Fold.load(Calendar(), first.dump())
    house.answer("b")
    for each in logged(house):
        again.apply(each)
    consult = view(house, "a", again).calls[0].consult
    assert consult is not None and consult.answered is not None
