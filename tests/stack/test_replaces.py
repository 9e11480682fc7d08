"""INVITE with Replaces (RFC 3891): which may, and what the others are told."""

from __future__ import annotations

import pytest

from sip.stack.errors import MalformedError
from sip.stack.replaces import Replaces, parse_replaces, replaces_of
from sip.stack.session import Session
from sip.stack.terms import PHONE, Terms, Use, supported
from sip.stack.uri import parse_uri
from tests.stack.kit import Pair


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("a@b;to-tag=1;from-tag=2", Replaces("a@b", "1", "2")),
        ("a@b ; From-Tag=2;to-tag=1 ;early-only", Replaces("a@b", "1", "2", True)),
        (
            "98732@sip.example.com\r\n ;from-tag=r33th4x0r;to-tag=ff87ff",
            Replaces("98732@sip.example.com", "ff87ff", "r33th4x0r"),
        ),
    ],
)
def test_read(value: str, meant: Replaces) -> None:
    assert parse_replaces(value) == meant


@pytest.mark.parametrize(
    "value", ["", "a", "a;to-tag=1", "a;from-tag=1", ";to-tag=1;from-tag=2", "a;to-tag=1;to-tag=1;from-tag=2"]
)
def test_not_readable(value: str) -> None:
    with pytest.raises(MalformedError):
        parse_replaces(value)


def test_in_a_target() -> None:
    escaped = parse_uri("sip:b@y?Subject=x&Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2")
    assert replaces_of(escaped) == Replaces("a@b", "1", "2")
    assert replaces_of(parse_uri("sip:b@y?Subject=replaces")) is None


def test_phones_are_told_of_it() -> None:
    assert "replaces" in supported(PHONE)
    assert "replaces" not in supported(Terms()) + supported(Terms(reliable=Use.OFF))


def invited(pair: Pair, value: str, require: bool = False) -> Session:
    """A second call of `a` with this Replaces."""
    headers = {"replaces": [value]} | ({"require": ["replaces"]} if require else {})
    session, _ = pair.call(headers=headers)
    pair.world.run(1)
    return session


def ready(user: str = "201") -> tuple[Pair, str]:
    """A pair in a call, `b` of which knows `a` as `user`; what names `b`'s end of it."""
    pair = Pair()
    session, _ = pair.call()
    pair.world.run(1)
    dialog = session.dialog
    assert dialog is not None
    if user:
        pair.app_b.trunk = None
        pair.b._core.authenticate = lambda request, flow: user  # type: ignore[method-assign]
    return pair, f"{session.call_id};to-tag={dialog.remote_tag};from-tag={session.local_tag}"


def statuses(pair: Pair) -> set[int]:
    return {int(data.split(b" ")[1]) for data in pair.wire.starts("SIP/2.0 ")}


@pytest.mark.parametrize("require", [False, True])
def test_the_application_decides_about_a_call_that_is_there(require: bool) -> None:
    pair, named = ready()
    invited(pair, named, require)
    assert len(pair.app_b.sessions) == 2 and pair.app_b.sessions[1].request.get("replaces") == named


@pytest.mark.parametrize(
    ("value", "user", "status"),
    [
        ("{}", "", 403),
        ("{};early-only", "201", 486),
        ("{}x", "201", 481),
        ("x{}", "201", 481),
        ("nothing", "201", 400),
        ("{0}, {0}", "201", 400),
    ],
)
def test_the_others_are_refused(value: str, user: str, status: int) -> None:
    pair, named = ready(user)
    invited(pair, value.format(named))
    assert status in statuses(pair) and len(pair.app_b.sessions) == 1 and not pair.callee.ended


def test_a_call_that_is_not_answered_is_not_replaced() -> None:
    pair = Pair(then=lambda session: session.ring())
    session, _ = pair.call()
    pair.world.run(1)
    invited(pair, f"{session.call_id};to-tag={pair.callee.local_tag};from-tag={session.local_tag}")
    assert 481 in statuses(pair) and len(pair.app_b.sessions) == 1
