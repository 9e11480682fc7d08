"""What the phone says of dialled calls that came to nothing."""

import json
from pathlib import Path

import pytest

from api.phone.failures import _BY_STATUS, _REASONS
from api.phone.schemas import FailedCall
from sip.contract.enums import (
    Cause,
    Direction,
    LogOutReason,
    Refusal,
    Side,
)
from sip.contract.events import (
    AnyEvent,
    CallAnswered,
    CallEnded,
    CallRinging,
    CallStarted,
    DialRefused,
    LoggedIn,
    LoggedOut,
    SegmentEnded,
)
from tests.phone.viewed import OFFERED, SUZUKI, TALKING, Log, at

FRONTEND = Path(__file__).parents[2] / "frontend"
SUPERVISION = {"not_supervisor", "not_in_call"}
ELSEWHERE = SUPERVISION | {
    "unknown_operator",
    "unknown_status",
    "already_logged_in",
    "bad_offer",
    "media_unavailable",
    "failed",
}
DIALLING = {refusal.value for refusal in Refusal} - ELSEWHERE
"""Refusals of which `DialRefused` can tell, of codes that are dialled too."""


def _dialled(cause: Cause, sip_status: int = 0, *, internal: bool = False, rings: bool = False) -> Log:
    direction = Direction.INTERNAL if internal else Direction.OUTBOUND
    log = Log(
        CallStarted(call="c1", direction=direction, to_number="202" if internal else "0455556666", operator="op1")
    )
    if rings:
        log.happen(CallRinging(call="c1"))
    log.happen(CallEnded(call="c1", cause=cause, by=Side.OUTSIDE, sip_status=sip_status))
    return log


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        (_dialled(Cause.BUSY, 486), "busy"),
        (_dialled(Cause.NO_ANSWER, 480), "no_answer"),
        (_dialled(Cause.NO_ANSWER, 408, rings=True), "no_answer"),
        (_dialled(Cause.NO_ANSWER, 408), "line_down"),
        (_dialled(Cause.REJECTED, 603), "rejected"),
        (_dialled(Cause.UNREACHABLE, 404), "not_in_use"),
        (_dialled(Cause.UNREACHABLE, 484), "incomplete"),
        (_dialled(Cause.UNREACHABLE), "line_down"),
        (_dialled(Cause.FORBIDDEN, 403), "barred"),
        (_dialled(Cause.OVERLOADED), "lines_busy"),
        (_dialled(Cause.OVERLOADED, 503), "line_down"),
        (_dialled(Cause.SIGNALLING_FAILURE, 500), "line_down"),
        (_dialled(Cause.NOT_ACCEPTABLE, 488), "incompatible"),
        (_dialled(Cause.MEDIA_FAILURE), "system"),
        (_dialled(Cause.BUSY, internal=True), "busy"),
        (_dialled(Cause.UNREACHABLE, internal=True), "phone_away"),
        (_dialled(Cause.CANCELLED), ""),
        (_dialled(Cause.NORMAL), ""),
    ],
)
def test_why_a_dialled_call_failed_is_told(log: Log, reason: str) -> None:
    failed = log.view().failed
    assert ("" if failed is None else failed.reason) == reason
    assert log.view(SUZUKI).failed is None
    assert failed is None or failed.name == ("鈴木" if failed.number == "202" else "")


@pytest.mark.parametrize(
    "following",
    [
        OFFERED,
        (CallStarted(call="c2", direction=Direction.OUTBOUND, to_number="0455556667", operator="op1"),),
        (LoggedOut(operator="op1", reason=LogOutReason.CHOSEN, effective_at=5000, effective_mono=5000),),
    ],
)
def test_it_is_told_until_the_next_call_or_the_log_out(following: tuple[AnyEvent, ...]) -> None:
    log = Log(
        LoggedIn(operator="op1", session="s"),
        DialRefused(operator="op1", extension="201", number="0990123456", reason=Refusal.NUMBER_NOT_ALLOWED),
    )
    assert log.view().failed == FailedCall(at=at(2), number="0990123456", name="", reason="number_not_allowed")
    log.happen(*following)
    assert log.view().failed is None


def test_what_is_refused_during_a_call_is_not_told_again_after_it() -> None:
    refused = DialRefused(operator="op1", extension="201", number="0990123456", reason=Refusal.NUMBER_NOT_ALLOWED)
    log = Log(*TALKING, refused, SegmentEnded(segment="s1"))
    assert log.view().failed is None
    log.happen(DialRefused(operator="op1", extension="201", number="202", reason=Refusal.BUSY))
    assert log.view().failed is None, "the own phone was engaged, the party was not"


def test_an_answered_call_did_not_fail_however_it_ends() -> None:
    log = Log(
        CallStarted(call="c1", direction=Direction.OUTBOUND, to_number="0455556666", operator="op1"),
        CallAnswered(call="c1"),
        CallEnded(call="c1", cause=Cause.MEDIA_TIMEOUT, by=Side.SYSTEM),
    )
    assert log.view().failed is None


def test_every_reason_has_its_sentence() -> None:
    told = set(_REASONS.values()) | set(_BY_STATUS.values())
    told |= {"line_down", "lines_busy", "phone_away", "system"} | DIALLING
    for language in ("ja", "en"):
        known = json.loads((FRONTEND / f"locales/{language}.json").read_text(encoding="utf-8"))
        assert {f"failed.{reason}" for reason in told} <= known.keys()
