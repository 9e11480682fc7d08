"""What is known of the past: one struct per kind of fact, as the fold makes them and the store keeps them.

Times named `begin`, `end`, `answered` are wall clock, UTC, ms since the epoch. Durations are ms of the switch's
monotonic clock (`timeline`), so `end - begin` may differ from `duration` where the wall clock jumped; figures use
`duration` only. `end` and `duration` are None while the fact is open (未確定). `since` is the begin on the switch's
timeline. `estimated`: the end was not observed but concluded from the switch's last sign of life.

Facts are mutable and owned by the fold; a `FactChange` is the fact itself, to be stored whole under its key.
"""

from typing import Final, TypeAlias

from msgspec import Struct, field

from sip.contract.enums import (
    CallerId,
    Cause,
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
    VisitEntry,
    VisitOutcome,
)


class Span(Struct, kw_only=True):
    """A stretch of time, open while `end` is None."""

    begin: int
    since: int
    end: int | None = None
    duration: int | None = None
    estimated: bool = False

    @property
    def open(self) -> bool:
        """Whether it still lasts."""
        return self.end is None

    def close(self, at: int, elapsed: int, *, estimated: bool = False) -> None:
        """End it at wall time `at`, timeline `elapsed`; never before it began."""
        self.end = max(at, self.begin)
        self.duration = max(elapsed - self.since, 0)
        self.estimated = estimated


class Call(Span, kw_only=True):
    """One conversation attempt (F8.1). `ring`: outbound dial to answer or end, ms. `busy`: the operator's dialling time
    that no other call of theirs covers, ms (see `busy`). `diverted`: it ended at the reception and is no visit; `group`
    is then the group that was called, or was closed."""

    call: str
    switch: str
    direction: Direction
    from_number: str = ""
    from_name: str = ""
    caller_id: CallerId = CallerId.NUMBER
    to_number: str = ""
    trunk: str = ""
    operator: str = ""
    extension: str = ""
    group: str = ""
    ringing: int | None = None
    answered: int | None = None
    ring: int | None = None
    cause: Cause | None = None
    by: Side | None = None
    sip_status: int = 0
    busy: int = 0
    diverted: Diversion | None = None


class Visit(Span, kw_only=True):
    """A call in one group's distribution, from its entry to answer, leave or overflow (`duration` is its ring time)."""

    visit: str
    call: str
    group: str
    entry: VisitEntry
    target_s: int
    outcome: VisitOutcome = VisitOutcome.OPEN
    operator: str = ""
    reason: str = ""


class Offer(Span, kw_only=True):
    """One operator rung."""

    offer: str
    call: str
    operator: str
    extension: str
    kind: OfferKind
    visit: str = ""
    outcome: OfferOutcome = OfferOutcome.OPEN
    busy: int = 0


class Segment(Span, kw_only=True):
    """One operator connected with the other party. `offer`: the offer that led to it, or "" for the dialling side.
    `transferred_to`, `transferred_group`: the extension or outside number, or the group, that the operator handed the
    other party to, with or without a consultation (F5.7); "" where they did not."""

    segment: str
    call: str
    operator: str
    extension: str
    direction: Direction
    visit: str = ""
    group: str = ""
    offer: str = ""
    busy: int = 0
    transferred_to: str = ""
    transferred_group: str = ""


class Hold(Span, kw_only=True):
    """A stretch of a segment during which the party heard music; owned by who pressed it."""

    hold: str
    segment: str
    call: str
    operator: str


class Acw(Span, kw_only=True):
    """後処理 after a segment."""

    segment: str
    call: str
    operator: str
    busy: int = 0


class StatusSpan(Span, kw_only=True):
    """A stretch of one status; the spans of a login tile it. One taken back by a late log-out has duration 0 and
    `void` set, and is no entry into its status. `reason`: why the switch chose it by itself (`StatusChanged`).
    `days_after`: of its business days those count as days with a log-in (`d_login`) that begin after this (wall ms)."""

    span: str
    login: str
    operator: str
    status: StatusId
    chosen: StatusId
    by: str = ""
    void: bool = False
    reason: str = ""
    days_after: int = 0


class Login(Span, kw_only=True):
    """Log-in to log-out."""

    login: str
    switch: str
    session: str
    operator: str
    reason: LogOutReason | None = None
    by: str = ""


class DialRefusal(Span, kw_only=True):
    """A number dialled that led to no call, for `reason`; it lasted no time. `operator` "": nobody's phone."""

    refusal: str
    operator: str
    extension: str
    number: str
    reason: Refusal


class Supervision(Span, kw_only=True):
    """A stretch in which a supervisor was in a call in one mode (F4.5); a change of the mode, or of the `operator`
    whose call it is ("" while no operator has it), begins another of the same `supervision`. `about`: the call, which
    it is no part of. `reason`: why the supervision ended, of its last stretch."""

    span: str
    supervision: str
    switch: str
    supervisor: str
    operator: str
    about: str
    mode: SupervisionMode
    reason: SupervisionEnding | None = None


FactChange: TypeAlias = Call | Visit | Offer | Segment | Hold | Acw | StatusSpan | Login | DialRefusal | Supervision


KEYS: Final[dict[type[Span], str]] = {
    Call: "call",
    Visit: "visit",
    Offer: "offer",
    Segment: "segment",
    Hold: "hold",
    Acw: "segment",
    StatusSpan: "span",
    Login: "login",
    DialRefusal: "refusal",
    Supervision: "span",
}
"""Kind of fact → the field with its id, which is unique within the kind."""


def fact_key(fact: FactChange) -> str:
    """The id under which a fact is stored."""
    key: str = getattr(fact, KEYS[type(fact)])
    return key


class Consult(Struct, kw_only=True):
    """`operator` asks somebody about a held caller (F5.7); `answered` by `target`, "" where they are outside. Live
    state, not kept: what comes of it is in offers and segments."""

    consult: str
    operator: str
    to_number: str
    group: str
    begin: int
    answered: int | None = None
    target: str = ""


class Parked(Struct, kw_only=True):
    """A call at a slot since `begin`, by `operator` (F5.10). Live state, not kept."""

    slot: int
    operator: str
    begin: int


class CallFile(Struct, kw_only=True):
    """A call with all its parts, by id, in the order in which they began; and what goes on in it just now. `joined`:
    number of the party outside who came into its conference, "" where that is an operator with a segment; `instead`:
    the same once the conference is over and the party outside of before has left it; `regrouped`: two of a conference
    are left."""

    call: Call
    visits: dict[str, Visit] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    segments: dict[str, Segment] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    acws: dict[str, Acw] = field(default_factory=dict)
    consults: dict[str, Consult] = field(default_factory=dict)
    parked: Parked | None = None
    conference: bool = False
    joined: str = ""
    instead: str = ""
    regrouped: bool = False

    def parts(self) -> list[Span]:
        """The call and every part of it."""
        return [
            self.call,
            *self.visits.values(),
            *self.offers.values(),
            *self.segments.values(),
            *self.holds.values(),
            *self.acws.values(),
        ]

    @property
    def final(self) -> bool:
        """Whether nothing of it is open."""
        return all(part.end is not None for part in self.parts())

    @property
    def external(self) -> bool:
        """Whether an outside party takes part; internal calls count in no figure."""
        return self.call.direction != Direction.INTERNAL

    @property
    def connected(self) -> bool:
        """Whether an operator is connected now, on hold or not."""
        return any(segment.open for segment in self.segments.values())

    def visit_of(self, segment: Segment) -> Visit | None:
        """The visit that a segment belongs to: its own, else the call's last answered one."""
        if segment.visit in self.visits:
            return self.visits[segment.visit]
        answered = [visit for visit in self.visits.values() if visit.outcome == VisitOutcome.ANSWERED]
        return answered[-1] if answered else None

    def segment_group(self, segment: Segment) -> str | None:
        """The group that a segment counts for; "" is その他, None is no group at all."""
        if (visit := self.visit_of(segment)) is not None:
            return visit.group
        if self.call.direction == Direction.OUTBOUND:
            return self.call.group
        return segment.group or None
