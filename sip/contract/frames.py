"""Framing of the contract on a byte stream: 4-byte big-endian length, then one msgpack-encoded `AnyFrame`.

The api connects to the switch's Unix socket. The switch sends its `Hello` at once, so that the api knows whose log it
is; the api answers with its own, which names the last `seq` that it has stored of that log. The switch then streams
`Events` from there on, while requests are answered in any order. What is acknowledged by `Taken` is forgotten by the
switch. At most `WINDOW` events are under way unacknowledged, so a slow database delays events, never the responses.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from sip.contract.commands import AnyCommand, AnyResult
from sip.contract.events import Logged

MAX_FRAME: Final = 64 * 1024 * 1024
WINDOW: Final = 4096


class Frame(Struct, frozen=True, kw_only=True, tag_field="frame", tag=True):
    """Base of all frames."""


class Hello(Frame, frozen=True, kw_only=True):
    """First frame of either side. `switch` (id of the log), `boot` and `last` (seq of its newest event) are empty from
    the api; `taken`: last seq stored (api) or forgotten (switch)."""

    switch: str = ""
    boot: str = ""
    taken: int = 0
    last: int = 0


class Request(Frame, frozen=True, kw_only=True):
    """A command; `id` comes back in the `Response`."""

    id: int
    command: AnyCommand


class Response(Frame, frozen=True, kw_only=True):
    """The result of the request `id`."""

    id: int
    result: AnyResult


class Events(Frame, frozen=True, kw_only=True):
    """Consecutive events of `switch`, all of them on disk."""

    switch: str
    events: tuple[Logged, ...]


class Taken(Frame, frozen=True, kw_only=True):
    """The api has stored everything up to `seq`."""

    seq: int


AnyFrame: TypeAlias = Hello | Request | Response | Events | Taken

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[AnyFrame] = msgspec.msgpack.Decoder(AnyFrame)


class _EncodedEvents(Frame, frozen=True, kw_only=True, tag="Events"):
    switch: str
    events: tuple[msgspec.Raw, ...]


class FrameError(ValueError):
    """The peer sent something that is no frame; the connection cannot go on."""


def encode(frame: AnyFrame) -> bytes:
    """One frame with its length in front."""
    return _framed(_encoder.encode(frame))


def encode_events(switch: str, events: Iterable[bytes]) -> bytes:
    """The `Events` frame of `Logged`s that are msgpack-encoded already; equal to `encode` of the same events."""
    return _framed(_encoder.encode(_EncodedEvents(switch=switch, events=tuple(map(msgspec.Raw, events)))))


def _framed(body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + body


class Decoder:
    """Cuts a byte stream into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[AnyFrame]:
        """Frames completed by `data`. Raises `FrameError` on a frame that is too long or does not decode."""
        self._buffer += data
        frames: list[AnyFrame] = []
        while len(self._buffer) >= 4:
            length = int.from_bytes(self._buffer[:4], "big")
            if length > MAX_FRAME:
                raise FrameError(f"frame of {length} bytes, at most {MAX_FRAME} are allowed")
            if len(self._buffer) < 4 + length:
                break
            try:
                frames.append(_decoder.decode(memoryview(self._buffer)[4 : 4 + length].tobytes()))
            except msgspec.MsgspecError as error:
                raise FrameError(str(error)) from error
            del self._buffer[: 4 + length]
        return frames
