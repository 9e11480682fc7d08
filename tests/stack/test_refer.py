"""REFER (RFC 3515): taken within a call, its outcome told by NOTIFY."""

from __future__ import annotations

import pytest

from sip.stack.interfaces import SessionHandler
from sip.stack.message import Headers, Response
from sip.stack.refer import tell_outcome
from sip.stack.session import Session
from sip.stack.uri import Uri
from tests.stack.kit import Pair

TARGET = "<sip:202@10.0.0.2>"


class Referee(SessionHandler):
    """Keeps whom it is referred to."""

    def __init__(self) -> None:
        self.targets: list[str] = []

    def on_refer(self, session: Session, target: Uri) -> bool:
        self.targets.append(target.username)
        return True


def connected() -> tuple[Pair, Session, Referee]:
    pair = Pair()
    session, _ = pair.call()
    pair.world.run(1)
    referee = Referee()
    pair.callee.handler = referee
    return pair, session, referee


def refer(pair: Pair, session: Session, *targets: str) -> int:
    answers: list[Response] = []
    headers: Headers = {"refer-to": list(targets)} if targets else {}
    session.ask("REFER", headers, user=answers.append)
    pair.world.run(1)
    return answers[-1].status


def notified(pair: Pair) -> list[tuple[str, str]]:
    """Body and Subscription-State of each NOTIFY."""
    found = []
    for data in pair.wire.starts("NOTIFY"):
        lines = data.decode().split("\r\n")
        state = next(line for line in lines if line.lower().startswith("subscription-state"))
        assert "Event: refer" in lines
        found.append((lines[-2], state.partition(": ")[2]))
    return found


def test_a_reference_is_taken_and_its_outcome_told() -> None:
    pair, session, referee = connected()
    assert refer(pair, session, TARGET) == 202
    assert referee.targets == ["202"]
    assert notified(pair) == [("SIP/2.0 100 Trying", "active;expires=60")]
    tell_outcome(pair.callee, 200)
    pair.callee.end()
    pair.world.run(1)
    assert notified(pair)[1] == ("SIP/2.0 200 OK", "terminated;reason=noresource")
    sent = [data.split(b" ")[0] for data in pair.wire.sent]
    assert sent.index(b"BYE") > max(place for place, method in enumerate(sent) if method == b"NOTIFY")


def test_who_sees_to_none_declines() -> None:
    pair, session, _ = connected()
    pair.callee.handler = SessionHandler()
    assert refer(pair, session, TARGET) == 202
    assert notified(pair)[-1] == ("SIP/2.0 603 Decline", "terminated;reason=noresource")


@pytest.mark.parametrize(
    ("targets", "status"),
    [
        ((), 400),
        ((TARGET, TARGET), 400),
        (("<tel:+81312345678>",), 400),
        (("<sip:202@10.0.0.2?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>",), 603),
    ],
)
def test_what_cannot_be_followed_is_refused(targets: tuple[str, ...], status: int) -> None:
    pair, session, referee = connected()
    assert refer(pair, session, *targets) == status
    assert referee.targets == [] and notified(pair) == []
    session.end()
    pair.world.run(64)
    assert pair.a.quiet and pair.b.quiet


def test_nothing_is_told_when_the_call_is_over() -> None:
    pair, session, _ = connected()
    refer(pair, session, TARGET)
    session.end()
    pair.world.run(1)
    before = len(pair.wire.sent)
    tell_outcome(pair.callee, 200)
    assert len(pair.wire.sent) == before
