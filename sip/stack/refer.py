"""REFER (RFC 3515): a peer asks us to call somebody in its place, and is told by NOTIFY what came of it. Pure.

One reference at a time and dialog, so its subscription needs no id (2.4.6). `Replaces` (RFC 3891) in the target is
declined: the peer keeps both of its calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sip.stack.errors import MalformedError
from sip.stack.headers import elements, parse_name_addr
from sip.stack.message import Headers, Request, reason_of
from sip.stack.phases import Phase
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
    return 603 if "replaces=" in target.headers.lower() else ACCEPTED


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
