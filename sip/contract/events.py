"""What happened, as the switch tells it. The log of these is the source of every figure.

Ids of calls, visits, offers, segments and holds are unique for ever. Every event is wrapped in `Logged`, which gives
its place in the order and its two times.
"""

from typing import TypeAlias

from msgspec import Struct

from sip.contract.call_events import (
    AcwBegan as AcwBegan,
    AcwEnded as AcwEnded,
    CallAnswered as CallAnswered,
    CallDiverted as CallDiverted,
    CallEnded as CallEnded,
    CallParked as CallParked,
    CallRinging as CallRinging,
    CallStarted as CallStarted,
    CallTransferred as CallTransferred,
    CallUnparked as CallUnparked,
    ConferenceBegan as ConferenceBegan,
    ConferenceEnded as ConferenceEnded,
    ConsultAnswered as ConsultAnswered,
    ConsultBegan as ConsultBegan,
    ConsultEnded as ConsultEnded,
    DialRefused as DialRefused,
    Event as Event,
    HoldBegan as HoldBegan,
    HoldEnded as HoldEnded,
    MessageBegan as MessageBegan,
    MessageDropped as MessageDropped,
    MessageLeft as MessageLeft,
    OfferBegan as OfferBegan,
    OfferEnded as OfferEnded,
    SegmentBegan as SegmentBegan,
    SegmentEnded as SegmentEnded,
    SwitchStarted as SwitchStarted,
    VisitBegan as VisitBegan,
    VisitEnded as VisitEnded,
)
from sip.contract.enums import (
    LogOutReason,
    StatusId,
    SupervisionEnding,
    SupervisionMode,
    TrunkState,
)


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
    it was chosen during the present call for afterwards, else "". `by`: user id of who chose it, now or during the
    call that is over; "" = the switch. `reason`: why the switch chose it by itself: `missed_calls` where the operator
    left too many calls unanswered (F10.4); else ""."""

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
