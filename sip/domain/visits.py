"""Visits: callers waiting for a group. Their whole life but for who is rung, which is `distribution`'s."""

from sip.contract.config import Group
from sip.contract.enums import VisitEntry, VisitOutcome
from sip.contract.events import VisitBegan, VisitEnded
from sip.domain.floor import Floor
from sip.domain.records import Call, Visit
from sip.domain.states import CALL, VISIT, Trigger, advance
from sip.domain.timers import TimerKind


class Visits:
    """Opens and closes visits; the open ones are `floor.visits` and in their group's queue."""

    __slots__ = ("_floor",)

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    def begin(self, call: Call, group: Group, entry: VisitEntry) -> Visit:
        """`call` enters the distribution of `group`, at the end of its queue, in the way `entry`."""
        floor = self._floor
        floor.visits_begun += 1
        visit = Visit(floor.ids("visit"), call.id, group, floor.visits_begun)
        call.visit = visit.id
        call.visited = (*(call.visited if entry is VisitEntry.OVERFLOW else ()), group.id)
        call.rules = group
        call.state = advance(CALL, call.state, Trigger.QUEUED)
        floor.visits[visit.id] = visit
        floor.queues[group.id].waiting[visit.id] = visit
        floor.eager[visit.id] = visit
        if group.max_wait_s > 0:
            floor.timers.set(TimerKind.MAX_WAIT, visit.id, floor.now + group.max_wait_s * 1000)
        floor.emit(VisitBegan(visit=visit.id, call=call.booked, group=group.id, entry=entry, target_s=group.target_s))
        return visit

    def close(self, visit: Visit, outcome: VisitOutcome, operator: str = "", reason: str = "") -> None:
        """Decide the visit: it leaves the queue and its timers end."""
        floor = self._floor
        visit.outcome = advance(VISIT, visit.outcome, outcome)
        del floor.visits[visit.id]
        queue = floor.queues.get(visit.rules.id)
        if queue is not None:
            queue.waiting.pop(visit.id, None)
        floor.eager.pop(visit.id, None)
        for kind in (TimerKind.MAX_WAIT, TimerKind.TIER, TimerKind.REST, TimerKind.ANNOUNCE):
            floor.timers.cancel(kind, visit.id)
        floor.emit(VisitEnded(visit=visit.id, outcome=outcome, operator=operator, reason=reason))
