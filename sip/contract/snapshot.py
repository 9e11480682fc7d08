"""The switch's live state at one position of its log."""

from msgspec import Struct

from sip.contract.enums import CallState, Direction, StatusId, SupervisionMode, TrunkState


class LiveParty(Struct, frozen=True, kw_only=True):
    """An operator's part in a live call."""

    operator: str
    extension: str
    ringing: bool
    held: bool


class LiveCall(Struct, frozen=True, kw_only=True):
    """A call that has not ended."""

    call: str
    direction: Direction
    state: CallState
    group: str
    from_number: str
    to_number: str
    parties: tuple[LiveParty, ...]


class LiveOperator(Struct, frozen=True, kw_only=True):
    """A logged-in operator."""

    operator: str
    session: str
    status: StatusId
    chosen: StatusId
    """The status that applies outside calls."""
    alert: bool
    phone: bool
    """Whether a browser phone is attached."""


class Signalling(Struct, frozen=True, kw_only=True):
    """What the switch holds for the sake of its calls. All of it is 0 some 32 s (RFC 3261: 64*T1) after the last one:
    what is not, is stuck."""

    legs: int = 0
    """Parties connected by SIP, each with a pair of RTP ports."""
    dialogs: int = 0
    transactions: int = 0


class LiveSupervision(Struct, frozen=True, kw_only=True):
    """A supervisor in a call (F4.5). `operator`: whose call it is now, "" while no operator has it."""

    supervision: str
    supervisor: str
    operator: str
    call: str
    mode: SupervisionMode


class Snapshot(Struct, frozen=True, kw_only=True):
    """Everything live, after the event `seq`."""

    switch: str
    seq: int
    config_version: int
    calls: tuple[LiveCall, ...]
    operators: tuple[LiveOperator, ...]
    trunks: dict[str, TrunkState]
    registrations: dict[str, int]
    """Extension number → registered devices."""
    signalling: Signalling = Signalling()
    supervisions: tuple[LiveSupervision, ...] = ()
