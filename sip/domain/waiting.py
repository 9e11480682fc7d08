"""Callers who were answered into the queue: music, and announcements at intervals (F10.4)."""

from sip.contract.enums import Status
from sip.domain.calls import Calls
from sip.domain.effects import Prompt
from sip.domain.estimates import announcement, expected_wait
from sip.domain.floor import Floor
from sip.domain.records import Person, Queue, Visit
from sip.domain.states import Part, Work
from sip.domain.timers import TimerKind


class Waiting:
    """What callers hear while they wait: with `queue_answer` music and announcements, else that it rings."""

    __slots__ = ("_calls", "_floor")

    def __init__(self, floor: Floor, calls: Calls) -> None:
        self._floor = floor
        self._calls = calls

    def begin(self, visit: Visit) -> None:
        """The caller has been let into the queue."""
        call = self._floor.calls[visit.call]
        if not visit.rules.queue_answer or call.main:  # a consulting colleague hears that it rings
            return
        self._calls.accept(call)
        if visit.rules.announce_s > 0 and not call.offers:
            self.announce(visit)
        else:
            self.go_on(visit)

    def announce(self, visit: Visit) -> None:
        """Tell the caller how things stand."""
        floor = self._floor
        queue = floor.queues[visit.rules.id]
        place = list(queue.waiting).index(visit.id) + 1
        wait = expected_wait(queue, place, sum(_serves(floor.people[user]) for user in queue.tiers))
        self._calls.announce(floor.calls[visit.call], announcement(visit.rules, place, wait))

    def go_on(self, visit: Visit) -> None:
        """Nothing more is said for now: music or ringing, and the next announcement in a while."""
        floor, rules = self._floor, visit.rules
        call = floor.calls[visit.call]
        if not rules.queue_answer:
            self._calls.tell_ringing(call)
            return
        floor.sound.hear(call.near.leg, Prompt(name=rules.queue_music))
        if rules.announce_s > 0:
            floor.timers.set(TimerKind.ANNOUNCE, visit.id, floor.now + rules.announce_s * 1000)


def staffed(queue: Queue, people: dict[str, Person]) -> bool:
    """Whether any operator of the group is logged in."""
    return any(people[user].session is not None for user in queue.tiers)


def _serves(person: Person) -> bool:
    """Whether the operator takes calls at present: free for one, in one, or busy with its after-call work."""
    if person.session is None:
        return False
    return person.part is not Part.IDLE or person.work is Work.OPEN or person.chosen == Status.AVAILABLE
