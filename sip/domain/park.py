"""Parking (F5.10), where a caller waits until any operator takes them, and pick-up of a colleague's call."""

from sip.contract.enums import OfferKind
from sip.contract.events import CallParked
from sip.domain.calls import Calls
from sip.domain.floor import Call, Floor, Offer, Party, Person
from sip.domain.offers import Offers
from sip.domain.presence import Presence
from sip.domain.states import Trigger
from sip.domain.timers import TimerKind
from sip.domain.transfer import Transfers


class Parking:
    """The slots, numbered from 1; the lowest free one is taken."""

    __slots__ = ("_calls", "_floor", "_offers", "_presence", "_transfers")

    def __init__(self, floor: Floor, presence: Presence, offers: Offers, calls: Calls, transfers: Transfers) -> None:
        self._floor = floor
        self._presence = presence
        self._offers = offers
        self._calls = calls
        self._transfers = transfers

    def park(self, person: Person, call: Call, party: Party) -> int:
        """`person` leaves the other party at a slot."""
        floor = self._floor
        slot = next(number for number in range(1, len(floor.parked) + 2) if number not in floor.parked)
        self._transfers.part(call, party, Trigger.PARKED)
        call.slot = slot
        call.back = person.id
        floor.parked[slot] = call.id
        floor.emit(CallParked(call=call.id, slot=slot, operator=person.id))
        self._calls.plumb(call)
        if floor.config.park_s > 0:
            floor.timers.set(TimerKind.TRANSFER, call.id, floor.now + floor.config.park_s * 1000)
        return slot

    def unpark(self, person: Person, call: Call) -> None:
        """`person` takes the parked call on the browser phone."""
        self._calls.unpark(call, person.id)
        self._presence.enter(person, call.id, Trigger.DIALED, call.external)
        self._calls.connect(call, Party(person.leg, person.id, person.extension))

    def colleague(self, person: Person, call: Call) -> Offer | None:
        """The offer of `call` to a colleague that `person` may pick up: the call's group, or a group of the colleague,
        is one of theirs."""
        for offer in call.offers.values():
            groups = self._floor.people[offer.user].groups
            shared = {call.group} if offer.kind is OfferKind.VISIT else set(groups)
            if shared & set(person.groups):
                return offer
        return None

    def pick_up(self, person: Person, call: Call, offer: Offer) -> None:
        """`person` takes the call that rings a colleague; for the figures they were rung, too, and answered."""
        self._calls.answer(call, self._offers.begin(call, person, offer.kind), person.leg)
