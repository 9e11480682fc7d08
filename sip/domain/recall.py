"""What the distribution knew before the switch was restarted (F10.4): so it chooses after that as it would have."""

from sip.contract.commands import RestoreDistribution
from sip.domain.floor import Floor
from sip.domain.presence import Presence


class Recall:
    """Takes the first `RestoreDistribution` of a run."""

    __slots__ = ("_floor", "_presence", "_told")

    def __init__(self, floor: Floor, presence: Presence) -> None:
        self._floor = floor
        self._presence = presence
        self._told = False

    def take(self, past: RestoreDistribution) -> None:
        """Who and what is not configured any more is passed over; calls of another day than the present count no
        more."""
        if self._told:
            return
        self._told = True
        floor = self._floor
        for entry in past.operators:
            person = floor.people.get(entry.operator)
            if person is None:
                continue
            if entry.day == floor.day:
                person.calls_today += entry.calls
            if entry.idle_ms is not None:
                self._presence.recalled[person.id] = floor.now - entry.idle_ms
        for group in past.groups:
            queue = floor.queues.get(group.group)
            if queue is None:
                continue
            queue.handling = queue.handling or group.handling_ms
            for user in group.rung:
                if user in queue.tiers:
                    queue.turns[queue.tiers[user]] = user
