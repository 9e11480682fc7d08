"""Parking (F5.10), where a caller waits until any operator takes them, and pick-up of a colleague's call."""

from sip.contract.enums import OfferKind
from sip.contract.events import CallParked
from sip.domain.calls import Calls
from sip.domain.effects import PHONE_PREFIX, Accept
from sip.domain.floor import Floor
from sip.domain.offers import Offers
from sip.domain.presence import Presence
from sip.domain.records import Call, Offer, Party, Person
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

    def park(self, person: Person, call: Call, party: Party, slot: int = 0) -> int:
        """`person` leaves the other party at `slot`, which is free; 0: at the lowest that is."""
        floor = self._floor
        slot = slot or next(number for number in range(1, len(floor.parked) + 2) if number not in floor.parked)
        self._transfers.part(call, party, Trigger.PARKED)
        call.slot = slot
        call.back = person.id
        floor.parked[slot] = call.id
        floor.emit(CallParked(call=call.id, slot=slot, operator=person.id))
        self._calls.plumb(call)
        if floor.config.park_s > 0:
            floor.timers.set(TimerKind.TRANSFER, call.id, floor.now + floor.config.park_s * 1000)
        return slot

    def unpark(self, person: Person, call: Call, leg: str) -> None:
        """`person` takes the parked call on `leg`: the browser phone, or a call from the desk phone."""
        self._calls.unpark(call, person.id)
        self._lift(call, leg)
        self._presence.enter(person, call.id, Trigger.DIALED, call.external)
        self._calls.connect(call, Party(leg, person.id, person.extension))

    def _lift(self, call: Call, leg: str) -> None:
        """A desk phone that calls us to take `call` is answered; one that we have rung for it has answered already."""
        if not leg.startswith(PHONE_PREFIX):
            up = leg in self._floor.legs
            self._floor.legs[leg] = (call.id, "")
            if not up:
                self._floor.emit(Accept(leg=leg))

    def ringing(self, person: Person, extension: str) -> str:
        """Id of the oldest call that `person` may pick up: one that rings `extension`, or any colleague where that is
        ""; "" where there is none."""
        for call in self._floor.calls.values():
            for offer in call.offers.values():
                if extension in ("", offer.extension) and self._may_take(person, call, offer):
                    return call.booked
        return ""

    def colleague(self, person: Person, call: Call) -> Offer | None:
        """The offer of `call` to a colleague that `person` may pick up: the call's group, or a group of the colleague,
        is one of theirs."""
        return next((offer for offer in call.offers.values() if self._may_take(person, call, offer)), None)

    def _may_take(self, person: Person, call: Call, offer: Offer) -> bool:
        groups = self._floor.people[offer.user].groups
        shared = {call.group} if offer.kind is OfferKind.VISIT else set(groups)
        return call.near.user != person.id and bool(shared & set(person.groups))

    def pick_up(self, person: Person, call: Call, offer: Offer, leg: str) -> None:
        """`person` takes the call that rings a colleague on `leg`; for the figures they were rung, too."""
        taken = self._offers.begin(call, person, offer.kind, ring=False)
        self._lift(call, leg)
        self._calls.answer(call, taken, leg)
