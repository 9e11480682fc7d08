"""What happened to calls, and what every event is made of; `sip.contract.events` has them all."""

from msgspec import Struct

from sip.contract.enums import (
    CallerId,
    Cause,
    ConsultOutcome,
    Direction,
    Diversion,
    OfferKind,
    OfferOutcome,
    Refusal,
    Side,
    VisitEntry,
    VisitOutcome,
)


class Event(Struct, frozen=True, kw_only=True, tag_field="type", tag=True, omit_defaults=True):
    """Base of all events; the tag is the class's name."""


class SwitchStarted(Event, frozen=True, kw_only=True):
    """The switch began with no live calls. `alive_at`/`alive_mono` (ms) is when it was last known to be alive: what
    the log still shows open ended then, with cause `switch_failure`, marked as estimated. 0: first start."""

    boot: str
    alive_at: int = 0
    alive_mono: int = 0


class CallStarted(Event, frozen=True, kw_only=True):
    """A conversation attempt began. Outbound: `operator` dials, `group` is the one whose number is shown ("" =
    その他). Internal: `operator`/`extension` is the calling side. Inbound: `to_number` is the number called."""

    call: str
    direction: Direction
    from_number: str = ""
    from_name: str = ""
    caller_id: CallerId = CallerId.NUMBER
    to_number: str = ""
    trunk: str = ""
    operator: str = ""
    extension: str = ""
    group: str = ""


class CallRinging(Event, frozen=True, kw_only=True):
    """Outbound or internal: the far end rings."""

    call: str


class CallAnswered(Event, frozen=True, kw_only=True):
    """The far end of an outbound or internal call answered, or an operator accepted an inbound call."""

    call: str


class CallEnded(Event, frozen=True, kw_only=True):
    """The call is over for everybody. `sip_status`: the final response where one refused the call, else 0."""

    call: str
    cause: Cause
    by: Side
    sip_status: int = 0


class CallDiverted(Event, frozen=True, kw_only=True):
    """A call from outside ends at the reception and becomes no visit, for the reason `kind`; `CallEnded` follows.
    `group`: the one that was closed or whose number was called, "" for a number that leads to a menu."""

    call: str
    kind: Diversion
    group: str = ""


class MessageBegan(Event, frozen=True, kw_only=True):
    """After the tone: the caller of `call` is being recorded for `mailbox`, in the file of `message`."""

    message: str
    call: str
    mailbox: str
    from_number: str = ""
    from_name: str = ""
    caller_id: CallerId = CallerId.NUMBER


class MessageLeft(Event, frozen=True, kw_only=True):
    """The message is complete: `duration` ms. After a `SwitchStarted` those still open are as long as their files."""

    message: str
    duration: int


class MessageDropped(Event, frozen=True, kw_only=True):
    """Too short to be a message; its file is to be deleted."""

    message: str


class VisitBegan(Event, frozen=True, kw_only=True):
    """An inbound call entered a group's distribution. `target_s`: 応答目標時間 in force."""

    visit: str
    call: str
    group: str
    entry: VisitEntry = VisitEntry.DIRECT
    target_s: int = 20


class VisitEnded(Event, frozen=True, kw_only=True):
    """The visit was answered (by `operator`), left by the caller or overflowed. `reason` of an overflow: `max_wait`,
    `queue_full`, `no_operator` (nobody is logged in), `group_removed`. What became of the caller then is told by what
    follows: a visit of another group (`entry` `overflow`), the far end's `CallAnswered`, or `CallEnded`."""

    visit: str
    outcome: VisitOutcome
    operator: str = ""
    reason: str = ""


class OfferBegan(Event, frozen=True, kw_only=True):
    """An operator's phones began to ring. `consult`: for a consultation, see `ConsultBegan`."""

    offer: str
    call: str
    operator: str
    extension: str
    kind: OfferKind
    visit: str = ""
    consult: str = ""


class OfferEnded(Event, frozen=True, kw_only=True):
    """They stopped."""

    offer: str
    outcome: OfferOutcome


class SegmentBegan(Event, frozen=True, kw_only=True):
    """An operator was connected with the other party. `visit` and `group` as far as the call has them."""

    segment: str
    call: str
    operator: str
    extension: str
    direction: Direction
    visit: str = ""
    group: str = ""


class SegmentEnded(Event, frozen=True, kw_only=True):
    """The operator was released from the other party."""

    segment: str


class HoldBegan(Event, frozen=True, kw_only=True):
    """`operator` put the party of `segment` on hold."""

    hold: str
    segment: str
    operator: str


class HoldEnded(Event, frozen=True, kw_only=True):
    """Taken back, or the segment ended on hold."""

    hold: str


class ConsultBegan(Event, frozen=True, kw_only=True):
    """`operator`, who holds the party of `call`, calls whom it may go to: `to_number` (an extension or outside) or
    `group`. Visits and offers that it makes belong to `call` (`metrics.md`, consultation)."""

    consult: str
    call: str
    operator: str
    to_number: str = ""
    group: str = ""


class ConsultAnswered(Event, frozen=True, kw_only=True):
    """The target talks with the transferrer; `operator` and `extension` where it is one of ours. A segment of theirs
    begins when the consultation ends `completed` or `joined`."""

    consult: str
    operator: str = ""
    extension: str = ""


class ConsultEnded(Event, frozen=True, kw_only=True):
    """The consultation is over. Where it `failed`: why (`cause`, and the final response that refused it, 0 without
    one), and whether the target was one of our extensions (`internal`)."""

    consult: str
    outcome: ConsultOutcome
    cause: Cause | None = None
    sip_status: int = 0
    internal: bool = False


class CallTransferred(Event, frozen=True, kw_only=True):
    """`operator` has handed the other party on without a consultation, to `to_number` or `group`."""

    call: str
    operator: str
    to_number: str = ""
    group: str = ""


class CallParked(Event, frozen=True, kw_only=True):
    """`operator` parked the other party at `slot` (F5.10)."""

    call: str
    slot: int
    operator: str


class CallUnparked(Event, frozen=True, kw_only=True):
    """The call has left its slot: `operator` took it, or "": it rings back or has ended."""

    call: str
    slot: int
    operator: str = ""


class ConferenceBegan(Event, frozen=True, kw_only=True):
    """Three parties of `call` hear one another."""

    call: str


class ConferenceEnded(Event, frozen=True, kw_only=True):
    """Two of them are left. `first_left`: of two parties outside the one that the call had before; who came in by the
    conference has its place."""

    call: str
    first_left: bool = False


class AcwBegan(Event, frozen=True, kw_only=True):
    """後処理 after `segment` began: at once with `SegmentEnded` of an external call."""

    segment: str
    operator: str


class AcwEnded(Event, frozen=True, kw_only=True):
    """The operator chose a status, took a call or logged out."""

    segment: str


class DialRefused(Event, frozen=True, kw_only=True):
    """`operator` ("" for a phone that is nobody's) or a desk phone of `extension` dialled `number`, which led to no
    call for `reason`."""

    extension: str
    number: str
    reason: Refusal
    operator: str = ""
