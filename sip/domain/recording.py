"""The end of what a caller leaves at a mailbox, however it comes."""

from sip.contract.events import CallDiverted, MessageDropped, MessageLeft
from sip.domain.effects import StopRecording
from sip.domain.floor import Floor
from sip.domain.mailbox import Message, Stage
from sip.domain.records import Call
from sip.domain.timers import TimerKind


def conclude(floor: Floor, call: Call, message: Message) -> bool:
    """End the recording, if there is one. Whether a message was kept."""
    if message.stage is not Stage.RECORDING:
        return False
    floor.timers.cancel(TimerKind.MESSAGE, call.id)
    floor.emit(StopRecording(leg=call.near.leg))
    duration = floor.now - message.begun
    kept = duration >= message.mailbox.min_s * 1000
    if kept:
        unread, box = floor.mail.unread, message.mailbox.id
        unread[box] = unread.get(box, 0) + 1
        floor.emit(MessageLeft(message=message.id, duration=duration))
    else:
        floor.emit(MessageDropped(message=message.id))
    return kept


def leave(floor: Floor, call: Call) -> None:
    """The call ends: so does what it left, or would have left, at a mailbox."""
    stand_down(floor, call)
    message = floor.mail.messages.pop(call.id, None)
    if message is None:
        return
    conclude(floor, call, message)
    if message.diversion is not None:
        floor.emit(CallDiverted(call=call.id, kind=message.diversion, group=message.group))


def stand_down(floor: Floor, call: Call) -> None:
    """No mailbox need answer the call any more."""
    if floor.mail.ready.pop(call.id, None) is not None:
        floor.timers.cancel(TimerKind.MAILBOX, call.id)
