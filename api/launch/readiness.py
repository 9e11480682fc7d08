"""Is it really ready? Asked of the processes themselves: the switch's socket, the api's `/api/ready` over TLS."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

Probe: TypeAlias = Callable[[], Awaitable[None]]


class NotReady(Exception):
    """The process `name` did not become ready in time; the text names it and the last reason."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name


async def wait_for(name: str, probe: Probe, alive: Callable[[], bool], seconds: float = 60.0) -> None:
    """Repeat `probe` until it returns without an exception. Raises `NotReady` after `seconds`, or as soon as `alive`
    says that waiting is in vain."""
    reason = "no answer"
    try:
        async with asyncio.timeout(seconds):
            while alive():
                try:
                    await probe()
                except (OSError, ValueError, asyncio.IncompleteReadError) as error:
                    reason = str(error) or type(error).__name__
                    await asyncio.sleep(0.1)
                else:
                    return
    except TimeoutError:
        pass
    raise NotReady(name, reason)


async def unix_socket(path: Path) -> None:
    """Somebody listens at `path`. Raises `OSError`."""
    _, writer = await asyncio.open_unix_connection(path)
    await _close(writer)


async def api(host: str, port: int, ca: Path | None) -> None:
    """`/api/ready` answers 200 and the link to the switch is up, with a certificate for `host` that `ca` signed (None:
    whoever signed it, for whatever name, since the owner's own certificate need not name this address). Raises
    `OSError` or `ValueError`."""
    context = ssl.create_default_context(cafile=str(ca) if ca else None)
    if ca is None:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    await asyncio.to_thread(_ask_api, http.client.HTTPSConnection(host, port, context=context, timeout=5))


def _ask_api(connection: http.client.HTTPSConnection) -> None:
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/api/ready")
            answer = connection.getresponse()
            if answer.status != 200:
                raise ValueError(f"/api/ready answers {answer.status}")
            if not json.load(answer).get("switch"):
                raise ValueError("the api has no link to the switch")
        except http.client.HTTPException as error:
            raise ValueError(f"/api/ready: {error!r}") from error


async def json_line(path: Path) -> None:
    """The simulator at `path` answers a ping. Raises `OSError` or `ValueError`."""
    reader, writer = await asyncio.open_unix_connection(path)
    try:
        writer.write(b'{"op": "ping"}\n')
        answer = json.loads(await reader.readline())
        if not answer.get("ok"):
            raise ValueError(f"ping answered {answer}")
    finally:
        await _close(writer)


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError, ssl.SSLError):
        await writer.wait_closed()
