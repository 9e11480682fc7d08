"""Two associations over an untrustworthy wire."""

import asyncio

import pytest
from hypothesis import given, settings, strategies as st

from sip.media.dtls import Association, DtlsClosed, DtlsFailed, Identity
from tests.media.test_outlet import rtp

SERVER, CLIENT = Identity(), Identity()


class Wire:
    """Client and server, and the datagrams between them; `lose` says which of them (by number) do not arrive."""

    def __init__(self, lose: frozenset[int] = frozenset()) -> None:
        self.queue: list[tuple[Association, bytes]] = []
        self.count = 0
        self.lose = lose
        self.server = Association(SERVER, "sha-256", CLIENT.fingerprint, lambda data: self._put(self.client, data))
        self.client = Association(
            CLIENT, "sha-256", SERVER.fingerprint, lambda data: self._put(self.server, data), client=True
        )

    def _put(self, to: Association, data: bytes) -> None:
        assert len(data) <= 1200
        self.count += 1
        if self.count not in self.lose:
            self.queue.append((to, data))

    def deliver(self) -> None:
        """All that is on its way, and what that causes."""
        while self.queue:
            to, data = self.queue.pop(0)
            to.take(data)

    @property
    def up(self) -> bool:
        """Whether both ends have keys."""
        return self.server.srtp is not None and self.client.srtp is not None


def connected() -> Wire:
    """A wire with both ends up."""
    wire = Wire()
    wire.client.take(b"")
    wire.deliver()
    assert wire.up
    return wire


def test_keys_fit() -> None:
    wire = connected()
    assert wire.server.srtp is not None
    assert wire.client.srtp is not None
    packet = rtp(0, 1, 160, 5)
    protected = wire.server.srtp.outgoing.protect(packet)
    assert packet[12:] not in protected
    assert wire.client.srtp.incoming.unprotect(protected) == packet
    assert wire.server.srtp.incoming.unprotect(wire.client.srtp.outgoing.protect(packet)) == packet


@pytest.mark.parametrize("lost", [1, 2, 3, 4])
async def test_a_lost_flight_is_sent_again(lost: int) -> None:
    wire = Wire(frozenset({lost}))
    wire.client.take(b"")
    async with asyncio.timeout(10):
        while not wire.up:
            wire.deliver()
            wire.client.retransmit()
            wire.server.retransmit()
            await asyncio.sleep(0.02)
    assert wire.count > lost


def test_goodbye_reaches_the_other_end() -> None:
    wire = connected()
    wire.server.close()
    with pytest.raises(DtlsClosed):
        wire.deliver()


def test_a_strange_certificate_is_refused() -> None:
    wire = Wire()
    wire.server = Association(SERVER, "sha-256", Identity().fingerprint, lambda data: wire._put(wire.client, data))
    wire.client.take(b"")
    with pytest.raises(DtlsFailed, match="certificate"):
        wire.deliver()
    assert wire.server.srtp is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=300), max_size=5))
def test_noise_changes_nothing(datagrams: list[bytes]) -> None:
    wire = connected()
    for data in datagrams:
        wire.server.take(b"\x17" + data)
    assert wire.up
    assert wire.server.srtp is not None
