"""On a random day every caller is in exactly one place, and there as one is there."""

from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant

from sip.contract.enums import CallState
from sip.domain.effects import RINGBACK, Prompt
from sip.domain.mailbox import Stage
from sip.domain.timers import TimerKind
from tests.domain.kit import House


class Places(RuleBasedStateMachine):
    """The part of a `Day` that looks after callers."""

    house: House

    @property
    def floor(self) -> Any:
        return self.house.centre._floor

    def away(self, party: Any) -> bool:
        return bool(party.leg.startswith("phone:") and party.user not in self.house.attached)

    @invariant()
    def every_caller_is_in_one_place(self) -> None:
        """Waiting, at the reception, hearing the last words, at a mailbox, being led to a phone, or connected; in each
        as it is."""
        floor = self.floor
        waiting = {visit.call for visit in floor.visits.values()}
        assert len(waiting) == len(floor.visits)
        in_queues = [visit.call for queue in floor.queues.values() for visit in queue.waiting.values()]
        assert sorted(in_queues) == sorted(waiting)
        for call in floor.calls.values():
            queued, arriving = call.id in waiting, call.id in floor.journeys
            connected = call.state is CallState.CONNECTED or call.slot > 0
            assert (call.slot > 0) == (floor.parked.get(call.slot) == call.id)
            mailed = call.id in floor.mail.messages
            led = not (queued or arriving or call.farewell or mailed or connected) and bool(
                call.far is not None or call.offers or call.goal
            )
            places = [queued, arriving, call.farewell is not None, mailed, connected, led]
            assert sum(places) == 1, (call.id, call.state, places)
            if queued or call.farewell or call.slot:
                assert call.far is None
            if call.farewell or arriving:
                assert call.accepted and not call.offers
            if call.farewell:
                assert call.near.leg in self.house.plays
            if queued:
                self.waits_rightly(call)
            if mailed:
                self.is_recorded_rightly(call)
            assert (call.id not in floor.mail.ready) or led
        assert set(floor.mail.messages) | set(floor.mail.ready) <= set(floor.calls)

    def is_recorded_rightly(self, call: Any) -> None:
        message = self.floor.mail.messages[call.id]
        assert call.far is None and not call.offers and not call.main and not call.slot
        recorded = message.stage is Stage.RECORDING
        assert self.house.records.get(call.near.leg) == (message.id if recorded else None)
        assert ((TimerKind.MESSAGE, call.id) in set(self.floor.timers)) == recorded
        if not recorded and not self.away(call.near):
            assert call.near.leg in self.house.plays, "spoken to, or recorded"

    def waits_rightly(self, call: Any) -> None:
        floor = self.floor
        visit = floor.visits[call.visit]
        rules, queue = visit.rules, floor.queues[visit.rules.id]
        hears = self.house.hears.get(call.near.leg)
        if call.main:
            assert hears in (RINGBACK, None)
        elif rules.queue_answer:
            assert call.near.leg in self.house.plays or hears == Prompt(name=rules.queue_music)
            told = (TimerKind.ANNOUNCE, visit.id) in set(floor.timers)
            assert rules.announce_s == 0 or told or call.near.leg in self.house.plays
        elif call.accepted:
            assert hears == RINGBACK
        if rules.max_wait_s:
            assert (TimerKind.MAX_WAIT, visit.id) in set(floor.timers)
        if rules.overflow_nobody is not None:
            assert any(floor.people[user].session is not None for user in queue.tiers)
