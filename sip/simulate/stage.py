"""The switch's core in virtual time: inputs by an agenda, events to a log, effects to whoever plays the other ends."""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final

import msgspec

from sip.contract.commands import AnyCommand, AnyResult
from sip.contract.events import AnyEvent, Event, Logged, LoggedOut
from sip.domain.centre import Centre

UPTIME_MS: Final = 3_600_000
"""The machine was up so long when the simulation began: the two clocks of the log are never the same number."""


class Stage:
    """A `Centre` and the time in it. Parts register with `on` for the events and effects that they see; what they do
    about it they put on the agenda with `later`, for an input may not be given while another is being carried out.

    `now`: ms of the monotonic clock; `begin`: wall clock (UTC, ms) of the beginning.
    """

    def __init__(self, boot: str, begin: int) -> None:
        self.now = UPTIME_MS
        self.offset = begin - UPTIME_MS
        number = count(1)
        self.centre = Centre(lambda kind: f"{boot}{kind[0]}{next(number):x}")
        self._order = count()
        self._agenda: list[tuple[int, int, Callable[..., object], tuple[Any, ...]]] = []
        self._handlers: dict[type, list[Callable[[Any], None]]] = {}
        self._seq = 0
        self._log: list[Logged] = []

    @property
    def wall(self) -> int:
        """The wall clock, UTC ms."""
        return self.now + self.offset

    # Time

    def later(self, ms: int, act: Callable[..., object], *arguments: Any) -> None:
        """Have `act` called in `ms`."""
        heappush(self._agenda, (self.now + ms, next(self._order), act, arguments))

    def at(self, wall: int, act: Callable[..., object], *arguments: Any) -> None:
        """Have `act` called when the wall clock shows `wall` (UTC, ms); at once if that is over."""
        heappush(self._agenda, (max(wall - self.offset, self.now), next(self._order), act, arguments))

    def run(self) -> Iterator[Logged]:
        """Carry everything out until nothing is left to do; the log, as it comes."""
        agenda, centre = self._agenda, self.centre
        while True:
            due = centre.next_due()
            if agenda and (due is None or agenda[0][0] <= due):
                self.now, _, act, arguments = heappop(agenda)
                act(*arguments)
            elif due is not None:
                self.now = max(due, self.now)
                centre.tick(self.now)
                self.settle()
            else:
                return
            if self._log:
                log, self._log = self._log, []
                yield from log

    # Inputs

    def do(self, command: AnyCommand) -> AnyResult:
        """Carry out a command."""
        result = self.centre.command(command, self.now)
        self.settle()
        return result

    def tell(self, event: AnyEvent) -> None:
        """Log an event of the shell's own."""
        self._seq += 1
        self._log.append(Logged(seq=self._seq, at=self.now + self.offset, mono=self.now, event=event))

    def on(self, kind: type, handler: Callable[[Any], None]) -> None:
        """Have `handler` called with each event or effect of this kind."""
        self._handlers.setdefault(kind, []).append(handler)

    def settle(self) -> None:
        """To be called after each input that is no command: log what came of it and tell those concerned."""
        handlers = self._handlers
        for item in self.centre.take():
            kind = type(item)
            if isinstance(item, Event):
                if kind is LoggedOut:
                    item = self._dated(item)
                self.tell(item)
            for handler in handlers.get(kind, ()):
                handler(item)

    def _dated(self, event: Any) -> LoggedOut:
        """As the shell does it: the domain knows no wall clock."""
        left: LoggedOut = msgspec.structs.replace(event, effective_at=event.effective_mono + self.offset)
        return left
