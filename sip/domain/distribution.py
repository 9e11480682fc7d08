"""Which operator is rung for which waiting caller (F10.4).

Callers are served oldest first, across all groups of an operator. Strategies:

- `ring_all`: every free operator of the lowest tier that has one is rung, and whoever becomes free later too. An
  offer rings as long as the caller waits: ending and renewing it every `ring_s` would count one caller as several
  arrivals of the operator (worked example of the metrics: one offer per operator and visit, however long it rings).
  After `ring_s` the next tier is rung in addition.
- `longest_idle`: one free operator at a time, lowest tier first, in it the one whose last call ended, or who became
  available, longest ago. After `ring_s` the offer ends `no_answer` and the next one is rung; operators already rung in
  vain for this caller come after those who were not.

Who rejects an offer, or whose phones fail, is not rung for the same caller again before `ring_s` (20 s where it has no
limit) has passed, so that a phone that refuses at once cannot make a storm.
"""

from heapq import merge
from typing import Final

from sip.contract.config import Group
from sip.contract.enums import Cause, OfferKind, OfferOutcome, Side, Strategy, VisitEntry
from sip.domain.calls import Calls
from sip.domain.floor import Call, Floor, Offer, Person, Queue, Visit
from sip.domain.offers import Offers
from sip.domain.presence import Presence
from sip.domain.timers import TimerKind
from sip.domain.visits import Visits

REST_S: Final = 20
"""How long a refusing operator is left alone by the same caller where the group's `ring_s` has no limit."""

OVERFLOW_FULL: Final = "queue_full"
OVERFLOW_WAIT: Final = "max_wait"
OVERFLOW_REMOVED: Final = "group_removed"
"""Reasons of `VisitEnded` with outcome `overflowed`."""


class Distribution:
    """Matches waiting visits with free operators."""

    __slots__ = ("_calls", "_floor", "_offers", "_presence", "_visits")

    def __init__(self, floor: Floor, presence: Presence, visits: Visits, offers: Offers, calls: Calls) -> None:
        self._floor = floor
        self._presence = presence
        self._visits = visits
        self._offers = offers
        self._calls = calls

    # Callers come and go

    def enter(self, call: Call, group: Group, entry: VisitEntry = VisitEntry.DIRECT) -> None:
        """`call` begins to wait for `group`."""
        visit = self._visits.begin(call, group, entry)
        self._calls.tell_ringing(call)
        del self._floor.eager[visit.id]
        self._serve(visit)
        queue = self._floor.queues[group.id]
        if group.queue_limit > 0 and not call.offers and self._unrung(queue) > group.queue_limit:
            self._calls.end(call, Cause.BUSY, Side.SYSTEM, overflow=OVERFLOW_FULL)

    def waited(self, visit: Visit) -> None:
        """The caller has waited as long as the group lets it."""
        self.turn_away(visit, Cause.NO_ANSWER, OVERFLOW_WAIT)

    def announced(self, visit: Visit) -> None:
        """What was announced to the waiting caller is over: the caller hears that somebody is rung."""
        self._calls.tell_ringing(self._floor.calls[visit.call])

    def turn_away(self, visit: Visit, cause: Cause, reason: str) -> None:
        """The visit overflows, for want of another destination out of the house."""
        self._calls.end(self._floor.calls[visit.call], cause, Side.SYSTEM, overflow=reason)

    def _unrung(self, queue: Queue) -> int:
        return sum(1 for visit in queue.waiting.values() if not self._floor.calls[visit.call].offers)

    # Operators do not answer

    def refused(self, call: Call, offer: Offer, outcome: OfferOutcome) -> None:
        """The operator rejected the visit's offer, or nothing of theirs can ring."""
        visit = self._floor.visits[offer.visit]
        rest = (visit.rules.ring_s or REST_S) * 1000
        self._pass_on(call, visit, offer, outcome, rest)

    def rang_out(self, visit: Visit) -> None:
        """Longest-idle: the one offer of the visit has rung for `ring_s`."""
        call = self._floor.calls[visit.call]
        for offer in tuple(call.offers.values()):
            self._pass_on(call, visit, offer, OfferOutcome.NO_ANSWER, 0)

    def withdraw(self, call: Call, offer: Offer) -> None:
        """The operator has gone: logged out, removed or without a phone."""
        self._pass_on(call, self._floor.visits[offer.visit], offer, OfferOutcome.NO_ANSWER, 0)

    def _pass_on(self, call: Call, visit: Visit, offer: Offer, outcome: OfferOutcome, rest: int) -> None:
        floor = self._floor
        self._offers.end(call, offer, outcome)
        visit.tried.pop(offer.user, None)  # so that the order of the dict is that of the attempts
        visit.tried[offer.user] = floor.now + rest
        floor.eager[visit.id] = visit
        if rest:
            self._wake_after_rest(visit)

    def _wake_after_rest(self, visit: Visit) -> None:
        floor = self._floor
        due = min((at for at in visit.tried.values() if at > floor.now), default=0)
        if due:
            floor.timers.set(TimerKind.REST, visit.id, due)

    def rested(self, visit: Visit) -> None:
        """Somebody who refused the visit may be rung again."""
        self._floor.eager[visit.id] = visit
        self._wake_after_rest(visit)

    def escalate(self, visit: Visit) -> None:
        """Ring-all: `ring_s` has passed, the next tier is rung in addition."""
        queue = self._floor.queues[visit.rules.id]
        visit.reach = min((tier for tier in queue.tiers.values() if tier > visit.reach), default=visit.reach)
        self._arm_tier(visit, queue)
        self._floor.eager[visit.id] = visit

    # Matching

    def settle(self) -> None:
        """Bring freedom up to date and match until nothing is left to do; then tell the statuses that came of it."""
        floor = self._floor
        changed: dict[str, Person] = {}
        while floor.touched or floor.eager:
            changed.update(floor.touched)
            freed = self._settle_people()
            for person in freed:
                self._place(person)
            if floor.eager:
                eager, floor.eager = floor.eager, {}
                for visit in sorted(eager.values(), key=lambda visit: visit.number):
                    if visit.id in floor.visits:
                        self._serve(visit)
        for person in changed.values():
            self._presence.tell(person)

    def _settle_people(self) -> list[Person]:
        """Bring the freedom of everybody touched up to date; who has become free, longest idle first."""
        floor = self._floor
        if not floor.touched:
            return []
        touched, floor.touched = floor.touched, {}
        freed = [person for person in touched.values() if self._presence.freed(person)]
        return sorted(freed, key=lambda person: person.idle_since)

    def _place(self, person: Person) -> None:
        """Serve the waiting visits of the person's groups, oldest first, until one takes the person."""
        queues = (self._floor.queues[group].waiting.values() for group in person.groups)
        for visit in merge(*queues, key=lambda visit: visit.number):
            if not person.free:
                return
            self._serve(visit)

    def _serve(self, visit: Visit) -> None:
        queue = self._floor.queues[visit.rules.id]
        if visit.rules.strategy is Strategy.RING_ALL:
            self._ring_all(visit, queue)
        else:
            self._ring_next(visit, queue)

    def _ring_all(self, visit: Visit, queue: Queue) -> None:
        floor = self._floor
        call = floor.calls[visit.call]
        ready = [(tier, user) for user, tier in queue.free.items() if visit.tried.get(user, 0) <= floor.now]
        if not ready:
            return
        if not call.offers:
            visit.reach = max(visit.reach, min(ready)[0])
        first = not call.offers
        for tier, user in ready:
            if tier <= visit.reach:
                self._offers.begin(call, floor.people[user], OfferKind.VISIT)
        if first and call.offers:
            self._arm_tier(visit, queue)

    def _arm_tier(self, visit: Visit, queue: Queue) -> None:
        if visit.rules.ring_s > 0 and any(tier > visit.reach for tier in queue.tiers.values()):
            self._floor.timers.set(TimerKind.TIER, visit.id, self._floor.now + visit.rules.ring_s * 1000)

    def _ring_next(self, visit: Visit, queue: Queue) -> None:
        floor = self._floor
        call = floor.calls[visit.call]
        if call.offers or not queue.free:
            return
        fresh = [user for user in queue.free if user not in visit.tried]
        if fresh:
            user = min(fresh, key=lambda user: (queue.free[user], floor.people[user].idle_since, user))
        else:
            again = (user for user, at in visit.tried.items() if at <= floor.now and user in queue.free)
            user = next(again, "")
            if not user:
                return
        self._offers.begin(call, floor.people[user], OfferKind.VISIT)
        if visit.rules.ring_s > 0:
            floor.timers.set(TimerKind.OFFER, visit.id, floor.now + visit.rules.ring_s * 1000)
