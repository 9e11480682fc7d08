"""REFER (RFC 3515): a peer asks us to call somebody in its place, and is told by NOTIFY what came of it. Pure.

One reference at a time and dialog, so its subscription needs no id (2.4.6). With `Replaces` in the target the peer has
two calls with us and wants their other ends connected (attended transfer, RFC 5589 7); whom the URI names does not
matter then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sip.stack.errors import MalformedError
from sip.stack.headers import elements, parse_name_addr
from sip.stack.message import Headers, Request, reason_of
from sip.stack.phases import Phase
from sip.stack.replaces import replaces_of, session_of
from sip.stack.uri import Uri, parse_uri

if TYPE_CHECKING:
    from sip.stack.session import Session

ACCEPTED = 202


def target_of(request: Request) -> Uri | None:
    """Whom the REFER names; None: not exactly one SIP URI (2.4.2 demands 400)."""
    named = elements(request.headers.get("refer-to"))
    if len(named) != 1:
        return None
    try:
        return parse_uri(parse_name_addr(named[0]).uri)
    except MalformedError:
        return None


def verdict(session: Session, target: Uri | None) -> int:
    """The response to a REFER; 202: its outcome will be told."""
    if target is None:
        return 400
    if session.phase is not Phase.CONFIRMED:
        return 481
    try:
        replaces_of(target)
    except MalformedError:
        return 400
    return ACCEPTED


def lead(session: Session, target: Uri) -> None:
    """Hand an accepted reference to the session's owner. A dialog that is not ours is no fault of this one, which a
    response of 481 would end: it is told by NOTIFY (RFC 5057 5.2)."""
    tell_outcome(session, 100)  # RFC 3515 2.4.4: at once
    wanted = replaces_of(target)
    if wanted is None:
        seen_to = session.tell("on_refer", target)
    else:
        other = session_of(session.host.sessions, wanted)
        if other is None:
            tell_outcome(session, 481)
            return
        seen_to = session.tell("on_refer_to_call", other)
    if not seen_to:
        tell_outcome(session, 603)


def tell_outcome(session: Session, status: int) -> None:
    """NOTIFY the peer of the status that the call to the target has (2.4.4); one of 200 and above is the last. Nothing
    on a session that is over."""
    if session.phase is not Phase.CONFIRMED:
        return
    state = "active;expires=60" if status < 200 else "terminated;reason=noresource"
    headers: Headers = {
        "event": ["refer"],
        "subscription-state": [state],
        "content-type": ["message/sipfrag;version=2.0"],
    }
    session.ask("NOTIFY", headers, f"SIP/2.0 {status} {reason_of(status)}\r\n".encode())
