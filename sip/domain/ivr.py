"""Menus: prompts are read, keys are pressed, and each key leads somewhere (F10.5)."""

from collections.abc import Callable
from typing import Final

from msgspec import structs

from sip.contract.reception import Action, Menu
from sip.domain.calls import Calls
from sip.domain.floor import Floor
from sip.domain.records import Call, Journey
from sip.domain.timers import TimerKind

MAX_READINGS: Final = 50
"""How often one caller is read menus at most. Menus may lead to one another in a ring, so that a silent line, which
nobody hangs up, would otherwise stay for ever."""


class Ivr:
    """Reads menus to callers. `carry_out`: does with a call what the chosen action says."""

    __slots__ = ("_calls", "_carry_out", "_floor")

    def __init__(self, floor: Floor, calls: Calls, carry_out: Callable[[Call, Action], None]) -> None:
        self._floor = floor
        self._calls = calls
        self._carry_out = carry_out

    def begin(self, call: Call, journey: Journey, menu: Menu) -> None:
        """Read `menu` from its beginning."""
        journey.menu = menu
        journey.attempt = 1
        journey.last = False
        self._read(call, journey, menu, ())

    def played(self, call: Call, journey: Journey) -> None:
        """The menu has been read: the caller has some seconds to think."""
        if journey.menu is not None:
            self._floor.timers.set(TimerKind.KEY, call.id, self._floor.now + journey.menu.timeout_s * 1000)

    def digit(self, call: Call, journey: Journey, digit: str) -> None:
        """A key was pressed while the menu is read or afterwards."""
        menu = journey.menu
        if menu is None:
            return
        self._floor.timers.cancel(TimerKind.KEY, call.id)
        action = menu.keys.get(digit)
        if action is None:
            self._once_more(call, journey, menu, menu.invalid)
        else:
            self._carry_out(call, action)

    def silent(self, call: Call, journey: Journey) -> None:
        """No key was pressed in time."""
        if journey.menu is not None:
            self._once_more(call, journey, journey.menu, ())

    def in_vain(self, call: Call, journey: Journey, menu: Menu, first: tuple[str, ...]) -> None:
        """Where the caller was led nobody can be had, which `first` says: the menu is read again, as after a wrong key,
        and what it does in the end is done once at most."""
        if journey.last:
            self._carry_out(call, Action(prompts=first))
        elif journey.attempt >= menu.attempts:
            journey.last = True
            self._carry_out(call, structs.replace(menu.otherwise, prompts=(*first, *menu.otherwise.prompts)))
        else:
            self._once_more(call, journey, menu, first)

    def _once_more(self, call: Call, journey: Journey, menu: Menu, first: tuple[str, ...]) -> None:
        if journey.attempt >= menu.attempts:
            journey.last = True
            self._carry_out(call, menu.otherwise)
        else:
            journey.attempt += 1
            self._read(call, journey, menu, first)

    def _read(self, call: Call, journey: Journey, menu: Menu, first: tuple[str, ...]) -> None:
        journey.readings += 1
        if journey.readings > MAX_READINGS:
            self._carry_out(call, Action(prompts=("goodbye",)))
        else:
            self._calls.announce(call, (*first, *menu.prompts))
            self._floor.sound.listen(call.near.leg, True)
