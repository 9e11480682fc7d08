"""The simulator's control socket: JSON lines over a Unix socket.

Requests, with what comes back:

- `{"op": "ping"}`: `{"ok": true}`, as for all that is said to answer nothing more.
- `{"op": "call", "to": …, "from"?, "name"?, "hz"?, "talk_s"?, "wait_s"?}`: the notices of this call, `calling`,
  `ringing`, `answered`, `digit`, and at last `ended` with the report of what was heard.
- `{"op": "calls"}`: `{"calls": [report, …]}`, ended ones too, as long as they are kept.
- `{"op": "hangup", "call": …}`: ends it.
- `{"op": "digits", "call": …, "digits": "12#"}`: sends RFC 4733 events.
- `{"op": "say", "call": …, "hz": …}`: speaks a tone from now on; 0: silence.
- `{"op": "set", "rate"?, "limit"?, "talk_s"?, "ring_s"?, "answer_s"?, "answer_hz"?}`: changes the network's manner.
- `{"op": "imitate", "name"?, …}`: behaves like another carrier, with any of `sip.carrier.quirks.Quirks` over its
  habits; without `name` the present habits are changed. The faults that are still to come are forgotten.
- `{"op": "border"}`: `{"registered": [contact, …], "seen": ["REGISTER 401", …], "quirks": …}`.
- `{"op": "watch"}`: the notices of all calls, until the connection is closed.

`from` "" (or `name` with one of `Anonymous`, `Coin line/payphone`, `Unavailable`) withholds the number; without `from`
somebody calls at random. `hz` 0 speaks. What cannot be done is answered by `{"error": reason}`.
A call goes on when the connection that placed it is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from sip.carrier.call import Call, Notice
from sip.carrier.exchange import Exchange
from sip.carrier.network import Caller, Patience
from sip.carrier.quirks import altered, imitation
from sip.carrier.sound import speech, tone

_CHANGEABLE: Final = {
    "rate": float,
    "limit": int,
    "talk_s": float,
    "ring_s": float,
    "answer_s": float,
    "answer_hz": float,
}


class Bad(ValueError):
    """A request that cannot be carried out; its text goes back."""


class Control:
    """Serves the control socket at `path` for `exchange`."""

    def __init__(self, exchange: Exchange, path: Path) -> None:
        self._exchange = exchange
        self._path = path
        self._server: asyncio.Server | None = None
        self._operations: dict[str, Callable[[dict[str, Any], _Line], Awaitable[None]]] = {
            "ping": self._ping,
            "call": self._call,
            "calls": self._calls,
            "hangup": self._hang_up,
            "digits": self._digits,
            "say": self._say,
            "set": self._set,
            "imitate": self._imitate,
            "border": self._border,
            "watch": self._watch,
        }

    async def open(self) -> None:
        """Listen. A socket file that a dead simulator left behind is replaced."""
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._serve, self._path)
        self._path.chmod(0o600)

    async def close(self) -> None:
        """Stop listening; open connections end with the process."""
        if self._server is not None:
            self._server.close()
        self._path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = _Line(writer)
        try:
            while text := await reader.readline():
                await self._handle(text, line)
        except (ConnectionError, asyncio.LimitOverrunError):
            pass
        finally:
            line.end()

    async def _handle(self, text: bytes, line: _Line) -> None:
        try:
            request = json.loads(text)
            operation = self._operations[request["op"]]
            await operation(request, line)
        except (KeyError, TypeError, ValueError, OSError) as error:
            line.put({"error": f"{type(error).__name__}: {error}"})

    async def _ping(self, _request: dict[str, Any], line: _Line) -> None:
        line.put({"ok": True})

    async def _call(self, request: dict[str, Any], line: _Line) -> None:
        by = self._exchange.random_caller()
        if "from" in request or "name" in request:
            by = Caller(
                str(request.get("from", "")), str(request.get("name", "Anonymous" if not request.get("from") else ""))
            )
        hertz = float(request.get("hz", 0))
        limits = Patience(wait_s=float(request.get("wait_s", 0)), talk_s=float(request.get("talk_s", 0)))
        line.follow(self._exchange)  # before the call is placed, so that its first notice is not missed
        call = await self._exchange.place(str(request["to"]), by, tone(hertz) if hertz else speech(0), limits)
        line.only = call.name

    async def _calls(self, _request: dict[str, Any], line: _Line) -> None:
        line.put({"calls": [call.report() for call in self._exchange.calls.values()]})

    async def _hang_up(self, request: dict[str, Any], line: _Line) -> None:
        self._find(request).hang_up()
        line.put({"ok": True})

    async def _digits(self, request: dict[str, Any], line: _Line) -> None:
        self._find(request).media.send_digits(str(request["digits"]))
        line.put({"ok": True})

    async def _say(self, request: dict[str, Any], line: _Line) -> None:
        hertz = float(request["hz"])
        self._find(request).say(tone(hertz) if hertz else None)
        line.put({"ok": True})

    async def _set(self, request: dict[str, Any], line: _Line) -> None:
        for name, convert in _CHANGEABLE.items():
            if name in request:
                setattr(self._exchange.settings, name, convert(request[name]))
        line.put({"ok": True})

    async def _imitate(self, request: dict[str, Any], line: _Line) -> None:
        values = {name: value for name, value in request.items() if name not in ("op", "name")}
        name = request.get("name")
        exchange = self._exchange
        exchange.imitate(
            altered(exchange.border.quirks, **{"faults": {}} | values) if name is None else imitation(name, **values)
        )
        line.put({"ok": True})

    async def _border(self, _request: dict[str, Any], line: _Line) -> None:
        border = self._exchange.border
        contacts = [binding.contact for binding in self._exchange.bindings()]
        line.put(
            {"registered": contacts, "seen": list(border.seen), "quirks": msgspec.to_builtins(border.quirks)},
        )

    async def _watch(self, _request: dict[str, Any], line: _Line) -> None:
        line.follow(self._exchange)
        line.put({"ok": True})

    def _find(self, request: dict[str, Any]) -> Call:
        call = self._exchange.calls.get(str(request["call"]))
        if call is None:
            raise Bad(f"no call {request['call']}")
        return call


class _Line:
    """The answering side of one connection; may follow the notices of all calls or of `only` one."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.only = ""
        self._writer = writer
        self._unfollow: Callable[[], None] | None = None

    def put(self, message: dict[str, Any]) -> None:
        if not self._writer.is_closing():
            self._writer.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")

    def follow(self, exchange: Exchange) -> None:
        if self._unfollow is None:
            self._unfollow = exchange.watch(self._notice)

    def _notice(self, notice: Notice) -> None:
        if self.only in ("", notice["call"]):
            self.put(notice)

    def end(self) -> None:
        if self._unfollow is not None:
            self._unfollow()
        with contextlib.suppress(ConnectionError):
            self._writer.close()
