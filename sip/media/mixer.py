"""Several parties heard together (conference; later: listening, whispering, barging): one frame per sink and 20 ms.

Only a sink with more than one source comes here; two parties are relayed (`Outlet.forward`). Pure.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sip.media.g711 import ALAW_TO_ULAW, PCMA, PCMU, SILENCE_ULAW, alaw_to_linear, ulaw_to_linear
from sip.media.outlet import Outlet
from sip.media.rtp import FRAME, HEADER, Forward

Linear = NDArray[np.int32]

_BEGIN: Final = 2 * FRAME
"""Octets that are waited for before a party is heard: what came 20 ms late is still in time."""
_MOST: Final = 5 * FRAME
"""Octets kept: who sends faster than the clock, or after a pause all at once, loses the oldest."""


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
_CODES: Final = {PCMU: _codes(_ULAW), PCMA: _codes([alaw_to_linear(code) for code in range(256)])}


class Voice:
    """What one party says, cut into frames of the mixer's clock. A party that falls silent begins anew."""

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
        self._begun = True
        frame: Linear = _LINEAR[np.frombuffer(sound, np.uint8, FRAME)]
        del sound[:FRAME]
        return frame


class Mixer:
    """Who hears whom together."""

    __slots__ = ("_sinks", "_voices")

    def __init__(self) -> None:
        self._voices: dict[str, Voice] = {}
        self._sinks: dict[str, tuple[Outlet, tuple[str, ...]]] = {}

    def hear(self, sink: str, outlet: Outlet, sources: Iterable[str]) -> None:
        """Let `sink` hear these from the next frame on."""
        self.leave(sink)
        heard = tuple(dict.fromkeys(sources))
        self._sinks[sink] = (outlet, heard)
        for source in heard:
            self._voices.setdefault(source, Voice()).sinks.add(sink)

    def leave(self, sink: str) -> None:
        """`sink` hears something else; voices that nobody hears any more are forgotten."""
        for source in self._sinks.pop(sink, (None, ()))[1]:
            voice = self._voices[source]
            voice.sinks.discard(sink)
            if not voice.sinks:
                del self._voices[source]

    def forward(self, source: str) -> tuple[Forward, ...]:
        """Where the packets of `source` go to be mixed; nowhere if nobody hears it so."""
        voice = self._voices.get(source)
        return () if voice is None else (voice.take,)

    def tick(self, now: float) -> None:
        """Send the next 20 ms to every sink."""
        if not self._sinks:
            return
        frames = {source: voice.next() for source, voice in self._voices.items()}
        for outlet, sources in self._sinks.values():
            said = [frame for source in sources if (frame := frames[source]) is not None]
            outlet.play(_encode(said, outlet.payload_type), now)


def _encode(said: list[Linear], payload_type: int) -> bytes:
    if not said:
        return _QUIET[payload_type]
    total = said[0]
    for frame in said[1:]:
        total = total + frame
    if len(said) > _AT_ONCE:
        total = np.clip(total, -32768, 32767)
    return _CODES[payload_type][total].tobytes()


_QUIET: Final = {
    PCMU: bytes([SILENCE_ULAW]) * FRAME,
    PCMA: _CODES[PCMA][np.zeros(FRAME, dtype=np.int32)].tobytes(),
}
