"""The edge cases of the metrics page, one by one."""

import pytest

from api.statistics.counters import operator_scope
from api.statistics.facts import Call, FactChange, Login, Segment, StatusSpan, Visit, fact_key
from api.statistics.fold import Fold
from api.statistics.metric import evaluate
from api.statistics.profile import Profile
from api.statistics.registry import METRICS
from api.statistics.timeline import Calendar
from sip.contract.enums import (
    Cause,
    ConsultOutcome,
    Direction,
    LogOutReason,
    OfferKind,
    OfferOutcome,
    Side,
    Status,
    VisitEntry,
    VisitOutcome,
)
from sip.contract.events import (
    AcwBegan,
    AcwEnded,
    Alarm,
    CallEnded,
    CallTransferred,
    ConsultBegan,
    ConsultEnded,
    Logged,
    LoggedIn,
    LoggedOut,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
    SegmentEnded,
    SwitchStarted,
    VisitBegan,
    VisitEnded,
)
from tests.statistics.eventplay import BOOT, DAY, Play, all_view, at, folded, group_view, operator_view, totals


def facts_of(log: list[Logged]) -> dict[str, FactChange]:
    """The last state of every fact, by kind and id."""
    fold, facts = Fold(Calendar()), {}
    for logged in log:
        for fact in fold.apply(logged):
            facts[f"{type(fact).__name__} {fact_key(fact)}"] = fact
    return facts


def started() -> Play:
    play = Play(at("10:00:00"))
    play.log_in("A", "B", "C")
    return play


def mono(clock: str) -> int:
    return at(clock) - DAY + BOOT


def test_a_dead_switch_closes_calls_where_it_was_last_alive_and_keeps_logins() -> None:
    play = started()
    play.to("10:10:00").arrive("1")
    play.to("10:10:10").answer("1", "A", others="B")
    play.hold("1", "A")
    play.to("10:11:00").arrive("2", "B")
    play.to("10:20:00").add(SwitchStarted(boot="2", alive_at=at("10:12:00"), alive_mono=mono("10:12:00")))
    facts = facts_of(play.log)
    call, segment, waiting = facts["Call 1"], facts["Segment s1"], facts["Visit v2"]
    assert isinstance(call, Call)
    assert isinstance(segment, Segment)
    assert isinstance(waiting, Visit)
    assert (call.end, call.duration, call.cause, call.by) == (
        at("10:12:00"), 120_000, Cause.SWITCH_FAILURE, Side.SYSTEM,
    )  # fmt: skip
    assert (segment.duration, segment.estimated, call.estimated) == (110_000, True, True)
    assert (waiting.outcome, waiting.reason, waiting.duration) == (VisitOutcome.OVERFLOWED, "switch_failure", 60_000)
    state = folded(play.log).state
    assert all(file.final for file in state.calls.values())
    assert {name: each.span.status for name, each in state.operators.items() if each.span} == {
        "A": Status.HOLDING, "B": Status.RINGING, "C": Status.PREPARING,
    }  # fmt: skip


def test_an_operator_given_back_to_a_restarted_switch_goes_on_in_the_same_login() -> None:
    play = Play(at("10:00:00"))
    play.add(LoggedIn(operator="A", session="s"))
    play.status("A", Status.AVAILABLE)
    play.to("10:10:00").add(SwitchStarted(boot="2", alive_at=at("10:10:00"), alive_mono=mono("10:10:00")))
    play.add(LoggedIn(operator="A", session="s"))
    play.status("A", Status.AVAILABLE)
    play.to("11:00:00").log_out("A")
    facts = facts_of(play.log)
    assert [fact.duration for fact in facts.values() if isinstance(fact, Login)] == [3_600_000]
    assert totals(folded(play.log), operator_scope("A"))["n_status:available"] == 1


def test_a_login_in_another_session_ends_the_one_before() -> None:
    play = Play(at("10:00:00"))
    play.add(LoggedIn(operator="A", session="s1"))
    play.to("10:30:00").add(LoggedIn(operator="A", session="s2"))
    logins = [fact for fact in facts_of(play.log).values() if isinstance(fact, Login)]
    assert [(login.session, login.duration, login.reason) for login in logins] == [
        ("s1", 1_800_000, LogOutReason.TAKEN_OVER),
        ("s2", None, None),
    ]


def test_a_lost_client_is_logged_out_as_of_its_last_heartbeat() -> None:
    play = started()
    play.to("10:10:00").status("A", Status.AVAILABLE)
    play.to("10:20:10").arrive("1", "A")
    play.to("10:20:30").add(
        LoggedOut(
            operator="A",
            reason=LogOutReason.LOST,
            effective_at=at("10:20:00"),
            effective_mono=mono("10:20:00"),
        )
    )
    spans = [fact for fact in facts_of(play.log).values() if isinstance(fact, StatusSpan) and fact.operator == "A"]
    assert [(span.status, span.duration, span.void) for span in spans] == [
        (Status.PREPARING, 600_000, False),
        (Status.AVAILABLE, 600_000, False),
        (Status.RINGING, 0, True),
    ]
    counters = totals(folded(play.log), operator_scope("A"))
    assert (counters["t_login"], counters.get("n_status:ringing", 0)) == (1_200_000, 0)


def test_a_jump_of_the_wall_clock_bends_no_duration() -> None:
    play = started()
    play.to("10:10:00").arrive("1", "A")
    log = list(play.log)
    seq, last_mono = log[-1].seq, log[-1].mono
    left = VisitEnded(visit="v1", outcome=VisitOutcome.ABANDONED)
    log.append(Logged(seq=seq + 1, at=at("09:00:00"), mono=last_mono + 7_000, event=left))
    assert group_view(folded(log))["t_ring_aban"] == 7_000


def test_a_restart_of_the_machine_falls_back_to_the_wall_clock() -> None:
    play = Play(at("10:00:00"))
    play.add(LoggedIn(operator="A", session="s"))
    log = list(play.log)
    started_again = SwitchStarted(boot="2", alive_at=at("10:05:00"), alive_mono=mono("10:05:00"))
    log.append(Logged(seq=2, at=at("10:10:00"), mono=500, event=started_again))
    lost = LoggedOut(
        operator="A", reason=LogOutReason.LOST, effective_at=at("10:09:00"), effective_mono=mono("10:09:00")
    )
    log.append(Logged(seq=3, at=at("10:11:00"), mono=60_500, event=lost))
    assert totals(folded(log), operator_scope("A"))["t_login"] == 540_000


@pytest.mark.parametrize("batched", [False, True])
def test_acw_after_the_end_of_the_call_is_not_lost(batched: bool) -> None:
    play = started()
    play.to("10:10:00").arrive("1", "A")
    play.to("10:10:10").answer("1", "A")
    play.to("10:11:10").add(SegmentEnded(segment="s1"), CallEnded(call="1", cause=Cause.NORMAL, by=Side.OPERATOR))
    play.add(AcwBegan(segment="s1", operator="A"))
    play.to("10:20:00").add(Alarm(kind="test"))  # a long ACW keeps the call
    play.to("10:21:00").add(AcwEnded(segment="s1"))
    fold = Fold(Calendar())
    for logged in play.log:
        fold.apply(logged)
        if batched:
            fold.flush()
    fold.flush()
    assert group_view(fold)["t_acw_in"] == 590_000


def test_a_transfer_splits_talk_and_makes_no_new_visit() -> None:
    play = started()
    play.to("10:10:00").arrive("1", "A")
    play.to("10:10:10").answer("1", "A")
    play.to("10:11:00").hold("1", "A")
    offer = OfferBegan(offer="t", call="1", operator="B", extension="10B", kind=OfferKind.TRANSFER)
    play.add(offer)
    play.to("10:11:05").add(OfferEnded(offer="t", outcome=OfferOutcome.ANSWERED))
    segment = SegmentBegan(
        segment="s1b", call="1", operator="B", extension="10B", direction=Direction.INBOUND, visit="v1", group="G"
    )
    play.resume("1", "A")
    play.add(segment)
    play.add(SegmentEnded(segment="s1"))
    play.to("10:12:05").add(SegmentEnded(segment="s1b"), CallEnded(call="1", cause=Cause.NORMAL, by=Side.OUTSIDE))
    fold = folded(play.log)
    group, a, b = group_view(fold), operator_view(fold, "A"), operator_view(fold, "B")
    assert (group["in"], group["ans"], group["t_talk_in"]) == (1, 1, 115_000)
    assert (a["in"], a["ans"], a["t_talk_in"], a["n_hold_in"]) == (1, 1, 55_000, 1)
    assert (b["in"], b["ans"], b["t_talk_in"]) == (1, 1, 60_000)
    assert evaluate(METRICS["avg_handle_in"], group).value == 115


@pytest.mark.parametrize(
    ("outcome", "handed"),
    [(ConsultOutcome.COMPLETED, ("10B", "")), (ConsultOutcome.CANCELLED, ("", "")), (ConsultOutcome.JOINED, ("", ""))],
)
def test_a_segment_tells_whom_the_party_was_handed_to(outcome: ConsultOutcome, handed: tuple[str, str]) -> None:
    play = started()
    play.to("10:10:00").arrive("1", "A")
    play.to("10:10:10").answer("1", "A")
    play.to("10:11:00").add(ConsultBegan(consult="c", call="1", operator="A", to_number="10B"))
    play.add(ConsultEnded(consult="c", outcome=outcome))
    segment = folded(play.log).state.calls["1"].segments["s1"]
    assert (segment.transferred_to, segment.transferred_group) == handed


def test_a_segment_tells_of_a_blind_transfer() -> None:
    """Of the operator who did it, not of one who had the call before."""
    play = started()
    play.to("10:10:00").arrive("1", "A")
    play.to("10:10:10").answer("1", "A")
    play.to("10:11:00").add(CallTransferred(call="1", operator="A", to_number="0500", group="G"))
    play.add(SegmentEnded(segment="s1"))
    play.add(SegmentBegan(segment="s2", call="1", operator="B", extension="10B", direction=Direction.INBOUND))
    play.add(CallTransferred(call="1", operator="B", to_number="0312345678"))
    play.add(CallTransferred(call="gone", operator="B", to_number="1"))
    one, two = folded(play.log).state.calls["1"].segments.values()
    assert (one.transferred_to, one.transferred_group) == ("0500", "G")
    assert (two.transferred_to, two.transferred_group) == ("0312345678", "")


def test_a_call_that_visits_two_groups_counts_once_in_all() -> None:
    play = started()
    play.to("10:10:00").arrive("1", "A", group="G")
    play.to("10:10:30").add(
        OfferEnded(offer="o1A", outcome=OfferOutcome.NO_ANSWER),
        VisitEnded(visit="v1", outcome=VisitOutcome.OVERFLOWED, reason="timeout"),
        VisitBegan(visit="w1", call="1", group="H", entry=VisitEntry.OVERFLOW, target_s=60),
    )
    play.to("10:10:50").add(VisitEnded(visit="w1", outcome=VisitOutcome.ANSWERED, operator="B"))
    fold = folded(play.log)
    g, h, whole = group_view(fold, "G"), group_view(fold, "H"), all_view(fold)
    assert (g["in"], g["aban"], g["over"]) == (1, 1, 1)
    assert (h["in"], h["ans"], h["t_ring_ans"], h["sl"]) == (1, 1, 20_000, 1)
    assert (whole["in"], whole["ans"], whole["aban"], whole["t_ring_ans"], whole["sl"]) == (1, 1, 0, 50_000, 1)
    assert group_view(fold, "G", profile=Profile.STRICT).get("aban", 0) == 0


def test_strict_takes_busy_time_for_other_groups_out() -> None:
    play = started()
    play.to("10:10:00").arrive("1", "A", group="H")
    play.to("10:10:10").answer("1", "A", group="H")
    play.to("10:20:00").hang_up("1", "A")
    play.ready("A", "1")
    play.to("11:00:00").log_out("A", "B", "C")
    fold = folded(play.log)
    manual, strict = group_view(fold, "G", "A"), group_view(fold, "G", "A", Profile.STRICT)
    assert (manual["t_busy"], manual["t_labour"]) == (600_000, 3_600_000)
    assert (strict["t_busy"], strict["t_labour"]) == (0, 3_000_000)
    own = group_view(fold, "H", "A", Profile.STRICT)
    assert (own["t_busy"], own["t_busy_ring"], own["t_labour"]) == (600_000, 10_000, 3_600_000)


def test_a_call_rung_twice_at_once_counts_no_second_twice() -> None:
    play = started()
    play.to("10:10:00").arrive("1", "A")
    play.to("10:10:05").arrive("2", "A")
    play.to("10:10:10").leave("1", "A")
    play.to("10:10:20").leave("2", "A")
    view = operator_view(folded(play.log), "A")
    assert (view["t_busy"], view["t_ring_in"]) == (20_000, 25_000)


def test_a_call_over_the_hour_belongs_to_its_arrival() -> None:
    play = started()
    play.to("10:59:50").arrive("1", "A")
    play.to("11:00:10").answer("1", "A")
    play.to("11:05:10").hang_up("1", "A")
    play.to("11:06:10").ready("A", "1")
    hours = folded(play.log).state.ledger.hours["group:G"]
    assert list(hours) == [at("10:00:00")]
    assert (hours[at("10:00:00")]["t_talk_in"], hours[at("10:00:00")]["t_acw_in"]) == (300_000, 60_000)
    own = folded(play.log).state.ledger.hours[operator_scope("A")]
    assert (own[at("10:00:00")]["t_status:ringing"], own[at("11:00:00")]["t_status:ringing"]) == (10_000, 10_000)
