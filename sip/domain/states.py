"""The domain's state machines, as data: nothing else decides what follows what.

Each table is state → trigger → next state; a state without triggers is final. `advance` looks a step up and raises
`IllegalTransition` for one that is not there, before anything has changed.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeAlias, TypeVar

from sip.contract.enums import CallState, OfferOutcome, Status, VisitOutcome


class IllegalTransition(Exception):
    """A trigger came in a state that does not know it: a fault in the domain, never an input's."""


class Trigger(StrEnum):
    """What moves a call, or an operator's part in it, on."""

    QUEUED = "queued"  # the caller begins to wait for a group
    RUNG = "rung"  # the called side rings
    UNRUNG = "unrung"  # nobody rings any more, the caller waits on
    DIALED = "dialed"  # the call leads elsewhere, to nobody who is rung yet
    CONNECTED = "connected"
    HELD = "held"
    RESUMED = "resumed"
    HANDED = "handed"  # one party has given the other on: somebody else is sought for it
    PARKED = "parked"
    RELEASED = "released"
    SUPERVISED = "supervised"  # a supervisor enters somebody else's call


class Part(StrEnum):
    """What an operator does in a call."""

    IDLE = "idle"  # has none
    RINGING = "ringing"
    DIALING = "dialing"
    TALKING = "talking"
    HOLDING = "holding"
    SUPERVISING = "supervising"  # is in somebody else's (F4)


class Work(StrEnum):
    """Whether after-call work is open (後処理)."""

    CLOSED = "closed"
    OPEN = "open"


S = TypeVar("S", bound=StrEnum)
T = TypeVar("T", bound=StrEnum)
Table: TypeAlias = Mapping[S, Mapping[T, S]]

CALL: Final[Table[CallState, Trigger]] = {
    CallState.WAITING: {
        Trigger.QUEUED: CallState.WAITING,
        Trigger.RUNG: CallState.RINGING,
        Trigger.DIALED: CallState.DIALING,
        Trigger.CONNECTED: CallState.CONNECTED,
        Trigger.HANDED: CallState.DIALING,
        Trigger.RELEASED: CallState.ENDED,
    },
    CallState.DIALING: {
        Trigger.QUEUED: CallState.WAITING,
        Trigger.DIALED: CallState.DIALING,
        Trigger.RUNG: CallState.RINGING,
        Trigger.CONNECTED: CallState.CONNECTED,
        Trigger.HANDED: CallState.DIALING,
        Trigger.RELEASED: CallState.ENDED,
    },
    CallState.RINGING: {
        Trigger.RUNG: CallState.RINGING,
        Trigger.DIALED: CallState.DIALING,
        Trigger.UNRUNG: CallState.WAITING,
        Trigger.CONNECTED: CallState.CONNECTED,
        Trigger.HANDED: CallState.DIALING,
        Trigger.RELEASED: CallState.ENDED,
    },
    CallState.CONNECTED: {
        Trigger.HANDED: CallState.DIALING,
        Trigger.PARKED: CallState.WAITING,
        Trigger.RELEASED: CallState.ENDED,
    },
    CallState.ENDED: {},
}
"""Every call begins DIALING."""

VISIT: Final[Table[VisitOutcome, VisitOutcome]] = {
    VisitOutcome.OPEN: {
        VisitOutcome.ANSWERED: VisitOutcome.ANSWERED,
        VisitOutcome.ABANDONED: VisitOutcome.ABANDONED,
        VisitOutcome.OVERFLOWED: VisitOutcome.OVERFLOWED,
    },
    VisitOutcome.ANSWERED: {},
    VisitOutcome.ABANDONED: {},
    VisitOutcome.OVERFLOWED: {},
}
"""A visit's outcome is its state, and its own trigger: it is decided once."""

OFFER: Final[Table[OfferOutcome, OfferOutcome]] = {
    OfferOutcome.OPEN: {outcome: outcome for outcome in OfferOutcome if outcome is not OfferOutcome.OPEN},
    **{outcome: {} for outcome in OfferOutcome if outcome is not OfferOutcome.OPEN},
}
"""Likewise an offer's."""

PART: Final[Table[Part, Trigger]] = {
    Part.IDLE: {
        Trigger.RUNG: Part.RINGING,
        Trigger.DIALED: Part.DIALING,
        Trigger.SUPERVISED: Part.SUPERVISING,
    },
    Part.RINGING: {
        Trigger.CONNECTED: Part.TALKING,
        Trigger.RELEASED: Part.IDLE,
    },
    Part.DIALING: {
        Trigger.CONNECTED: Part.TALKING,
        Trigger.RELEASED: Part.IDLE,
    },
    Part.TALKING: {
        Trigger.HELD: Part.HOLDING,
        Trigger.RELEASED: Part.IDLE,
    },
    Part.HOLDING: {
        Trigger.RESUMED: Part.TALKING,
        Trigger.RELEASED: Part.IDLE,
    },
    Part.SUPERVISING: {
        Trigger.RELEASED: Part.IDLE,
    },
}
"""One call at a time: an operator in a call is neither rung nor dials (F5.5)."""

WORK: Final[Table[Work, Work]] = {
    Work.CLOSED: {Work.OPEN: Work.OPEN},
    Work.OPEN: {Work.CLOSED: Work.CLOSED},
}

EXTERNAL_STATUS: Final[Mapping[Part, Status]] = {
    Part.RINGING: Status.RINGING,
    Part.DIALING: Status.DIALING,
    Part.TALKING: Status.TALKING,
    Part.HOLDING: Status.HOLDING,
}
"""The status that an external call lays over the chosen one (F5.2)."""

INTERNAL_STATUS: Final[Mapping[Part, Status]] = {
    Part.RINGING: Status.RINGING,
    Part.DIALING: Status.DIALING,
    Part.TALKING: Status.INTERNAL,
    Part.HOLDING: Status.INTERNAL,
}
"""The status that an internal call lays over 受付可; over any other it lays none (F5.3)."""


def advance(table: Table[S, T], state: S, trigger: T) -> S:
    """The state after `trigger`. Raises `IllegalTransition` where the table has none."""
    try:
        return table[state][trigger]
    except KeyError:
        raise IllegalTransition(f"{trigger.value} does not follow {state.value}") from None
