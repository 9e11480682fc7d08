"""What the phone sends and gets."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from sip.contract.enums import CallerId, Direction, StatusId, SupervisionMode


class PhoneCallState(StrEnum):
    """Where a call is, as its operator sees it."""

    RINGING = "ringing"
    DIALING = "dialing"
    CONNECTED = "connected"
    HELD = "held"


class PhoneConsult(Struct, frozen=True, kw_only=True):
    """The consultation that one leads about a held call (F5.7): with whom (`number` "" for a group), since when, and
    when they answered. They talk once `answered` is not null."""

    number: str
    name: str
    group_name: str
    since: datetime
    answered: datetime | None


class ParkedCall(Struct, frozen=True, kw_only=True):
    """A call that waits at a slot for anybody to take it (F5.10); `by`: name of who parked it."""

    slot: int
    call: str
    number: str
    name: str
    caller_id: CallerId
    since: datetime
    by: str


class ColleagueCall(Struct, frozen=True, kw_only=True):
    """A call that rings a colleague of a common group, and may be picked up. `colleague`: their name."""

    call: str
    colleague: str
    number: str
    name: str
    caller_id: CallerId
    since: datetime


class PhoneParty(Struct, frozen=True, kw_only=True):
    """Somebody else in a conference. `name` "": not known."""

    number: str
    name: str
    caller_id: CallerId


class PhoneCall(Struct, frozen=True, kw_only=True):
    """An operator's part in a call. `number` and `name` are those of the other party; `group` is the id of the group
    that the call came through or whose number it shows, "" = none. `since`: when it began to ring or was dialled;
    `answered`: when operator and party were connected; `held_since`: when the party was put on hold. `consult`: whom
    one consults about it; `consulted_by`: name of the colleague who asks one about it, "" = nobody. `conference`: three
    talk, and `parties` are the other two."""

    call: str
    direction: Direction
    state: PhoneCallState
    number: str
    name: str
    caller_id: CallerId
    group: str
    group_name: str
    since: datetime
    answered: datetime | None
    held_since: datetime | None
    consult: PhoneConsult | None = None
    consulted_by: str = ""
    conference: bool = False
    parties: tuple[PhoneParty, ...] = ()


class FailedCall(Struct, frozen=True, kw_only=True):
    """The last call that one dialled and that came to nothing, until another one follows. `reason`: `busy`,
    `no_answer`, `rejected`, `not_in_use`, `incomplete` (the number), `barred` (by the carrier), `lines_busy`,
    `line_down` (no trunk serves), `phone_away` (a colleague's), `incompatible`, `system`; or the code of the problem
    with which `POST /api/phone/calls` refuses, e.g. `too_many_calls`."""

    at: datetime
    number: str
    name: str
    reason: str


class SupervisionView(Struct, frozen=True, kw_only=True):
    """The call that one is in as a supervisor (F4): whose it is (`operator` and the rest "" while no operator has it),
    in which mode, and since when so."""

    operator: str
    name: str
    extension: str
    mode: SupervisionMode
    since: datetime


class LostView(Struct, frozen=True, kw_only=True):
    """The browser gave no sign of life for longer than the grace time: the operator was logged out as of `at`, and
    logged in again, in 準備中, at `back` (null: not yet)."""

    at: datetime
    back: datetime | None


class PhoneView(Struct, frozen=True, kw_only=True):
    """One's own phone. `status`, `chosen` (the status that applies outside calls) and `since` (when the status began)
    are null for a supervisor and while logged out; `next`: the status that was chosen during the present call for
    afterwards, null = none; `reason`: why the switch chose the status by itself: `missed_calls`
    (F10.4), "" where it did not. `attached`: this user's browser phone is connected; `devices`: desk
    phones registered with the extension; `switch_up`: the switch can be reached. Clocks: `server_time` − `since`.
    `parked`: calls that anybody may take; `colleagues`: calls that ring somebody of one's groups; `failed`: why the
    last dialled call came to nothing, null = it did not, or another call has followed. `messages`: new ones
    in one's own mailbox and in those of one's groups, null where there is no mailbox."""

    operator: str
    name: str
    extension: str
    status: StatusId | None
    chosen: StatusId | None
    next: StatusId | None
    since: datetime | None
    reason: str
    alert: bool
    attached: bool
    devices: int
    switch_up: bool
    server_time: datetime
    calls: tuple[PhoneCall, ...]
    parked: tuple[ParkedCall, ...] = ()
    colleagues: tuple[ColleagueCall, ...] = ()
    failed: FailedCall | None = None
    messages: int | None = None
    supervision: SupervisionView | None = None
    """The call that one is in as a supervisor, null = none."""
    chosen_by: str = ""
    """The name of who chose the present status, if somebody else did."""
    lost: LostView | None = None
    """That one was away and is logged in anew; until the first choice of a status. Null = nothing of the kind."""


class StatusChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """A status to take: `available`, `preparing`, `short_break`, `lunch_break`, `acw` or `work:<n>`."""

    status: str


class AlertChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """The call for help, on or off (F5.4)."""

    on: bool


class Offer(Struct, frozen=True, forbid_unknown_fields=True):
    """The browser's SDP offer (RFC 8866) of its one peer connection. `take`: from another session that has the phone
    (`phone_elsewhere`), and that is refused it then."""

    offer: Annotated[str, Meta(min_length=1, max_length=65536)]
    take: bool = False


class OfferAnswer(Struct, frozen=True):
    """The SDP answer to it."""

    answer: str


class DialRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to call: an extension or an outside number. `group`: whose number is shown. Or a code: `*71` … takes the
    call that is parked at slot 1 …, `*8` one that rings a colleague, `*8` and an extension one that rings there."""

    number: str
    group: str = ""


class DialledCall(Struct, frozen=True):
    """The id of the call that began."""

    call: str


class TransferTarget(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom a call is to go to: an extension, an outside number or a group's number, or a group by its id. At once (not
    consulted) also `*70`, which parks it, or `*71` …, which parks it at slot 1 …"""

    number: str = ""
    group: str = ""


class ParkedSlot(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a call is parked."""

    slot: Annotated[int, Meta(ge=1, le=10_000)]


class Digits(Struct, frozen=True, forbid_unknown_fields=True):
    """DTMF digits, `0-9*#A-D` (RFC 4733)."""

    digits: Annotated[str, Meta(pattern="^[0-9*#A-D]+$", min_length=1, max_length=32)]
