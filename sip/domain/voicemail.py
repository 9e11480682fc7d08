"""Voicemail: a caller hears a greeting and a tone and is recorded (F6.3, F10.4).

```
greeting, tone → recording → (`#` or the longest time: last words) → end of the call
mailbox full: an announcement → end of the call
```
`#` during the greeting leads to the tone at once. Who hangs up has left the message as far as it was said.
"""

from typing import Final

from sip.contract.enums import Cause, Direction, Diversion, OfferOutcome, Side
from sip.contract.events import MessageBegan
from sip.contract.voicemail import of_extension
from sip.domain.calls import Calls
from sip.domain.effects import PHONE_PREFIX, Record, Release
from sip.domain.floor import Floor
from sip.domain.mailbox import STAGES, Message, Stage
from sip.domain.offers import Offers
from sip.domain.recording import conclude, stand_down
from sip.domain.records import Call
from sip.domain.states import CALL, Trigger, advance
from sip.domain.timers import TimerKind

TONE: Final = "beep"
FULL: Final = ("mailbox-full",)
LIMIT: Final = ("message-limit",)
TAKEN: Final = ("message-taken",)


class Voicemail:
    """Callers at mailboxes; who they are is in `floor.mail`."""

    __slots__ = ("_calls", "_floor", "_offers")

    def __init__(self, floor: Floor, calls: Calls, offers: Offers) -> None:
        self._floor = floor
        self._calls = calls
        self._offers = offers

    def there(self, mailbox: str) -> bool:
        """Whether there is such a mailbox, and it is switched on."""
        return mailbox in self._floor.mail.boxes

    def begin(self, call: Call, mailbox: str) -> None:
        """The caller comes to `mailbox`; the call ends where it is not there (any more)."""
        floor = self._floor
        box = floor.mail.boxes.get(mailbox)
        if box is None or self._away(call):
            self._calls.end(call, Cause.NO_ANSWER, Side.SYSTEM)
            return
        diversion, group = self._counts_as(call)
        floor.journeys.pop(call.id, None)
        call.returns = None
        floor.timers.cancel(TimerKind.TRANSFER, call.id)
        call.state = advance(CALL, call.state, Trigger.DIALED)
        message = Message(box, diversion, group)
        full = floor.mail.full(box)
        floor.mail.messages[call.id] = message
        if full:
            message.stage = Stage.NOTICE
            self._calls.announce(call, FULL)
        else:
            self._calls.announce(call, (*box.greeting, TONE))
            if not call.near.leg.startswith(PHONE_PREFIX):  # which has telephone-events
                floor.sound.listen(call.near.leg, True)

    def _counts_as(self, call: Call) -> tuple[Diversion | None, str]:
        """What the call counts as, if it has been no visit (F10.5). Who comes out of hours counts as that."""
        journey = self._floor.journeys.get(call.id) or call.returns
        if journey is not None:
            closed = journey.kind is Diversion.CLOSED
            return (Diversion.CLOSED if closed else Diversion.VOICEMAIL), journey.group
        new = call.direction is Direction.INBOUND and not call.visited and not call.told
        return (Diversion.VOICEMAIL if new else None), ""

    def _away(self, call: Call) -> bool:
        """Whether the caller's browser phone is gone, so that nothing can be said to them."""
        near = call.near
        return near.leg.startswith(PHONE_PREFIX) and not self._floor.people[near.user].phone

    # In place of an extension

    def stand_by(self, call: Call, extension: str) -> None:
        """The extension rings: its mailbox, if it has one, answers if nobody does. Not where the call comes back to
        somebody."""
        floor = self._floor
        box = floor.mail.boxes.get(of_extension(extension))
        if box is None or call.main or call.handed:
            return
        floor.mail.ready[call.id] = box.id
        if box.answer_s > 0:
            floor.timers.set(TimerKind.MAILBOX, call.id, floor.now + box.answer_s * 1000)

    def answers(self, call: Call, extension: str) -> bool:
        """Nothing of the extension can ring. Whether its mailbox takes the call."""
        self.stand_by(call, extension)
        return self.step_in(call)

    def step_in(self, call: Call, *, gone: str = "") -> bool:
        """Who was rung will not answer, or has had time to. Whether a mailbox takes the call, which has rung nobody
        else. `gone`: the leg that has ended by itself."""
        floor = self._floor
        mailbox = floor.mail.ready.get(call.id)
        if mailbox is None:
            return False
        stand_down(floor, call)
        for offer in tuple(call.offers.values()):
            self._offers.end(call, offer, OfferOutcome.NO_ANSWER)
        far, call.far = call.far, None
        call.early = ""
        if far is not None and floor.drop_leg(far.leg) and far.leg != gone:
            floor.emit(Release(leg=far.leg, cause=Cause.CANCELLED))
        self.begin(call, mailbox)
        return True

    # What callers do

    def played(self, call: Call) -> None:
        """What was said to the caller is over."""
        floor = self._floor
        message = floor.mail.messages[call.id]
        if message.stage is Stage.NOTICE:
            self._calls.end(call, Cause.NORMAL, Side.SYSTEM)
            return
        message.stage = advance(STAGES, message.stage, Stage.RECORDING)
        message.id = floor.ids("message")
        message.begun = floor.now
        floor.timers.set(TimerKind.MESSAGE, call.id, floor.now + message.mailbox.max_s * 1000)
        floor.emit(Record(leg=call.near.leg, recording=message.id))
        floor.emit(
            MessageBegan(
                message=message.id,
                call=call.id,
                mailbox=message.mailbox.id,
                from_number=call.from_number,
                from_name=call.from_name,
                caller_id=call.caller_id,
            )
        )

    def digit(self, call: Call, digit: str) -> None:
        """The caller pressed a key."""
        message = self._floor.mail.messages[call.id]
        if digit != "#" or self._away(call):
            return
        if message.stage is Stage.GREETING:
            self._calls.announce(call, (TONE,))
        elif message.stage is Stage.RECORDING:
            self._finish(call, message, TAKEN)

    def too_long(self, call: Call) -> None:
        """The message is as long as one may be."""
        self._finish(call, self._floor.mail.messages[call.id], LIMIT)

    def back(self, call: Call) -> None:
        """The caller's browser phone is back: what it missed is said again."""
        message = self._floor.mail.messages.get(call.id)
        if message is None:
            return
        if message.stage is Stage.GREETING:
            self._calls.announce(call, (*message.mailbox.greeting, TONE))
        elif message.stage is Stage.NOTICE:
            self._calls.end(call, Cause.NORMAL, Side.SYSTEM)

    def _finish(self, call: Call, message: Message, last: tuple[str, ...]) -> None:
        kept = conclude(self._floor, call, message)
        message.stage = advance(STAGES, message.stage, Stage.NOTICE)
        if kept and not self._away(call):
            self._calls.announce(call, last)
        else:
            self._calls.end(call, Cause.NORMAL, Side.SYSTEM)
