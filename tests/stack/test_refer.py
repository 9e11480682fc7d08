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
        self.others: list[Session] = []

    def on_refer(self, session: Session, target: Uri) -> bool:
        self.targets.append(target.username)
        return True

    def on_refer_to_call(self, session: Session, other: Session) -> bool:
        self.others.append(other)
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
        (("<sip:202@10.0.0.2?Replaces=a%3Bto-tag%3Db>",), 400),
        (("<sip:202@10.0.0.2?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc&Replaces=d>",), 400),
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


def naming(session: Session, **change: str) -> str:
    """A Refer-To that names the peer's end of `session`, escaped as phones do."""
    dialog = session.dialog
    assert dialog is not None
    named = {"id": session.call_id, "to": dialog.remote_tag, "from": session.local_tag} | change
    return f"<sip:202@10.0.0.2?Replaces={named['id']}%3Bto-tag%3D{named['to']}%3Bfrom-tag%3D{named['from']}>"


def second(pair: Pair) -> Session:
    session, _ = pair.call()
    pair.world.run(1)
    return session


def test_a_reference_to_another_call_of_the_peer() -> None:
    pair, session, referee = connected()
    other = second(pair)
    assert refer(pair, session, naming(other)) == 202
    assert referee.others == [pair.app_b.sessions[1]] and referee.targets == []
    assert notified(pair) == [("SIP/2.0 100 Trying", "active;expires=60")]


@pytest.mark.parametrize("change", [{"id": "else"}, {"to": "else"}, {"from": "else"}])
def test_a_call_that_is_not_there_is_told_and_ends_nothing(change: dict[str, str]) -> None:
    """481 as the response to the REFER itself would end the call that it was sent in (RFC 5057)."""
    pair, session, referee = connected()
    other = second(pair)
    assert refer(pair, session, naming(other, **change)) == 202
    assert referee.others == [] and not session.ended and not other.ended
    assert notified(pair)[-1] == (
        "SIP/2.0 481 Call/Transaction Does Not Exist",
        "terminated;reason=noresource",
    )


def test_who_connects_no_calls_declines() -> None:
    pair, session, _ = connected()
    pair.callee.handler = SessionHandler()
    assert refer(pair, session, naming(second(pair))) == 202
    assert notified(pair)[-1][0] == "SIP/2.0 603 Decline"
