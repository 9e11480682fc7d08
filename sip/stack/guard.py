"""Who asks too much is not answered for a while: floods of requests and guessed passwords. Pure; time is an argument.

Only answers to strangers are counted, by the sender's address; a message of a known peer costs nothing here, and while
nobody is shut out every message costs one look at an empty dict. A sender with forged addresses is nobody in
particular and is not held up; what it is answered leaves nothing behind either.
"""

from __future__ import annotations

from typing import Final

from sip.stack.interfaces import Address

RATE: Final = 50.0
"""Requests a second from one host that are answered although it is not known, in the long run. A phone that registers
counts for nothing: its challenge is forgiven when it answers rightly."""
BURST: Final = 1000.0
"""How many of them at once: a building full of phones behind one address, after a power cut."""
GUESSES: Final = 30.0
"""Wrong passwords at once, …"""
GUESS_RATE: Final = 0.2
"""… and a second in the long run: a few phones with an old password do no harm."""
SHUT_S: Final = 60.0
"""How long a host is shut out."""
MAX_HOSTS: Final = 10_000
"""Hosts that are counted; beyond it (forged addresses) counting begins anew."""


class Guard:
    """`refused`: addresses whose messages are to be dropped unread. `shut`: hosts whose unknown addresses end up there.
    Both hold the second at which that is over."""

    def __init__(self) -> None:
        self.refused: dict[Address, float] = {}
        self.shut: dict[str, float] = {}
        self._accounts: dict[str, tuple[float, float, float]] = {}

    def answered(self, host: str, now: float, *, guessed: bool = False) -> bool:
        """A stranger at `host` was answered, or (`guessed`) had a wrong password: whether that was too much."""
        if host in self.shut:
            return True
        asked, guesses, _ = self._account(host, now)
        asked, guesses = asked + (not guessed), guesses + guessed
        if asked > BURST or guesses > GUESSES:
            self.shut[host] = now + SHUT_S
            self._accounts.pop(host, None)
            return True
        self._accounts[host] = (asked, guesses, now)
        return False

    def forgive(self, host: str, now: float) -> None:
        """The right password came: the challenge before it was no waste."""
        if host in self._accounts:
            asked, guesses, _ = self._account(host, now)
            self._accounts[host] = (max(0.0, asked - 1), guesses, now)

    def refuse(self, address: Address) -> None:
        """Drop whatever comes from `address`, an unknown one at a host that is shut out."""
        until = self.shut.get(address.host)
        if until is not None:
            self.refused[address] = until

    def sweep(self, now: float) -> None:
        """Let in again whose time is over; call it every second or so."""
        if self.shut:
            self.shut = {host: until for host, until in self.shut.items() if until > now}
            self.refused = {address: until for address, until in self.refused.items() if until > now}

    def _account(self, host: str, now: float) -> tuple[float, float, float]:
        if len(self._accounts) >= MAX_HOSTS:
            self._accounts.clear()
        asked, guesses, at = self._accounts.get(host, (0.0, 0.0, now))
        return max(0.0, asked - RATE * (now - at)), max(0.0, guesses - GUESS_RATE * (now - at)), now
