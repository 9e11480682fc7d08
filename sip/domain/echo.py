"""The echo test before the shift (F5.8): one's browser phone hears itself back from the media server.

It is no call: it feeds no metric, is not on record, and lies over nothing. Whoever is rung, dials or supervises
meanwhile hears the echo no longer.
"""

from typing import Final

from sip.contract import commands as c
from sip.contract.enums import Refusal, Role
from sip.domain.effects import LegSource
from sip.domain.floor import Floor
from sip.domain.records import Person
from sip.domain.states import Part
from sip.domain.timers import TimerKind

ECHO_MS: Final = 60_000
"""An echo that nobody stops ends by itself."""


class Echoes:
    """Who hears themselves."""

    __slots__ = ("_floor", "_hearing")

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._hearing: dict[str, Person] = {}

    def carry_out(self, person: Person, command: c.StartEcho | c.StopEcho) -> c.AnyResult:
        """The result of a command of `person`."""
        if isinstance(command, c.StopEcho):
            self.stop(person.id)
            return c.Done()
        if not _present(person):
            return c.Refused(code=Refusal.NOT_LOGGED_IN)
        if person.part is not Part.IDLE:
            return c.Refused(code=Refusal.BUSY, detail=person.call)
        if not person.phone:
            return c.Refused(code=Refusal.NO_PHONE)
        floor = self._floor
        self._hearing[person.id] = person
        floor.timers.set(TimerKind.ECHO, person.id, floor.now + ECHO_MS)
        return c.Done()

    def runs(self, user: str) -> bool:
        """Whether the user hears themselves."""
        return user in self._hearing

    def stop(self, user: str) -> None:
        """The user hears themselves no longer, if they did."""
        person = self._hearing.pop(user, None)
        if person is None:
            return
        self._floor.timers.cancel(TimerKind.ECHO, user)
        sound = self._floor.sound
        if sound.own(person.leg) == LegSource(leg=person.leg):  # else something else is heard already
            sound.hear(person.leg, None)

    def settle(self) -> None:
        """After each input: whoever has got a part in a call, lost the phone or left has no echo; one whose phone has
        come anew hears it there."""
        if not self._hearing:
            return
        for person in tuple(self._hearing.values()):
            if person.phone and person.part is Part.IDLE and _present(person):
                self._floor.sound.hear(person.leg, LegSource(leg=person.leg))
            else:
                self.stop(person.id)


def _present(person: Person) -> bool:
    return not person.removed and (person.role is Role.SUPERVISOR or person.session is not None)
