"""Everything that the worker itself says, one frame per leg at each tick of 20 ms: prompts and digits. Pure."""

from collections.abc import Iterator
from typing import Final

from sip.media.dtmf import steps
from sip.media.outlet import Outlet
from sip.media.prompts import Prompts, silence

_TAIL: Final = 5
"""Frames of silence (100 ms) after the end: Chromium stretches the last sound that it heard by 260 ms."""


class _Play:
    """One prompt on its way to one leg."""

    __slots__ = ("frames", "index", "loop", "name", "outlet")

    def __init__(self, outlet: Outlet, name: str, frames: tuple[bytes, ...], loop: bool) -> None:
        self.outlet, self.name, self.frames, self.loop = outlet, name, frames, loop
        self.index = 0


class Player:
    """All legs that are being played a prompt, and all that are being sent digits."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._plays: dict[str, _Play] = {}
        self._digits: dict[str, tuple[Outlet, list[Iterator[tuple[bytes, bool] | None]]]] = {}

    def play(self, leg: str, outlet: Outlet, name: str, loop: bool) -> bool:
        """Begin a prompt in place of the one that the leg hears; an unknown name is silence. Returns whether it is
        known."""
        frames = self._prompts.frames(name, outlet.payload_type)
        if frames:
            self._plays[leg] = _Play(outlet, name, frames, loop)
        else:
            self.fade(leg, outlet)
        return bool(frames)

    def fade(self, leg: str, outlet: Outlet) -> None:
        """Nothing more to hear: a little silence, then nothing at all."""
        self._plays[leg] = _Play(outlet, "", (silence(outlet.payload_type),) * _TAIL, loop=False)

    def stop(self, leg: str) -> None:
        """Another source takes over at once."""
        self._plays.pop(leg, None)

    def codec_changed(self, leg: str) -> None:
        """Go on in the leg's new codec where the prompt stands."""
        if (play := self._plays.get(leg)) is not None:
            codec = play.outlet.payload_type
            play.frames = self._prompts.frames(play.name, codec) or (silence(codec),) * len(play.frames)

    def send_digits(self, leg: str, outlet: Outlet, digits: str) -> None:
        """Queue digits; what the leg hears otherwise is suspended while they are sent."""
        if not outlet.has_events:
            return
        if leg not in self._digits:
            self._digits[leg] = (outlet, [])
            outlet.silence(True)
        self._digits[leg][1].append(steps(digits))

    def forget(self, leg: str) -> None:
        """The leg is closed, or its outlet is another."""
        self._plays.pop(leg, None)
        if (sending := self._digits.pop(leg, None)) is not None:
            sending[0].silence(False)

    def tick(self, now: float) -> None:
        """Send the next 20 ms to every leg."""
        if self._digits:
            self._send_events(now)
        ended = []
        for leg, play in self._plays.items():
            if leg in self._digits:
                continue
            index = play.index
            play.outlet.play(play.frames[index], now)
            play.index = index = index + 1
            if index == len(play.frames):
                if play.loop:
                    play.index = 0
                else:
                    ended.append(leg)
        for leg in ended:
            play = self._plays.pop(leg)
            if play.name:
                self.fade(leg, play.outlet)

    def _send_events(self, now: float) -> None:
        for leg, (outlet, queue) in tuple(self._digits.items()):
            while queue:
                try:
                    step = next(queue[0])
                except StopIteration:
                    del queue[0]
                    continue
                if step is not None:
                    outlet.event(step[0], step[1], now)
                break
            else:
                del self._digits[leg]
                outlet.silence(False)
