"""Which operator is rung for which waiting caller (F10.4).

Callers are served oldest first, across all groups of an operator. Strategies:

- `ring_all`: every free operator of the lowest tier that has one is rung, and whoever becomes free later too. An
  offer rings as long as the caller waits: ending and renewing it every `ring_s` would count one caller as several
  arrivals of the operator (worked example of the metrics: one offer per operator and visit, however long it rings).
  After `ring_s` the next tier is rung in addition.
- the others ring one free operator at a time, lowest tier first, in the order of `strategies`. After `ring_s` the offer
  ends `no_answer` and the next one is rung.

Who rejects an offer, or whose phones fail, is not rung for the same caller again before `ring_s` (20 s where it has no
limit) has passed, so that a phone that refuses at once cannot make a storm.
"""

from heapq import merge
from typing import Final

from sip.contract.config import Group, Overflow
from sip.contract.enums import OfferKind, OfferOutcome, Strategy, VisitEntry
from sip.domain.calls import Calls
from sip.domain.floor import Floor
from sip.domain.offers import REST_S, Offers
from sip.domain.overflow import FULL, NOBODY, REMOVED, WAIT, Overflows
from sip.domain.presence import Presence
from sip.domain.records import Call, Offer, Person, Queue, Visit
from sip.domain.strategies import choose
from sip.domain.timers import TimerKind
from sip.domain.visits import Visits
from sip.domain.voicemail import Voicemail
from sip.domain.waiting import Waiting, staffed

_AWAY: Final = Overflow()


class Distribution:
    """Matches waiting visits with free operators."""

    __slots__ = ("_calls", "_floor", "_offers", "_overflows", "_presence", "_visits", "_waiting")

    def __init__(
        self, floor: Floor, presence: Presence, visits: Visits, offers: Offers, calls: Calls, voicemail: Voicemail
    ) -> None:
        self._floor = floor
        self._presence = presence
        self._visits = visits
        self._offers = offers
        self._calls = calls
        self._waiting = Waiting(floor, calls)
        self._overflows = Overflows(floor, visits, offers, calls, voicemail, self.enter)

    # Callers come and go

    def enter(self, call: Call, group: Group, entry: VisitEntry = VisitEntry.DIRECT) -> None:
        """`call` begins to wait for `group`, unless it overflows at once."""
        visit = self._visits.begin(call, group, entry)
        del self._floor.eager[visit.id]
        queue = self._floor.queues[group.id]
        if group.overflow_nobody is not None and not staffed(queue, self._floor.people):
            self._overflows.lead(visit, group.overflow_nobody, NOBODY)
            return
        if not group.queue_answer or call.main:
            self._calls.tell_ringing(call)
        self._serve(visit)
        if group.queue_limit > 0 and not call.offers and self._unrung(queue) > group.queue_limit:
            self._overflows.lead(visit, group.overflow_full, FULL)
        else:
            self._waiting.begin(visit)

    def waited(self, visit: Visit) -> None:
        """The caller has waited as long as the group lets it."""
        self._overflows.lead(visit, visit.rules.overflow_wait, WAIT)

    def desert(self, queue: Queue) -> None:
        """Nobody may be left in the group: its callers overflow where its rules say so."""
        leaving = [visit for visit in queue.waiting.values() if visit.rules.overflow_nobody is not None]
        if leaving and not staffed(queue, self._floor.people):
            for visit in leaving:
                self._overflows.lead(visit, visit.rules.overflow_nobody or _AWAY, NOBODY)

    def turn_away(self, visit: Visit) -> None:
        """The visit's group is no more."""
        self._overflows.lead(visit, _AWAY, REMOVED)

    def announce(self, visit: Visit) -> None:
        """It is time to tell the waiting caller how things stand."""
        self._waiting.announce(visit)

    def announced(self, visit: Visit) -> None:
        """What was announced to the waiting caller is over."""
        self._waiting.go_on(visit)

    def said(self, call: Call) -> None:
        """The announcement to which a caller overflowed is over."""
        self._overflows.said(call)

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
            if floor.visits:
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
        if floor.visits:
            left = {group for person in touched.values() if person.session is None for group in person.groups}
            for group in sorted(left):
                self.desert(floor.queues[group])
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
        user = choose(visit.rules.strategy, queue, visit, floor.people, floor.now)
        if not user:
            return
        queue.turns[queue.tiers[user]] = user
        self._offers.begin(call, floor.people[user], OfferKind.VISIT)
        if visit.rules.ring_s > 0:
            floor.timers.set(TimerKind.OFFER, visit.id, floor.now + visit.rules.ring_s * 1000)
