"""Offers: the ringing of one operator, on the browser phone and on all desk phones at once."""

from typing import Final

from sip.contract.config import Group
from sip.contract.enums import CallState, Cause, OfferKind, OfferOutcome
from sip.contract.events import OfferBegan, OfferEnded
from sip.domain.effects import Caller, ExtensionTarget, Originate, Release
from sip.domain.floor import Floor
from sip.domain.presence import Presence
from sip.domain.records import Call, Offer, Person
from sip.domain.states import CALL, OFFER, Trigger, advance
from sip.domain.timers import TimerKind

_RELEASE_CAUSE: Final = {
    OfferOutcome.ANSWERED: Cause.NORMAL,
    OfferOutcome.ANSWERED_ELSEWHERE: Cause.NORMAL,
    OfferOutcome.CALLER_LEFT: Cause.CANCELLED,
    OfferOutcome.NO_ANSWER: Cause.CANCELLED,
    OfferOutcome.REJECTED: Cause.CANCELLED,
}


REST_S: Final = 20
"""What counts as the ring time where the group's `ring_s` has no limit, s."""


class Offers:
    """Begins and ends offers. An operator has at most one, and none while in a call (`states.PART`)."""

    __slots__ = ("_floor", "_presence")

    def __init__(self, floor: Floor, presence: Presence) -> None:
        self._floor = floor
        self._presence = presence

    def begin(self, call: Call, person: Person, kind: OfferKind, *, ring: bool = True) -> Offer:
        """Ring `person` for `call`. The browser phone needs no leg: it is told by the event and answers by command.
        Without `ring` the desk phones stay silent: the person is taking the call already."""
        floor = self._floor
        visit = call.visit if kind is OfferKind.VISIT else ""
        offer = Offer(floor.ids("offer"), call.id, person.id, person.extension, kind, visit, floor.now)
        self._presence.enter(person, call.id, Trigger.RUNG, call.external)
        call.offers[person.id] = offer
        if kind is OfferKind.VISIT:
            call.state = advance(CALL, call.state, Trigger.RUNG)
        floor.emit(
            OfferBegan(
                offer=offer.id,
                call=call.booked,
                operator=person.id,
                extension=person.extension,
                kind=kind,
                visit=visit,
                consult=call.id if call.main else "",
            )
        )
        if ring and floor.devices.get(person.extension, 0) > 0:
            offer.leg = floor.new_leg(call.id, person.id)
            caller = Caller(number=call.from_number, name=call.from_name, caller_id=call.caller_id, group=call.group)
            target = ExtensionTarget(extension=person.extension)
            floor.emit(Originate(leg=offer.leg, call=call.id, target=target, caller=caller))
        return offer

    def end(self, call: Call, offer: Offer, outcome: OfferOutcome, keep: str = "") -> None:
        """Stop ringing with `outcome`; the desk phones' leg is released unless it is `keep`, which answered.

        The operator's part ends too, but with `ANSWERED` it goes on. A caller who waits for a group waits on.
        """
        floor = self._floor
        offer.outcome = advance(OFFER, offer.outcome, outcome)
        del call.offers[offer.user]
        if offer.visit and not call.offers:
            floor.timers.cancel(TimerKind.OFFER, offer.visit)
        floor.emit(OfferEnded(offer=offer.id, outcome=outcome))
        if offer.leg and offer.leg != keep and floor.drop_leg(offer.leg):
            floor.emit(Release(leg=offer.leg, cause=_RELEASE_CAUSE[outcome]))
        person = floor.people[offer.user]
        if offer.visit and call.rules is not None:
            self._judge(call.rules, offer, person)
        if outcome is OfferOutcome.ANSWERED:
            return
        self._presence.leave(person)
        if call.state is CallState.RINGING and call.visit in floor.visits and not call.offers:
            call.state = advance(CALL, call.state, Trigger.UNRUNG)

    def _judge(self, rules: Group, offer: Offer, person: Person) -> None:
        """Whether the operator missed the call: it rang for the ring time, and nothing was done about it."""
        if offer.outcome in (OfferOutcome.ANSWERED, OfferOutcome.REJECTED):
            person.missed = 0
        elif self._floor.now - offer.begun >= (rules.ring_s or REST_S) * 1000:
            person.missed += 1
            if 0 < rules.pause_after <= person.missed:
                self._presence.pause(person)
