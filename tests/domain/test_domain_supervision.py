"""Listen, whisper and barge (F4.2–F4.5): who hears whom, in every mode, over hold and transfer."""

from sip.contract import commands as c
from sip.contract.config import User
from sip.contract.enums import Cause, PhoneKind, Refusal, SupervisionEnding, SupervisionMode
from sip.contract.events import SupervisionBegan, SupervisionChanged, SupervisionEnded
from sip.domain.effects import ExtensionTarget, LegSource, MixSource, Prompt, Source
from tests.domain.kit import OUTSIDE, House, config, group
from tests.domain.transferkit import CALL, blind, complete, consult

LISTEN, WHISPER, BARGE = SupervisionMode.LISTEN, SupervisionMode.WHISPER, SupervisionMode.BARGE
A, B, S, T = "phone:a", "phone:b", "phone:s", "phone:t"


def house(**more: object) -> tuple[House, str]:
    """`a` talks with a caller; `b` is logged in, the supervisors `s` and `t` have their phones attached."""
    made = House(config(group(members=("a",)), **more))
    made.log_in("a", "b")
    made.attach("s", "t")
    leg = made.caller()
    assert made.answer("a") == c.Done()
    return made, leg


def supervise(made: House, mode: SupervisionMode, by: str = "s", target: str = "a") -> c.AnyResult:
    return made.do(c.Supervise(operator=by, target=target, mode=mode))


def heard(made: House, leg: str) -> set[str]:
    """The legs that the party of `leg` hears; a prompt by its name."""
    source: Source = made.hears.get(leg)
    match source:
        case LegSource(leg=other):
            return {other}
        case MixSource(legs=legs):
            return set(legs)
        case Prompt(name=name):
            return {name}
        case _:
            return set()


def test_who_listens_hears_both_and_is_heard_by_nobody() -> None:
    made, leg = house()
    assert supervise(made, LISTEN) == c.Supervised(supervision="supervision1")
    assert heard(made, S) == {A, leg}
    assert made.hears_each_other(A, leg)
    assert made.events(SupervisionBegan) == [
        SupervisionBegan(supervision="supervision1", supervisor="s", operator="a", call=CALL, mode=LISTEN)
    ]


def test_who_whispers_is_heard_by_the_operator_only() -> None:
    made, leg = house()
    supervise(made, WHISPER)
    assert heard(made, S) == {A, leg}
    assert heard(made, A) == {leg, S}
    assert heard(made, leg) == {A}


def test_in_a_three_way_talk_all_hear_all() -> None:
    made, leg = house()
    supervise(made, BARGE)
    assert heard(made, S) == {A, leg}
    assert heard(made, A) == {leg, S}
    assert heard(made, leg) == {A, S}


def test_the_mode_changes_without_leaving_the_call() -> None:
    made, leg = house()
    first = supervise(made, LISTEN)
    for mode in (WHISPER, BARGE, LISTEN):
        before = len(made.effects)
        assert supervise(made, mode) == first
        # Nobody whose sound stays is touched: that is what "without a gap" means here.
        touched = {effect.leg for effect in made.effects[before:]}
        assert S not in touched
    assert heard(made, A) == {leg}
    assert heard(made, leg) == {A}
    assert [event.mode for event in made.events(SupervisionChanged) if isinstance(event, SupervisionChanged)] == [
        WHISPER,
        BARGE,
        LISTEN,
    ]


def test_several_supervisors_hear_one_another_as_the_operator_does() -> None:
    made, leg = house()
    supervise(made, WHISPER, by="s")
    supervise(made, LISTEN, by="t")
    assert heard(made, A) == {leg, S}
    assert heard(made, T) == {A, leg, S}
    assert heard(made, S) == {A, leg}
    supervise(made, BARGE, by="t")
    assert heard(made, leg) == {A, T}
    assert heard(made, A) == {leg, S, T}
    assert heard(made, S) == {A, leg, T}


def test_the_held_caller_hears_music_whatever_supervisors_do() -> None:
    made, leg = house()
    supervise(made, BARGE)
    made.do(c.Hold(operator="a", call=CALL))
    assert heard(made, leg) == {"hold"}
    assert heard(made, A) == {S}
    assert heard(made, S) == {A}
    made.do(c.Resume(operator="a", call=CALL))
    assert heard(made, leg) == {A, S}
    assert heard(made, A) == {leg, S}
    assert heard(made, S) == {A, leg}


def test_a_supervisor_follows_the_operator_into_a_consultation_and_the_call_after_the_transfer() -> None:
    made, leg = house()
    supervise(made, WHISPER)
    consult(made, number="12")
    made.answer("b")
    assert heard(made, A) == {B, S}
    assert heard(made, B) == {A}
    assert heard(made, S) == {A, B}
    assert heard(made, leg) == {"hold"}
    assert complete(made) == c.Done()
    assert heard(made, S) == {B, leg}
    assert heard(made, B) == {leg, S}
    assert heard(made, leg) == {B}
    assert heard(made, A) == set()
    assert made.events(SupervisionChanged) == [
        SupervisionChanged(supervision="supervision1", operator="b", mode=WHISPER)
    ]


def test_whoever_is_consulted_can_be_supervised() -> None:
    made, leg = house()
    consult(made, number="12")
    made.answer("b")
    assert supervise(made, WHISPER, target="b") == c.Supervised(supervision="supervision1")
    assert heard(made, S) == {A, B}
    assert heard(made, B) == {A, S}
    assert heard(made, A) == {B}
    assert heard(made, leg) == {"hold"}
    made.do(c.CancelTransfer(operator="a", call=CALL))
    # The consultation is over: the supervision is of the call, which `a` has.
    assert heard(made, S) == {A}


def test_a_supervision_waits_while_nobody_of_ours_has_the_call() -> None:
    made, leg = house()
    supervise(made, WHISPER)
    blind(made, number="12")
    assert heard(made, S) == set()
    assert heard(made, A) == set()
    made.answer("b")
    assert heard(made, S) == {B, leg}
    assert heard(made, B) == {leg, S}


def test_a_call_that_went_outside_is_heard_still_but_nobody_is_there_to_whisper_to() -> None:
    made, leg = house()
    supervise(made, WHISPER)
    consult(made, number=OUTSIDE)
    far = made.outside_leg()
    made.picks_up(far)
    assert complete(made) == c.Done()
    assert heard(made, S) == {leg, far}
    assert made.hears_each_other(leg, far)
    supervise_again = supervise(made, BARGE)
    assert supervise_again == c.Refused(code=Refusal.NOT_IN_CALL, detail="a")


def test_it_ends_with_the_call_and_leaves_the_operator_silent() -> None:
    made, leg = house()
    supervise(made, BARGE)
    made.leaves(leg)
    assert heard(made, S) == heard(made, A) == set()
    assert made.events(SupervisionEnded) == [
        SupervisionEnded(supervision="supervision1", reason=SupervisionEnding.CALL_ENDED)
    ]
    assert made.dial("s", "11")  # the supervisor is free for a call of their own


def test_who_leaves_is_heard_no_longer() -> None:
    made, leg = house()
    supervise(made, BARGE)
    assert made.do(c.StopSupervising(operator="s")) == c.Done()
    assert made.hears_each_other(A, leg)
    assert heard(made, S) == set()
    assert made.do(c.StopSupervising(operator="s")) == c.Refused(code=Refusal.UNKNOWN_CALL)


def test_logging_out_ends_it() -> None:
    made, leg = house()
    supervise(made, BARGE)
    made.do(c.LogOut(operator="s"))
    assert made.hears_each_other(A, leg)
    assert len(made.events(SupervisionEnded)) == 1


def test_another_call_is_entered_by_leaving_the_first() -> None:
    made, leg = house()
    made.dial("b")
    far = made.outside_leg()
    made.picks_up(far)
    supervise(made, BARGE)
    supervise(made, LISTEN, target="b")
    assert made.hears_each_other(A, leg)
    assert heard(made, S) == {B, far}


def test_a_reloaded_page_hears_on() -> None:
    made, leg = house()
    supervise(made, WHISPER)
    made.lose("s")
    assert heard(made, A) == {leg}
    made.attach("s")
    assert heard(made, S) == {A, leg}
    assert heard(made, A) == {leg, S}


def test_a_page_that_does_not_come_back_ends_it() -> None:
    made, _ = house()
    supervise(made, WHISPER)
    made.lose("s")
    made.alive_for(29, "a", "b")
    assert not made.events(SupervisionEnded)
    made.alive_for(2, "a", "b")
    assert made.events(SupervisionEnded) == [
        SupervisionEnded(supervision="supervision1", reason=SupervisionEnding.PHONE_LOST)
    ]


def test_the_operators_page_reloads_under_a_whisper() -> None:
    made, leg = house()
    supervise(made, WHISPER)
    made.lose("a")
    assert heard(made, S) == set()
    made.attach("a")
    assert heard(made, A) == {leg, S}
    assert heard(made, S) == {A, leg}


def test_a_supervisor_at_a_desk_phone_is_rung_and_hears_once_it_is_lifted() -> None:
    base = config()
    users = tuple(
        User(id=u.id, name=u.name, extension=u.extension, role=u.role, phone=PhoneKind.DESK if u.id == "s" else u.phone)
        for u in base.users
    )
    made = House(config(group(members=("a",)), users=users))
    made.log_in("a")
    made.devices("19")
    leg = made.caller()
    made.answer("a")
    supervise(made, WHISPER)
    desk = made.desk_leg("19")
    assert made.targets[desk].target == ExtensionTarget(extension="19", auto_answer=True)
    assert heard(made, A) == {leg}
    made.picks_up(desk)
    assert heard(made, desk) == {A, leg}
    assert heard(made, A) == {leg, desk}
    made.leaves(desk)
    assert made.hears_each_other(A, leg)
    assert made.events(SupervisionEnded) == [
        SupervisionEnded(supervision="supervision1", reason=SupervisionEnding.LEFT)
    ]


def test_a_desk_phone_that_is_not_lifted() -> None:
    made, leg = house()
    made.lose("s")
    made.devices("19")
    supervise(made, LISTEN)
    made.fails(made.desk_leg("19"), Cause.NO_ANSWER, 480)
    assert made.events(SupervisionEnded) == [
        SupervisionEnded(supervision="supervision1", reason=SupervisionEnding.PHONE_LOST)
    ]
    assert made.hears_each_other(A, leg)


def test_the_call_ends_while_the_desk_phone_rings() -> None:
    made, leg = house()
    made.lose("s")
    made.devices("19")
    supervise(made, LISTEN)
    desk = made.desk_leg("19")
    made.leaves(leg)
    assert desk not in made.legs


def test_operators_on_desk_phones_are_supervised_likewise() -> None:
    made, _ = house()
    made.devices("12")
    desk = made.desk_dials("12", OUTSIDE)
    far = made.outside_leg()
    made.picks_up(far)
    supervise(made, WHISPER, target="b")
    assert heard(made, S) == {desk, far}
    assert heard(made, desk) == {far, S}
    assert heard(made, far) == {desk}


def test_refusals_say_why() -> None:
    made, _ = house()
    assert supervise(made, LISTEN, target="nobody") == c.Refused(code=Refusal.UNKNOWN_OPERATOR, detail="nobody")
    assert supervise(made, LISTEN, target="b") == c.Refused(code=Refusal.NOT_IN_CALL, detail="b")
    assert supervise(made, LISTEN, by="b") == c.Refused(code=Refusal.NOT_SUPERVISOR, detail="b")
    made.lose("t")
    assert supervise(made, LISTEN, by="t") == c.Refused(code=Refusal.NO_PHONE)
    made.dial("s", "12")
    assert supervise(made, LISTEN) == c.Refused(code=Refusal.BUSY, detail=made.call_of("s"))


def test_a_supervisor_who_is_removed_leaves_the_call() -> None:
    made, leg = house()
    supervise(made, BARGE)
    made.configure(config(group(members=("a",))).__class__(version=2))
    assert made.events(SupervisionEnded) == [
        SupervisionEnded(supervision="supervision1", reason=SupervisionEnding.REMOVED)
    ]
    assert made.hears_each_other(A, leg)


def test_the_snapshot_tells_it() -> None:
    made, _ = house()
    supervise(made, LISTEN)
    (live,) = made.centre.snapshot().supervisions
    assert (live.supervisor, live.operator, live.call, live.mode) == ("s", "a", CALL, LISTEN)
