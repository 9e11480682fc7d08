"""A leg heard on another worker than its own: a one-way RTP link over loopback between the two workers.

Made of the ordinary parts: on the worker of the source a leg that hears it, on the other a leg that receives this and
is heard in its place. One link serves all who hear the same leg on the same worker. Links are an exception (two calls
that are joined later); the legs of one call belong on one worker.
"""

import socket
from collections.abc import Iterable, Mapping
from typing import Final

from sip.media.process import WorkerProcess
from sip.media.protocol import Close, Direction, FromLeg, Hear, OpenRtp, RtpRemote, SetRemote

_LOOPBACK: Final = "127.0.0.1"
_EVENTS: Final = 101

Key = tuple[str, WorkerProcess]
"""The leg that is heard, and the worker on which it is heard."""


class Links:
    """Which links there are, and who needs them."""

    def __init__(self) -> None:
        self._hearers: dict[Key, set[str]] = {}
        self._sources: dict[Key, WorkerProcess] = {}
        self._used: dict[str, set[Key]] = {}

    def take(self, hearer: str, sources: Mapping[str, WorkerProcess], here: WorkerProcess) -> tuple[str, ...]:
        """The legs on worker `here` that carry what these say, each with its own worker: linked where that is another.
        What the hearer heard before is given back. Raises `OSError` where the machine has no socket left."""
        wanted = {(source, here): there for source, there in sources.items() if there is not here}
        for key, there in wanted.items():
            if key not in self._hearers:
                self._open(key[0], there, here)
                self._hearers[key], self._sources[key] = set(), there
            self._hearers[key].add(hearer)
        self._drop(hearer, self._used.pop(hearer, set()) - wanted.keys())
        if wanted:
            self._used[hearer] = set(wanted)
        return tuple(_name(source) if (source, here) in wanted else source for source in sources)

    def give_back(self, hearer: str) -> None:
        """The hearer hears something else now, or is gone; the last one closes the link."""
        self._drop(hearer, self._used.pop(hearer, set()))

    def _drop(self, hearer: str, keys: Iterable[Key]) -> None:
        for key in keys:
            self._hearers[key].discard(hearer)
            if not self._hearers[key]:
                self._close(key)

    def leg_gone(self, leg: str) -> None:
        """A leg was closed, as hearer and as source."""
        self.give_back(leg)
        for key in [key for key in self._hearers if key[0] == leg]:
            self._close(key)

    def worker_gone(self, worker: WorkerProcess) -> None:
        """A worker died, and with it its ends of all links."""
        for key, there in tuple(self._sources.items()):
            if worker in (there, key[1]):
                self._close(key)

    def clear(self) -> None:
        """Forget everything; the workers are stopped."""
        self._hearers.clear()
        self._sources.clear()
        self._used.clear()

    def _open(self, source: str, there: WorkerProcess, here: WorkerProcess) -> None:
        sending, receiving = _pair(), _pair()
        for worker, name, sockets, other, direction in (
            (there, _far_name(source, here), sending, receiving, Direction.RECVONLY),
            (here, _name(source), receiving, sending, Direction.SENDONLY),
        ):
            rtp, rtcp = (each.getsockname()[1] for each in other)
            remote = RtpRemote(
                host=_LOOPBACK,
                port=rtp,
                rtcp_port=rtcp,
                dtmf_payload_type=_EVENTS,
                direction=direction,
                watch=False,
            )
            worker.send(OpenRtp(leg=name), sockets)
            worker.send(SetRemote(leg=name, remote=remote))
        there.send(Hear(leg=_far_name(source, here), source=FromLeg(source)))

    def _close(self, key: Key) -> None:
        source, here = key
        for hearer in self._hearers.pop(key, ()):
            self._used.get(hearer, set()).discard(key)
        there = self._sources.pop(key, None)
        here.send(Close(leg=_name(source)))
        if there is not None:
            there.send(Close(leg=_far_name(source, here)))


def _name(source: str) -> str:
    """Of the end that is heard. No leg of the client can have it: they are told apart by the first character."""
    return f"\0{source}"


def _far_name(source: str, here: WorkerProcess) -> str:
    """Of the end on the source's worker; there may be one for each other worker."""
    return f"\0{source}\0{id(here)}"


def _pair() -> tuple[socket.socket, socket.socket]:
    """Two sockets on free loopback ports."""
    pair = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) for _ in range(2)]
    for each in pair:
        each.bind((_LOOPBACK, 0))
    return pair[0], pair[1]
