"""Runs the domain: feeds it inputs with their time, logs its events, has its effects carried out, wakes it when due."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import TypeVar

import msgspec

from sip.clock import mono_ms, wall_ms
from sip.contract.events import AnyEvent, Event, LoggedOut
from sip.domain.centre import Centre
from sip.domain.effects import AnyEffect
from sip.outbox import Outbox

T = TypeVar("T")
log = logging.getLogger(__name__)


class Conductor:
    """One domain on one event loop. `perform` carries out an effect; it may cause further inputs by `tell`."""

    def __init__(self, centre: Centre, outbox: Outbox, perform: Callable[[AnyEffect], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._centre = centre
        self._outbox = outbox
        self._perform = perform
        self._waiting: deque[Callable[[int], object]] = deque()
        self._running = False
        self._due: int | None = None
        self._timer: asyncio.TimerHandle | None = None

    def ask(self, act: Callable[[int], T]) -> T:
        """One input whose answer is wanted: `act(now)`. Not to be called while effects are being carried out."""
        now = mono_ms()
        answer = act(now)
        self._drain(now)
        self._rest()
        return answer

    def tell(self, act: Callable[[int], object]) -> None:
        """One input. While the effects of another are being carried out it waits for its turn, so that inputs and
        their effects have one order."""
        self._waiting.append(act)
        if not self._running:
            self._rest()

    def log(self, event: AnyEvent) -> None:
        """Log an event that is not the domain's."""
        self._outbox.append(wall_ms(), mono_ms(), event)

    def stop(self) -> None:
        """No more timers."""
        if self._timer is not None:
            self._timer.cancel()

    def _rest(self) -> None:
        while self._waiting:
            act = self._waiting.popleft()
            now = mono_ms()
            act(now)
            self._drain(now)
        self._arm()

    def _drain(self, now: int) -> None:
        at = wall_ms()
        self._running = True
        try:
            for item in self._centre.take():
                if isinstance(item, Event):
                    if isinstance(item, LoggedOut):
                        item = msgspec.structs.replace(item, effective_at=at - (now - item.effective_mono))
                    self._outbox.append(at, now, item)
                else:
                    self._try(item)
        finally:
            self._running = False

    def _try(self, effect: AnyEffect) -> None:
        # One leg's fault must not keep the effects on other legs from being carried out.
        try:
            self._perform(effect)
        except Exception:
            log.exception("%s failed", effect)

    def _arm(self) -> None:
        due = self._centre.next_due()
        if due == self._due:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._due = due
        if due is not None:
            self._timer = self._loop.call_later(max(0, due - mono_ms()) / 1000, self._tick)

    def _tick(self) -> None:
        self._timer = None
        self._due = None
        self.tell(self._centre.tick)
