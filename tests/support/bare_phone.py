"""A SIP device without a stack: it registers, rings, and shows every message that it got, as it came."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import secrets
from collections.abc import AsyncIterator
from typing import Any

WAIT_S = 45.0


class BarePhone(asyncio.DatagramProtocol):
    """Registered as `user`'s extension over UDP. INVITEs ring until they are cancelled, which is confirmed."""

    def __init__(self, sip: dict[str, Any], user: dict[str, Any]) -> None:
        self._sip = sip
        self._user = user
        self._got: asyncio.Queue[str] = asyncio.Queue()
        self._call_id = secrets.token_hex(8)
        self._tag = secrets.token_hex(4)
        self._invite = ""
        self.messages: list[str] = []
        self.transport: asyncio.DatagramTransport | None = None

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        text = data.decode()
        if not text.strip():
            return
        method = text.split(" ", 1)[0]
        if text in self.messages:
            return  # a repetition
        if method == "INVITE":
            self._invite = text
            self._answer(text, "180 Ringing")
        elif method == "CANCEL":
            self._answer(text, "200 OK")
            self._answer(self._invite, "487 Request Terminated")
        elif method == "OPTIONS":
            self._answer(text, "200 OK")
        self.messages.append(text)
        self._got.put_nowait(text)

    async def until(self, begin: str) -> str:
        """The next message that begins so. Fails after a while."""
        try:
            async with asyncio.timeout(WAIT_S):
                while True:
                    message = await self._got.get()
                    if message.startswith(begin):
                        return message
        except TimeoutError:
            raise AssertionError(f"no {begin}, but {[one.splitlines()[0] for one in self.messages]}") from None

    async def register(self) -> None:
        """Register with MD5 digest (RFC 7616)."""
        self._register("", 1)
        challenge = await self.until("SIP/2.0 401")
        realm, nonce = (_find(rf'{name}="([^"]*)"', challenge) for name in ("realm", "nonce"))
        name, uri = self._user["extension"], f"sip:{self._sip['host']}"
        ha1 = _md5(f"{name}:{realm}:{self._user['sip_password']}")
        cnonce = secrets.token_hex(8)
        proof = _md5(f"{ha1}:{nonce}:00000001:{cnonce}:auth:{_md5(f'REGISTER:{uri}')}")
        self._register(
            f'Authorization: Digest username="{name}", realm="{realm}", nonce="{nonce}", uri="{uri}", algorithm=MD5,'
            f' qop=auth, nc=00000001, cnonce="{cnonce}", response="{proof}"\r\n',
            2,
        )
        await self.until("SIP/2.0 200")

    def _register(self, authorization: str, number: int) -> None:
        assert self.transport is not None
        here = "{}:{}".format(*self.transport.get_extra_info("sockname"))
        aor = f"sip:{self._user['extension']}@{self._sip['host']}"
        self._send(
            f"REGISTER sip:{self._sip['host']} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {here};branch=z9hG4bK{secrets.token_hex(6)};rport\r\nMax-Forwards: 70\r\n"
            f"From: <{aor}>;tag={self._tag}\r\nTo: <{aor}>\r\nCall-ID: {self._call_id}\r\nCSeq: {number} REGISTER\r\n"
            f"Contact: <sip:{self._user['extension']}@{here}>\r\nExpires: 120\r\n{authorization}"
            "Content-Length: 0\r\n\r\n"
        )

    def _answer(self, request: str, status: str) -> None:
        kept = [
            line
            for line in request.split("\r\n\r\n")[0].split("\r\n")
            if re.match(r"(?i)(via|from|call-id|cseq):", line)
        ]
        to = _find(r"(?im)^to: *(.*?)\r?$", request)
        self._send("\r\n".join([f"SIP/2.0 {status}", *kept, f"To: {to};tag={self._tag}", "Content-Length: 0", "", ""]))

    def _send(self, text: str) -> None:
        assert self.transport is not None
        self.transport.sendto(text.encode(), (self._sip["host"], self._sip["port"]))


@contextlib.asynccontextmanager
async def bare_phone(sip: dict[str, Any], user: dict[str, Any]) -> AsyncIterator[BarePhone]:
    """A device registered as `user`'s extension."""
    loop = asyncio.get_running_loop()
    transport, phone = await loop.create_datagram_endpoint(lambda: BarePhone(sip, user), local_addr=("127.0.0.1", 0))
    phone.transport = transport
    try:
        await phone.register()
        yield phone
    finally:
        transport.close()


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _find(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found is not None, (pattern, text)
    return found[1]
