"""The counters: booked per hour (site time zone) × 全体, group, operator, by arrival cohort.

`book_call` says what a call is worth; a `Ledger` (`ledger`) holds the sums. Booking is a pure function of the facts, so
a report that books stored facts gets what the board got. Counts are integers, durations integer ms. `open` counts the
calls that are not over: figures of that hour may still change (未確定).

Raw counters; profiles choose between them later (`registry.derive`):
`in ans aban over closed ivr_left voicemail sl
t_ring_in t_ring_ans t_ring_aban t_ring_over out conn t_ring_out t_talk_in/out n_hold_in/out
t_hold_in/out t_acw_in/out t_handle_all open t_status:S n_status:S t_login d_login t_busy t_busy_ring`, and of operators
`no_answer rejected answered_elsewhere caller_left caller_left_soon` (the last: of `caller_left`, those under 10 s).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from api.statistics.facts import Call, CallFile, Offer, Segment, Span, Visit
from sip.contract.enums import Direction, OfferOutcome, VisitOutcome

ALL: Final = "all"
_OPERATOR: Final = "operator:"
_MEMBER: Final = "member:"
PARKED: Final = "parked"
"""Names the list of parked calls among what was touched; nothing is booked for it."""
SOON_MS: Final = 10_000
"""A caller who left within this time gave the operator no fair chance (`strict` profile)."""

Counters: TypeAlias = dict[str, int]
Booking: TypeAlias = dict[tuple[str, int], Counters]
"""(scope, wall time of the cohort) → counters."""


def group_scope(group: str) -> str:
    """Scope of a group; "" is その他."""
    return f"group:{group}"


def operator_scope(operator: str) -> str:
    """Scope of an operator."""
    return f"{_OPERATOR}{operator}"


def extension_scope(extension: str) -> str:
    """Names an extension among what was touched; nothing is booked for it."""
    return f"extension:{extension}"


def trunk_scope(trunk: str) -> str:
    """Names a trunk among what was touched; nothing is booked for it."""
    return f"trunk:{trunk}"


def member_scope(group: str, operator: str) -> str:
    """Scope of what an operator did for one group; holds `t_busy` and `t_busy_ring` only."""
    return f"{_MEMBER}{len(group)}:{group}:{operator}"


def member_of(scope: str) -> tuple[str, str] | None:
    """Group and operator of a `member_scope`; None for any other scope."""
    if not scope.startswith(_MEMBER):
        return None
    length, _, rest = scope[len(_MEMBER) :].partition(":")
    return rest[: int(length)], rest[int(length) + 1 :]


def operator_of(scope: str) -> str | None:
    """Operator of an `operator_scope`; None for any other scope."""
    return scope[len(_OPERATOR) :] if scope.startswith(_OPERATOR) else None


def book_call(file: CallFile) -> Booking:
    """What a call and its parts are worth as far as they are known; open parts count, their times do not yet."""
    booking = empty_booking()
    for _ in book_parts(file, booking):
        pass
    _mark_open(booking, file)
    return booking


def empty_booking() -> Booking:
    """One to add to."""
    return defaultdict(lambda: defaultdict(int))


def book_parts(file: CallFile, booking: Booking) -> Iterator[Span]:
    """Adds part by part to `booking` what a call is worth, and gives each part when that is done. What is worked out of
    several visits is the call's own."""
    if not file.external:
        return
    for visit in file.visits.values():
        _book_visit(booking[group_scope(visit.group), visit.begin], visit)
        yield visit
    if file.visits:
        _book_whole(booking[ALL, next(iter(file.visits.values())).begin], list(file.visits.values()))
    if file.call.direction == Direction.OUTBOUND:
        _book_dial(booking, file.call)
    if file.call.diverted is not None:
        for scope in {ALL, group_scope(file.call.group) if file.call.group else ALL}:
            booking[scope, file.call.begin][file.call.diverted.value] += 1
    yield file.call
    for offer in file.offers.values():
        _book_offer(booking, file, offer)
        yield offer
    for segment in file.segments.values():
        yield from _book_segment(booking, file, segment)


def _mark_open(booking: Booking, file: CallFile) -> None:
    if not file.final:
        for counters in booking.values():
            counters["open"] = 1


def _book_visit(counters: Counters, visit: Visit) -> None:
    counters["in"] += 1
    _book_outcome(counters, visit.outcome, visit.duration or 0, visit.target_s)


def _book_outcome(counters: Counters, outcome: VisitOutcome, ring: int, target_s: int) -> None:
    if outcome == VisitOutcome.OPEN:
        return
    counter, time = _OUTCOMES[outcome]
    counters[counter] += 1
    counters["t_ring_in"] += ring
    counters[time] += ring
    if outcome == VisitOutcome.ANSWERED and ring <= target_s * 1000:
        counters["sl"] += 1


_OUTCOMES: Final = {
    VisitOutcome.ANSWERED: ("ans", "t_ring_ans"),
    VisitOutcome.ABANDONED: ("aban", "t_ring_aban"),
    VisitOutcome.OVERFLOWED: ("over", "t_ring_over"),
}


def _book_whole(counters: Counters, visits: list[Visit]) -> None:
    """全体 counts the call once: answered if any visit was, else as its last visit; its ring time is the caller's wait
    from the first visit's begin."""
    answered = [visit for visit in visits if visit.outcome == VisitOutcome.ANSWERED]
    counters["in"] += 1
    if not answered and any(visit.open for visit in visits):
        return
    last = answered[0] if answered else visits[-1]
    ring = last.since + (last.duration or 0) - visits[0].since
    _book_outcome(counters, last.outcome, ring, last.target_s)


def _book_dial(booking: Booking, call: Call) -> None:
    for scope in (ALL, group_scope(call.group), operator_scope(call.operator)):
        counters = booking[scope, call.begin]
        counters["out"] += 1
        counters["conn"] += call.answered is not None
        counters["t_ring_out"] += call.ring or 0
    _book_busy(booking, call.operator, call.group, call.begin, call.busy, ringing=True)


def _book_busy(
    booking: Booking, operator: str, group: str | None, at: int, busy: int, *, ringing: bool = False
) -> None:
    scopes = [operator_scope(operator)]
    if group is not None:
        scopes.append(member_scope(group, operator))
    for scope in scopes:
        booking[scope, at]["t_busy"] += busy
        if ringing:
            booking[scope, at]["t_busy_ring"] += busy


def _book_offer(booking: Booking, file: CallFile, offer: Offer) -> None:
    counters = booking[operator_scope(offer.operator), offer.begin]
    counters["in"] += 1
    visit = file.visits.get(offer.visit)
    group = visit.group if visit is not None else None
    if file.call.direction == Direction.OUTBOUND and group is None:
        group = file.call.group
    _book_busy(booking, offer.operator, group, offer.begin, offer.busy, ringing=True)
    if offer.duration is None:
        return
    counters["t_ring_in"] += offer.duration
    if offer.outcome == OfferOutcome.ANSWERED:
        counters["ans"] += 1
        counters["t_ring_ans"] += offer.duration
        return
    counters[offer.outcome.value] += 1
    if offer.outcome == OfferOutcome.CALLER_LEFT and offer.duration < SOON_MS:
        counters["caller_left_soon"] += 1


def _book_segment(booking: Booking, file: CallFile, segment: Segment) -> Iterator[Span]:
    """Talk, holds and ACW: to the operator's own offer or dial, and to the visit or dial that they belong to."""
    visit, group = file.visit_of(segment), file.segment_group(segment)
    offer = file.offers.get(segment.offer)
    own_at = offer.begin if offer is not None else file.call.begin if visit is None else visit.begin
    own = operator_scope(segment.operator)
    side = "out" if offer is None and file.call.direction == Direction.OUTBOUND else "in"
    places = [(own, own_at, side)]
    if group is not None:
        places += _shared_places(file, visit, group)
    acw = file.acws.get(segment.segment)
    _book_handling(booking, places, "t_talk", segment)
    _book_busy(booking, segment.operator, group, own_at, segment.busy)
    yield segment
    if acw is not None:
        _book_handling(booking, places, "t_acw", acw)
        _book_busy(booking, segment.operator, group, own_at, acw.busy)
        yield acw
    for hold in file.holds.values():
        if hold.segment == segment.segment:
            _book_hold(booking, [(operator_scope(hold.operator), own_at, side), *places[1:]], hold)
            yield hold


def _book_handling(booking: Booking, places: Iterable[tuple[str, int, str]], time: str, part: Span) -> None:
    for scope, at, way in places:
        counters = booking[scope, at]
        counters[f"{time}_{way}"] += part.duration or 0
        counters["t_handle_all"] += part.duration or 0


def _shared_places(file: CallFile, visit: Visit | None, group: str) -> list[tuple[str, int, str]]:
    """Where 全体 and the group book a segment. A direct external call to an extension has neither."""
    call = file.call
    whole_way = "out" if call.direction == Direction.OUTBOUND else "in"
    whole_at = next(iter(file.visits.values())).begin if file.visits and whole_way == "in" else call.begin
    way = "in" if visit is not None else whole_way
    at = visit.begin if visit is not None else call.begin
    return [(ALL, whole_at, whole_way), (group_scope(group), at, way)]


def _book_hold(booking: Booking, places: Iterable[tuple[str, int, str]], hold: Span) -> None:
    for scope, at, way in places:
        booking[scope, at][f"n_hold_{way}"] += 1
        booking[scope, at][f"t_hold_{way}"] += hold.duration or 0
