"""What must hold of the log at every moment, worked out from the events alone."""

from collections import Counter
from dataclasses import dataclass, field

from sip.contract.enums import Direction, OfferOutcome, Status, VisitEntry, VisitOutcome
from sip.contract.events import (
    AcwBegan,
    AcwEnded,
    AlertChanged,
    CallAnswered,
    CallEnded,
    CallParked,
    CallRinging,
    CallStarted,
    CallUnparked,
    ConferenceBegan,
    ConferenceEnded,
    ConsultAnswered,
    ConsultBegan,
    ConsultEnded,
    Event,
    HoldBegan,
    HoldEnded,
    LoggedIn,
    LoggedOut,
    MessageBegan,
    MessageDropped,
    MessageLeft,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
    SegmentEnded,
    StatusChanged,
    VisitBegan,
    VisitEnded,
)


@dataclass
class Ledger:
    """Open things by id, and the counts of how the closed ones ended. `read` raises AssertionError on a log that
    ends what is not open, begins something twice or lets a part outlive its whole."""

    calls: dict[str, CallStarted] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    visits: dict[str, VisitBegan] = field(default_factory=dict)
    offers: dict[str, OfferBegan] = field(default_factory=dict)
    segments: dict[str, SegmentBegan] = field(default_factory=dict)
    holds: dict[str, HoldBegan] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)
    segment_directions: dict[str, Direction] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    nexts: dict[str, str] = field(default_factory=dict)
    """Operator → status chosen for after the call, "" = none."""
    consults: dict[str, ConsultBegan] = field(default_factory=dict)
    consulted: dict[str, str] = field(default_factory=dict)
    """Operator → consultation in which they were asked and have answered."""
    parked: dict[int, str] = field(default_factory=dict)
    conferences: set[str] = field(default_factory=set)
    statuses: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    """Operator → since, status, chosen."""
    alerts: set[str] = field(default_factory=set)
    messages: dict[str, tuple[int, MessageBegan]] = field(default_factory=dict)
    """Those that are being left, with their begin."""
    been: dict[str, list[str]] = field(default_factory=dict)
    """Call → the groups that it has overflowed through."""
    counts: Counter[str] = field(default_factory=Counter)

    def read(self, now: int, event: Event) -> None:
        """Take one event."""
        getattr(self, f"_{type(event).__name__.lower()}", self._other)(now, event)

    def _other(self, now: int, event: Event) -> None:
        self.counts[type(event).__name__] += 1

    def _callstarted(self, now: int, e: CallStarted) -> None:
        assert e.call not in self.calls
        self.calls[e.call] = e

    def _messagebegan(self, now: int, e: MessageBegan) -> None:
        assert e.call in self.calls and all(e.call != other.call for _, other in self.messages.values())
        self.messages[e.message] = now, e

    def _messageleft(self, now: int, e: MessageLeft) -> None:
        begun, _ = self.messages.pop(e.message)
        assert 1000 <= e.duration == now - begun
        self.counts["messages left"] += 1

    def _messagedropped(self, now: int, e: MessageDropped) -> None:
        begun, _ = self.messages.pop(e.message)
        assert now - begun < 1000
        self.counts["messages dropped"] += 1

    def _callringing(self, now: int, e: CallRinging) -> None:
        assert e.call in self.calls and e.call not in self.answered

    def _callanswered(self, now: int, e: CallAnswered) -> None:
        assert e.call in self.calls and e.call not in self.answered
        self.answered.add(e.call)

    def _callended(self, now: int, e: CallEnded) -> None:
        del self.calls[e.call]
        self.answered.discard(e.call)
        self.conferences.discard(e.call)
        for parts in (self.visits, self.offers, self.segments, self.consults):
            assert all(part.call != e.call for part in parts.values()), parts
        assert e.call not in self.parked.values()
        assert all(message.call != e.call for _, message in self.messages.values())

    def _visitbegan(self, now: int, e: VisitBegan) -> None:
        assert e.call in self.calls and e.visit not in self.visits
        assert all(visit.call != e.call for visit in self.visits.values()), "two visits at once"
        been = self.been.setdefault(e.call, []) if e.entry is VisitEntry.OVERFLOW else []
        assert e.group not in been, "overflowed into a group again"
        self.been[e.call] = [*been, e.group]
        self.visits[e.visit] = e
        self.counts["visits"] += 1

    def _visitended(self, now: int, e: VisitEnded) -> None:
        del self.visits[e.visit]
        assert e.outcome is not VisitOutcome.OPEN
        assert (e.operator != "") == (e.outcome is VisitOutcome.ANSWERED)
        assert (e.reason != "") == (e.outcome is VisitOutcome.OVERFLOWED)
        self.counts[f"visits {e.outcome}"] += 1

    def _offerbegan(self, now: int, e: OfferBegan) -> None:
        assert e.call in self.calls and e.offer not in self.offers
        assert not e.visit or e.visit in self.visits
        assert all(offer.operator != e.operator for offer in self.offers.values()), "two offers at once"
        assert all(segment.operator != e.operator for segment in self.segments.values()), "rung in a call"
        assert e.operator not in self.consulted
        assert not e.consult or self.consults[e.consult].call == e.call
        if e.visit:
            assert e.operator in self.sessions
        self.offers[e.offer] = e
        self.counts["offers"] += 1

    def _offerended(self, now: int, e: OfferEnded) -> None:
        offer = self.offers.pop(e.offer)
        assert e.outcome is not OfferOutcome.OPEN
        assert offer.call in self.calls
        self.counts[f"offers {e.outcome}"] += 1

    def _segmentbegan(self, now: int, e: SegmentBegan) -> None:
        assert e.call in self.answered and e.segment not in self.segments
        assert all(segment.operator != e.operator for segment in self.segments.values())
        self.segments[e.segment] = e
        self.segment_directions[e.segment] = e.direction

    def _segmentended(self, now: int, e: SegmentEnded) -> None:
        del self.segments[e.segment]
        assert all(hold.segment != e.segment for hold in self.holds.values())

    def _holdbegan(self, now: int, e: HoldBegan) -> None:
        assert self.segments[e.segment].operator == e.operator and e.hold not in self.holds
        assert all(hold.segment != e.segment for hold in self.holds.values())
        self.holds[e.hold] = e

    def _holdended(self, now: int, e: HoldEnded) -> None:
        del self.holds[e.hold]

    def _consultbegan(self, now: int, e: ConsultBegan) -> None:
        assert e.call in self.answered and all(other.call != e.call for other in self.consults.values())
        held = {hold.segment for hold in self.holds.values()}
        assert any(s.call == e.call and s.operator == e.operator and s.segment in held for s in self.segments.values())
        self.consults[e.consult] = e
        self.counts["consults"] += 1

    def _consultanswered(self, now: int, e: ConsultAnswered) -> None:
        assert e.consult in self.consults and e.operator not in self.consulted
        if e.operator:
            self.consulted[e.operator] = e.consult

    def _consultended(self, now: int, e: ConsultEnded) -> None:
        del self.consults[e.consult]
        assert all(offer.consult != e.consult for offer in self.offers.values())
        self.consulted = {operator: consult for operator, consult in self.consulted.items() if consult != e.consult}
        self.counts[f"consults {e.outcome}"] += 1

    def _callparked(self, now: int, e: CallParked) -> None:
        assert e.call in self.answered and e.slot not in self.parked
        self.parked[e.slot] = e.call
        self.counts["parked"] += 1

    def _callunparked(self, now: int, e: CallUnparked) -> None:
        assert self.parked.pop(e.slot) == e.call
        self.counts["parked taken"] += e.operator != ""

    def _conferencebegan(self, now: int, e: ConferenceBegan) -> None:
        assert e.call in self.answered and e.call not in self.conferences
        self.conferences.add(e.call)
        self.counts["conferences"] += 1

    def _conferenceended(self, now: int, e: ConferenceEnded) -> None:
        self.conferences.remove(e.call)

    def _acwbegan(self, now: int, e: AcwBegan) -> None:
        assert e.operator in self.sessions and e.operator not in self.works.values()
        assert self.segment_directions[e.segment] is not Direction.INTERNAL and e.segment not in self.segments
        self.works[e.segment] = e.operator

    def _acwended(self, now: int, e: AcwEnded) -> None:
        del self.works[e.segment]

    def _loggedin(self, now: int, e: LoggedIn) -> None:
        assert e.operator not in self.sessions and e.operator not in self.works.values()
        self.sessions[e.operator] = e.session

    def _loggedout(self, now: int, e: LoggedOut) -> None:
        del self.sessions[e.operator]
        del self.statuses[e.operator]
        assert e.effective_mono <= now
        assert e.operator not in self.alerts

    def _statuschanged(self, now: int, e: StatusChanged) -> None:
        assert e.operator in self.sessions
        since, status, chosen = self.statuses.get(e.operator, (now, "", ""))
        told = (e.status, e.chosen, e.next)
        assert (status, chosen, self.nexts.get(e.operator, "")) != told, "told twice"
        assert e.next in ("", e.chosen)
        self.nexts[e.operator] = e.next
        self.statuses[e.operator] = (since if status == e.status else now, e.status, e.chosen)

    def _alertchanged(self, now: int, e: AlertChanged) -> None:
        assert (e.operator in self.alerts) is not e.on
        (self.alerts.add if e.on else self.alerts.discard)(e.operator)

    # What follows

    def check(self) -> None:
        """The identities of the metrics, every caller in one place, every status what the operator does."""
        outcomes = (VisitOutcome.ANSWERED, VisitOutcome.ABANDONED, VisitOutcome.OVERFLOWED)
        assert self.counts["visits"] == sum(self.counts[f"visits {o}"] for o in outcomes) + len(self.visits)
        ends = [outcome for outcome in OfferOutcome if outcome is not OfferOutcome.OPEN]
        assert self.counts["offers"] == sum(self.counts[f"offers {o}"] for o in ends) + len(self.offers)
        for call in self.calls:
            self._check_place(call)
        assert self.statuses.keys() == self.sessions.keys()
        for operator, (_, status, _) in self.statuses.items():
            assert status == self.status(operator), (operator, status, self.status(operator))

    def _check_place(self, call: str) -> None:
        """A caller waits, or is rung for, or is connected (held or not), or is parked: one of them. While an operator
        consults about them, others may be rung; where two colleagues talk, one of them may be handed on."""
        internal = self.calls[call].direction is Direction.INTERNAL
        visit = any(v.call == call for v in self.visits.values())
        rung = any(o.call == call for o in self.offers.values())
        segments = sum(s.call == call for s in self.segments.values())
        consulting = any(consult.call == call for consult in self.consults.values())
        if (visit or rung or call in self.parked.values()) and not consulting:
            assert segments <= internal
        assert not (consulting and call in self.parked.values())
        if segments:
            assert call in self.answered
            assert segments <= 1 + internal + (call in self.conferences)

    def status(self, operator: str) -> str:
        """What the operator's status must be, from what they do."""
        chosen = self.statuses[operator][2]
        base = Status.ACW if operator in self.works.values() else chosen
        overlay, direction = self._doing(operator)
        if direction is None:
            return base
        if direction is not Direction.INTERNAL:
            return overlay
        if base != Status.AVAILABLE:
            return base
        return Status.INTERNAL if overlay in (Status.TALKING, Status.HOLDING) else overlay

    def _doing(self, operator: str) -> tuple[Status, Direction | None]:
        for segment in self.segments.values():
            if segment.operator == operator:
                held = any(hold.segment == segment.segment for hold in self.holds.values())
                return (Status.HOLDING if held else Status.TALKING), segment.direction
        if operator in self.consulted:
            return Status.TALKING, Direction.INTERNAL
        for offer in self.offers.values():
            if offer.operator == operator:
                return Status.RINGING, Direction.INTERNAL if offer.consult else self.calls[offer.call].direction
        for call in self.calls.values():
            if call.operator == operator and call.call not in self.answered:
                return Status.DIALING, call.direction
        return Status.AVAILABLE, None
