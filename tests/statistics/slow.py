"""The counters once more, straight from the definitions and the facts: slow, simple, and independent of the fold's
booking. Sums over all hours, or per local hour where `hour` is given."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from api.statistics.facts import Acw, Call, FactChange, Hold, Login, Offer, Segment, StatusSpan, Visit
from sip.contract.enums import Direction, OfferOutcome, VisitOutcome

Table = dict[str, dict[int, dict[str, int]]]


class Slow:
    """All facts by kind."""

    def __init__(self, facts: Iterable[FactChange], zone: str) -> None:
        self.zone = ZoneInfo(zone)
        every = list(facts)
        self.calls = {fact.call: fact for fact in every if isinstance(fact, Call)}
        self.visits = {fact.visit: fact for fact in every if isinstance(fact, Visit)}
        self.offers = [fact for fact in every if isinstance(fact, Offer)]
        self.segments = {fact.segment: fact for fact in every if isinstance(fact, Segment)}
        self.holds = [fact for fact in every if isinstance(fact, Hold)]
        self.acws = [fact for fact in every if isinstance(fact, Acw)]
        self.spans = [fact for fact in every if isinstance(fact, StatusSpan)]
        self.logins = [fact for fact in every if isinstance(fact, Login)]
        self.table: Table = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))

    def hour(self, at: int) -> int:
        moment = datetime.fromtimestamp(at // 1000, UTC).astimezone(self.zone)
        return int(moment.replace(minute=0, second=0, microsecond=0).timestamp()) * 1000

    def external(self, call: str) -> bool:
        return self.calls[call].direction != Direction.INTERNAL

    def add(self, scope: str, at: int, **amounts: int) -> None:
        for name, amount in amounts.items():
            self.table[scope][self.hour(at)][name] += amount

    def compute(self) -> dict[str, dict[int, dict[str, int]]]:
        """scope → hour → counters, without zeros and busy times."""
        self._visits()
        self._diversions()
        self._dials()
        self._offers()
        self._segments()
        self._statuses()
        return clean(self.table)

    def _diversions(self) -> None:
        for call in self.calls.values():
            if call.diverted is not None:
                for scope in {"all", f"group:{call.group}" if call.group else "all"}:
                    self.add(scope, call.begin, **{call.diverted.value: 1})

    def _visits(self) -> None:
        by_call: dict[str, list[Visit]] = defaultdict(list)
        for visit in self.visits.values():
            by_call[visit.call].append(visit)
            self._visit(f"group:{visit.group}", visit.begin, visit.outcome, visit.duration or 0, visit.target_s)
        for visits in by_call.values():
            visits.sort(key=lambda visit: visit.since)  # stable: those of one moment stay in the order of the log
            first = visits[0]
            answers = [visit for visit in visits if visit.outcome == VisitOutcome.ANSWERED]
            if not answers and any(visit.end is None for visit in visits):
                self.add("all", first.begin, **{"in": 1})
                continue
            decisive = answers[0] if answers else visits[-1]
            wait = decisive.since + (decisive.duration or 0) - first.since
            self._visit("all", first.begin, decisive.outcome, wait, decisive.target_s)

    def _visit(self, scope: str, at: int, outcome: VisitOutcome, ring: int, target_s: int) -> None:
        self.add(scope, at, **{"in": 1})
        match outcome:
            case VisitOutcome.ANSWERED:
                self.add(scope, at, ans=1, t_ring_in=ring, t_ring_ans=ring, sl=int(ring <= target_s * 1000))
            case VisitOutcome.ABANDONED:
                self.add(scope, at, aban=1, t_ring_in=ring, t_ring_aban=ring)
            case VisitOutcome.OVERFLOWED:
                self.add(scope, at, over=1, t_ring_in=ring, t_ring_over=ring)
            case VisitOutcome.OPEN:
                pass

    def _dials(self) -> None:
        for call in self.calls.values():
            if call.direction == Direction.OUTBOUND:
                for scope in ("all", f"group:{call.group}", f"operator:{call.operator}"):
                    self.add(scope, call.begin, out=1, conn=int(call.answered is not None), t_ring_out=call.ring or 0)

    def _offers(self) -> None:
        for offer in self.offers:
            if not self.external(offer.call):
                continue
            scope, ring = f"operator:{offer.operator}", offer.duration or 0
            self.add(scope, offer.begin, **{"in": 1}, t_ring_in=ring)
            if offer.outcome == OfferOutcome.ANSWERED:
                self.add(scope, offer.begin, ans=1, t_ring_ans=ring)
            elif offer.outcome != OfferOutcome.OPEN:
                self.add(scope, offer.begin, **{offer.outcome.value: 1})
                if offer.outcome == OfferOutcome.CALLER_LEFT and ring < 10_000:
                    self.add(scope, offer.begin, caller_left_soon=1)

    def places(self, segment: Segment) -> list[tuple[str, int, str]]:
        """Where a segment is booked: scope, cohort, in or out."""
        call = self.calls[segment.call]
        visit = self.visits.get(segment.visit)
        mine = [visit for visit in self.visits.values() if visit.call == segment.call]
        if visit is None:
            answered = [visit for visit in mine if visit.outcome == VisitOutcome.ANSWERED]
            visit = answered[-1] if answered else None
        outbound = call.direction == Direction.OUTBOUND
        offer = next((offer for offer in self.offers if offer.offer == segment.offer), None)
        own_at = offer.begin if offer is not None else visit.begin if visit is not None else call.begin
        places = [(f"operator:{segment.operator}", own_at, "out" if outbound and offer is None else "in")]
        if outbound:
            group_way = [(f"group:{visit.group}", visit.begin, "in")] if visit else []
            places += [("all", call.begin, "out"), *(group_way or [(f"group:{call.group}", call.begin, "out")])]
        elif visit is not None:
            places += [("all", mine[0].begin, "in"), (f"group:{visit.group}", visit.begin, "in")]
        return places

    def _segments(self) -> None:
        for segment in self.segments.values():
            if not self.external(segment.call):
                continue
            acw = sum(acw.duration or 0 for acw in self.acws if acw.segment == segment.segment)
            talk = segment.duration or 0
            holds = [hold for hold in self.holds if hold.segment == segment.segment]
            for scope, at, way in self.places(segment):
                times = {f"t_talk_{way}": talk, f"t_acw_{way}": acw, "t_handle_all": talk + acw}
                self.add(scope, at, **times)
                for hold in holds:
                    self.add(scope, at, **{f"n_hold_{way}": 1, f"t_hold_{way}": hold.duration or 0})

    def _statuses(self) -> None:
        for span in self.spans:
            scope = f"operator:{span.operator}"
            if not span.void:
                self.add(scope, span.begin, **{f"n_status:{span.status}": 1})
            at, left = span.begin, span.duration or 0
            while left:
                here = datetime.fromtimestamp(self.hour(at) // 1000, UTC)
                edge = int((here + timedelta(hours=1)).timestamp()) * 1000
                part = min(left, edge - at)
                self.add(scope, at, **{f"t_status:{span.status}": part, "t_login": part})
                at, left = at + part, left - part


def clean(table: Table, without: Callable[[str], bool] = lambda name: False) -> Table:
    """Without zeros, empty hours and empty scopes."""
    kept = {
        scope: {
            hour: {name: amount for name, amount in counters.items() if amount and not without(name)}
            for hour, counters in hours.items()
        }
        for scope, hours in table.items()
    }
    full = {scope: {hour: counters for hour, counters in hours.items() if counters} for scope, hours in kept.items()}
    return {scope: hours for scope, hours in full.items() if hours}


def union(stretches: list[tuple[int, int]]) -> int:
    """Length of the union of stretches."""
    total, covered = 0, 0
    for begin, end in sorted(stretches):
        begin = max(begin, covered)
        if end > begin:
            total += end - begin
            covered = end
    return total
