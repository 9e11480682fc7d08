"""Replaces (RFC 3891): a call that is to take the place of another, named by its dialog. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sip.stack.errors import MalformedError
from sip.stack.message import Request
from sip.stack.phases import Phase
from sip.stack.uri import Uri

if TYPE_CHECKING:
    from sip.stack.session import Session


class Replaces(NamedTuple):
    """A dialog as seen by its other end: `to_tag` is that end's own tag. `early_only`: not if it has been answered."""

    call_id: str
    to_tag: str
    from_tag: str
    early_only: bool = False


def parse_replaces(value: str) -> Replaces:
    """The value of the header (6.1). `MalformedError`: not exactly one dialog."""
    call_id, *rest = (part.strip() for part in value.split(";"))
    params: dict[str, str] = {}
    for part in rest:
        name, _, given = part.partition("=")
        if name.lower() in params:
            raise MalformedError("Replaces has a parameter twice.")
        params[name.lower()] = given
    to_tag, from_tag = params.get("to-tag", ""), params.get("from-tag", "")
    if not call_id or not to_tag or not from_tag:
        raise MalformedError("Replaces needs a Call-ID, a to-tag and a from-tag.")
    return Replaces(call_id, to_tag, from_tag, "early-only" in params)


def replaces_of(target: Uri) -> Replaces | None:
    """What a Refer-To URI wants replaced (RFC 5589 7), escaped among its headers. `MalformedError`."""
    wanted = [
        unquote(value)
        for name, _, value in (header.partition("=") for header in target.headers.split("&"))
        if name.lower() == "replaces"
    ]
    if len(wanted) > 1:
        raise MalformedError("Replaces is there twice.")
    return parse_replaces(wanted[0]) if wanted else None


def session_of(sessions: dict[tuple[str, str], Session], wanted: Replaces) -> Session | None:
    """The session of the dialog, if it is one of ours."""
    session = sessions.get((wanted.call_id, wanted.to_tag))
    dialog = None if session is None else session.dialog
    return session if dialog is not None and dialog.remote_tag == wanted.from_tag else None


def verdict(request: Request, sessions: dict[tuple[str, str], Session], user: str) -> int:
    """Why the INVITE of `user` ("": of a trunk) may not replace what it names (3); 0: the application decides."""
    values = request.headers["replaces"]
    try:
        wanted = parse_replaces(",".join(values))
    except MalformedError:
        return 400
    session = session_of(sessions, wanted)
    if session is None or session.phase not in (Phase.ACCEPTED, Phase.CONFIRMED):
        return 481
    if wanted.early_only:
        return 486
    return 0 if user else 403
