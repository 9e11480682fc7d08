"""Calls: their beginning, ringing, connection, holds and end, and what their parties hear meanwhile."""

from sip.contract.enums import CallState, Cause, ConsultOutcome, Direction, OfferOutcome, Side, VisitOutcome
from sip.contract.events import (
    CallAnswered,
    CallDiverted,
    CallEnded,
    CallRinging,
    CallStarted,
    CallUnparked,
    ConferenceEnded,
    ConsultAnswered,
    ConsultEnded,
    HoldBegan,
    HoldEnded,
    SegmentBegan,
    SegmentEnded,
)
from sip.domain.effects import PHONE_PREFIX, RINGBACK, Accept, LegSource, MixSource, Progress, Release, Ring, Source
from sip.domain.floor import Floor
from sip.domain.offers import Offers
from sip.domain.presence import Presence
from sip.domain.recording import leave, stand_down
from sip.domain.records import Call, Offer, Party
from sip.domain.states import CALL, Trigger, advance
from sip.domain.timers import TimerKind
from sip.domain.visits import Visits


class Calls:
    """The life of calls."""

    __slots__ = ("_floor", "_offers", "_presence", "_visits")

    def __init__(self, floor: Floor, presence: Presence, visits: Visits, offers: Offers) -> None:
        self._floor = floor
        self._presence = presence
        self._visits = visits
        self._offers = offers

    # Beginning

    def start(self, call: Call, trunk: str = "") -> None:
        """Put a new call on the floor. Its calling side, where inside, dials from now on."""
        floor = self._floor
        near = call.near
        floor.calls[call.id] = call
        if not near.leg.startswith(PHONE_PREFIX):
            floor.legs[near.leg] = (call.id, "")
        floor.emit(
            CallStarted(
                call=call.id,
                direction=call.direction,
                from_number=call.from_number,
                from_name=call.from_name,
                caller_id=call.caller_id,
                to_number=call.to_number,
                trunk=trunk,
                operator=near.user,
                extension=near.extension,
                group=call.group,
            )
        )
        if near.user:
            self._presence.enter(floor.people[near.user], call.id, Trigger.DIALED, call.external)

    def ring(self, call: Call, early: bool = False) -> None:
        """The called side rings. The caller hears its early media, if it has any. Else a browser phone hears our
        ringback; a caller on any other leg is told by 180 and makes the tone itself."""
        begins = early and call.far is not None and not _early(call)
        if begins and call.far is not None:
            call.early = call.far.leg
        if call.state is CallState.DIALING:
            call.state = advance(CALL, call.state, Trigger.RUNG)
            if call.direction is not Direction.INBOUND and not call.told and not call.main:
                self._floor.emit(CallRinging(call=call.id))
            self.tell_ringing(call)
        elif begins:
            self.tell_ringing(call)
        self.plumb(call)

    def accept(self, call: Call) -> None:
        """Answer the calling leg before anybody else does, so that it can be spoken to. Once; no `CallAnswered`, which
        is an operator's."""
        if not call.accepted and call.near.leg in self._floor.legs:
            call.accepted = True
            self._floor.emit(Accept(leg=call.near.leg))

    def announce(self, call: Call, prompts: tuple[str, ...]) -> None:
        """Let the caller hear `prompts` once; answers the call first. Reported back by `Centre.leg_played`."""
        self.accept(call)
        self._floor.sound.play(call.near.leg, prompts)

    def tell_ringing(self, call: Call) -> None:
        """180, or 183 where early media is to be heard, to a caller who has a leg that takes one; one that is answered
        already hears it instead."""
        if call.accepted:
            if not self._away(call.near):
                self._floor.sound.hear(call.near.leg, RINGBACK)
        elif call.near.leg in self._floor.legs:
            leg = call.near.leg
            self._floor.emit(Progress(leg=leg) if _early(call) else Ring(leg=leg))

    # Connection

    def answer(self, call: Call, offer: Offer, leg: str) -> None:
        """The operator of `offer` takes the call on `leg`; everybody else stops ringing."""
        self._offers.end(call, offer, OfferOutcome.ANSWERED, keep=leg)
        if leg in self._floor.legs:
            self._floor.legs[leg] = (call.id, "")
        visit = self._floor.visits.get(call.visit)
        if visit is not None:
            self._visits.close(visit, VisitOutcome.ANSWERED, operator=offer.user)
            self._floor.people[offer.user].handling = (visit.rules.id, self._floor.now)
        self.connect(call, Party(leg, offer.user, offer.extension))
        for other in tuple(call.offers.values()):
            self._offers.end(call, other, OfferOutcome.ANSWERED_ELSEWHERE)

    def connect(self, call: Call, far: Party) -> None:
        """Both sides hear each other from now on; a segment begins for each that an operator has. Who is consulted has
        none before the consultation ends well."""
        floor = self._floor
        call.far = far
        call.state = advance(CALL, call.state, Trigger.CONNECTED)
        if call.main:
            self.accept(call)
            floor.emit(ConsultAnswered(consult=call.id, operator=far.user, extension=far.extension))
            self.plumb(call)
            if far.user:
                self._presence.move(floor.people[far.user], Trigger.CONNECTED)
            return
        self.accept(call)
        self._sought_no_more(call)
        stand_down(floor, call)
        if not call.told:
            call.told = True
            floor.emit(CallAnswered(call=call.id))
        self.plumb(call)
        for party in call.parties():
            if party.user and not party.segment:
                self._presence.move(floor.people[party.user], Trigger.CONNECTED)
                self.begin_segment(call, party)

    def _sought_no_more(self, call: Call) -> None:
        """Nobody need be found any longer for a caller who was handed on."""
        call.handed = False
        call.back = ""
        call.returns = None
        self._floor.timers.cancel(TimerKind.TRANSFER, call.id)

    def begin_segment(self, call: Call, party: Party) -> None:
        """The user of `party` is connected in `call` from now on. After-call work of a call before is over."""
        floor = self._floor
        party.segment = floor.ids("segment")
        if call.external:
            self._presence.close_work(floor.people[party.user])
        floor.emit(
            SegmentBegan(
                segment=party.segment,
                call=call.id,
                operator=party.user,
                extension=party.extension,
                direction=call.direction,
                visit=call.visit,
                group=call.group,
            )
        )

    # Hold

    def hold(self, call: Call, party: Party) -> None:
        """`party` puts the other one on hold."""
        floor = self._floor
        self._presence.move(floor.people[party.user], Trigger.HELD)
        party.hold = floor.ids("hold")
        floor.emit(HoldBegan(hold=party.hold, segment=party.segment, operator=party.user))
        self.plumb(call)

    def resume(self, call: Call, party: Party) -> None:
        """`party` takes the other one back."""
        self._presence.move(self._floor.people[party.user], Trigger.RESUMED)
        self._end_hold(party)
        self.plumb(call)

    def _end_hold(self, party: Party) -> None:
        if party.hold:
            self._floor.emit(HoldEnded(hold=party.hold))
            party.hold = ""

    # Sound

    def plumb(self, call: Call) -> None:
        """Bring what the parties hear up to date. A party that is held, or across from whom nobody listens (a browser
        phone is away, a desk phone holds by its key), hears music; the latter books no hold of its own. Who consults
        on the same leg hears the consultation."""
        consult = self._floor.calls.get(call.consult)
        if call.state is not CallState.CONNECTED or call.far is None:
            self._plumb_caller(call)
        else:
            for party in call.parties():
                if not self._away(party) and (consult is None or consult.near is not party):
                    self._floor.sound.hear(party.leg, self._source(call, party))
        if consult is not None:
            self.plumb(consult)

    def _plumb_caller(self, call: Call) -> None:
        """Sound for the one side that is there, as far as it is ours to say: on a browser phone, and on a leg that was
        answered before. Callers in a queue are up to `waiting`."""
        near, far, hear = call.near, call.far, self._floor.sound.hear
        if self._away(near) or not (near.leg.startswith(PHONE_PREFIX) or call.accepted or _early(call)):
            return
        if call.slot or (call.handed and call.state is CallState.DIALING):
            hear(near.leg, self._music(call))
        elif call.state is CallState.RINGING and (call.visit not in self._floor.visits or call.main):
            hear(near.leg, LegSource(leg=far.leg) if far is not None and _early(call) else RINGBACK)
        elif call.main and call.state is CallState.WAITING:
            hear(near.leg, RINGBACK)

    def _music(self, call: Call) -> Source:
        return self._floor.music("" if call.rules is None else call.rules.id)

    def _source(self, call: Call, party: Party) -> Source:
        others = [other for other in call.parties() if other is not party]
        present = tuple(other.leg for other in others if not other.key and not self._away(other))
        if not present or (not call.main and any(other.hold for other in others)):
            return self._music(call)
        if party.hold and not call.main:
            return None
        return LegSource(leg=present[0]) if len(present) == 1 else MixSource(legs=present)

    def _away(self, party: Party) -> bool:
        return party.leg.startswith(PHONE_PREFIX) and not self._floor.people[party.user].phone

    # End

    def leave(self, call: Call, party: Party, cause: Cause, by: Side, *, gone: str = "") -> None:
        """`party` goes. Two who are left of a conference talk on, unless nobody outside is left of an external call."""
        rest = [other for other in call.parties() if other is not party]
        if len(rest) < 2 or (call.external and all(other.extension for other in rest)):
            self.end(call, cause, by, gone=gone)
            return
        third = call.third
        first_left = not party.extension and party is not third and third is not None and not third.extension
        self.dismiss(call, party, gone)
        call.near, call.far = rest
        call.third = None
        self._floor.emit(ConferenceEnded(call=call.id, first_left=first_left))
        self.plumb(call)

    def dismiss(self, call: Call, party: Party, gone: str = "") -> None:
        """Release one party; who is across from it is the caller's affair."""
        self._hang_up((party,), Cause.NORMAL, gone)
        if party.user:
            self._let_go(call, party)

    def end(
        self,
        call: Call,
        cause: Cause,
        by: Side,
        *,
        sip_status: int = 0,
        gone: str = "",
        overflow: str = "",
        consulted: ConsultOutcome = ConsultOutcome.FAILED,
    ) -> None:
        """The call is over for everybody; with it its consultation, while a consultation that ends leaves its call as
        it is. `gone`: the leg that ended by itself. `overflow`: why a caller who waits for a group is turned away;
        without it the caller has left. `consulted`: how a consultation ends."""
        floor = self._floor
        if call.consult:
            self.end(floor.calls[call.consult], Cause.CANCELLED, by, consulted=ConsultOutcome.CALLER_LEFT)
        call.state = advance(CALL, call.state, Trigger.RELEASED)
        leave(floor, call)
        outcome = OfferOutcome.NO_ANSWER if overflow else OfferOutcome.CALLER_LEFT
        for offer in tuple(call.offers.values()):
            self._offers.end(call, offer, outcome)
        visit = floor.visits.get(call.visit)
        if visit is not None:
            decided = VisitOutcome.OVERFLOWED if overflow else VisitOutcome.ABANDONED
            self._visits.close(visit, decided, reason=overflow)
        parties = call.parties()
        if call.main:
            parties = parties[1:]
            self._hang_up_second(call, cause, gone)
            self.forget_consult(call, consulted, cause, sip_status)
            if consulted is not ConsultOutcome.CALLER_LEFT:
                self.plumb(floor.calls[call.main])
        self._hang_up(parties, cause, gone)
        for party in parties:
            if party.user:
                self._let_go(call, party)
        if call.main:
            return
        self.unpark(call)
        self._sought_no_more(call)
        journey = floor.journeys.pop(call.id, None)
        if journey is not None:
            floor.timers.cancel(TimerKind.KEY, call.id)
            floor.emit(CallDiverted(call=call.id, kind=journey.kind, group=journey.group))
        floor.emit(CallEnded(call=call.id, cause=cause, by=by, sip_status=sip_status))
        del floor.calls[call.id]

    def _hang_up_second(self, consult: Call, cause: Cause, gone: str) -> None:
        """The leg that a desk phone consults on, if it has one for it."""
        if consult.near not in self._floor.calls[consult.main].parties():
            self._hang_up((consult.near,), cause, gone)

    def merge(self, call: Call, consult: Call) -> Party:
        """Who consults goes on in `call`, on the leg that they consult on. Their side of `call`."""
        near = consult.near
        host = next(party for party in call.parties() if party.user == near.user)
        if host is not near:
            self.move(call, host, near.leg)
            host.key = near.key
        return host

    def move(self, call: Call, party: Party, leg: str) -> None:
        """`party` goes on on `leg`; the one that it had is released."""
        floor = self._floor
        self._hang_up((party,), Cause.NORMAL, "")
        floor.legs[leg] = (call.id, "")
        party.leg = leg
        party.key = False

    def forget_consult(
        self, consult: Call, outcome: ConsultOutcome, cause: Cause | None = None, sip_status: int = 0
    ) -> None:
        """A consultation is over; its parties are the caller's affair. `cause`: why, if it failed."""
        floor = self._floor
        floor.calls[consult.main].consult = ""
        del floor.calls[consult.id]
        ended = ConsultEnded(consult=consult.id, outcome=outcome)
        if outcome is ConsultOutcome.FAILED:
            internal = floor.plan.extension(consult.to_number) is not None
            ended = ConsultEnded(
                consult=consult.id, outcome=outcome, cause=cause, sip_status=sip_status, internal=internal
            )
        floor.emit(ended)

    def unpark(self, call: Call, operator: str = "") -> None:
        """The call leaves its slot, if it has one; `operator` takes it."""
        if call.slot:
            del self._floor.parked[call.slot]
            self._floor.emit(CallUnparked(call=call.id, slot=call.slot, operator=operator))
            call.slot = 0

    def _hang_up(self, parties: tuple[Party, ...], cause: Cause, gone: str) -> None:
        floor = self._floor
        if floor.supervisions:
            hearers = [each.leg for each in floor.supervisions.values()]
            for party in parties:
                floor.sound.part(party.leg, hearers)
        # Browser phones first, so that no moment is told at which somebody hears a leg that has ended.
        for party in parties:
            if party.leg.startswith(PHONE_PREFIX):
                floor.sound.hear(party.leg, None)
        for party in parties:
            if floor.drop_leg(party.leg) and party.leg != gone:
                floor.emit(Release(leg=party.leg, cause=cause))

    def _let_go(self, call: Call, party: Party) -> None:
        """The party's segment ends; after an external one its operator's 後処理 begins in the same breath."""
        floor = self._floor
        person = floor.people[party.user]
        self._end_hold(party)
        self._presence.leave(person)
        floor.timers.cancel(TimerKind.PHONE, person.id)
        if party.segment:
            floor.emit(SegmentEnded(segment=party.segment))
            if call.external:
                self._presence.open_work(person, party.segment, 0 if call.rules is None else call.rules.acw_cap_s)
        if person.removed:
            self._presence.discard(person)


def _early(call: Call) -> bool:
    """Whether the called side, which has not answered, is to be heard already."""
    return call.far is not None and call.early == call.far.leg
