"""Everything that the worker itself says, one frame per leg at each tick of 20 ms: prompts and digits. Pure."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from sip.media import tones
from sip.media.dtmf import steps
from sip.media.outlet import Outlet
from sip.media.prompts import Prompts, silence

_TAIL: Final = 5
"""Frames of silence (100 ms) after the end: Chromium stretches the last sound that it heard by 260 ms."""


Ended = Callable[[str, int], None]
"""Told the leg and the number of a playlist that has come to its end."""


class _Play:
    """One or more prompts on their way to one leg. `number`: that of a playlist, None for anything else."""

    __slots__ = ("frames", "index", "loop", "names", "number", "outlet")

    def __init__(
        self, outlet: Outlet, names: tuple[str, ...], frames: tuple[bytes, ...], loop: bool, number: int | None = None
    ) -> None:
        self.outlet, self.names, self.frames, self.loop, self.number = outlet, names, frames, loop, number
        self.index = 0


class Player:
    """All legs that are being played a prompt, and all that are being sent digits."""

    def __init__(self, prompts: Prompts, ended: Ended = lambda leg, number: None) -> None:
        self._prompts = prompts
        self._ended = ended
        self._plays: dict[str, _Play] = {}
        self._digits: dict[str, tuple[Outlet, list[Iterator[Callable[[float], None]]]]] = {}

    def play(self, leg: str, outlet: Outlet, name: str, loop: bool) -> bool:
        """Begin a prompt in place of the one that the leg hears; an unknown name is silence. Returns whether it is
        known."""
        frames = self._prompts.frames(name, outlet.payload_type)
        if frames:
            self._plays[leg] = _Play(outlet, (name,), frames, loop)
        else:
            self.fade(leg, outlet)
        return bool(frames)

    def play_list(self, leg: str, outlet: Outlet, names: tuple[str, ...], number: int) -> None:
        """Play several prompts once, then tell `ended`, at the next tick where none of them is known."""
        frames = self._frames(names, outlet.payload_type) or (silence(outlet.payload_type),)
        self._plays[leg] = _Play(outlet, names, frames, False, number)

    def _frames(self, names: tuple[str, ...], codec: int) -> tuple[bytes, ...]:
        return tuple(frame for name in names for frame in self._prompts.frames(name, codec))

    def fade(self, leg: str, outlet: Outlet) -> None:
        """Nothing more to hear: a little silence, then nothing at all."""
        self._plays[leg] = _Play(outlet, (), (silence(outlet.payload_type),) * _TAIL, loop=False)

    def stop(self, leg: str) -> None:
        """Another source takes over at once."""
        self._plays.pop(leg, None)

    def codec_changed(self, leg: str) -> None:
        """Go on in the leg's new codec where the prompt stands."""
        if (play := self._plays.get(leg)) is not None:
            codec = play.outlet.payload_type
            frames = self._frames(play.names, codec)
            # Sounds that were replaced meanwhile are of another length; then the rest is silent.
            play.frames = frames if len(frames) == len(play.frames) else (silence(codec),) * len(play.frames)

    def send_digits(self, leg: str, outlet: Outlet, digits: str) -> None:
        """Queue digits; what the leg hears otherwise is suspended while they are sent."""
        if leg not in self._digits:
            self._digits[leg] = (outlet, [])
            outlet.silence(True)
        self._digits[leg][1].append(_events(outlet, digits) if outlet.has_events else _tones(outlet, digits))

    def forget(self, leg: str) -> None:
        """The leg is closed, or its outlet is another."""
        self._plays.pop(leg, None)
        if (sending := self._digits.pop(leg, None)) is not None:
            sending[0].silence(False)

    def tick(self, now: float) -> None:
        """Send the next 20 ms to every leg."""
        if self._digits:
            self._send_digits(now)
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
            if play.names:
                self.fade(leg, play.outlet)
            if play.number is not None:
                self._ended(leg, play.number)

    def _send_digits(self, now: float) -> None:
        for leg, (outlet, queue) in tuple(self._digits.items()):
            while queue:
                step = next(queue[0], None)
                if step is not None:
                    step(now)
                    break
                del queue[0]
            else:
                del self._digits[leg]
                outlet.silence(False)


def _events(outlet: Outlet, digits: str) -> Iterator[Callable[[float], None]]:
    """What to do at each tick so that the party is sent events."""
    for step in steps(digits):
        yield _pause if step is None else partial(outlet.event, *step)


def _tones(outlet: Outlet, digits: str) -> Iterator[Callable[[float], None]]:
    """What to do at each tick so that the party hears the keys."""
    for frame in tones.frames(digits, outlet.payload_type):
        yield partial(outlet.play, frame, digit=True)


def _pause(_: float) -> None:
    """Nothing is sent between two events."""
