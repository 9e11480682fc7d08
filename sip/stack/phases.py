"""Where a session can stand, and what every session says of itself. Pure."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import Final

ALLOW: Final = "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO, PRACK, REFER"
"""What a session understands; the agent adds REGISTER where it is a registrar."""

SDP_TYPE: Final = "application/sdp"


class Phase(IntEnum):
    """Where a session stands."""

    CALLING = auto()  # outgoing: nothing heard yet
    PROCEEDING = auto()  # outgoing: a provisional response came
    CANCELLING = auto()  # outgoing: given up, the final response is awaited
    OFFERED = auto()  # incoming: no final response yet
    ACCEPTED = auto()  # incoming: 200 sent, ACK awaited
    CONFIRMED = auto()
    ENDED = auto()
