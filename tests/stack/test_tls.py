"""Agents on loopback over TLS: who is believed, what a silent peer costs the others, new certificates (F10.3)."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography import x509

from sip.stack.agent import UserAgent
from sip.stack.interfaces import Address, Credentials, EndCause
from sip.stack.registration import Standing
from sip.stack.transports import tls
from sip.stack.transports.certificates import OwnCertificate, Trust, stranger
from sip.stack.transports.tls import TlsFlow
from tests.stack.kit import ALICE, ANSWER, OFFER, App, Recorder, answer_at_once
from tests.support.tls import Authority

LOOPBACK = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "ca")


class Carrier:
    """An agent that answers over TLS."""

    def __init__(self, authority: Authority, *names: x509.GeneralName, expired: bool = False) -> None:
        self.files = authority.sign(*(names or (LOOPBACK,)), expired=expired)
        self.app = App(answer_at_once)
        self.agent = UserAgent(self.app, realm="test")
        self.address = Address("tls", "127.0.0.1", 0)

    async def __aenter__(self) -> Carrier:
        port = await self.agent.listen_tls("127.0.0.1", 0, OwnCertificate(*self.files))
        self.address = Address("tls", "127.0.0.1", port)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.agent.close()

    @property
    def uri(self) -> str:
        return f"sip:bob@127.0.0.1:{self.address.port};transport=tls"


@pytest.fixture
async def caller() -> AsyncIterator[UserAgent]:
    agent = UserAgent(App(answer_at_once), advertised="127.0.0.1")
    yield agent
    await agent.close()


async def test_a_call_over_tls_says_so_and_both_sides_end_it(authority: Authority, caller: UserAgent) -> None:
    async with Carrier(authority) as carrier:
        caller.trust(carrier.address, Trust("127.0.0.1", ca=authority.pem))
        heard = Recorder()
        session = caller.invite(carrier.uri, heard, caller=ALICE, sdp=OFFER)
        assert (await heard.until("answered"))[1] == ANSWER
        there = carrier.app.sessions[0]
        assert there.request.via.transport == "TLS" and "transport=tls" in there.request.get("contact")
        assert caller.fault(carrier.address) == ""
        await carrier.app.recorders[0].until("confirmed")
        there.end()  # we do not listen: it comes over the connection that we made
        assert await heard.until("ended") == ("ended", EndCause.BYE)
        assert session.ended


@pytest.mark.parametrize(
    ("names", "trust", "expired", "reason"),
    [
        ((LOOPBACK,), Trust("127.0.0.1"), False, "certificate is refused: unable to get local issuer certificate"),
        ((LOOPBACK,), Trust("127.0.0.1", ca="own"), True, "certificate is refused: certificate has expired"),
        ((x509.DNSName("other.example"),), Trust("127.0.0.1", ca="own"), False, "is of other.example, not"),
        (
            (x509.DNSName("*.carrier.example"),),
            Trust("127.0.0.1", domain="sip.carrier.example", ca="own"),
            False,
            "is of *.carrier.example, not of sip.carrier.example or 127.0.0.1",
        ),
    ],
)  # fmt: skip
async def test_a_wrong_certificate_is_refused_with_the_reason(
    authority: Authority,
    caller: UserAgent,
    names: tuple[x509.GeneralName, ...],
    trust: Trust,
    expired: bool,
    reason: str,
) -> None:
    async with Carrier(authority, *names, expired=expired) as carrier:
        own = Trust(trust.host, trust.domain, authority.pem if trust.ca else "")
        caller.trust(carrier.address, own)
        heard = Recorder()
        caller.invite(carrier.uri, heard, caller=ALICE, sdp=OFFER)
        assert await heard.until("failed") == ("failed", 503)
        assert reason in caller.fault(carrier.address)
        assert carrier.app.sessions == []  # not a word of the call was sent
        caller.trust(carrier.address, Trust(trust.host, trust.domain, verify=False))
        again = Recorder()
        caller.invite(carrier.uri, again, caller=ALICE, sdp=OFFER)
        await again.until("answered")
        assert caller.fault(carrier.address) == ""


async def test_a_carrier_that_is_away_is_told_in_words(authority: Authority, caller: UserAgent) -> None:
    async with Carrier(authority) as carrier:
        uri, address = carrier.uri, carrier.address
    heard = Recorder()
    caller.invite(uri, heard, caller=ALICE, sdp=OFFER)
    assert await heard.until("failed") == ("failed", 503)
    assert caller.fault(address) == "TLS: Connection refused"


async def test_a_carrier_that_was_not_verified_is_not_believed_once_it_must_be(
    authority: Authority, caller: UserAgent
) -> None:
    async with Carrier(authority) as carrier:
        caller.trust(carrier.address, Trust("127.0.0.1", verify=False))
        first, second = Recorder(), Recorder()
        caller.invite(carrier.uri, first, caller=ALICE, sdp=OFFER)
        await first.until("answered")
        caller.trust(carrier.address, Trust("127.0.0.1"))
        caller.invite(carrier.uri, second, caller=ALICE, sdp=OFFER)
        assert await second.until("failed") == ("failed", 503)
        assert "certificate is refused" in caller.fault(carrier.address)
        caller.trust(carrier.address, Trust("127.0.0.1", ca=authority.pem))
        third = Recorder()
        caller.invite(carrier.uri, third, caller=ALICE, sdp=OFFER)
        await third.until("answered")
        caller.trust(carrier.address, Trust("127.0.0.1", "carrier.example", authority.pem))
        fourth = Recorder()
        caller.invite(carrier.uri, fourth, caller=ALICE, sdp=OFFER)  # at once, while the old connection closes
        await fourth.until("answered")


async def test_a_trunk_that_comes_back_is_registered_with_again(authority: Authority, caller: UserAgent) -> None:
    standings: asyncio.Queue[Standing] = asyncio.Queue()
    async with Carrier(authority) as carrier:
        carrier.app.trunk = None
        caller.trust(carrier.address, Trust("127.0.0.1", ca=authority.pem))
        kept = caller.keep_alive(
            "sip:127.0.0.1",
            carrier.address,
            lambda standing, status: standings.put_nowait(standing),
            caller=ALICE,
            interval=0.05,
        )
        assert await standings.get() is Standing.UP
        files, port = carrier.files, carrier.address.port
    assert await standings.get() is Standing.DOWN
    assert caller.fault(carrier.address).startswith("TLS: ")
    back = UserAgent(App())
    await back.listen_tls("127.0.0.1", port, OwnCertificate(*files))
    assert await standings.get() is Standing.UP
    kept.stop()
    await back.close()


async def test_a_call_outlives_the_connection_that_it_came_by(authority: Authority) -> None:
    """Nothing more comes that way, so what is to be said goes to the Contact, over a connection of our own."""
    async with Carrier(authority) as carrier, Carrier(authority) as switch:
        for agent, peer in ((carrier.agent, switch), (switch.agent, carrier)):
            agent.trust(peer.address, Trust("127.0.0.1", ca=authority.pem))
        heard = Recorder()
        carrier.agent.invite(switch.uri, heard, caller=ALICE, sdp=OFFER)
        await heard.until("answered")
        await switch.app.recorders[0].until("confirmed")
        called = switch.app.sessions[0]
        flow = called.flow
        assert isinstance(flow, TlsFlow)
        flow.abort()
        async with asyncio.timeout(10):
            while not flow.closed:
                await asyncio.sleep(0.01)
        called.end()
        assert await heard.until("ended") == ("ended", EndCause.BYE)


async def test_terms_that_change_while_a_connection_is_made_count(authority: Authority, caller: UserAgent) -> None:
    async with Carrier(authority) as carrier:
        caller.trust(carrier.address, Trust("127.0.0.1", verify=False))
        heard = Recorder()
        caller.invite(carrier.uri, heard, caller=ALICE, sdp=OFFER)
        await asyncio.sleep(0)  # by now it is on its way
        caller.trust(carrier.address, Trust("127.0.0.1"))
        assert await heard.until("failed") == ("failed", 503)
        assert carrier.app.sessions == []


async def test_a_phone_over_tls_is_called_over_its_connection(authority: Authority) -> None:
    async with Carrier(authority) as switch:
        switch.app.trunk = None
        phone_app = App(answer_at_once)
        phone = UserAgent(phone_app, advertised="192.0.2.77")
        phone.trust(switch.address, Trust("127.0.0.1", ca=authority.pem))
        up = asyncio.Event()
        phone.register(
            "sip:201@test",
            switch.address,
            Credentials("201", "secret"),
            lambda standing, status: up.set() if standing is Standing.UP else None,
        )
        await up.wait()
        (binding,) = switch.agent.registrar.bindings("201")
        assert binding.source.transport == "tls" and "transport=tls" in binding.contact
        heard = Recorder()
        session = switch.agent.invite(
            binding.contact, heard, caller=ALICE, sdp=OFFER, destination=binding.source, keep_flow=True
        )
        await heard.until("answered")
        session.end()
        await phone_app.recorders[0].until("ended")
        await phone.close()


async def test_a_new_certificate_is_shown_to_new_connections_and_the_old_ones_stay(
    authority: Authority, caller: UserAgent
) -> None:
    async with Carrier(authority) as carrier:
        caller.trust(carrier.address, Trust("127.0.0.1", ca=authority.pem))
        heard = Recorder()
        session = caller.invite(carrier.uri, heard, caller=ALICE, sdp=OFFER)
        await heard.until("answered")
        before = await _shown(carrier.address)
        chain, key = carrier.files
        good = key.read_bytes()
        key.write_bytes(b"half written")
        assert await _shown(carrier.address) == before  # the old one goes on
        key.write_bytes(good)
        authority.sign(LOOPBACK)
        assert await _shown(carrier.address) not in (before, b"")
        session.reoffer(OFFER)
        assert (await heard.until("reanswered"))[1] == 200
        assert chain.exists()


async def _shown(address: Address) -> bytes:
    """The certificate that the peer shows now."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    _, writer = await asyncio.open_connection(address.host, address.port, ssl=context)
    found: bytes = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    return found


async def test_who_connects_and_says_nothing_is_bounded_and_harms_nobody(
    authority: Authority, caller: UserAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, "MAX_SHAKING", 6)
    async with Carrier(authority) as carrier:
        caller.trust(carrier.address, Trust("127.0.0.1", ca=authority.pem))
        here = (carrier.address.host, carrier.address.port)
        silent = [socket.create_connection(here) for _ in range(20)]
        silent[-1].send(b"\x16\x03\x01\x02\x00")  # a ClientHello that does not go on
        heard = Recorder()
        caller.invite(carrier.uri, heard, caller=ALICE, sdp=OFFER)
        await heard.until("answered")  # the oldest of the silent ones made room
        for each in silent:
            each.close()


async def test_one_address_holds_so_many_unfinished_handshakes_and_they_end(
    authority: Authority, caller: UserAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, "MAX_SHAKING_PER_HOST", 3)
    monkeypatch.setattr(tls, "HANDSHAKE_TIMEOUT", 0.3)
    async with Carrier(authority) as carrier:
        caller.trust(carrier.address, Trust("127.0.0.1", ca=authority.pem))
        opened = [await asyncio.open_connection(*carrier.address[1:]) for _ in range(5)]
        ends = [asyncio.create_task(reader.read()) for reader, _ in opened]
        async with asyncio.timeout(10):
            await asyncio.gather(*ends, return_exceptions=True)  # all are closed by the far end
        heard = Recorder()
        caller.invite(carrier.uri, heard, caller=ALICE, sdp=OFFER)
        await heard.until("answered")
        for _, writer in opened:
            writer.close()


async def test_one_address_begins_so_many_handshakes_a_second(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, "MAX_BEGUN_PER_HOST", 2)
    async with Carrier(authority) as carrier:
        opened = [await asyncio.open_connection(*carrier.address[1:]) for _ in range(7)]
        ends = {asyncio.create_task(reader.read()) for reader, _ in opened}
        closed = 0
        while closed < 3:  # at most two seconds' worth is let in; the rest is closed, not kept waiting
            done, ends = await asyncio.wait(ends, timeout=10, return_when=asyncio.FIRST_COMPLETED)
            assert done
            closed += len(done)
        assert carrier.agent._tls.shaking >= 2
        for task in ends:
            task.cancel()
        for _, writer in opened:
            writer.close()


@pytest.mark.parametrize(
    ("names", "trust", "whose"),
    [
        ([("DNS", "sbc.example")], Trust("sbc.example"), ""),
        ([("DNS", "SBC.example.")], Trust("sbc.EXAMPLE"), ""),
        ([("DNS", "*.example.jp")], Trust("sbc.example.jp"), ""),
        ([("DNS", "*.example.jp")], Trust("a.sbc.example.jp"), "*.example.jp"),
        ([("DNS", "*.jp")], Trust("example.jp"), "*.jp"),
        ([("DNS", "*.example.jp")], Trust("192.0.2.1", "sbc.example.jp"), "*.example.jp"),
        ([("DNS", "sbc.example"), ("URI", "sip:example.jp")], Trust("192.0.2.1", "example.jp"), ""),
        ([("DNS", "example.jp"), ("URI", "sip:other.jp")], Trust("192.0.2.1", "example.jp"), "other.jp, example.jp"),
        ([("URI", "sip:bob@example.jp")], Trust("192.0.2.1", "example.jp"), "nobody"),
        ([("URI", "https://example.jp")], Trust("192.0.2.1", "example.jp"), "nobody"),
        ([("DNS", "example.jp")], Trust("192.0.2.1", "example.jp"), ""),
        ([("IP Address", "192.0.2.1")], Trust("192.0.2.1"), ""),
        ([("IP Address", "2001:DB8:0:0:0:0:0:1")], Trust("2001:db8::1"), ""),
        ([("DNS", "192.0.2.1")], Trust("192.0.2.1"), "192.0.2.1"),
        ([], Trust("sbc.example"), "nobody"),
    ],
)
def test_whose_certificate_it_is(names: list[tuple[str, str]], trust: Trust, whose: str) -> None:
    assert stranger({"subjectAltName": names}, trust) == whose
