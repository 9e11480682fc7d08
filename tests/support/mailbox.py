"""A mail server for tests: SMTP (RFC 5321), also with TLS from the beginning, STARTTLS (RFC 3207) and AUTH (RFC 4954).

```
async with Mailbox(tls=context, at_once=False, login=("kikite", "secret")) as box:
    …                                            # box.port, box.mails, box.clear
```
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType


class Mailbox:
    """Says to each command what a test has it say in `answers`, else yes. `tls`: what it proves itself with, from the
    beginning (`at_once`) or after STARTTLS. `login`: who may hand in mail; None: everybody. `clear`: what was said
    before TLS."""

    def __init__(
        self, tls: ssl.SSLContext | None = None, *, at_once: bool = False, login: tuple[str, str] | None = None
    ) -> None:
        self.mails: list[EmailMessage] = []
        self.envelopes: list[list[str]] = []
        self.answers: dict[str, str] = {}
        self.clear: list[str] = []
        self.login = login
        self.port = 0
        self._tls = tls
        self._at_once = at_once
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Mailbox:
        tls = self._tls if self._at_once else None
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Talk(self, reader, writer, secret=self._at_once).run()
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass  # a client that does not trust us goes without a word
        finally:
            writer.close()

    @property
    def tls(self) -> ssl.SSLContext | None:
        """For STARTTLS."""
        return None if self._at_once else self._tls


class _Talk:
    """One connection."""

    def __init__(
        self, box: Mailbox, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, secret: bool
    ) -> None:
        self._box = box
        self._reader = reader
        self._writer = writer
        self._secret = secret
        self._known = box.login is None
        self._recipients: list[str] = []

    async def _say(self, text: str) -> None:
        self._writer.write(f"{text}\r\n".encode())
        await self._writer.drain()

    async def run(self) -> None:
        """Until the client is done."""
        await self._say("220 mail")
        while line := (await self._reader.readline()).decode().strip():
            if not self._secret:
                self._box.clear.append(line)
            answers = self._box.answers.items()
            if answer := next((said for key, said in answers if line.upper().startswith(key.upper())), ""):
                await self._say(answer)
            elif line.upper() == "QUIT":
                await self._say("221 bye")
                break
            else:
                await self._answer(line.split(" ")[0].upper(), line)

    async def _answer(self, command: str, line: str) -> None:
        if command == "EHLO":
            await self._say("\r\n".join(["250-mail", *self._extensions(), "250 8BITMIME"]))
        elif command == "STARTTLS" and self._box.tls is not None and not self._secret:
            await self._say("220 go on")
            await self._writer.start_tls(self._box.tls)
            self._secret = True
        elif command == "AUTH":
            await self._log_in(line)
        elif command == "MAIL" and not self._known:
            await self._say("530 5.7.0 who are you?")
        elif command == "DATA":
            await self._take()
        else:
            self._recipients += [line] if command == "RCPT" else []
            await self._say("250 ok")

    def _extensions(self) -> list[str]:
        starttls = ["250-STARTTLS"] if self._box.tls is not None and not self._secret else []
        # Nobody is asked for a password in the clear by a server that knows better.
        auth = ["250-AUTH PLAIN"] if self._box.login and (self._secret or self._box.tls is None) else []
        return starttls + auth

    async def _log_in(self, line: str) -> None:
        _, user, password = base64.b64decode(line.split(" ")[2]).decode().split("\0")
        self._known = (user, password) == self._box.login
        await self._say("235 hello" if self._known else "535 5.7.8 no")

    async def _take(self) -> None:
        await self._say("354 go on")
        content = (await self._reader.readuntil(b"\r\n.\r\n")).removesuffix(b".\r\n")
        self._box.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        self._box.envelopes.append(self._recipients)
        await self._say("250 taken")
