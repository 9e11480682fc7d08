"""Phones: browser phones that come and go, desk phones, and what their legs report."""

from typing import Final

from sip.contract.enums import CallState, Cause, Direction, OfferKind, OfferOutcome, Side
from sip.contract.events import PhoneChanged, RegistrationChanged
from sip.domain.apology import apologise
from sip.domain.calls import Calls
from sip.domain.distribution import Distribution
from sip.domain.effects import PHONE_PREFIX, Caller, ExtensionTarget, Originate, Release
from sip.domain.floor import Floor
from sip.domain.offers import Offers
from sip.domain.presence import Presence
from sip.domain.records import Call, Offer, Party, Person
from sip.domain.supervision import Supervisors
from sip.domain.timers import TimerKind
from sip.domain.transfer import Transfers
from sip.domain.voicemail import Voicemail


class Phones:
    """Follows the phones of the people on the floor and the legs of calls."""

    __slots__ = (
        "_calls",
        "_distribution",
        "_floor",
        "_offers",
        "_presence",
        "_supervisors",
        "_transfers",
        "_voicemail",
    )

    def __init__(
        self,
        floor: Floor,
        presence: Presence,
        offers: Offers,
        calls: Calls,
        distribution: Distribution,
        transfers: Transfers,
        supervisors: Supervisors,
        voicemail: Voicemail,
    ) -> None:
        self._voicemail = voicemail
        self._floor = floor
        self._presence = presence
        self._offers = offers
        self._calls = calls
        self._distribution = distribution
        self._transfers = transfers
        self._supervisors = supervisors

    # Browser phones

    def attached(self, person: Person) -> None:
        """Media flows; what the phone hears is told anew, for a new connection hears nothing."""
        floor = self._floor
        floor.timers.cancel(TimerKind.PHONE, person.id)
        floor.sound.forget(person.leg)
        if not person.phone:
            person.phone = True
            floor.emit(PhoneChanged(operator=person.id, attached=True))
            self._presence.touch(person)
        call = self._call_on_phone(person)
        if call is not None:
            self._calls.plumb(call)
            self._voicemail.back(call)

    def lost(self, person: Person) -> None:
        """The browser phone is away. A call on it is kept for the grace time (F5.9); an operator with nothing else
        that rings is rung no longer."""
        floor = self._floor
        if not person.phone:
            return
        person.phone = False
        floor.sound.forget(person.leg)
        floor.emit(PhoneChanged(operator=person.id, attached=False))
        self._presence.touch(person)
        self._supervisors.lost(person)
        call = floor.calls.get(person.call)
        if call is None:
            return
        offer = call.offers.get(person.id)
        if offer is None:
            if self._call_on_phone(person) is not None:
                floor.timers.set(TimerKind.PHONE, person.id, floor.now + floor.config.grace_s * 1000)
                self._calls.plumb(call)
        elif not offer.leg:
            self.withdraw(call, offer)

    def not_back(self, person: Person) -> None:
        """The browser phone has been away for the grace time: its call ends."""
        self._supervisors.not_back(person)
        call = self._call_on_phone(person)
        if call is not None and not person.phone:
            party = call.party_of(person.id)
            if party is not None:
                self._calls.leave(call, party, Cause.MEDIA_FAILURE, Side.SYSTEM)

    def _call_on_phone(self, person: Person) -> Call | None:
        call = self._floor.calls.get(person.call)
        party = None if call is None else call.party_of(person.id)
        return call if party is not None and party.leg == person.leg else None

    # Desk phones

    def devices(self, extension: str, count: int) -> None:
        """`extension` has `count` registered desk phones."""
        floor = self._floor
        if floor.devices.get(extension, 0) == count:
            return
        if count:
            floor.devices[extension] = count
        else:
            del floor.devices[extension]
        floor.emit(RegistrationChanged(extension=extension, devices=count))
        person = floor.inside.get(extension)
        if person is not None:
            self._presence.touch(person)

    # Reports on legs

    def ringing(self, leg: str, early_media: bool) -> None:
        """The far end rings. A waiting caller and an offer's call have been told already."""
        call, offer = self._find(leg)
        if call is None or offer is not None or leg == call.near.leg:  # the caller's own desk phone rings
            return
        if call.state in (CallState.DIALING, CallState.RINGING):
            self._calls.ring(call, early_media)

    def answered(self, leg: str) -> None:
        """The far end accepts."""
        call, offer = self._find(leg)
        if call is None:
            return
        if offer is not None:
            self._calls.answer(call, offer, leg)
        elif call.far is not None and call.far.leg == leg and call.state is not CallState.CONNECTED:
            self._calls.connect(call, call.far)

    def failed(self, leg: str, cause: Cause, sip_status: int) -> None:
        """The far end does not accept. An operator who declines on the desk phone has rejected the offer; where their
        desk phones merely cannot ring, an attached browser phone rings on."""
        call, offer = self._find(leg)
        if call is None:
            return
        if offer is None and self._voicemail.step_in(call, gone=leg):
            return
        if offer is None and _sought(call):
            self._floor.drop_leg(leg)
            self._transfers.not_taken(call)
            return
        if offer is None and leg == call.near.leg:  # the own desk phone was not lifted: nobody has called
            self._calls.end(call, Cause.CANCELLED, Side.OPERATOR, gone=leg)
            return
        if offer is None:
            # Without a final response nobody refused: the switch found nobody, or gave up.
            by = _side(call, call.far, cause) if sip_status else Side.SYSTEM
            self._floor.drop_leg(leg)
            if apologise(self._floor, self._calls, call, cause):
                return
            self._calls.end(call, cause, by, sip_status=sip_status, gone=leg)
            return
        self._floor.drop_leg(leg)
        offer.leg = ""
        if cause in (Cause.REJECTED, Cause.BUSY):
            self.give_up(call, offer, OfferOutcome.REJECTED, cause, sip_status)
        elif not self._floor.people[offer.user].phone:
            self.give_up(call, offer, OfferOutcome.NO_ANSWER, cause, sip_status)

    def ended(self, leg: str, cause: Cause) -> None:
        """A party has hung up, or its leg broke. Before the answer it is the caller who gave up."""
        call, offer = self._find(leg)
        if call is None:
            return
        if offer is not None:
            self.failed(leg, cause, 0)
            return
        if call.main and leg == call.near.leg:  # who consults on a second call has hung it up
            self._transfers.cancel(self._floor.calls[call.main], gone=leg)
            return
        party = next((party for party in call.parties() if party.leg == leg), call.near)
        if _sought(call) and party is not call.near:
            self.failed(leg, cause, 0)
            return
        if cause is Cause.NORMAL and call.state is not CallState.CONNECTED and party is call.near and not call.told:
            cause = Cause.NORMAL if call.id in self._floor.mail.messages else Cause.CANCELLED
        self._calls.leave(call, party, cause, _side(call, party, cause), gone=leg)

    def give_up(self, call: Call, offer: Offer, outcome: OfferOutcome, cause: Cause, sip_status: int = 0) -> None:
        """The operator of `offer` will not answer: a group's caller waits for another, any other call ends."""
        if offer.kind is OfferKind.VISIT:
            self._distribution.refused(call, offer, outcome)
        else:
            self._offers.end(call, offer, outcome)
            if self._voicemail.step_in(call):
                return
            if _sought(call):
                self._transfers.not_taken(call)
            else:
                self._calls.end(call, cause, Side.OPERATOR, sip_status=sip_status)

    def pick_up(self, call: Call, offer: Offer) -> None:
        """The operator has answered on the screen and talks on the desk phone: it is called anew with the request to
        answer by itself. One that cannot rings on until it is lifted."""
        if offer.picked:
            return
        offer.picked = True
        floor = self._floor
        if floor.drop_leg(offer.leg):
            floor.emit(Release(leg=offer.leg, cause=Cause.NORMAL))  # no missed call on the phone's list
        offer.leg = floor.new_leg(call.id, offer.user)
        caller = Caller(number=call.from_number, name=call.from_name, caller_id=call.caller_id, group=call.group)
        target = ExtensionTarget(extension=offer.extension, auto_answer=True)
        floor.emit(Originate(leg=offer.leg, call=call.id, target=target, caller=caller))

    def withdraw(self, call: Call, offer: Offer) -> None:
        """The operator of `offer` cannot be rung any longer; once they can, the same caller may ring them again."""
        if offer.kind is OfferKind.VISIT:
            self._distribution.withdraw(call, offer)
        else:
            self.give_up(call, offer, OfferOutcome.NO_ANSWER, Cause.UNREACHABLE)

    def _find(self, leg: str) -> tuple[Call | None, Offer | None]:
        """The call and, for a leg that rings an operator, the offer; nothing for a leg that we have let go."""
        if leg.startswith(PHONE_PREFIX):
            return None, None
        known = self._floor.legs.get(leg)
        if known is None:
            return None, None
        call = self._floor.calls[known[0]]
        return call, call.offers[known[1]] if known[1] else None


def _sought(call: Call) -> bool:
    """Whether somebody is sought for a caller who goes elsewhere if it is in vain."""
    return call.handed or call.returns is not None


_SYSTEM_CAUSES: Final = frozenset(
    {
        Cause.MEDIA_TIMEOUT,
        Cause.MEDIA_FAILURE,
        Cause.SIGNALLING_FAILURE,
        Cause.SWITCH_FAILURE,
        Cause.OVERLOADED,
        Cause.NOT_ACCEPTABLE,
    }
)
"""Causes for which no party hung up."""


def _side(call: Call, party: Party | None, cause: Cause) -> Side:
    """Who ended the call when `party`'s leg ended or came to nothing: the system, if it broke; else the party, outside
    or one of ours."""
    if cause in _SYSTEM_CAUSES:
        return Side.SYSTEM
    inside = call.direction is Direction.INTERNAL or (party is not None and party.extension != "")
    return Side.OPERATOR if inside else Side.OUTSIDE
