"""Talks to a running simulator: one request, the lines of its answer."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def ask(control: Path, request: dict[str, Any], timeout_s: float | None = 10.0) -> Iterator[dict[str, Any]]:
    """Send `request` to the simulator at `control` and yield its answers as they come; close the generator to leave.

    Raises `OSError` when there is no simulator, `TimeoutError` when it is silent for `timeout_s` (None: wait).
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(timeout_s)
        connection.connect(str(control))
        connection.sendall(json.dumps(request).encode() + b"\n")
        with connection.makefile("rb") as lines:
            for line in lines:
                yield json.loads(line)
