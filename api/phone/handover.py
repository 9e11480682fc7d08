"""The routes of call handling: transfer, conference, park, pick-up (F5.7, F5.10); permission `phone`."""

from litestar import Controller, post
from litestar.params import JSONBody

from api.access import Permission, needs
from api.faults import Fault
from api.phone.common import CallId, Link, UserRequest
from api.phone.numbers import NumberError, dialable
from api.phone.schemas import DialledCall, ParkedSlot, TransferTarget
from api.problems import Problem
from sip.contract.commands import (
    BlindTransfer,
    CancelTransfer,
    CompleteTransfer,
    Conference,
    Consult,
    Dialled,
    Park,
    Parked,
    PickUp,
    Unpark,
)


def _number(target: TransferTarget) -> str:
    if target.group:
        return ""
    try:
        return dialable(target.number)
    except NumberError as error:
        raise Problem("invalid", errors=[Fault(field="number", code=error.code)]) from error


class HandoverController(Controller):
    """What an operator does with a call for somebody else to have it."""

    tags = ("phone",)
    opt = needs(Permission.PHONE)

    @post(
        "/calls/{call:str}/consult",
        operation_id="consult",
        summary="Hold the other party and call whom it may go to (F5.7)",
        status_code=204,
    )
    async def consult(self, request: UserRequest, call: CallId, data: JSONBody[TransferTarget], link: Link) -> None:
        number = _number(data)
        await link.send(Consult(operator=request.user.id, call=call, number=number, group=data.group))

    @post(
        "/calls/{call:str}/complete",
        operation_id="complete_transfer",
        summary="転送実行: the consulted party has the caller",
        status_code=204,
    )
    async def complete(self, request: UserRequest, call: CallId, link: Link) -> None:
        await link.send(CompleteTransfer(operator=request.user.id, call=call))

    @post(
        "/calls/{call:str}/cancel",
        operation_id="cancel_transfer",
        summary="End the consultation; the caller stays on hold",
        status_code=204,
    )
    async def cancel(self, request: UserRequest, call: CallId, link: Link) -> None:
        await link.send(CancelTransfer(operator=request.user.id, call=call))

    @post(
        "/calls/{call:str}/transfer",
        operation_id="blind_transfer",
        summary="Hand the other party on at once; it rings back where nobody answers (F5.7)",
        status_code=204,
    )
    async def transfer(self, request: UserRequest, call: CallId, data: JSONBody[TransferTarget], link: Link) -> None:
        number = _number(data)
        await link.send(BlindTransfer(operator=request.user.id, call=call, number=number, group=data.group))

    @post(
        "/calls/{call:str}/conference",
        operation_id="begin_conference",
        summary="Make the consultation a talk of all three",
        status_code=204,
    )
    async def conference(self, request: UserRequest, call: CallId, link: Link) -> None:
        await link.send(Conference(operator=request.user.id, call=call))

    @post("/calls/{call:str}/park", operation_id="park_call", summary="パーク保留 (F5.10)", status_code=200)
    async def park(self, request: UserRequest, call: CallId, link: Link) -> ParkedSlot:
        result = await link.send(Park(operator=request.user.id, call=call))
        if not isinstance(result, Parked):
            raise Problem("switch_failed")
        return ParkedSlot(result.slot)

    @post(
        "/parked/take",
        operation_id="take_parked_call",
        summary="Take a parked call (F5.10)",
        status_code=200,
    )
    async def take(self, request: UserRequest, data: JSONBody[ParkedSlot], link: Link) -> DialledCall:
        result = await link.send(Unpark(operator=request.user.id, slot=data.slot))
        if not isinstance(result, Dialled):
            raise Problem("switch_failed")
        return DialledCall(result.call)

    @post(
        "/calls/{call:str}/pickup",
        operation_id="pick_up_call",
        summary="Take a call that rings a colleague of a common group",
        status_code=204,
    )
    async def pick_up(self, request: UserRequest, call: CallId, link: Link) -> None:
        await link.send(PickUp(operator=request.user.id, call=call))
