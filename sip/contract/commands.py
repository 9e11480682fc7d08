"""What the api asks the switch to do, and what it gets back."""

from typing import TypeAlias

from msgspec import Struct

from sip.contract.config import SwitchConfig
from sip.contract.enums import LogOutReason, Refusal, StatusId, SupervisionMode
from sip.contract.snapshot import Snapshot


class Command(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """Base of all commands; the tag is the class's name."""


class Configure(Command, frozen=True, kw_only=True):
    """Replace the configuration. Live calls go on under the rules that they began with. Reply: `Done`."""

    config: SwitchConfig


class OperatorStatus(Struct, frozen=True, kw_only=True):
    """The last known chosen status of a logged-in operator, given back to a restarted switch."""

    operator: str
    session: str
    status: StatusId


class RestoreOperators(Command, frozen=True, kw_only=True):
    """After a restart of the switch: who was logged in. Operators the switch knows to be logged in are left alone.
    Reply: `Done`."""

    operators: tuple[OperatorStatus, ...]


class LogIn(Command, frozen=True, kw_only=True):
    """Begin a login span; status 準備中 (F5.3). Refused with `already_logged_in`. Reply: `Done`."""

    operator: str
    session: str


class LogOut(Command, frozen=True, kw_only=True):
    """End the login span. A call in progress goes on until it ends by itself, unless `end_calls`. `by`: id of who
    forced the log-out (F1.6). Reply: `Done`."""

    operator: str
    reason: LogOutReason = LogOutReason.CHOSEN
    by: str = ""
    end_calls: bool = False


class SetStatus(Command, frozen=True, kw_only=True):
    """Choose a status. During a call it is kept as the one to take afterwards. `by`: user id of who chose it."""

    operator: str
    status: StatusId
    by: str = ""


class Heartbeats(Command, frozen=True, kw_only=True):
    """These operators' clients were alive just now. Reply: `Done`."""

    operators: tuple[str, ...]


class DayStarted(Command, frozen=True, kw_only=True):
    """The business day that began at `day` (ms since the epoch) is the present one. The operators' calls of the day, by
    which `fewest_calls` chooses, count from 0 again unless the switch knew. Sent at each connection too. Reply:
    `Done`."""

    day: int


class OperatorPast(Struct, frozen=True, kw_only=True):
    """What an operator did before the switch was restarted: outside calls of the business day that began at `day` (ms
    since the epoch), and for how long, ms, they have been idle; None: nothing is known."""

    operator: str
    day: int = 0
    calls: int = 0
    idle_ms: int | None = None


class GroupPast(Struct, frozen=True, kw_only=True):
    """A group before the restart: who was rung, each by the last time, the latest last; and how long, ms, an operator
    lately was busy with a caller, 0 = not known."""

    group: str
    rung: tuple[str, ...] = ()
    handling_ms: int = 0


class RestoreDistribution(Command, frozen=True, kw_only=True):
    """After a restart of the switch: by what its distribution chose, up to its last sign of life. Sent at each
    connection after `DayStarted` and before `RestoreOperators`; the switch takes the first one of its run, and adds
    what has happened since. Reply: `Done`."""

    operators: tuple[OperatorPast, ...] = ()
    groups: tuple[GroupPast, ...] = ()


class SetAlert(Command, frozen=True, kw_only=True):
    """Raise or clear the call for help (F5.4). Reply: `Done`."""

    operator: str
    on: bool


class AttachPhone(Command, frozen=True, kw_only=True):
    """A browser offers its peer connection (SDP). Replaces an older one, whose calls move over (F5.9).
    Reply: `PhoneAnswer`."""

    operator: str
    offer: str


class DetachPhone(Command, frozen=True, kw_only=True):
    """The browser gave its phone up. Reply: `Done`."""

    operator: str


class Dial(Command, frozen=True, kw_only=True):
    """Call an extension or an external number; `group` chooses the caller number. Or a code (`docs/desk-phones.md`)
    that takes a parked or a ringing call on the browser phone; `unknown_call` where there is none. Reply: `Dialled`."""

    operator: str
    number: str
    group: str = ""


class Answer(Command, frozen=True, kw_only=True):
    """Accept a ringing call on the browser phone. Reply: `Done`."""

    operator: str
    call: str


class Reject(Command, frozen=True, kw_only=True):
    """Refuse a ringing call. Reply: `Done`."""

    operator: str
    call: str


class HangUp(Command, frozen=True, kw_only=True):
    """End the operator's part in a call (or stop dialling). Reply: `Done`."""

    operator: str
    call: str


class Hold(Command, frozen=True, kw_only=True):
    """Put the outside party on hold; it hears music (F5.6). Reply: `Done`."""

    operator: str
    call: str


class Resume(Command, frozen=True, kw_only=True):
    """Take the party back from hold. Refused with `held_on_phone` where the desk phone holds by its own key. Reply:
    `Done`."""

    operator: str
    call: str


class SendDtmf(Command, frozen=True, kw_only=True):
    """Send digits `0-9*#A-D` to the other party (RFC 4733). Reply: `Done`."""

    operator: str
    call: str
    digits: str


class Consult(Command, frozen=True, kw_only=True):
    """Hold the party of `call` and call whom it may go to: an extension, an outside number or a group's number, or
    `group` by its id (F5.7). Refused with `target_busy` or `target_unreachable` where nobody can be rung. Reply:
    `Done`."""

    operator: str
    call: str
    number: str = ""
    group: str = ""


class CompleteTransfer(Command, frozen=True, kw_only=True):
    """転送実行: the consulted party has the caller from now on, the operator is released. Reply: `Done`."""

    operator: str
    call: str


class CancelTransfer(Command, frozen=True, kw_only=True):
    """End the consultation; the caller stays on hold. (`Resume` ends it too, and takes the caller back.)
    Reply: `Done`."""

    operator: str
    call: str


class BlindTransfer(Command, frozen=True, kw_only=True):
    """Hand the other party on without a consultation; targets and refusals as with `Consult`. If nobody answers it
    rings back to the operator (F5.7). To a code such as `*70`: `Park`. Reply: `Done`."""

    operator: str
    call: str
    number: str = ""
    group: str = ""


class Conference(Command, frozen=True, kw_only=True):
    """Make a consultation a talk of all three. Reply: `Done`."""

    operator: str
    call: str


class Park(Command, frozen=True, kw_only=True):
    """パーク保留: the party waits with music until anybody takes it (F5.10), or rings back after the configuration's
    `park_s`. Reply: `Parked`."""

    operator: str
    call: str


class Unpark(Command, frozen=True, kw_only=True):
    """Take the parked call of `slot` on the browser phone. Reply: `Dialled`. Refused with `unknown_call` where the slot
    is empty."""

    operator: str
    slot: int


class PickUp(Command, frozen=True, kw_only=True):
    """Take, on the browser phone, a call that rings a colleague of a common group. Reply: `Done`."""

    operator: str
    call: str


class Supervise(Command, frozen=True, kw_only=True):
    """Let the supervisor `operator` into the call that `target` has (F4.2–F4.5), or change the mode there; being in
    another call, the supervisor leaves that. A supervisor who talks on a desk phone is rung. Refused with
    `not_supervisor`, `busy`, `no_phone`, `unknown_operator` or, where the target is in no call, `not_in_call`. Reply:
    `Supervised`."""

    operator: str
    target: str
    mode: SupervisionMode


class StopSupervising(Command, frozen=True, kw_only=True):
    """The supervisor leaves the call. Refused with `unknown_call` where they are in none. Reply: `Done`."""

    operator: str


class StartEcho(Command, frozen=True, kw_only=True):
    """Let the browser phone hear itself back from the media server, to test it before the shift (F5.8); it ends by
    `StopEcho`, with the phone, after a minute, or where the user gets a part in a call. Refused with `busy` in one,
    `no_phone` or `not_logged_in`. Reply: `Done`."""

    operator: str


class StopEcho(Command, frozen=True, kw_only=True):
    """The browser phone hears itself no longer; nothing where it did not. Reply: `Done`."""

    operator: str


class MeasurePhone(Command, frozen=True, kw_only=True):
    """What the media server has counted of the browser phone's sound since the phone was attached. Refused with
    `no_phone`. Reply: `PhoneMeasured`."""

    operator: str


class CountMessages(Command, frozen=True, kw_only=True):
    """How many unread messages each mailbox has, by its id; one that is not named has none. Sent at each connection and
    at each change. Reply: `Done`."""

    unread: dict[str, int]


class GetSnapshot(Command, frozen=True, kw_only=True):
    """Reply: `SnapshotTaken`."""


AnyCommand: TypeAlias = (
    Configure
    | RestoreOperators
    | LogIn
    | LogOut
    | SetStatus
    | Heartbeats
    | DayStarted
    | RestoreDistribution
    | SetAlert
    | AttachPhone
    | DetachPhone
    | Dial
    | Answer
    | Reject
    | HangUp
    | Hold
    | Resume
    | SendDtmf
    | Consult
    | CompleteTransfer
    | CancelTransfer
    | BlindTransfer
    | Conference
    | Park
    | Unpark
    | PickUp
    | Supervise
    | StopSupervising
    | StartEcho
    | StopEcho
    | MeasurePhone
    | CountMessages
    | GetSnapshot
)


class Result(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """Base of all results."""


class Done(Result, frozen=True, kw_only=True):
    """Carried out."""


class Refused(Result, frozen=True, kw_only=True):
    """Not carried out; nothing changed. `detail` is for the log, not for the user."""

    code: Refusal
    detail: str = ""


class Dialled(Result, frozen=True, kw_only=True):
    """The call that a `Dial` began."""

    call: str


class Parked(Result, frozen=True, kw_only=True):
    """The place, from 1, at which a call was parked."""

    slot: int


class Supervised(Result, frozen=True, kw_only=True):
    """The supervision that a `Supervise` began or changed."""

    supervision: str


class PhoneAnswer(Result, frozen=True, kw_only=True):
    """The SDP answer to an `AttachPhone`."""

    answer: str


class PhoneMeasured(Result, frozen=True, kw_only=True):
    """Counters of a browser phone (RFC 3550 section 6.4.1); times in ms, None: not known yet.

    `packets`, `lost`, `jitter`: what came from it; `sent`: what it was sent, `remote_lost`, `remote_jitter`, `rtt`:
    what its own RTCP reports say of that. `echo`: whether it hears itself (`StartEcho`).
    """

    echo: bool
    packets: int = 0
    lost: int = 0
    jitter: float = 0.0
    sent: int = 0
    remote_lost: int | None = None
    remote_jitter: float | None = None
    rtt: float | None = None


class SnapshotTaken(Result, frozen=True, kw_only=True):
    """The live state, at the log position that it names."""

    snapshot: Snapshot


AnyResult: TypeAlias = Done | Refused | Dialled | Parked | Supervised | PhoneAnswer | PhoneMeasured | SnapshotTaken
