"""Operators: log-in, status, after-call work, and who is free to be rung.

The status told is derived, never set: what the call lays over it (`states.EXTERNAL_STATUS`, `INTERNAL_STATUS`), else
後処理 while after-call work is open, else the chosen one. It is told once per input, at its end, so that a status that
lasts no time is not told at all.

Choices where the specification leaves room:
- A `StatusChanged` with an unchanged `status` only tells a new `chosen` or `next` (a choice during a call); the span
  goes on.
- A status chosen during an external call is taken at its end: after-call work then lasts no time (`AcwBegan` and
  `AcwEnded` together), unless 後処理 itself was chosen.
- Choosing 後処理 while after-call work is open keeps it open and lifts the group's cap.
- An internal call neither ends after-call work nor shows in the status during it: it is part of that work.
- After the cap the operator has the chosen status, which is 受付可 for whoever was in 受付可 when the call came.
"""

from collections.abc import Iterable
from typing import Final

from sip.contract.commands import OperatorStatus
from sip.contract.enums import CHOOSABLE, LogOutReason, Role, Status, StatusId, is_work
from sip.contract.events import AcwBegan, AcwEnded, AlertChanged, LoggedIn, LoggedOut, PhoneChanged, StatusChanged
from sip.domain.estimates import note_handling
from sip.domain.floor import Floor
from sip.domain.records import Person
from sip.domain.states import EXTERNAL_STATUS, INTERNAL_STATUS, PART, WORK, Part, Trigger, Work, advance
from sip.domain.timers import TimerKind

MISSED_CALLS: Final = "missed_calls"
"""`StatusChanged.reason` of a pause."""


def base_status(person: Person) -> StatusId:
    """The status outside calls."""
    return Status.ACW if person.work is Work.OPEN else person.chosen


def next_status(person: Person) -> StatusId:
    """What was chosen during the present external call for afterwards; "" = nothing: 後処理 comes by itself."""
    return person.chosen if person.chosen_in_call and person.part is not Part.IDLE else ""


def status_of(person: Person) -> StatusId:
    """The status now of an operator who is logged in."""
    base = base_status(person)
    if person.part is Part.IDLE:
        return base
    if person.external:
        return EXTERNAL_STATUS[person.part]
    return INTERNAL_STATUS[person.part] if base == Status.AVAILABLE else base


class Presence:
    """Login spans, statuses and after-call work of the people on the floor."""

    __slots__ = ("_floor", "recalled")

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self.recalled: dict[str, int] = {}
        """Since when (ms) operators whose login span has yet to be brought back have been idle."""

    # Login span

    def log_in(self, person: Person, session: str) -> None:
        """Begin the login span, in 準備中."""
        self._open_span(person, session, Status.PREPARING)
        self._floor.emit(LoggedIn(operator=person.id, session=session))
        self._tell(person, Status.PREPARING)

    def restore(self, operators: Iterable[OperatorStatus]) -> None:
        """Bring back login spans that a restart interrupted. The log keeps such spans open across `SwitchStarted`, so
        only the status is told: it ends whatever a call had laid over it."""
        for entry in operators:
            person = self._floor.people.get(entry.operator)
            if person is None or person.removed or person.role is not Role.OPERATOR or person.session is not None:
                continue
            known = entry.status in CHOOSABLE or is_work(entry.status)
            self._open_span(person, entry.session, entry.status if known else Status.PREPARING)
            person.idle_since = self.recalled.pop(person.id, person.idle_since)
            self._tell(person, person.chosen)

    def log_out(self, person: Person, reason: LogOutReason, by: str = "") -> None:
        """End the login span: now, or for a lost client when it was last heard (F3.12); statuses that have come by
        themselves since then are taken back by whoever keeps the spans."""
        floor = self._floor
        effective = person.heard if reason is LogOutReason.LOST else floor.now
        if person.alert:
            person.alert = False
            floor.emit(AlertChanged(operator=person.id, on=False))
        floor.emit(LoggedOut(operator=person.id, reason=reason, effective_at=0, effective_mono=effective, by=by))
        self.close_work(person)  # after the log-out: where that was earlier, the work ended with it
        person.session = None
        person.told = person.told_chosen = person.told_next = person.by = person.later_by = person.reason = ""
        person.handling = None
        floor.timers.cancel(TimerKind.CLIENT, person.id)
        self.touch(person)

    def heartbeat(self, person: Person) -> None:
        """The client was alive just now."""
        person.heard = self._floor.now

    def watch(self, person: Person) -> None:
        """Look again when the client could have been silent for the grace time; only while it could be heard."""
        floor = self._floor
        if person.session is not None and floor.link:
            floor.timers.set(TimerKind.CLIENT, person.id, self._silent_at(person))

    def silent(self, person: Person) -> bool:
        """Whether the client has been silent for the grace time while it could be heard."""
        floor = self._floor
        return floor.link and person.session is not None and floor.now >= self._silent_at(person)

    def _silent_at(self, person: Person) -> int:
        return max(person.heard, self._floor.link_since) + self._floor.config.grace_s * 1000

    def discard(self, person: Person) -> None:
        """A removed user has no call any more: nothing of them remains."""
        if person.phone:
            self._floor.emit(PhoneChanged(operator=person.id, attached=False))
        del self._floor.people[person.id]
        self._floor.touched.pop(person.id, None)

    def _open_span(self, person: Person, session: str, chosen: StatusId) -> None:
        person.session = session
        person.chosen = chosen
        person.chosen_in_call = False
        person.heard = person.idle_since = self._floor.now
        person.missed = 0
        self.watch(person)
        self.touch(person)

    # Status

    def choose(self, person: Person, status: StatusId, by: str) -> None:
        """The operator, or `by`, chose `status`."""
        before = base_status(person)
        if status != Status.ACW:
            self.close_work(person)
        else:
            self._floor.timers.cancel(TimerKind.WORK, person.id)
        person.chosen = status
        person.missed = 0
        person.chosen_in_call = person.part is not Part.IDLE and person.external
        person.by = by
        person.later_by = by if person.chosen_in_call else ""
        self._rebase(person, before)

    def pause(self, person: Person) -> None:
        """The operator leaves calls unanswered: 準備中 in place of 受付可, until they choose again (F10.4)."""
        person.missed = 0
        if person.session is not None and person.chosen == Status.AVAILABLE:
            person.chosen = Status.PREPARING
            person.reason = MISSED_CALLS
            self.touch(person)

    def alert(self, person: Person, on: bool) -> None:
        """Raise or clear the call for help."""
        if person.alert is not on:
            person.alert = on
            self._floor.emit(AlertChanged(operator=person.id, on=on))

    def _rebase(self, person: Person, before: StatusId) -> None:
        if before != Status.AVAILABLE and base_status(person) == Status.AVAILABLE:
            person.idle_since = self._floor.now
        self.touch(person)

    # After-call work

    def open_work(self, person: Person, segment: str, cap_s: int) -> None:
        """後処理 after an external call begins, for at most `cap_s` seconds (0: no limit)."""
        floor = self._floor
        if person.session is None:
            return
        floor.emit(AcwBegan(segment=segment, operator=person.id))
        if person.chosen_in_call and person.chosen != Status.ACW:
            floor.emit(AcwEnded(segment=segment))
            self._handled(person)
            return
        person.work = advance(WORK, person.work, Work.OPEN)
        person.work_segment = segment
        if cap_s > 0 and not (person.chosen_in_call and person.chosen == Status.ACW):
            floor.timers.set(TimerKind.WORK, person.id, floor.now + cap_s * 1000)

    def close_work(self, person: Person) -> None:
        """後処理 ends, if it was open."""
        if person.work is Work.CLOSED:
            return
        before = base_status(person)
        self._floor.timers.cancel(TimerKind.WORK, person.id)
        self._floor.emit(AcwEnded(segment=person.work_segment))
        person.work = advance(WORK, person.work, Work.CLOSED)
        person.work_segment = ""
        self._handled(person)
        self._rebase(person, before)

    def _handled(self, person: Person) -> None:
        """The operator has done with the caller of a group: how long that took tells how long others will wait."""
        if person.handling is not None:
            (group, since), person.handling = person.handling, None
            queue = self._floor.queues.get(group)
            if queue is not None:
                note_handling(queue, self._floor.now - since)

    # Part in a call

    def enter(self, person: Person, call: str, trigger: Trigger, external: bool) -> None:
        """The operator is rung for `call`, or dials it. From here on nobody else rings them."""
        person.part = advance(PART, person.part, trigger)
        person.call = call
        person.chosen_in_call = False
        person.later_by = ""
        person.external = external
        self._unfree(person)
        self._floor.touched[person.id] = person

    def rebind(self, person: Person, call: str, external: bool) -> None:
        """The operator, who was consulted, has part in `call` itself from now on."""
        person.call = call
        person.external = external
        person.calls_today += external
        self.touch(person)

    def move(self, person: Person, trigger: Trigger) -> None:
        """The operator's part goes on: connected, held, resumed."""
        person.part = advance(PART, person.part, trigger)
        if trigger is Trigger.CONNECTED and person.external:
            person.calls_today += 1
        self.touch(person)

    def begin_day(self, day: int) -> None:
        """The calls of the day are counted from 0, if it is a new one."""
        if day == self._floor.day:
            return
        self._floor.day = day
        for person in self._floor.people.values():
            person.calls_today = 0

    def leave(self, person: Person) -> None:
        """The operator's part is over. Idle time begins anew only after a connected call."""
        if person.part in (Part.TALKING, Part.HOLDING):
            person.idle_since = self._floor.now
        person.part = advance(PART, person.part, Trigger.RELEASED)
        person.call = ""
        self._floor.touched[person.id] = person

    # Freedom and telling

    def touch(self, person: Person) -> None:
        """Look at the person again before the input ends."""
        self._floor.touched[person.id] = person

    def freed(self, person: Person) -> bool:
        """Bring `person.free` up to date: logged in, 受付可, in no call, with something that rings (F5.3).
        Whether they have just become free."""
        was = person.free
        free = (
            person.part is Part.IDLE
            and person.session is not None
            and base_status(person) == Status.AVAILABLE
            and self._floor.reachable(person)
        )
        if not free:
            if was:
                self._unfree(person)
            return False
        person.free = True
        for group in person.groups:
            queue = self._floor.queues[group]
            queue.free[person.id] = queue.tiers[person.id]
        return not was

    def tell(self, person: Person) -> None:
        """Emit the status if it, the chosen one or the next is not what was last told."""
        if person.session is None:
            return
        status = status_of(person)
        if (status, person.chosen, next_status(person)) != (person.told, person.told_chosen, person.told_next):
            self._tell(person, status)
        person.by = person.reason = ""

    def _tell(self, person: Person, status: StatusId) -> None:
        by = person.by
        if person.part is Part.IDLE:  # what somebody chose during the call is taken now
            by, person.later_by = by or person.later_by, ""
        person.told = status
        person.told_chosen = person.chosen
        person.told_next = next_status(person)
        self._floor.emit(
            StatusChanged(
                operator=person.id,
                status=status,
                chosen=person.chosen,
                by=by,
                reason=person.reason,
                next=person.told_next,
            )
        )

    def _unfree(self, person: Person) -> None:
        if person.free:
            person.free = False
            for group in person.groups:
                self._floor.queues[group].free.pop(person.id, None)
