"""A network between SIP peers and a switch that loses, doubles and reorders datagrams, or cuts streams anywhere.

```
relay = await Relay.open(switch_port, seed=1)
front = await relay.stand_between(peer_port)      # the peer takes 127.0.0.1:front for the switch
...
relay.close()
```
Each peer is known to the switch by a port of its own; addresses in messages are rewritten, so that contacts lead
through the relay, too. All ports have five digits: lengths do not change.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import Any

from tests.support.ports import free_port

HOST = "127.0.0.1"
LOST, DOUBLED, REORDERED = 0.05, 0.02, 0.05
LATE_S = (0.02, 0.12)
"""How much later the second copy, or a datagram that others are to overtake, arrives."""


class _Socket(asyncio.DatagramProtocol):
    def __init__(self, relay: Relay, names: dict[bytes, bytes], target: int) -> None:
        self._relay = relay
        self._names = names
        self._target = target
        self.other: _Socket | None = None
        self.transport: asyncio.DatagramTransport | None = None

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        other = self.other
        assert other is not None and other.transport is not None
        for name, there in self._names.items():
            data = data.replace(name, there)
        for delay in self._relay.fate():
            if delay:
                asyncio.get_running_loop().call_later(delay, other.transport.sendto, data, (HOST, self._target))
            else:
                other.transport.sendto(data, (HOST, self._target))


class Relay:
    """`fate` may be replaced; `counts` tells what it did."""

    def __init__(self, switch: int, seed: int) -> None:
        self._switch = switch
        self.chance = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self.clean = False
        """Nothing is lost any more."""
        self.reorders = True
        self._open: list[asyncio.DatagramTransport | asyncio.Server] = []

    def fate(self) -> tuple[float, ...]:
        """The delays of the copies of the next datagram."""
        draw = self.chance.random()
        self.counts["all"] += 1
        if self.clean or draw > LOST + DOUBLED + REORDERED * self.reorders:
            return (0.0,)
        late = self.chance.uniform(*LATE_S)
        what = "lost" if draw < LOST else "doubled" if draw < LOST + DOUBLED else "reordered"
        self.counts[what] += 1
        return {"lost": (), "doubled": (0.0, late), "reordered": (late,)}[what]

    async def stand_between(self, peer: int) -> tuple[int, int]:
        """The port that is the switch to the peer at `peer`, and the one that is the peer to the switch; UDP."""
        front, back = free_port(), free_port()
        out = {f"{HOST}:{peer}".encode(): f"{HOST}:{back}".encode()}
        out[f"{HOST}:{front}".encode()] = f"{HOST}:{self._switch}".encode()
        into = {there: name for name, there in out.items()}
        loop = asyncio.get_running_loop()
        near = _Socket(self, out, self._switch)
        far = _Socket(self, into, peer)
        near.other, far.other = far, near
        for port, side in ((front, near), (back, far)):
            side.transport, _ = await loop.create_datagram_endpoint(lambda side=side: side, local_addr=(HOST, port))
            self._open.append(side.transport)
        return front, back

    async def cut_between(self, peer: int) -> tuple[int, int]:
        """The same for TCP: what arrives is passed on in pieces of any size, which join messages and cut them."""
        front, back = free_port(), free_port()
        out = {f"{HOST}:{peer}".encode(): f"{HOST}:{back}".encode()}
        out[f"{HOST}:{front}".encode()] = f"{HOST}:{self._switch}".encode()
        into = {there: name for name, there in out.items()}
        self._open.append(await asyncio.start_server(self._joins(self._switch, out, into), HOST, front))
        self._open.append(await asyncio.start_server(self._joins(peer, into, out), HOST, back))
        return front, back

    def _joins(self, target: int, there: dict[bytes, bytes], again: dict[bytes, bytes]) -> Any:
        async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            far_reader, far_writer = await asyncio.open_connection(HOST, target)
            await asyncio.gather(self._pump(reader, far_writer, there), self._pump(far_reader, writer, again))

        return join

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, names: dict[bytes, bytes]
    ) -> None:
        held = b""
        while data := await reader.read(65536):
            held += data
            for name, there in names.items():
                held = held.replace(name, there)
            # A name of which only the beginning is here must not be passed on: it waits for its end.
            keep = max((held.endswith(name[:size]) * size for name in names for size in range(1, len(name))), default=0)
            whole, held = held[: len(held) - keep], held[len(held) - keep :]
            while whole:
                size = self.chance.choice((1, 7, 100, 700, 5000, 20000))
                writer.write(whole[:size])
                whole = whole[size:]
                self.counts["pieces"] += 1
                await asyncio.sleep(0 if self.chance.random() < 0.7 else 0.003)
        writer.write(held)
        writer.close()

    def close(self) -> None:
        """Nothing passes any more."""
        for each in self._open:
            each.close()
