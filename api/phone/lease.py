"""Whose browser has a user's phone: two would take it from each other for ever (F5.9).

Within one browser the windows agree among themselves (a Web Lock), and have one session. Between sessions the server
decides: a phone whose sound flows stays where it is, until it is taken on purpose.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Final

from msgspec import Struct

from api.problems import Problem

BROWSERS: Final = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


class Lease(Struct, frozen=True):
    """Which session attached the phone, and where that was."""

    session: str
    where: str


class Leases:
    """The leases since the server began; the first who attaches after a restart has the phone. `lasts`: whether a
    session is still logged in; one that is not has no phone any more, even while the switch waits for its sound."""

    def __init__(self, lasts: Callable[[str], Awaitable[bool]]) -> None:
        self._lasts = lasts
        self._held: dict[str, Lease] = {}

    async def check(self, user: str, session: str, attached: Callable[[], bool], take: bool) -> None:
        """Raises `Problem("phone_elsewhere")` where another session has the phone, and it is not to be taken."""
        held = self._held.get(user)
        if held is None or held.session == session or take or not attached():
            return
        if await self._lasts(held.session):
            raise Problem("phone_elsewhere", where=held.where)

    def attached(self, user: str, session: str, where: str) -> None:
        """The session has the phone now."""
        self._held[user] = Lease(session, where)


def place(agent: str, address: str) -> str:
    """What a user recognises a browser by: its name and system out of `User-Agent`, and its address."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    named = f"{browser} ({system})" if browser and system else re.split(r"[\s/]", agent, maxsplit=1)[0]
    return ", ".join(filter(None, (named, address)))
