"""The routes of the phone (docs/architecture.md); permission `phone`."""

from collections.abc import Awaitable, Callable

from litestar import Controller, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody, SkipValidation
from litestar.response import Stream

from api.access import Permission, Principal, needs
from api.faults import Fault
from api.phone.common import CallId, Link, UserRequest
from api.phone.handover import HandoverController
from api.phone.lease import Leases, place
from api.phone.numbers import NumberError, dialable
from api.phone.presence import Commands, Presence
from api.phone.schemas import (
    AlertChoice,
    DialledCall,
    DialRequest,
    Digits,
    Offer,
    OfferAnswer,
    PhoneView,
    StatusChoice,
)
from api.phone.service import Phones
from api.phone.view import Person
from api.problems import Problem
from api.sse import SSE_HEADERS, SSE_MEDIA_TYPE
from sip.contract.commands import (
    Answer,
    AttachPhone,
    DetachPhone,
    Dial,
    Dialled,
    HangUp,
    Hold,
    PhoneAnswer,
    Reject,
    Resume,
    SendDtmf,
    SetAlert,
    SetStatus,
)
from sip.contract.enums import CHOOSABLE, Role, is_work

PhonesPart = NamedDependency[SkipValidation[Phones]]
LeasesPart = NamedDependency[SkipValidation[Leases]]
PresencePart = NamedDependency[SkipValidation[Presence]]


def person_of(user: Principal) -> Person:
    """Whose phone a request is about: one's own."""
    return Person(id=user.id, name=user.name, extension=user.extension, role=user.role)


def _operator(request: UserRequest) -> None:
    """Raises `Problem` for a supervisor, who has no status (F3.3)."""
    if request.user.role is not Role.OPERATOR:
        raise Problem("no_status")


class PhoneController(Controller):
    """One's own phone: view, presence, connection."""

    tags = ("phone",)
    opt = needs(Permission.PHONE)

    @get("/", operation_id="get_phone", summary="One's own phone")
    async def get_phone(self, request: UserRequest, phones: PhonesPart) -> PhoneView:
        return phones.view(person_of(request.user))

    @get(
        "/stream",
        operation_id="stream_phone",
        summary="One's own phone, live",
        description=(
            "Server-sent events named `phone`, each a whole `PhoneView`, at once and at every change. `ping` breaks "
            "each silence of 15 s."
        ),
        media_type=SSE_MEDIA_TYPE,
        opt=needs(Permission.PHONE, events={"phone": PhoneView}),
    )
    async def stream_phone(self, request: UserRequest, phones: PhonesPart) -> Stream:
        events = phones.open(person_of(request.user), request.user.session)
        return Stream(events, media_type=SSE_MEDIA_TYPE, headers=SSE_HEADERS)

    @put("/status", operation_id="choose_status", summary="Choose a status (F5.1)", status_code=204)
    async def choose_status(self, request: UserRequest, data: JSONBody[StatusChoice], link: Link) -> None:
        if data.status not in CHOOSABLE and not is_work(data.status):
            raise Problem("invalid", errors=[Fault(field="status", code="not_allowed")])
        _operator(request)
        await link.send(SetStatus(operator=request.user.id, status=data.status, by=request.user.id))

    @put("/alert", operation_id="set_alert", summary="Raise or clear the call for help (F5.4)", status_code=204)
    async def set_alert(self, request: UserRequest, data: JSONBody[AlertChoice], link: Link) -> None:
        _operator(request)
        await link.send(SetAlert(operator=request.user.id, on=data.on))

    @post("/heartbeat", operation_id="heartbeat", summary="Sign of life of the phone window (F5.9)", status_code=204)
    async def heartbeat(self, request: UserRequest, presence: PresencePart) -> None:
        await presence.alive(request.user.id, request.user.role, request.user.session)

    @post("/connection", operation_id="attach_phone", summary="Attach the browser's peer connection")
    async def attach_phone(
        self, request: UserRequest, data: JSONBody[Offer], link: Link, phones: PhonesPart, leases: LeasesPart
    ) -> OfferAnswer:
        user = request.user
        await leases.check(user.id, user.session, lambda: phones.view(person_of(user)).attached, data.take)
        result = await link.send(AttachPhone(operator=user.id, offer=data.offer))
        if not isinstance(result, PhoneAnswer):
            raise Problem("switch_failed")
        address = request.client.host if request.client else ""
        leases.attached(user.id, user.session, place(request.headers.get("user-agent", ""), address))
        return OfferAnswer(result.answer)

    @delete("/connection", operation_id="detach_phone", summary="Give the peer connection up")
    async def detach_phone(self, request: UserRequest, link: Link) -> None:
        await link.send(DetachPhone(operator=request.user.id))


class PhoneCallController(Controller):
    """The calls of one's own phone (F5.5, F5.6)."""

    path = "/calls"
    tags = ("phone",)
    opt = needs(Permission.PHONE)

    @post("/", operation_id="dial", summary="Call an extension or an outside number")
    async def dial(self, request: UserRequest, data: JSONBody[DialRequest], link: Link) -> DialledCall:
        try:
            number = dialable(data.number)
        except NumberError as error:
            raise Problem("invalid", errors=[Fault(field="number", code=error.code)]) from error
        result = await link.send(Dial(operator=request.user.id, number=number, group=data.group))
        if not isinstance(result, Dialled):
            raise Problem("switch_failed")
        return DialledCall(result.call)

    @post("/{call:str}/answer", operation_id="answer_call", summary="Accept a ringing call", status_code=204)
    async def answer(self, request: UserRequest, call: CallId, link: Link) -> None:
        await link.send(Answer(operator=request.user.id, call=call))

    @post("/{call:str}/reject", operation_id="reject_call", summary="Refuse a ringing call", status_code=204)
    async def reject(self, request: UserRequest, call: CallId, link: Link) -> None:
        await link.send(Reject(operator=request.user.id, call=call))

    @post("/{call:str}/hangup", operation_id="hang_up_call", summary="Hang up, or stop dialling", status_code=204)
    async def hang_up(self, request: UserRequest, call: CallId, link: Link) -> None:
        await link.send(HangUp(operator=request.user.id, call=call))

    @post("/{call:str}/hold", operation_id="hold_call", summary="Put the other party on hold", status_code=204)
    async def hold(self, request: UserRequest, call: CallId, link: Link) -> None:
        await link.send(Hold(operator=request.user.id, call=call))

    @post("/{call:str}/resume", operation_id="resume_call", summary="Take the party back", status_code=204)
    async def resume(self, request: UserRequest, call: CallId, link: Link) -> None:
        await link.send(Resume(operator=request.user.id, call=call))

    @post("/{call:str}/dtmf", operation_id="send_digits", summary="Send DTMF digits", status_code=204)
    async def send_digits(self, request: UserRequest, call: CallId, data: JSONBody[Digits], link: Link) -> None:
        await link.send(SendDtmf(operator=request.user.id, call=call, digits=data.digits))


def phone_router(link: Commands, phones: Phones, presence: Presence, lasts: Callable[[str], Awaitable[bool]]) -> Router:
    """The routes under `/phone`, with what they work with. `lasts`: whether a session is still logged in."""
    leases = Leases(lasts)
    return Router(
        "/phone",
        route_handlers=[PhoneController, PhoneCallController, HandoverController],
        dependencies={
            "link": Provide(lambda: link, sync_to_thread=False),
            "leases": Provide(lambda: leases, sync_to_thread=False),
            "phones": Provide(lambda: phones, sync_to_thread=False),
            "presence": Provide(lambda: presence, sync_to_thread=False),
        },
    )
