"""What must hold after each thing that happens on a random day."""

from typing import Any

from hypothesis.stateful import invariant

from sip.contract.enums import (
    CallState,
    Status,
)
from sip.domain.effects import LegSource, MixSource, Prompt
from sip.domain.states import Part, Work
from sip.domain.timers import TimerKey, TimerKind
from tests.domain import supervised
from tests.domain.day_places import Places


class Invariants(Places):
    """The books, the legs, the sound, the timers and the states agree, always."""

    @invariant()
    def books_balance(self) -> None:
        for now, event in self.house.log[self.read :]:
            self.ledger.read(now, event)
        self.read = len(self.house.log)
        self.ledger.check()

    @invariant()
    def legs_agree(self) -> None:
        supervisors = {each.leg for each in self.floor.supervisions.values() if not each.leg.startswith("phone:")}
        fetching = set(self.house.centre._handling._fetching)  # desk phones that ring to take a call
        assert set(self.house.legs) == set(self.floor.legs) | supervisors | fetching
        assert self.house.hears == self.floor.sound.heard()

    @invariant()
    def calls_sound_right(self) -> None:
        for call in self.floor.calls.values():
            consult = self.floor.calls.get(call.consult)
            if call.state is not CallState.CONNECTED:
                continue
            for party in call.parties():
                if self.away(party) or (consult is not None and party is consult.near):
                    continue
                others = [other for other in call.parties() if other is not party]
                present = tuple(other.leg for other in others if not other.key and not self.away(other))
                talking: Any = LegSource(leg=present[0]) if len(present) == 1 else MixSource(legs=present)
                if party.hold and not call.main:
                    talking = None
                music = not present or (not call.main and any(other.hold for other in others))
                assert self.floor.sound.own(party.leg) == (Prompt(name="hold") if music else talking)
                if party.leg not in self.floor.sound.added():
                    assert self.house.hears.get(party.leg) == self.floor.sound.own(party.leg)

    @invariant()
    def supervisors_are_in_calls(self) -> None:
        supervised.check(self.house, self.floor)

    @invariant()
    def who_hears_themselves_is_in_no_call(self) -> None:
        for person in self.floor.people.values():
            echoes = self.house.hears.get(person.leg) == LegSource(leg=person.leg)
            assert echoes == self.house.centre.echoes(person.id)
            assert echoes == ((TimerKind.ECHO, person.id) in set(self.floor.timers))
            assert not echoes or (person.phone and person.part is Part.IDLE)

    @invariant()
    def consultations_are_bound(self) -> None:
        floor, calls = self.floor, self.floor.calls
        for call in calls.values():
            if call.consult:
                assert calls[call.consult].main == call.id and call.state is CallState.CONNECTED
                near = calls[call.consult].near
                assert near in call.parties() or (call.party_of(near.user) is not None and near.leg in floor.legs)
                assert call.third is None
            if call.main:
                assert calls[call.main].consult == call.id and not call.consult and not call.slot
            seeking = (TimerKind.TRANSFER, call.id) in set(self.floor.timers)
            assert seeking == bool(call.handed or call.returns)

    @invariant()
    def nobody_free_is_wanted(self) -> None:
        """Who is free is known, and no caller waits whom a free operator may serve."""
        floor = self.floor
        for queue in floor.queues.values():
            free = {
                user
                for user in queue.tiers
                if (person := floor.people[user]).session is not None
                and person.part is Part.IDLE
                and person.work is Work.CLOSED
                and person.chosen == Status.AVAILABLE
                and floor.reachable(person)
            }
            assert set(queue.free) == free
            for visit in queue.waiting.values():
                if not floor.calls[visit.call].offers:
                    assert all(visit.tried.get(user, 0) > floor.now for user in free)

    def timers_but(self, but: TimerKind) -> list[TimerKey]:
        return [key for key in self.floor.timers if key.kind is not but]

    @invariant()
    def no_timer_leaks(self) -> None:
        floor = self.floor
        for kind, owner in self.timers_but(TimerKind.ECHO):  # that: `who_hears_themselves_is_in_no_call`
            match kind:
                case TimerKind.WORK:
                    assert floor.people[owner].work is Work.OPEN
                case TimerKind.CLIENT:
                    assert floor.people[owner].session is not None
                case TimerKind.PHONE:
                    assert not floor.people[owner].phone
                    assert floor.people[owner].call or owner in floor.supervisions
                case TimerKind.TRANSFER:
                    assert floor.calls[owner].handed or floor.calls[owner].returns
                case TimerKind.KEY:
                    assert owner in floor.journeys
                case TimerKind.MAILBOX:
                    assert owner in floor.mail.ready
                case TimerKind.MESSAGE:
                    assert owner in floor.mail.messages
                case TimerKind.OFFER:
                    assert floor.calls[floor.visits[owner].call].offers
                case _:
                    assert owner in floor.visits

    @invariant()
    def states_agree(self) -> None:
        """The records agree with one another and with the snapshot."""
        floor = self.floor
        for person in floor.people.values():
            assert (person.part in (Part.IDLE, Part.SUPERVISING)) == (person.call == "")
            assert person.call == "" or person.call in floor.calls
            assert not person.removed or person.call
        snapshot = self.house.centre.snapshot()
        for call in snapshot.calls:
            rung = any(party.ringing for party in call.parties)
            waits = any(visit.call == call.call for visit in floor.visits.values())
            if not floor.calls[call.call].consult:
                assert not rung or call.state is CallState.RINGING
                assert not waits or call.state is (CallState.RINGING if rung else CallState.WAITING)
            assert call.state is not CallState.CONNECTED or call.call in self.ledger.answered
        assert {one.operator: one.status for one in snapshot.operators} == {
            operator: status for operator, (_, status, _) in self.ledger.statuses.items()
        }
