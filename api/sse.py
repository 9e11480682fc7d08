"""Server-sent events: one hub per channel, encoded once, fanned out to every stream (F3.11, F11.1).

A `Hub` keeps the last events so that a client that comes back with `Last-Event-ID` misses nothing; one that comes
back too late, or for the first time, gets a snapshot. A consumer that does not keep up is dropped (its client comes
back by itself), so the hub never buffers without bound.

Format: WHATWG HTML, "Server-sent events". `data` must be one line, as JSON encoders write it.

Use from a controller::

    return Stream(hub.open(snapshot, last_event_id=..., key=session_id), media_type=SSE_MEDIA_TYPE, headers=SSE_HEADERS)

and end the streams of a revoked session with `hub.end(session_id)`, or give the hub a `valid` callable that is asked
every `check_s` seconds.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from inspect import isawaitable
from typing import Any, Final, TypeAlias

from msgspec import Struct

SSE_MEDIA_TYPE: Final = "text/event-stream"
SSE_HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
PING: Final = b"event: ping\ndata: {}\n\n"
"""Breaks a silence. An event and not a comment: a browser's EventSource tells a page of events only, and a page must
notice a connection that is dead though no socket has said so. Without an id, so resumption is not touched."""


class Ping(Struct, frozen=True):
    """The data of `ping`: nothing."""


Valid: TypeAlias = Callable[[str], bool | Awaitable[bool]]
"""Whether the session with this id may still read."""


class Message(Struct, frozen=True):
    """One event as a client receives it. `data`: one line of UTF-8; `id` "" leaves the client's last id alone."""

    name: str
    data: bytes
    id: str = ""

    def encode(self) -> bytes:
        """The event's lines with the empty line behind them."""
        head = f"id: {self.id}\n" if self.id else ""
        return f"{head}event: {self.name}\ndata: ".encode() + self.data + b"\n\n"


class _Subscriber:
    """One open stream: what it has still to send, and whether it must end."""

    def __init__(self, key: str, limit: int) -> None:
        self.key = key
        self.queue: asyncio.Queue[bytes] = asyncio.Queue(limit)
        self.ended = asyncio.Event()


class Hub:
    """One channel of events. Belongs to one event loop.

    `history`: events kept for resumption. `queue`: events a stream may lag behind before it is dropped. `ping_s`:
    longest silence on a stream. `valid`: asked for each stream's key every `check_s` seconds; False ends the stream.
    """

    def __init__(
        self,
        *,
        history: int = 1024,
        queue: int = 256,
        ping_s: float = 15.0,
        check_s: float = 1.0,
        valid: Valid | None = None,
    ) -> None:
        self._history = history
        self._limit = queue
        self._ping_s = ping_s
        self._check_s = check_s
        self._valid = valid
        self._ring: OrderedDict[str, bytes] = OrderedDict()
        self._subscribers: set[_Subscriber] = set()
        self.published = 0
        """Events published so far."""

    @property
    def streams(self) -> int:
        """How many streams are open."""
        return len(self._subscribers)

    def publish(self, name: str, data: bytes, event_id: str = "") -> None:
        """Send one event to every stream. With an `event_id` (unique in this hub) it can be resumed from."""
        self.published += 1
        encoded = Message(name, data, event_id).encode()
        if event_id:
            self._ring[event_id] = encoded
            while len(self._ring) > self._history:
                self._ring.popitem(last=False)
        for subscriber in tuple(self._subscribers):
            self._put(subscriber, encoded)

    def end(self, key: str) -> None:
        """End every stream opened with `key`: its session was revoked."""
        for subscriber in tuple(self._subscribers):
            if subscriber.key == key:
                self._drop(subscriber)

    def close(self) -> None:
        """End every stream: the server stops."""
        for subscriber in tuple(self._subscribers):
            self._drop(subscriber)

    def open(
        self, snapshot: Callable[[], Message], *, last_event_id: str | None = None, key: str = ""
    ) -> AsyncIterator[bytes]:
        """A stream's bytes. Begins with what was published after `last_event_id` if the hub still knows it, else with
        `snapshot()`; the subscription begins in the same instant, so nothing falls between the two."""
        subscriber = _Subscriber(key, self._limit)
        missed = self._missed(last_event_id)
        first = [snapshot().encode()] if missed is None else missed
        self._subscribers.add(subscriber)
        return self._run(subscriber, first)

    def _missed(self, last_event_id: str | None) -> list[bytes] | None:
        if not last_event_id or last_event_id not in self._ring:
            return None
        ids = list(self._ring)
        return [self._ring[each] for each in ids[ids.index(last_event_id) + 1 :]]

    def _put(self, subscriber: _Subscriber, encoded: bytes) -> None:
        try:
            subscriber.queue.put_nowait(encoded)
        except asyncio.QueueFull:
            self._drop(subscriber)

    def _drop(self, subscriber: _Subscriber) -> None:
        self._subscribers.discard(subscriber)
        subscriber.ended.set()

    async def _run(self, subscriber: _Subscriber, first: list[bytes]) -> AsyncIterator[bytes]:
        ended: asyncio.Future[Any] = asyncio.ensure_future(subscriber.ended.wait())
        try:
            # A ping at once: the client's `open` event does not wait for the first change after a resumption.
            yield PING + b"".join(first)
            silent_s = 0.0
            while not subscriber.ended.is_set() and await self._still_valid(subscriber.key):
                if encoded := await self._next(subscriber, ended, min(self._check_s, self._ping_s - silent_s)):
                    silent_s = 0.0
                    yield encoded
                    continue
                silent_s += self._check_s
                if silent_s >= self._ping_s:
                    silent_s = 0.0
                    yield PING
        finally:
            ended.cancel()
            self._subscribers.discard(subscriber)

    async def _still_valid(self, key: str) -> bool:
        if self._valid is None:
            return True
        answer = self._valid(key)
        return await answer if isawaitable(answer) else answer

    async def _next(self, subscriber: _Subscriber, ended: asyncio.Future[Any], wait_s: float) -> bytes:
        """What is queued by now, joined; empty after `wait_s` without any, or at the end."""
        queue = subscriber.queue
        if queue.empty():
            getter = asyncio.ensure_future(queue.get())
            waited: set[asyncio.Future[Any]] = {getter, ended}
            try:
                await asyncio.wait(waited, timeout=max(wait_s, 0.0), return_when=asyncio.FIRST_COMPLETED)
            finally:
                taken = not getter.cancel()  # also where the client goes while we wait
            if not taken:
                return b""
            parts = [getter.result()]
        else:
            parts = []
        while not queue.empty():
            parts.append(queue.get_nowait())
        return b"".join(parts)
