"""Passwords of users: argon2id (RFC 9106) with 19 MiB and two passes, in threads of their own.

Hashing takes tens of milliseconds, so it never runs in the event loop, and never more than two at once: each needs
its memory, and log-ins must not starve what else the machine does.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from passlib.hash import argon2

MEMORY_KIB: Final = 19 * 1024
PASSES: Final = 2
_hasher: Final = argon2.using(type="ID", memory_cost=MEMORY_KIB, time_cost=PASSES, parallelism=1)
_threads: Final = ThreadPoolExecutor(2, "argon2")


async def hashed(password: str) -> str:
    """The hash of a password."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hash, password)


def _hash(password: str) -> str:
    return str(_hasher.hash(password))


NOBODY: Final = _hash("no such user")
"""Checked where the user is unknown, so that the time taken does not tell whether a user exists."""


async def matches(password: str, stored: str | None) -> bool:
    """Whether `password` is the one hashed in `stored`; false for None, after the same work."""
    right = await asyncio.get_running_loop().run_in_executor(_threads, _verify, password, stored or NOBODY)
    return right and stored is not None


def _verify(password: str, stored: str) -> bool:
    return bool(_hasher.verify(password, stored))
