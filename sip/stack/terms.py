"""What is agreed with a peer beyond RFC 3261: session timers, reliable provisional responses, patience. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Use(StrEnum):
    """Whether an extension is used with a peer."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Terms(NamedTuple):
    """How a session with a peer is kept; all times in seconds.

    `session_s`: the interval of the session timer that we ask for (RFC 4028), 0: none, though the peer's wish is
    honoured; `min_s`: the shortest that we accept (422 below). `reliable`: RFC 3262; OFF refuses a peer that requires
    it (420), OPTIONAL does it where the peer requires it, REQUIRED demands it of our calls (but goes without where the
    peer does not know it) and does it for each peer that supports it. `patience`: how long an INVITE of ours may find
    no response at all, 0: 64*T1. `replaces`: whether the peer is told that it may replace its calls (RFC 3891).
    """

    session_s: int = 0
    min_s: int = 90
    reliable: Use = Use.OPTIONAL
    patience: float = 0.0
    replaces: bool = False


PHONE: Final = Terms(replaces=True)
"""With our own phones."""


def supported(terms: Terms) -> str:
    """The Supported header of our requests and responses."""
    if terms.replaces:
        return "timer, 100rel, replaces"
    return "timer" if terms.reliable is Use.OFF else "timer, 100rel"
