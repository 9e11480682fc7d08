"""RTP legs with keys from SDP (RFC 3711, RFC 4568), against a party that uses libsrtp by itself."""

import asyncio
import socket
from dataclasses import dataclass, field
from typing import Any

import pytest
from pylibsrtp import Error, Policy, Session

from sip.media import rtp_leg
from sip.media.client import FromLeg, MediaClient, MediaSettings, RtpRemote, SrtpKeys
from sip.media.ports import PortPool
from sip.media.rtp_leg import RtpLeg
from sip.media.srtp import secured
from tests.media.conftest import Listener
from tests.support.ports import RTP_PORTS
from tests.support.rtp import RtpPhone
from tests.support.sound import frames, pitch, tone

CM_80 = "AES_CM_128_HMAC_SHA1_80"
SUITES = {
    CM_80: (Policy.SRTP_PROFILE_AES128_CM_SHA1_80, 30, 10),
    "AES_CM_128_HMAC_SHA1_32": (Policy.SRTP_PROFILE_AES128_CM_SHA1_32, 30, 4),
    "AEAD_AES_128_GCM": (Policy.SRTP_PROFILE_AEAD_AES_128_GCM, 28, 16),
    "AEAD_AES_256_GCM": (Policy.SRTP_PROFILE_AEAD_AES_256_GCM, 44, 16),
}
"""libsrtp's profile, octets of key and salt, octets of the tag."""


def keys(suite: str = CM_80, own: int = 1, theirs: int = 2) -> SrtpKeys:
    """As the switch has them; `own` and `theirs` fill them."""
    size = SUITES[suite][1]
    return SrtpKeys(suite=suite, own=bytes([own]) * size, theirs=bytes([theirs]) * size)


def stream(suite: str, key: bytes, direction: int) -> Session:
    return Session(Policy(key=key, ssrc_type=direction, srtp_profile=SUITES[suite][0]))


@dataclass
class SrtpPhone(RtpPhone):
    """Protects what it says and opens what it hears. `refused`: datagrams that were not authentic."""

    refused: int = 0
    lengths: set[int] = field(default_factory=set)
    sessions: tuple[Session, Session] | None = None

    def agree(self, agreed: SrtpKeys) -> None:
        """Use the switch's keys, the other way round, from now on, and begin anew with both."""
        out = stream(agreed.suite, agreed.theirs, Policy.SSRC_ANY_OUTBOUND)
        self.sessions = (out, stream(agreed.suite, agreed.own, Policy.SSRC_ANY_INBOUND))

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """asyncio calls this."""
        if self.sessions is not None:
            self.lengths.add(len(data))
            try:
                data = self.sessions[1].unprotect(data)
            except Error:
                self.refused += 1
                return
        super().datagram_received(data, addr)

    def _put(self, data: bytes) -> None:
        super()._put(data if self.sessions is None else self.sessions[0].protect(data))


def remote(phone: RtpPhone, agreed: SrtpKeys | None, **more: Any) -> RtpRemote:
    return RtpRemote(host="127.0.0.1", port=phone.port, dtmf_payload_type=101, srtp=agreed, **more)


def bridge(media: MediaClient) -> None:
    media.hear("a", FromLeg("b"))
    media.hear("b", FromLeg("a"))


async def seconds_of(phone: RtpPhone, hertz: float) -> None:
    assert pitch(await phone.record(0.5)) == pytest.approx(hertz, abs=4)


@pytest.mark.parametrize("suite", SUITES)
async def test_a_protected_and_a_plain_party_hear_one_another(
    media: MediaClient, listener: Listener, suite: str
) -> None:
    agreed = keys(suite)
    async with SrtpPhone() as a, RtpPhone() as b:
        a.agree(agreed)
        for phone, leg, srtp in ((a, "a", agreed), (b, "b", None)):
            phone.call(*media.open_rtp(leg))
            media.set_remote(leg, remote(phone, srtp))
        bridge(media)
        await a.speak(frames(tone(440)))
        await b.speak(frames(tone(1000)))
        await asyncio.gather(seconds_of(a, 1000), seconds_of(b, 440))
        assert a.lengths == {12 + 160 + SUITES[suite][2]}
        await a.hush()
        await a.press("5")
        await listener.wait("digit", "a", "5")


async def test_a_wrong_key_is_silence_and_an_unprotected_packet_too(media: MediaClient) -> None:
    async with SrtpPhone() as a, SrtpPhone() as b:
        a.agree(keys(theirs=9))
        for phone, leg in ((a, "a"), (b, "b")):
            phone.call(*media.open_rtp(leg))
            media.set_remote(leg, remote(phone, keys() if leg == "a" else None))
        bridge(media)
        await b.speak(frames(tone(500)))
        await a.hear(lambda heard: len(heard) > 5)  # ours it can open
        a.send(tone(440)[:160])
        a.sessions = None
        a.send(tone(440)[:160])
        async with asyncio.timeout(10):
            while (stats := await media.stats("a")) is None or stats.dropped < 2:
                await asyncio.sleep(0.02)
        assert stats.packets == 0


async def test_a_refresh_with_the_same_keys_goes_on_and_new_keys_begin_anew(media: MediaClient) -> None:
    """What a re-INVITE may bring: hold and refresh keep the keys, a party that moved has new ones."""
    async with SrtpPhone() as a, RtpPhone() as b:
        a.agree(keys())
        for phone, leg, srtp in ((a, "a", keys()), (b, "b", None)):
            phone.call(*media.open_rtp(leg))
            media.set_remote(leg, remote(phone, srtp))
        bridge(media)
        await a.speak(frames(tone(440)))
        await b.speak(frames(tone(1000)))
        await asyncio.gather(seconds_of(a, 1000), seconds_of(b, 440))
        media.set_remote("a", remote(a, keys()))
        await asyncio.gather(seconds_of(a, 1000), seconds_of(b, 440))
        assert a.refused == 0
        moved = keys(own=3, theirs=4)
        media.set_remote("a", remote(a, moved))
        a.agree(moved)
        await asyncio.gather(seconds_of(a, 1000), seconds_of(b, 440))
        media.set_remote("a", remote(a, None))
        a.sessions = None
        await asyncio.gather(seconds_of(a, 1000), seconds_of(b, 440))


@pytest.mark.parametrize("settings", [MediaSettings(rtp_ports=RTP_PORTS, report_interval=0.2)])
async def test_reports_are_protected_too(media: MediaClient) -> None:
    agreed = keys()
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        control.bind(("127.0.0.1", 0))
        control.setblocking(False)
        async with SrtpPhone() as a:
            a.agree(agreed)
            host, port = media.open_rtp("a")
            a.call(host, port)
            media.set_remote("a", remote(a, agreed, rtcp_port=control.getsockname()[1]))
            await a.speak(frames(tone(440)))
            async with asyncio.timeout(10):
                data = await loop.sock_recv(control, 2048)
            incoming = stream(CM_80, agreed.own, Policy.SSRC_ANY_INBOUND)
            opened = incoming.unprotect_rtcp(data)
            assert opened[1] in (200, 201) and data[8:20] not in opened
            assert a.sessions is not None
            # A receiver report of ours, by its own and by the shared port: only the protected one is believed.
            report = bytes.fromhex("80c90001") + bytes(4)
            protected = stream(CM_80, agreed.theirs, Policy.SSRC_ANY_OUTBOUND).protect_rtcp(report)
            before = await media.stats("a")
            control.sendto(protected, (host, port + 1))
            control.sendto(report, (host, port + 1))
            async with asyncio.timeout(10):
                while (after := await media.stats("a")) is None or before is None or after.dropped == before.dropped:
                    await asyncio.sleep(0.02)
            assert after.dropped == before.dropped + 1


def test_one_direction_keeps_its_place_while_the_other_begins_anew() -> None:
    first = secured(keys(), None)
    assert first is not None
    same, theirs, ours, suite = (
        secured(each, first) for each in (keys(), keys(theirs=5), keys(own=5), keys("AEAD_AES_128_GCM"))
    )
    assert same is not None and theirs is not None and ours is not None and suite is not None
    assert (same.srtp.outgoing, same.srtp.incoming) == (first.srtp.outgoing, first.srtp.incoming)
    assert theirs.srtp.outgoing is first.srtp.outgoing and theirs.srtp.incoming is not first.srtp.incoming
    assert ours.srtp.outgoing is not first.srtp.outgoing and ours.srtp.incoming is first.srtp.incoming
    assert suite.srtp.outgoing is not first.srtp.outgoing
    assert secured(None, first) is None


def test_plain_rtp_is_taken_by_a_function_that_knows_nothing_of_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The choice is made where the leg is set up, not at each packet."""
    watched: dict[int, Any] = {}

    def watch(sock: socket.socket, handler: Any) -> None:
        watched[sock.fileno()] = handler

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.bind(("127.0.0.1", 0))
        port, sockets = PortPool("127.0.0.1", 32400, 32499).take()
        leg = RtpLeg("a", lambda _: None, sockets, watch, 30.0)
        here = RtpRemote(host="127.0.0.1", port=phone.getsockname()[1])
        leg.set_remote(here, 0.0)
        phone.sendto(bytes.fromhex("800000010000000000000005") + bytes(160), ("127.0.0.1", port))
        descriptor = sockets[0].fileno()
        watched[descriptor]()
        assert watched[descriptor].__name__ == "_connected"
        monkeypatch.setattr(rtp_leg, "_protecting", None)
        leg.set_remote(here, 0.0)  # not even made
        leg.close()


def test_no_key_is_shown() -> None:
    assert repr(keys()) == f"SrtpKeys({CM_80})"
    assert CM_80 in repr(RtpRemote(host="127.0.0.1", port=1, srtp=keys())) and "\\x01" not in repr(
        RtpRemote(host="127.0.0.1", port=1, srtp=keys())
    )
