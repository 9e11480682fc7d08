"""Everybody outside: who calls and how long they wait, which key they press, who answers what is dialled."""

from collections.abc import Callable
from itertools import count
from typing import Any, Final

from sip.contract.config import SwitchConfig
from sip.contract.enums import CallerId, Cause, Direction
from sip.contract.events import CallAnswered, CallEnded, CallParked, CallStarted, CallTransferred
from sip.contract.scenario import Scenario
from sip.domain.effects import (
    ExtensionTarget,
    Hear,
    Originate,
    OutsideTarget,
    Play,
    Record,
    Release,
    TrunkOrigin,
)
from sip.simulate.chance import Chance
from sip.simulate.people import Line
from sip.simulate.stage import Stage

PROMPT_MS: Final = 3_000
"""How long a prompt lasts."""

UNUSED: Final = ("0900", "0700", "030", "0520")
"""Beginnings of numbers, mobile and fixed, that are given to nobody."""


class Outside:
    """The other ends of the switch's legs. `lines`: the calls that there are, by id."""

    def __init__(self, stage: Stage, chance: Chance, config: SwitchConfig, scenario: Scenario) -> None:
        self._stage = stage
        self._chance = chance
        self._callers = scenario.callers
        self._dialling = scenario.dialling
        self._desk = scenario.desk
        self._trunks = tuple(trunk.id for trunk in config.trunks) or ("",)
        self._menus = {menu.prompts: tuple(menu.keys) for menu in config.menus if menu.keys}
        self._owned = frozenset(user.extension for user in config.users)
        self._number = count(1)
        self._leg = ""
        self._legs: set[str] = set()
        self._playing: dict[str, int] = {}
        self.lines: dict[str, Line] = {}
        handlers: tuple[tuple[type, Callable[[Any], None]], ...] = (
            (CallStarted, self._started),
            (CallAnswered, self._answered),
            (CallTransferred, self._sought),
            (CallParked, self._sought),
            (CallEnded, self._ended),
            (Originate, self._called),
            (Release, self._released),
            (Play, self._told),
            (Hear, self._hears),
            (Record, self._speaks),
        )
        for kind, handler in handlers:
            stage.on(kind, handler)

    # Callers

    def call(self, number: str, caller: str = "") -> None:
        """Somebody calls `number`; `caller`: from this number, "" = whoever."""
        stage = self._stage
        known = CallerId.NUMBER
        if not caller:
            caller, known = self._caller()
        leg = self._leg = f"in{next(self._number)}"
        self._legs.add(leg)
        origin = TrunkOrigin(
            number=number,
            trunk=self._chance.one(self._trunks),
            from_number=caller,
            caller_id=known,
            at=stage.wall,
        )
        stage.centre.incoming(leg, origin, stage.now)
        stage.settle()

    def _caller(self) -> tuple[str, CallerId]:
        """A number and why it is, or is not, shown."""
        callers, chance = self._callers, self._chance
        part = chance.unit()
        for share, known in (
            (callers.withheld, CallerId.WITHHELD),
            (callers.payphone, CallerId.PAYPHONE),
            (callers.unavailable, CallerId.UNAVAILABLE),
        ):
            if part < share:
                return "", known
            part -= share
        return self.somebody(), CallerId.NUMBER

    def somebody(self) -> str:
        """A number, of a regular customer or any. All of them lie in ranges that are given to nobody."""
        if self._chance.yes(self._callers.regular):
            # Squared, so that some call much more often than others.
            index = int(self._chance.unit() ** 2 * self._callers.numbers)
            number = index * 7919 % 10_000_000
        else:
            number = int(self._chance.unit() * 10_000_000)
        prefix = UNUSED[number % len(UNUSED)]
        return prefix + str(number).zfill(7)[: (11 if prefix.endswith("00") else 10) - len(prefix)]

    def _started(self, event: CallStarted) -> None:
        inbound = event.direction is Direction.INBOUND
        leg = self._leg if inbound else ""
        line = self.lines[event.call] = Line(event.call, leg, event.from_number, event.to_number, not inbound)
        if inbound:
            self._leg = ""
            self._wait(line)

    def _sought(self, event: CallTransferred | CallParked) -> None:
        line = self.lines.get(event.call)
        if line is not None:
            self._wait(line)

    def _wait(self, line: Line) -> None:
        self._stage.later(self._chance.patience(self._callers.patience), self._lose_patience, line)

    def _lose_patience(self, line: Line) -> None:
        if line.segments or line.away or self.lines.get(line.call) is not line:
            return
        if not line.dialed and self._chance.yes(self._callers.redial):
            self._stage.later(self._chance.ms(self._callers.redial_after), self.call, line.called, line.caller)
        self.hang_up(line)

    def hang_up(self, line: Line) -> bool:
        """The party outside hangs up. Whether there is one."""
        stage = self._stage
        if line.leg not in self._legs:
            return False
        self._forget(line.leg)
        stage.centre.leg_ended(line.leg, Cause.NORMAL, stage.now)
        stage.settle()
        return True

    def _answered(self, event: CallAnswered) -> None:
        """Answered, by one of ours or (a call that was led outside) by somebody else, with whom nobody here ends it."""
        line = self.lines[event.call]
        if line.away:
            self._stage.later(self._chance.ms(self._desk.talk), self.hang_up, line)

    def _ended(self, event: CallEnded) -> None:
        del self.lines[event.call]

    def _released(self, effect: Release) -> None:
        self._forget(effect.leg)

    def _hears(self, effect: Hear) -> None:
        """Something takes the place of the prompts."""
        self._playing.pop(effect.leg, None)

    def _forget(self, leg: str) -> None:
        self._legs.discard(leg)
        self._playing.pop(leg, None)

    # Who is called

    def _called(self, effect: Originate) -> None:
        """A leg of ours: the phone of one of ours, which rings beside the browser or answers by itself; or somebody."""
        self._legs.add(effect.leg)
        target = effect.target
        if isinstance(target, ExtensionTarget) and target.extension in self._owned:
            if target.auto_answer:
                self._stage.later(300, self._picks_up, effect.leg)
            return
        line = self.lines.get(effect.call)
        if line is not None and isinstance(target, OutsideTarget):
            if line.leg:
                line.away = True
            else:
                line.leg = effect.leg
        self._decide(effect.leg)

    def _decide(self, leg: str) -> None:
        dialling, chance, later = self._dialling, self._chance, self._stage.later
        part = chance.unit()
        if part < dialling.unreachable:
            later(chance.between(0.3, 2), self._fails, leg, Cause.UNREACHABLE, 404)
        elif part < dialling.unreachable + dialling.busy:
            later(chance.between(0.5, 3), self._fails, leg, Cause.BUSY, 486)
        else:
            first = chance.between(0.5, 2.5)
            later(first, self._rings, leg)
            if part < dialling.unreachable + dialling.busy + dialling.unanswered:
                later(first + 60_000, self._fails, leg, Cause.NO_ANSWER, 480)
            else:
                later(first + chance.ms(dialling.ring), self._picks_up, leg)

    def _fails(self, leg: str, cause: Cause, sip_status: int) -> None:
        if leg in self._legs:
            self._forget(leg)
            self._stage.centre.leg_failed(leg, cause, sip_status, self._stage.now)
            self._stage.settle()

    def _rings(self, leg: str) -> None:
        if leg in self._legs:
            self._stage.centre.leg_ringing(leg, False, self._stage.now)
            self._stage.settle()

    def _picks_up(self, leg: str) -> None:
        if leg in self._legs:
            self._stage.centre.leg_answered(leg, self._stage.now)
            self._stage.settle()

    # What is played to callers

    def _told(self, effect: Play) -> None:
        """Prompts are heard to their end, unless something takes their place; in a menu a key is pressed."""
        stage, chance, leg = self._stage, self._chance, effect.leg
        turn = self._playing[leg] = next(self._number)
        stage.later(PROMPT_MS * max(len(effect.prompts), 1), self._heard, leg, turn)
        keys = next((keys for prompts, keys in self._menus.items() if effect.prompts[-len(prompts) :] == prompts), ())
        if keys and not chance.yes(self._callers.silent):
            key = chance.one("0123456789") if chance.yes(self._callers.wrong_key) else chance.one(keys)
            stage.later(chance.between(1, 6), self._presses, leg, key)

    def _heard(self, leg: str, turn: int) -> None:
        if self._playing.get(leg) == turn:
            del self._playing[leg]
            self._stage.centre.leg_played(leg, self._stage.now)
            self._stage.settle()

    def _presses(self, leg: str, key: str) -> None:
        if leg in self._legs:
            self._stage.centre.digit(leg, key, self._stage.now)
            self._stage.settle()

    def _speaks(self, effect: Record) -> None:
        """A message is left, ended by a key or by hanging up."""
        self._stage.later(self._chance.ms(self._callers.message), self._has_spoken, effect.leg)

    def _has_spoken(self, leg: str) -> None:
        if self._chance.yes(0.4):
            self._presses(leg, "#")
            return
        line = next((line for line in self.lines.values() if line.leg == leg), None)
        if line is not None:
            self.hang_up(line)
