"""Supervision (F4.2–F4.5): supervisors in the calls of operators.

A supervisor hears the operator and whatever the operator hears, the other supervisors among it. Whispering, they are
heard by the operator; in a 三者通話 by everybody whom the operator hears, too. Who is on hold hears music alone. A
supervision belongs to the call: where the call goes to another operator it goes with it, while nobody of ours has the
call it waits. It feeds no metric, and nobody in the call is told of it.
"""

from sip.contract import commands as c
from sip.contract.enums import CallState, Cause, Refusal, Role, SupervisionEnding, SupervisionMode
from sip.contract.events import SupervisionBegan, SupervisionChanged, SupervisionEnded
from sip.domain.effects import PHONE_PREFIX, Caller, ExtensionTarget, Originate, Release
from sip.domain.floor import Floor
from sip.domain.records import Call, Party, Person, Supervision
from sip.domain.sound import legs_of, together
from sip.domain.states import PART, Part, Trigger, advance
from sip.domain.timers import TimerKind


class Supervisors:
    """Lets supervisors into calls, and follows the calls."""

    __slots__ = ("_floor", "_legs")

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._legs: dict[str, Supervision] = {}
        """Those on desk phones, by leg."""

    # Commands

    def carry_out(self, person: Person, command: c.Supervise | c.StopSupervising) -> c.AnyResult:
        """The result of a command of `person`."""
        if isinstance(command, c.Supervise):
            return self._supervise(person, command)
        return c.Done() if self.stop(person) else c.Refused(code=Refusal.UNKNOWN_CALL)

    def _supervise(self, person: Person, command: c.Supervise) -> c.AnyResult:
        floor = self._floor
        target = floor.people.get(command.target)
        if target is None or target.removed:
            return c.Refused(code=Refusal.UNKNOWN_OPERATOR, detail=command.target)
        if person.role is not Role.SUPERVISOR:
            return c.Refused(code=Refusal.NOT_SUPERVISOR, detail=person.id)
        party = self._party(target)
        call = floor.calls.get(target.call)
        if target is person or party is None or call is None:
            return c.Refused(code=Refusal.NOT_IN_CALL, detail=command.target)
        present = floor.supervisions.get(person.id)
        if present is not None and present.call == call.booked and present.operator == target.id:
            self._change(present, target.id, command.mode)
            return c.Supervised(supervision=present.id)
        if person.part not in (Part.IDLE, Part.SUPERVISING):
            return c.Refused(code=Refusal.BUSY, detail=person.call)
        if not person.phone and not floor.talks_on_desk(person):
            return c.Refused(code=Refusal.NO_PHONE)
        if present is not None:
            self._end(present, SupervisionEnding.LEFT)
        begun = self._begin(person, target, call, command.mode)
        return c.Supervised(supervision=begun.id)

    def stop(self, person: Person, reason: SupervisionEnding = SupervisionEnding.LEFT) -> bool:
        """`person` leaves the call that they supervise. Whether they did supervise one."""
        present = self._floor.supervisions.get(person.id)
        if present is not None:
            self._end(present, reason)
        return present is not None

    def _begin(self, person: Person, target: Person, call: Call, mode: SupervisionMode) -> Supervision:
        floor = self._floor
        begun = Supervision(floor.ids("supervision"), person.id, target.id, call.booked, mode)
        floor.supervisions[person.id] = begun
        person.part = advance(PART, person.part, Trigger.SUPERVISED)
        floor.emit(
            SupervisionBegan(
                supervision=begun.id, supervisor=person.id, operator=target.id, call=begun.call, mode=begun.mode
            )
        )
        if floor.talks_on_desk(person):
            begun.leg = floor.ids("leg")
            self._legs[begun.leg] = begun
            caller = Caller(number=target.extension, name=target.name)
            called = ExtensionTarget(extension=person.extension, auto_answer=True)
            floor.emit(Originate(leg=begun.leg, call=begun.call, target=called, caller=caller))
        else:
            begun.leg = person.leg
            begun.up = True
        return begun

    def _change(self, present: Supervision, operator: str, mode: SupervisionMode) -> None:
        if (present.operator, present.mode) != (operator, mode):
            present.operator, present.mode = operator, mode
            self._floor.emit(SupervisionChanged(supervision=present.id, operator=operator, mode=mode))

    def _end(self, present: Supervision, reason: SupervisionEnding, *, gone: bool = False) -> None:
        """`gone`: the desk phone's leg has ended by itself."""
        floor = self._floor
        del floor.supervisions[present.supervisor]
        floor.timers.cancel(TimerKind.PHONE, present.supervisor)
        floor.sound.part(present.leg, ())
        person = floor.people[present.supervisor]
        if self._legs.pop(present.leg, None) is None:
            if person.phone:
                floor.sound.hear(present.leg, None)
        else:
            floor.sound.forget(present.leg)
            if not gone:
                floor.emit(Release(leg=present.leg, cause=Cause.NORMAL if present.up else Cause.CANCELLED))
        person.part = advance(PART, person.part, Trigger.RELEASED)
        floor.emit(SupervisionEnded(supervision=present.id, reason=reason))

    # Phones of supervisors

    def lost(self, person: Person) -> None:
        """The browser phone is away; a supervision on it is kept for the grace time (F5.9)."""
        floor = self._floor
        present = floor.supervisions.get(person.id)
        if present is not None and present.leg == person.leg:
            floor.timers.set(TimerKind.PHONE, person.id, floor.now + floor.config.grace_s * 1000)

    def not_back(self, person: Person) -> None:
        """The browser phone has been away for the grace time."""
        present = self._floor.supervisions.get(person.id)
        if present is not None and present.leg == person.leg and not person.phone:
            self._end(present, SupervisionEnding.PHONE_LOST)

    def answered(self, leg: str) -> bool:
        """A leg was answered; whether it is a supervisor's."""
        present = self._legs.get(leg)
        if present is not None:
            present.up = True
        return present is not None

    def ended(self, leg: str) -> bool:
        """A leg came to nothing or ended; whether it was a supervisor's."""
        present = self._legs.get(leg)
        if present is not None:
            self._end(present, SupervisionEnding.LEFT if present.up else SupervisionEnding.PHONE_LOST, gone=True)
        return present is not None

    # Following the calls

    def settle(self) -> None:
        """Let all supervisors, and those who hear them, hear what they should after this input."""
        floor = self._floor
        if not floor.supervisions:
            return
        for present in tuple(floor.supervisions.values()):
            call = floor.calls.get(present.call)
            if call is None:
                self._end(present, SupervisionEnding.CALL_ENDED)
            else:
                self._follow(present, call)
        heard: dict[str, list[str]] = {}
        for present in floor.supervisions.values():
            if present.up and present.mode is not SupervisionMode.LISTEN and self._there(present):
                for leg in self._audience(present):
                    heard.setdefault(leg, []).append(present.leg)
        for leg in (*floor.sound.added(), *heard):
            floor.sound.add(leg, tuple(heard.get(leg, ())))
        for present in floor.supervisions.values():
            if present.up and self._there(present):
                floor.sound.hear(present.leg, together(self._sources(present)))

    def _follow(self, present: Supervision, call: Call) -> None:
        """Whose call it is now: the same operator's as long as they have part in it."""
        users = [party.user for party in self._sides(call) if party.user]
        if present.operator not in users:
            self._change(present, users[0] if users else "", present.mode)

    def _sides(self, call: Call) -> tuple[Party, ...]:
        """The parties of the call, and whom one of them consults."""
        consult = self._floor.calls.get(call.consult)
        return call.parties() if consult is None else (*call.parties(), *consult.parties()[1:])

    def _side(self, present: Supervision) -> Party | None:
        """The operator's side; of the two legs of a desk phone that consults, the one that is not on hold there."""
        call = self._floor.calls[present.call]
        consult = self._floor.calls.get(call.consult)
        sides = call.parties() if consult is None else (*consult.parties(), *call.parties())
        own = [party for party in sides if party.user and party.user == present.operator]
        return next((party for party in own if not party.key), own[0] if own else None)

    def _there(self, present: Supervision) -> bool:
        return not present.leg.startswith(PHONE_PREFIX) or self._floor.people[present.supervisor].phone

    def _party(self, person: Person | None) -> Party | None:
        """The side of their call that `person` has, if they are connected or dial."""
        call = None if person is None else self._floor.calls.get(person.call)
        return None if person is None or call is None else call.party_of(person.id)

    def _audience(self, present: Supervision) -> tuple[str, ...]:
        """The legs that hear a supervisor who speaks."""
        talk = tuple(leg for leg in self._talk(present) if self._hearing(leg))
        if present.mode is SupervisionMode.BARGE:
            return talk
        party = self._side(present)
        return (party.leg,) if party is not None and party.leg in talk else ()

    def _sources(self, present: Supervision) -> tuple[str, ...]:
        """The legs that a supervisor hears: the talk, and the other supervisors whom the operator hears."""
        floor = self._floor
        others = tuple(
            each.leg
            for each in floor.supervisions.values()
            if each is not present
            and (each.call, each.operator) == (present.call, present.operator)
            and each.up
            and each.mode is not SupervisionMode.LISTEN
            and self._there(each)
        )
        return tuple(leg for leg in (*self._talk(present), *others) if leg != present.leg)

    def _talk(self, present: Supervision) -> tuple[str, ...]:
        """The legs of the talk: the operator's, and those that the operator hears. Where nobody of ours has the call:
        those that hear one another."""
        floor = self._floor
        party = self._side(present)
        here = floor.calls[present.call].parties() if party is None else (party,)
        legs = [leg for side in here for leg in (side.leg, *legs_of(floor.sound.own(side.leg)))]
        there = [leg for leg in dict.fromkeys(legs) if self._present(leg)]
        return tuple(there) if party is not None or len(there) > 1 else ()

    def _hearing(self, leg: str) -> bool:
        """Whether the leg has been answered, so that its party can hear."""
        known = self._floor.legs.get(leg)
        if known is None:
            return True  # a browser phone
        call = self._floor.calls[known[0]]
        return call.state is CallState.CONNECTED or (call.accepted and leg == call.near.leg)

    def _present(self, leg: str) -> bool:
        """Whether the leg is there: a browser phone may be away."""
        person = self._floor.people.get(leg.removeprefix(PHONE_PREFIX)) if leg.startswith(PHONE_PREFIX) else None
        return person is None or person.phone
