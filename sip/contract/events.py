"""What happened, as the switch tells it. The log of these is the source of every figure.

Ids of calls, visits, offers, segments and holds are unique for ever. Every event is wrapped in `Logged`, which gives
its place in the order and its two times.
"""

from typing import TypeAlias

from msgspec import Struct

from sip.contract.enums import (
    CallerId,
    Cause,
    ConsultOutcome,
    Direction,
    Diversion,
    LogOutReason,
    OfferKind,
    OfferOutcome,
    Refusal,
    Side,
    StatusId,
    SupervisionEnding,
    SupervisionMode,
    TrunkState,
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
    """The consultation is over."""

    consult: str
    outcome: ConsultOutcome


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
    """Two of them are left."""

    call: str


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


class LoggedIn(Event, frozen=True, kw_only=True):
    """A login span began. Followed by `StatusChanged` to 準備中."""

    operator: str
    session: str


class LoggedOut(Event, frozen=True, kw_only=True):
    """The login span ended at `effective_at`/`effective_mono` (ms), which lies before the event's own time where
    the client was lost (F3.12). It ends the open status span too; no `StatusChanged` follows."""

    operator: str
    reason: LogOutReason
    effective_at: int
    effective_mono: int
    by: str = ""


class StatusChanged(Event, frozen=True, kw_only=True):
    """A status span ended and the next began. `chosen`: the status that applies outside calls; `next`: the same where
    it was chosen during the present call for afterwards, else "". `reason`: why the switch chose it by itself:
    `missed_calls` where the operator left too many calls unanswered (F10.4); else ""."""

    operator: str
    status: StatusId
    chosen: StatusId
    by: str = ""
    reason: str = ""
    next: StatusId = ""


class SupervisionBegan(Event, frozen=True, kw_only=True):
    """A supervisor is in the call that `operator` has (F4.5); on a desk phone: rung for it. Feeds no metric."""

    supervision: str
    supervisor: str
    operator: str
    call: str
    mode: SupervisionMode


class SupervisionChanged(Event, frozen=True, kw_only=True):
    """Another mode, or another operator to whom the call has gone; "" while no operator has it."""

    supervision: str
    operator: str
    mode: SupervisionMode


class SupervisionEnded(Event, frozen=True, kw_only=True):
    """The supervisor is out of the call."""

    supervision: str
    reason: SupervisionEnding


class AlertChanged(Event, frozen=True, kw_only=True):
    """The call for help was raised or cleared."""

    operator: str
    on: bool


class PhoneChanged(Event, frozen=True, kw_only=True):
    """A browser phone was attached (its media flows) or is gone."""

    operator: str
    attached: bool


class RegistrationChanged(Event, frozen=True, kw_only=True):
    """How many desk phones an extension now has."""

    extension: str
    devices: int


class TrunkChanged(Event, frozen=True, kw_only=True):
    """A trunk became reachable or unreachable, or is not watched any more (`unknown`). `detail`: the carrier's answer
    that told so, as `503 Service Unavailable` (408: none came)."""

    trunk: str
    state: TrunkState
    detail: str = ""


class TrunkCalls(Event, frozen=True, kw_only=True):
    """How many calls are on a trunk now, both directions together; told at most once a second."""

    trunk: str
    calls: int


class Alarm(Event, frozen=True, kw_only=True):
    """Something an administrator must know: `kind` is stable, `detail` free."""

    kind: str
    detail: str = ""


AnyEvent: TypeAlias = (
    SwitchStarted
    | CallStarted
    | CallRinging
    | CallAnswered
    | CallEnded
    | CallDiverted
    | MessageBegan
    | MessageLeft
    | MessageDropped
    | VisitBegan
    | VisitEnded
    | OfferBegan
    | OfferEnded
    | SegmentBegan
    | SegmentEnded
    | HoldBegan
    | HoldEnded
    | ConsultBegan
    | ConsultAnswered
    | ConsultEnded
    | CallTransferred
    | CallParked
    | CallUnparked
    | ConferenceBegan
    | ConferenceEnded
    | AcwBegan
    | AcwEnded
    | DialRefused
    | LoggedIn
    | LoggedOut
    | StatusChanged
    | SupervisionBegan
    | SupervisionChanged
    | SupervisionEnded
    | AlertChanged
    | PhoneChanged
    | RegistrationChanged
    | TrunkChanged
    | TrunkCalls
    | Alarm
)


class Logged(Struct, frozen=True, kw_only=True):
    """An event in the switch's log.

    `seq` numbers the log of one switch from 1 without a gap. `at`: wall clock, UTC, ms since the epoch. `mono`: ms of
    the machine's boot-time clock (CLOCK_BOOTTIME); durations are differences of `mono`, so a clock jump does not bend
    them. A `mono` smaller than its predecessor's means that the machine was restarted: then `at` is all there is.
    """

    seq: int
    at: int
    mono: int
    event: AnyEvent
