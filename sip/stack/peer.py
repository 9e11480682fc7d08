"""Requests of the peer within a dialog (RFC 3261 12.2.2, 14.2, 15.1.2; RFC 3311; INFO digits). Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sip.stack import refer
from sip.stack.dtmf import parse_digit
from sip.stack.errors import SdpError
from sip.stack.interfaces import EndCause, Refusal
from sip.stack.message import Request, warning_of
from sip.stack.phases import ALLOW, SDP_TYPE, Phase
from sip.stack.transactions import ServerTransaction

if TYPE_CHECKING:
    from sip.stack.session import Session

_CALLING: Final = (Phase.CALLING, Phase.PROCEEDING, Phase.CANCELLING)


def take(session: Session, request: Request, server: ServerTransaction) -> None:
    """Answer `request`, which is in order and belongs to the session's dialog."""
    _DO.get(request.method, _refuse_method)(session, request, server)


def _on_bye(session: Session, request: Request, server: ServerTransaction) -> None:
    server.respond(request.response(200))
    session.abandoned()
    session.lose(EndCause.BYE)


def _on_invite(session: Session, request: Request, server: ServerTransaction) -> None:
    acceptance = session.acceptance
    if session.refreshing or session.phase in _CALLING or (acceptance is not None and acceptance.offered):
        server.respond(request.response(491))  # 14.2: ours is under way; RFC 5407 3.1.5: our offer waits for its answer
        return
    if session.phase is Phase.OFFERED:
        response = request.response(500)
        response.set("retry-after", str(int(10 * session.host.random())))
        server.respond(response)
        return
    if acceptance is not None:
        session.confirm()  # RFC 5407 3.1.4: who goes on has our 2xx; its ACK was lost, or is late
    if session.ended:
        server.respond(request.response(481))
    else:
        _renegotiate(session, request, server)


def _on_update(session: Session, request: Request, server: ServerTransaction) -> None:
    if request.sdp and session.refreshing:
        server.respond(request.response(491))  # RFC 3311 5.2
    elif request.sdp and session.phase is not Phase.CONFIRMED:
        response = request.response(500)
        response.set("retry-after", str(int(10 * session.host.random())))
        server.respond(response)
    else:
        _renegotiate(session, request, server)


def _renegotiate(session: Session, request: Request, server: ServerTransaction) -> None:
    brief = session.expiry.refusal(request)
    if brief is not None:
        server.respond(brief)
        return
    invite = request.method == "INVITE"
    sdp = request.sdp
    ours = ""
    if sdp or invite:
        try:
            ours = session.handler.on_reoffer(session, sdp)
        except Refusal as refusal:
            response = request.response(refusal.status)
            if refusal.reason:
                response.set("warning", warning_of(refusal.reason))
            server.respond(response)
            return
        except SdpError as error:
            response = request.response(488)
            response.set("warning", warning_of(str(error)))
            server.respond(response)
            return
        except Exception as error:
            session.host.report(error)
            server.respond(request.response(500))
            return
    session.refresh(request)
    session.remote_sdp = sdp or session.remote_sdp
    if invite:
        session.accept_with(server, request, ours, not sdp)
        return
    response = request.response(200)
    session.decorate(response, server.flow)
    if session.phase is Phase.CONFIRMED:  # an early UPDATE says nothing of the session's life
        session.expiry.grant(request, response)
    if ours:
        session.local_sdp = ours
        response.set("content-type", SDP_TYPE)
        response.body = ours.encode()
    server.respond(response)


def _on_info(session: Session, request: Request, server: ServerTransaction) -> None:
    digit, duration = parse_digit(request.content_type, request.text)
    if request.body and not digit:
        response = request.response(415)
        response.set("accept", "application/dtmf-relay, application/dtmf")
        server.respond(response)
        return
    server.respond(request.response(200))
    if digit:
        session.tell("on_digit", digit, duration)


def _on_prack(session: Session, request: Request, server: ServerTransaction) -> None:
    """RFC 3262 3: the answer comes before whatever waited for the PRACK."""
    reliable = session.reliable
    if reliable is None or not reliable.acknowledged(request):
        server.respond(request.response(481))
        return
    server.respond(request.response(200))
    reliable.go_on()


def _on_refer(session: Session, request: Request, server: ServerTransaction) -> None:
    target = refer.target_of(request)
    status = refer.verdict(session, target)
    server.respond(request.response(status))
    if target is not None and status == refer.ACCEPTED:
        refer.lead(session, target)


def _on_options(session: Session, request: Request, server: ServerTransaction) -> None:
    response = request.response(200)
    session.decorate(response, server.flow)
    response.set("accept", SDP_TYPE)
    server.respond(response)


def _refuse_method(session: Session, request: Request, server: ServerTransaction) -> None:
    response = request.response(405)
    response.set("allow", ALLOW)
    server.respond(response)


_DO: Final[dict[str, Callable[[Session, Request, ServerTransaction], None]]] = {
    "BYE": _on_bye,
    "INVITE": _on_invite,
    "UPDATE": _on_update,
    "INFO": _on_info,
    "OPTIONS": _on_options,
    "PRACK": _on_prack,
    "REFER": _on_refer,
}
