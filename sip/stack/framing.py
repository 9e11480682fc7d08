"""Cutting a byte stream into messages by Content-Length (RFC 3261 18.3), with keep-alives (RFC 5626 4.4.1). Pure."""

from __future__ import annotations

import re
from typing import Final

from sip.stack.errors import MalformedError
from sip.stack.message import MAX_HEAD

MAX_BODY: Final = 262144
"""Bytes of body that a stream may announce."""

_LENGTH: Final = re.compile(
    rb"\r\n(?:content-length|l)[ \t]*:[ \t]*(?:\r\n[ \t]+)?(\d{1,9})[ \t]*(?=\r\n|\Z)", re.IGNORECASE
)
_HALF_PINGS: Final = (b"\r", b"\r\n", b"\r\n\r")


class StreamFramer:
    """`feed` bytes, get messages. After a message whose end cannot be known `broken` is True: answer it, then close."""

    __slots__ = ("_buffer", "_searched", "broken", "pings")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0
        self.broken = False
        self.pings = 0
        """Double CRLFs to be answered by one CRLF each; the owner counts down."""

    @property
    def pending(self) -> bool:
        """Whether a message has begun and not ended."""
        return bool(self._buffer) and bytes(self._buffer[:4]) not in _HALF_PINGS

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that `data` completes. `MalformedError`: too long; close the connection."""
        self._buffer += data
        frames: list[bytes] = []
        while not self.broken:
            self._skip_line_ends()
            end = self._buffer.find(b"\r\n\r\n", self._searched)
            if end < 0:
                if len(self._buffer) > MAX_HEAD:
                    raise MalformedError(f"The header is longer than {MAX_HEAD} bytes.", 513)
                self._searched = max(0, len(self._buffer) - 3)
                break
            frame = self._cut(end)
            if frame is None:
                break
            frames.append(frame)
            self._searched = 0
        return frames

    def _skip_line_ends(self) -> None:
        # Half a ping waits for its other half, or for the message that it precedes.
        while self._buffer.startswith(b"\r\n") and bytes(self._buffer[:4]) not in _HALF_PINGS:
            double = self._buffer.startswith(b"\r\n\r\n")
            self.pings += double
            del self._buffer[: 4 if double else 2]
            self._searched = 0

    def _cut(self, end: int) -> bytes | None:
        """The message whose header ends at `end`, None while its body is not complete."""
        lengths = {int(value) for value in _LENGTH.findall(bytes(self._buffer[:end]))}
        if len(lengths) != 1:
            # No or no one length: nobody can tell where the next message begins.
            self.broken = True
            return bytes(self._buffer)
        length = lengths.pop()
        if length > MAX_BODY:
            raise MalformedError(f"The body is longer than {MAX_BODY} bytes.", 513)
        whole = end + 4 + length
        if len(self._buffer) < whole:
            self._searched = end
            return None
        frame = bytes(self._buffer[:whole])
        del self._buffer[:whole]
        return frame
