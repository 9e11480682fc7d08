"""Several parties heard together (conference, supervision). Pure.

Two parties are relayed (`Outlet.forward`). Where a third one joins, the first of a sink's sources, its *lead*, still
is, packet by packet, with the sound of the others added: so nothing of it is late, lost or repeated when others come,
go or fall silent, and the way back is as smooth. The others are cut into frames by the mixer's clock, begin softly and
end softly. While the lead sends nothing, the clock sends the others alone.
"""

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sip.media.g711 import ALAW_TO_ULAW, PCMA, PCMU, SILENCE_ULAW, alaw_to_linear, ulaw_to_linear
from sip.media.outlet import Outlet
from sip.media.rtp import FRAME, HEADER, Forward

Linear = NDArray[np.int32]

_BEGIN: Final = 3 * FRAME
"""Octets that are waited for before a party is heard: what came 40 ms late is still in time."""
_MOST: Final = 8 * FRAME
"""Octets kept: who sends faster than the clock, or after a pause all at once, loses the oldest."""


_PATIENCE: Final = 0.2
"""Seconds without a packet of the lead after which the clock takes its place."""
_BESIDE: Final = 4 * FRAME
"""Samples of the others kept for a lead whose packets come late."""
_UP: Final = np.linspace(0.0, 1.0, FRAME)
_DOWN: Final = _UP[::-1]
_AT_ONCE: Final = 4
"""So many parties can be summed before a sum leaves the table of codes."""


def _codes(decode: list[int]) -> NDArray[np.uint8]:
    """The nearest code of each sum of samples, by the sum itself: negative ones count from the table's end. What is
    louder than the loudest code is that: two shouting parties are clipped, not wrapped round."""
    order = np.argsort(decode, kind="stable")
    levels = np.array(decode)[order]
    size = _AT_ONCE * 65536
    sums = np.arange(size)
    sums[size // 2 :] -= size
    return order[np.searchsorted((levels[1:] + levels[:-1]) / 2, sums)].astype(np.uint8)


_ULAW: Final = [ulaw_to_linear(code) for code in range(256)]
_LINEAR: Final = np.array(_ULAW, dtype=np.int32)
_LOUDEST: Final = (_AT_ONCE - 1) * 32768
_CODES: Final = {PCMU: _codes(_ULAW), PCMA: _codes([alaw_to_linear(code) for code in range(256)])}


class Voice:
    """What one party says, cut into frames of the mixer's clock. A party that falls silent, or whose packets come too
    late, ends softly and begins anew."""

    __slots__ = ("_begun", "_sound", "sinks")

    def __init__(self) -> None:
        self.sinks: set[str] = set()
        self._sound = bytearray()
        self._begun = False

    def take(self, data: bytes, second: int, sequence: int, timestamp: int, ssrc: int, now: float) -> None:
        """A packet of the party; see `rtp.Forward`. Events and comfort noise are not mixed."""
        kind = second & 0x7F
        if kind == PCMU:
            self._sound += data[HEADER:]
        elif kind == PCMA:
            self._sound += data[HEADER:].translate(ALAW_TO_ULAW)
        if len(self._sound) > _MOST:
            del self._sound[:-_BEGIN]

    def next(self) -> Linear | None:
        """The next 20 ms; None: nothing is said."""
        sound = self._sound
        if len(sound) < (FRAME if self._begun else _BEGIN):
            self._begun = False
            return None
        frame: Linear = _LINEAR[np.frombuffer(sound, np.uint8, FRAME)]
        del sound[:FRAME]
        if not self._begun:
            frame = _faded(frame, _UP)
        self._begun = len(sound) >= FRAME
        return frame if self._begun else _faded(frame, _DOWN)


def _faded(frame: Linear, ramp: NDArray[np.float64]) -> Linear:
    return (frame * ramp).astype(np.int32)


_NOTHING: Final[Linear] = np.zeros(0, dtype=np.int32)


class Sink:
    """What one party hears. `led`: it has heard the lead already, whose packets go on as they did."""

    __slots__ = ("_begun", "_beside", "_clocked", "_leaving", "_new", "_newest", "lead", "others", "outlet")

    def __init__(self, outlet: Outlet, lead: str, *, led: bool) -> None:
        self.outlet = outlet
        self.lead = lead
        self.others: tuple[str, ...] = ()
        self._new: set[str] = set()
        self._leaving: tuple[str, ...] = ()
        self._beside = _NOTHING
        self._begun = False
        self._clocked = not led
        self._newest: float | None = None

    def join(self, others: tuple[str, ...]) -> None:
        """Hear these beside the lead from the next frame on."""
        self._leaving += tuple(each for each in self.others if each not in others)
        self._new.update(each for each in others if each not in self.others)
        self.others = others

    @property
    def sources(self) -> tuple[str, ...]:
        """Beside the lead, also those who leave with the next frame."""
        return self.others + self._leaving

    @property
    def relays(self) -> bool:
        """Whether the lead is heard alone, and nothing of the others is left."""
        return not self.sources and not self._beside.size and not self._clocked

    def take(self, data: bytes, second: int, sequence: int, timestamp: int, ssrc: int, now: float) -> None:
        """A packet of the lead; see `rtp.Forward`."""
        kind = second & 0x7F
        if kind in (PCMU, PCMA):
            self._newest = now
            if self._clocked:
                self._clocked = False
                self.outlet.switch()
            beside = self._next(len(data) - HEADER, FRAME)
            if beside is not None:
                sound = data[HEADER:] if kind == PCMU else data[HEADER:].translate(ALAW_TO_ULAW)
                total: Linear = _LINEAR[np.frombuffer(sound, np.uint8)] + beside
                data = data[:HEADER] + self._encode(total)
                second = second & 0x80 | self.outlet.payload_type
        elif self._clocked:
            return  # a key in between would take the others' place
        else:
            self._newest = now or self._newest
        self.outlet.forward(data, second, sequence, timestamp, ssrc, now)

    def tick(self, frames: dict[str, Linear | None], now: float) -> None:
        """The next 20 ms of the others: kept for the lead's next packet, or sent where none comes."""
        said = [self._softly(each, frame) for each in self.sources if (frame := frames[each]) is not None]
        self._new.clear()
        self._leaving = ()
        if said:
            total = said[0]
            for frame in said[1:]:
                total = total + frame
            if len(said) >= _AT_ONCE:  # with the lead more than the table is for
                total = np.clip(total, -_LOUDEST, _LOUDEST)
            self._beside = np.concatenate((self._beside, total))[-_BESIDE:] if self._beside.size else total
        if self._newest is None:
            self._newest = now
        if not self._clocked and now - self._newest > _PATIENCE:
            self._clocked = True
            self.outlet.switch()
        if self._clocked:
            beside = self._next(FRAME, 0)
            self.outlet.play(_QUIET[self.outlet.payload_type] if beside is None else self._encode(beside), now)

    def _encode(self, total: Linear) -> bytes:
        """In the party's codec."""
        return _CODES[self.outlet.payload_type][total].tobytes()

    def _softly(self, source: str, frame: Linear) -> Linear:
        """The first and the last frame of a party, so that it neither begins nor ends with a click."""
        if source in self._leaving:
            return _faded(frame, _DOWN)
        return _faded(frame, _UP) if source in self._new else frame

    def _next(self, count: int, reserve: int) -> Linear | None:
        """The next samples of the others; None: nothing is said. What begins waits until `reserve` more are there; when
        the reserve is used up, it ends softly."""
        beside, begins = self._beside, not self._begun
        if not beside.size or (begins and beside.size < count + reserve and self.others):
            return None
        found, self._beside = beside[:count], beside[count:]
        if found.size < count:
            found = np.concatenate((found, np.zeros(count - found.size, np.int32)))
        self._begun = self._beside.size > 0 or not reserve
        if reserve and begins:
            found = _faded(found, np.linspace(0.0, 1.0, count))
        if not self._begun:
            found = _faded(found, np.linspace(1.0, 0.0, count))
        return found


class Mixer:
    """Who hears whom together. `changed` is told which legs' packets go elsewhere since the last tick."""

    __slots__ = ("_changed", "_sinks", "_voices")

    def __init__(self, changed: Callable[[str], None] = lambda source: None) -> None:
        self._changed = changed
        self._voices: dict[str, Voice] = {}
        self._sinks: dict[str, Sink] = {}

    def hear(self, sink: str, outlet: Outlet, sources: Iterable[str], *, led: bool = False) -> None:
        """Let `sink` hear these from the next frame on. `led`: it hears the first of them already."""
        lead, *others = dict.fromkeys(sources)
        present = self._sinks.get(sink)
        if present is None or present.lead != lead:
            self.leave(sink)
            present = self._sinks[sink] = Sink(outlet, lead, led=led)
        present.join(tuple(others))
        for source in others:
            self._voices.setdefault(source, Voice()).sinks.add(sink)

    def leave(self, sink: str) -> tuple[str, ...]:
        """`sink` hears something else; voices that nobody hears any more are forgotten. Whom it heard."""
        gone = self._sinks.pop(sink, None)
        if gone is None:
            return ()
        for source in gone.sources:
            self._drop(source, sink)
        return (gone.lead, *gone.sources)

    def lead(self, sink: str) -> str | None:
        """Whose packets `sink` is sent with others' sound in them; None: it is not here."""
        present = self._sinks.get(sink)
        return None if present is None else present.lead

    def led_by(self, source: str) -> tuple[str, ...]:
        """The sinks whose lead `source` is."""
        return tuple(name for name, sink in self._sinks.items() if sink.lead == source)

    def forward(self, source: str) -> tuple[Forward, ...]:
        """Where the packets of `source` go to be mixed; nowhere if nobody hears it so."""
        voice = self._voices.get(source)
        led = tuple(self._sinks[name].take for name in self.led_by(source))
        return led if voice is None else (*led, voice.take)

    def tick(self, now: float) -> None:
        """Take the next 20 ms of every voice."""
        if not self._sinks:
            return
        frames = {source: voice.next() for source, voice in self._voices.items()}
        for name, sink in tuple(self._sinks.items()):
            before = sink.sources
            sink.tick(frames, now)
            for source in before:
                if source not in sink.others:
                    self._drop(source, name)
                    self._changed(source)
            if sink.relays:
                del self._sinks[name]
                self._changed(sink.lead)

    def _drop(self, source: str, sink: str) -> None:
        voice = self._voices.get(source)
        if voice is not None:
            voice.sinks.discard(sink)
            if not voice.sinks:
                del self._voices[source]


_QUIET: Final = {
    PCMU: bytes([SILENCE_ULAW]) * FRAME,
    PCMA: _CODES[PCMA][np.zeros(FRAME, dtype=np.int32)].tobytes(),
}
