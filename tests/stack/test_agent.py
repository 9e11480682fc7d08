"""Real agents on loopback: UDP, TCP, names, connections that break."""

from __future__ import annotations

import asyncio
import contextlib
import socket

import pytest

from sip.stack import registration as keeping, sdp
from sip.stack.agent import UserAgent
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, Credentials, EndCause
from sip.stack.message import Response, parse
from sip.stack.registrar import Registrar
from sip.stack.registration import Standing
from sip.stack.transports import tcp
from tests.stack.kit import ALICE, ANSWER, OFFER, App, Recorder, answer_at_once

OPTIONS = (
    b"OPTIONS sip:x@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKo\r\nFrom: <sip:a@b>;tag=1\r\n"
    b"To: <sip:c@d>\r\nCall-ID: o\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"
)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_a_call_with_reoffer_and_bye(transport: str) -> None:
    app = App(answer_at_once)
    caller, callee = UserAgent(App()), UserAgent(app)
    await caller.listen(transport, "127.0.0.1")
    port = await callee.listen(transport, "127.0.0.1")
    heard = Recorder()
    session = caller.invite(f"sip:bob@127.0.0.1:{port};transport={transport}", heard, caller=ALICE, sdp=OFFER)
    assert (await heard.until("answered"))[1] == ANSWER
    there = app.recorders[0]
    await there.until("confirmed")
    session.reoffer(sdp.offer("127.0.0.1", 4000, 1, 2, direction="inactive"))
    assert (await heard.until("reanswered"))[1] == 200
    app.sessions[0].reoffer(OFFER)
    assert (await there.until("reanswered"))[1] == 200
    session.end()
    assert await there.until("ended") == ("ended", EndCause.BYE)
    assert not caller.sessions and not callee.sessions
    await caller.close()
    await callee.close()


async def test_a_name_is_looked_up_and_a_bad_one_fails() -> None:
    app = App(answer_at_once)
    caller, callee = UserAgent(App()), UserAgent(app)
    await caller.listen("udp", "127.0.0.1")
    port = await callee.listen("udp", "127.0.0.1")
    heard, lost = Recorder(), Recorder()
    caller.invite(f"sip:bob@localhost:{port}", heard, caller=ALICE, sdp=OFFER)
    await heard.until("answered")
    caller.invite("sip:bob@name.invalid", lost, caller=ALICE, sdp=OFFER)
    assert await lost.until("failed") == ("failed", 503)
    await caller.close()
    assert heard.heard[-1] == ("ended", EndCause.ERROR)
    await callee.close()


@pytest.mark.parametrize("target", ["sip:x@127.0.0.1:9;transport=tcp", "sips:x@127.0.0.1", "sip:x@[::1]:9"])
async def test_what_cannot_be_reached_is_a_503_after_the_call(target: str) -> None:
    agent = UserAgent(App())
    await agent.listen("udp", "127.0.0.1")
    heard = Recorder()
    agent.invite(target, heard, caller=ALICE, sdp=OFFER)
    assert heard.heard == []
    assert await heard.until("failed") == ("failed", 503)
    await agent.close()


async def test_a_phone_over_tcp_is_called_over_its_connection() -> None:
    phone_app = App(answer_at_once)
    phone, switch = UserAgent(phone_app, advertised="192.0.2.77"), UserAgent(App(trunk=None), realm="test")
    await phone.listen("tcp", "127.0.0.1")
    port = await switch.listen("tcp", "127.0.0.1")
    up = asyncio.Event()
    registration = phone.register(
        "sip:201@test",
        Address("tcp", "127.0.0.1", port),
        Credentials("201", "secret"),
        lambda standing, status: up.set() if standing is Standing.UP else None,
    )
    await up.wait()
    (binding,) = switch.registrar.bindings("201")
    assert "192.0.2.77" in binding.contact and binding.source.host == "127.0.0.1"
    heard = Recorder()
    session = switch.invite(binding.contact, heard, caller=ALICE, sdp=OFFER, destination=binding.source, keep_flow=True)
    await heard.until("answered")
    session.end()
    await phone_app.recorders[0].until("ended")
    gone = asyncio.Event()
    switch.registrar.changed = lambda user, devices: gone.set()
    registration.stop()
    await phone.close()
    await gone.wait()
    assert switch.registrar.bindings("201") == []
    await switch.close()


async def test_a_carrier_that_was_restarted_over_tcp_hears_of_us_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FIRST_RETRY", 0.1)
    ours = UserAgent(App())
    await ours.listen("tcp", "127.0.0.1")
    carrier = UserAgent(App(trunk=None), realm="test")
    port = await carrier.listen("tcp", "127.0.0.1")
    up = asyncio.Event()
    ours.register("sip:201@test", Address("tcp", "127.0.0.1", port), Credentials("201", "secret"), lambda *_: up.set())
    await up.wait()
    await carrier.close()
    back = asyncio.Event()
    registrar = Registrar(changed=lambda user, devices: back.set())
    carrier = UserAgent(App(trunk=None), realm="test", registrar=registrar)
    await carrier.listen("tcp", "127.0.0.1", port)
    async with asyncio.timeout(20):
        await back.wait()
    await ours.close()
    await carrier.close()


async def test_requests_outside_a_dialog_and_keep_alive() -> None:
    one, other = UserAgent(App()), UserAgent(App())
    await one.listen("udp", "127.0.0.1")
    port = await other.listen("udp", "127.0.0.1")
    answers: asyncio.Queue[Response] = asyncio.Queue()
    caller = NameAddr("sip:us@127.0.0.1")
    one.send_request("OPTIONS", f"sip:127.0.0.1:{port}", answers.put_nowait, caller=caller)
    assert (await answers.get()).status == 200
    one.send_request("NOTIFY", f"sip:127.0.0.1:{port}", answers.put_nowait, caller=caller, body=b"x")
    assert (await answers.get()).status == 405
    standings: asyncio.Queue[Standing] = asyncio.Queue()
    peer = Address("udp", "127.0.0.1", port)
    one.keep_alive("sip:127.0.0.1", peer, lambda standing, status: standings.put_nowait(standing), caller=caller)
    assert await standings.get() is Standing.UP
    await one.close()
    await other.close()


async def test_a_stream_in_pieces_pings_and_faults() -> None:
    agent = UserAgent(App())
    port = await agent.listen("tcp", "127.0.0.1")
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in (b"\r\n\r\n", OPTIONS[:30], OPTIONS[30:] + OPTIONS.replace(b"z9hG4bKo", b"z9hG4bKp")):
        writer.write(piece)
        await writer.drain()
    assert await reader.readexactly(2) == b"\r\n"
    for branch in ("z9hG4bKo", "z9hG4bKp"):
        answer = parse(await reader.readuntil(b"\r\n\r\n"))
        assert isinstance(answer, Response) and answer.status == 200 and answer.branch == branch
    writer.write(OPTIONS.replace(b"Content-Length: 0\r\n", b""))
    answer = parse(await reader.readuntil(b"\r\n\r\n"))
    assert isinstance(answer, Response) and answer.status == 400
    assert await reader.read() == b""  # where the next message would begin is unknown: closed
    writer.close()
    await agent.close()


async def test_a_peer_that_does_not_finish_its_message_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "PATIENCE", 0.05)
    agent = UserAgent(App())
    port = await agent.listen("tcp", "127.0.0.1")
    for start in (b"", OPTIONS[:50], OPTIONS + OPTIONS[:50]):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(start)
        assert (await reader.read()).count(b"SIP/2.0 200") == start.count(b"\r\n\r\n")
        writer.close()
    await agent.close()


async def test_connections_of_one_host_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "MAX_PER_HOST", 2)
    agent = UserAgent(App())
    port = await agent.listen("tcp", "127.0.0.1")
    pairs = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
    for reader, writer in pairs:
        writer.write(OPTIONS)
        assert (await reader.readuntil(b"\r\n")).startswith(b"SIP/2.0 200")
    refused, further = await asyncio.open_connection("127.0.0.1", port)
    with contextlib.suppress(ConnectionResetError):
        assert await refused.read() == b""
    further.close()
    for _, writer in pairs:
        writer.close()
    await agent.close()


async def test_a_peer_that_does_not_read_is_cut_off() -> None:
    agent = UserAgent(App())
    port = await agent.listen("tcp", "127.0.0.1")
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(deaf, ("127.0.0.1", port))
        with pytest.raises(ConnectionError):
            while True:
                await loop.sock_sendall(deaf, OPTIONS * 50)
    await agent.close()


async def test_garbage_on_udp_is_dropped_and_counted() -> None:
    agent = UserAgent(App())
    port = await agent.listen("udp", "127.0.0.1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.setblocking(False)
        stranger.connect(("127.0.0.1", port))
        for data in (
            b"",
            b"\r\n\r\n",
            b"\xff" * 2000,
            b"x" * 60000,
            OPTIONS.replace(b"127.0.0.1;", b"127.0.0.1;rport;"),
        ):
            stranger.send(data)
        answer = await asyncio.get_running_loop().sock_recv(stranger, 65535)
    assert answer.startswith(b"SIP/2.0 200") and agent.malformed == 2
    await agent.close()


async def test_a_taken_port_is_an_os_error() -> None:
    one, other = UserAgent(App()), UserAgent(App())
    port = await one.listen("udp", "127.0.0.1")
    with pytest.raises(OSError):
        await other.listen("udp", "127.0.0.1", port)
    await one.close()
    await other.close()
