"""Signalling by TLS and sound by SRTP: a desk phone of somebody else's making, and a trunk (F10.1–F10.3)."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import ssl
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from sip.carrier.client import ask
from tests.support.baresip import desk_phone
from tests.support.centre import ROOT, Carrier, Centre, start
from tests.support.chromium import chromium, context_of, heard, tone_wav
from tests.support.pages import Phone
from tests.support.ports import free_port
from tests.support.tls import Authority

BROWSER_HZ = 1000
DESK_HZ = 500
OUTSIDE_HZ = 620.0
CALLER_HZ = 440.0
CARRIER_HOST = "127.0.0.2"
WAIT_S = 45.0


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """The sample centre with SIP over TLS; what is tested here is nowhere near a database."""
    with start(tmp_path_factory.mktemp("secure")) as running:
        yield running


async def _shown(centre: Centre) -> bytes:
    """The certificate that the centre shows phones now."""
    context = ssl.create_default_context(cafile=str(centre.ca))
    _, writer = await asyncio.open_connection(centre.sip["host"], centre.sip["tls_port"], ssl=context)
    found: bytes = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    return found


async def _no_longer_hears(phone: Phone, hertz: float) -> None:
    """Wait until this tone is not what the page receives: music, or nothing."""
    for _ in range(int(WAIT_S / 0.1)):
        found = await heard(phone.page)
        if found[1] < -60 or abs(found[0] - hertz) > 12:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"the page still hears {hertz} Hz")


async def test_a_desk_phone_over_tls_calls_and_is_called_and_a_new_certificate_cuts_nobody_off(
    centre: Centre, tmp_path: Path
) -> None:
    operator, desk_user = centre.operators[0], centre.operators[1]
    async with (
        chromium(tone_wav(tmp_path / "voice.wav", BROWSER_HZ)) as browser,
        desk_phone(tmp_path / "desk", centre.sip, desk_user, DESK_HZ, trusted=centre.ca) as desk,
    ):
        await desk.registered()
        phone = await Phone.of(await context_of(browser, centre), operator)
        await phone.choose("available")

        # The phone calls: it offers SRTP and takes nothing else.
        await desk.do("dial", f"sip:{operator['extension']}@{centre.sip['host']}:{centre.sip['tls_port']}")
        await phone.call_is("ringing")
        await phone.act("answer")
        await desk.until("CALL_ESTABLISHED")
        await phone.hears(DESK_HZ)
        await desk.hears(BROWSER_HZ)
        assert "RTP/SAVP" in desk.log() and "RTP/AVP" not in desk.log()

        before = await _shown(centre)
        tls = centre.folder / "tls"
        authority = Authority(tmp_path / "other")
        chain, key = authority.sign(x509.IPAddress(ipaddress.ip_address(centre.sip["host"])))
        centre.ca.write_text(centre.ca.read_text() + authority.pem)
        (tls / "server.key").write_bytes(key.read_bytes())
        (tls / "server.pem").write_bytes(chain.read_bytes())
        assert await _shown(centre) != before
        await phone.hears(DESK_HZ)
        await phone.act("hangup")
        await desk.until("CALL_CLOSED")
        await phone.shows("available")

        # The centre calls the phone over the connection that it has, and offers SRTP, since it came by TLS.
        await phone.dial(desk_user["extension"])
        await desk.until("CALL_INCOMING")
        await desk.do("accept")
        await phone.call_is("connected")
        await phone.hears(DESK_HZ)
        await desk.hears(BROWSER_HZ)

        # Hold and back by re-INVITE: the keys go on.
        await desk.do("hold")
        await _no_longer_hears(phone, DESK_HZ)
        await desk.do("resume")
        await phone.hears(DESK_HZ)
        await desk.hears(BROWSER_HZ)
        assert "RTP/AVP" not in desk.log()
        await desk.do("hangup")
        await phone.shows("available")


@contextlib.asynccontextmanager
async def secure_carrier(folder: Path, centre: Centre, authority: Authority) -> AsyncIterator[tuple[Carrier, int]]:
    """A carrier on an address of its own that takes calls by TLS with SRTP only; its TLS port."""
    chain, key = authority.sign(x509.IPAddress(ipaddress.ip_address(CARRIER_HOST)))
    control, port = folder / "carrier.sock", free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sip.carrier", "run", "--control", str(control), "--sip-host", CARRIER_HOST),
        *("--sip-port", str(free_port()), "--transport", "tls", "--tls-port", str(port), "--srtp", "required"),
        *("--tls-cert", str(chain), "--tls-key", str(key), "--tls-ca", str(centre.ca)),
        *("--centre", f"{centre.sip['host']}:{centre.sip['tls_port']}", "--ring-s", "0.2"),
        *("--answer-hz", str(OUTSIDE_HZ)),
        cwd=ROOT,
    )
    try:
        async with asyncio.timeout(WAIT_S):
            while not control.exists():
                await asyncio.sleep(0.05)
        next(ask(control, {"op": "ping"}, 10.0))
        yield Carrier(control), port
    finally:
        process.terminate()
        await process.wait()


async def _trunk(api: Any, key: str, state: str) -> dict[str, Any]:
    """The trunk once it is in this state."""
    found: dict[str, Any] = {}
    for _ in range(int(WAIT_S / 0.1)):
        found = next(each for each in api.get("/api/trunks").json() if each["id"] == key)
        if found["state"] == state:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"the trunk is not {state}: {found}")


def _hears(report: dict[str, Any], hertz: float) -> bool:
    return any(abs(tone["hz"] - hertz) < 12 and tone["ms"] > 400 for tone in report["tones"])


async def test_a_trunk_over_tls_with_srtp_both_ways_and_a_wrong_certificate(centre: Centre, tmp_path: Path) -> None:
    authority, stranger = Authority(tmp_path / "ca"), Authority(tmp_path / "stranger", "Stranger")
    operator, group = centre.operators[0], centre.groups[0]
    async with secure_carrier(tmp_path, centre, authority) as (carrier, port):
        with centre.client(centre.supervisors[0]) as api:
            created = api.post(
                "/api/trunks",
                json={
                    "id": "secure",
                    "host": CARRIER_HOST,
                    "port": port,
                    "transport": "tls",
                    "srtp": "required",
                    "tls_ca": stranger.pem,
                    "options_s": 1,
                    "accept_from": ["127.0.0.1"],  # what it connects from
                },
            )
            assert created.is_success, created.text
            down = await _trunk(api, "secure", "down")
            assert "certificate is refused: unable to get local issuer certificate" in down["reason"]
            assert api.patch("/api/trunks/secure", json={"tls_ca": authority.pem}).is_success
            await _trunk(api, "secure", "up")
            assert api.delete("/api/trunks/carrier").is_success

        async with chromium(tone_wav(tmp_path / "voice.wav", BROWSER_HZ)) as browser:
            phone = await Phone.of(await context_of(browser, centre), operator)
            await phone.choose("available")
            call = carrier.call(group["number"], caller="09012345678", hz=CALLER_HZ)
            await phone.call_is("ringing")
            await phone.act("answer")
            await phone.call_is("connected")
            await phone.hears(CALLER_HZ)
            report = await carrier.wait(call.name, lambda report: _hears(report, BROWSER_HZ))
            assert report["rtp"]["suite"] == "AES_CM_128_HMAC_SHA1_80" and report["rtp"]["refused"] == 0
            await phone.act("hangup")
            call.until("ended")
            await phone.choose("available")

            number = "0312345671"
            await phone.dial(number)
            await phone.call_is("connected")
            await phone.hears(OUTSIDE_HZ)
            taken = carrier.taken(number, "answered")
            report = await carrier.wait(taken["call"], lambda report: _hears(report, BROWSER_HZ))
            assert report["rtp"]["suite"] and report["rtp"]["refused"] == 0
            carrier.hang_up(taken["call"])
            await phone.shows("acw")
    assert "inline:" not in centre.log("sip")
