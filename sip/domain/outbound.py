"""Calls out of the house: who may call what, how often, and whose number is shown (F5.14, F10.1)."""

from typing import Final

from sip.contract.config import Group
from sip.contract.enums import CALLABLE, Direction, NumberClass, Refusal, Role
from sip.contract.events import DialRefused
from sip.domain.floor import Floor
from sip.domain.records import Person

HOUR_MS: Final = 3_600_000

OF_OUTSIDE: Final = frozenset(
    {
        Refusal.NUMBER_NOT_ALLOWED,
        Refusal.TOO_MANY_CALLS,
        Refusal.TOO_MANY_PER_HOUR,
        Refusal.NO_TRUNK,
        Refusal.NO_EMERGENCY_TRUNK,
    }
)
"""What may be said of an outside number."""


def may_show(person: Person, group: str) -> bool:
    """Whether `person` may call with the number of `group`: an operator with those of their groups, a supervisor with
    any."""
    return person.role is Role.SUPERVISOR or group in person.groups


class Outbound:
    """Decides on outside calls that are dialled inside. What the configuration leads outside by itself (routes) is
    not its affair. The calls of the last hour are counted anew after a restart."""

    __slots__ = ("_begun", "_floor")

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._begun: dict[str, list[int]] = {}

    def refusal(self, person: Person | None, extension: str, number: str) -> Refusal | None:
        """Why `extension`, which is `person`'s, may not call the outside `number` now; None: it may.

        Emergency calls are nobody's privilege and count against no limit; they only need a trunk that takes them.
        """
        trunks = self._floor.config.trunks
        kind = self._floor.plan.kind(number)
        if kind is NumberClass.EMERGENCY:
            return None if any(trunk.emergency for trunk in trunks) else Refusal.NO_EMERGENCY_TRUNK
        if kind not in (CALLABLE if person is None else person.allowed):
            return Refusal.NUMBER_NOT_ALLOWED
        return self._over_limit(extension) or (None if trunks else Refusal.NO_TRUNK)

    def begun(self, extension: str) -> None:
        """`extension` has begun an outside call."""
        times = self._recent(extension)
        times.append(self._floor.now)
        self._begun[extension] = times

    def refused(self, operator: str, extension: str, number: str, reason: Refusal) -> None:
        """Log an attempt that led to no call."""
        self._floor.emit(DialRefused(operator=operator, extension=extension, number=number[:64], reason=reason))

    def group(self, person: Person | None, asked: Group | None) -> Group | None:
        """The group whose number is shown: the one asked for, else what the person has chosen, else their first."""
        if asked is not None or person is None:
            return asked
        if person.shown in self._floor.groups and may_show(person, person.shown):
            return self._floor.groups[person.shown]
        return self._floor.groups[person.groups[0]] if person.groups else None

    def _over_limit(self, extension: str) -> Refusal | None:
        limits = self._floor.plan.extension(extension)
        if limits is None:
            return None
        if 0 < limits.max_calls <= self._open(extension):
            return Refusal.TOO_MANY_CALLS
        if 0 < limits.max_per_hour <= len(self._recent(extension)):
            return Refusal.TOO_MANY_PER_HOUR
        return None

    def _open(self, extension: str) -> int:
        calls = self._floor.calls.values()
        return sum(call.direction is Direction.OUTBOUND and call.near.extension == extension for call in calls)

    def _recent(self, extension: str) -> list[int]:
        """When the calls of the last hour began; none of a day ago lies about."""
        since = self._floor.now - HOUR_MS
        return [time for time in self._begun.get(extension, ()) if time > since]
