"""Is it really ready? Asked of the processes themselves: the switch's socket, the api's `/api/ready` over TLS."""

from __future__ import annotations

import asyncio
import contextlib
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


async def https(host: str, port: int, ca: Path | None, target: str = "/api/ready") -> None:
    """GET `target` answers 200, with a certificate for `host` that `ca` signed (None: whoever signed it, for whatever
    name, since a certificate of the owner's need not name this address). Raises `OSError` or `ValueError`."""
    context = ssl.create_default_context(cafile=str(ca) if ca else None)
    if ca is None:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection(host, port, ssl=context)
    try:
        writer.write(f"GET {target} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        status = (await reader.readline()).decode("latin-1").split()
        if len(status) < 2 or status[1] != "200":
            raise ValueError(f"{target} answers {' '.join(status[1:]) or 'nothing'}")
    finally:
        await _close(writer)


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
