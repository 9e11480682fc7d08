"""Who calls, and how the outside world answers: numbers and patterns. Pure; chance is an argument."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

_AREAS: Final = (("03", 8), ("06", 8), ("045", 7), ("052", 7), ("011", 7), ("092", 7), ("075", 7), ("048", 7))
_MOBILE: Final = ("090", "080", "070", "050")
_WITHHELD: Final = ("Anonymous", "Coin line/payphone", "Unavailable")
"""Display names by which Japanese carriers say why a number is missing (TTC JJ-90.10): 非通知, 公衆電話, 表示圏外."""


@dataclass(frozen=True)
class Caller:
    """The calling side: `number` as dialled in Japan; "" where it is withheld, then `name` says why."""

    number: str
    name: str = ""


def caller(chance: random.Random) -> Caller:
    """Somebody who calls: mobiles and land lines, now and then (8 %) without a number."""
    if chance.random() < 0.08:
        return Caller("", chance.choices(_WITHHELD, weights=(6, 3, 1))[0])
    if chance.random() < 0.6:
        return Caller(chance.choice(_MOBILE) + _digits(chance, 8))
    area, length = chance.choice(_AREAS)
    return Caller(area + _digits(chance, length))


def _digits(chance: random.Random, count: int) -> str:
    return str(chance.randint(2, 9)) + "".join(str(chance.randint(0, 9)) for _ in range(count - 1))


@dataclass(frozen=True)
class Manner:
    """How a dialled number behaves: refuses with `status`, or rings `ring_s` seconds (with ringback sound of its own
    where `early_media`) and answers unless `never` is set; hangs up `talk_s` seconds later (0: does not)."""

    status: int = 0
    ring_s: float = 2.0
    early_media: bool = False
    never: bool = False
    talk_s: float = 0.0


ENDINGS: Final = {
    "00": "busy (486)",
    "01": "rings, nobody answers (480 after 60 s)",
    "02": "no such number (404)",
    "03": "network out of order (503)",
    "04": "ringback as early media (183), then answers",
    "05": "declines after ringing (603)",
    "06": "answers at once and hangs up after 3 s",
    "07": "announcement as early media (183), then no such number (404)",
}
"""What the last two digits of a dialled number mean; every other number rings and answers."""

NO_ANSWER_S: Final = 60.0
ANNOUNCED_S: Final = 6.0


def manner(number: str, ring_s: float, talk_s: float) -> Manner:
    """How `number` behaves, by its last two digits (`ENDINGS`); `ring_s` and `talk_s` for ordinary numbers."""
    special = {
        "00": Manner(status=486, ring_s=0.0),
        "01": Manner(status=480, ring_s=NO_ANSWER_S, never=True),
        "02": Manner(status=404, ring_s=0.0),
        "03": Manner(status=503, ring_s=0.0),
        "04": Manner(ring_s=ring_s, early_media=True, talk_s=talk_s),
        "05": Manner(status=603, ring_s=ring_s, never=True),
        "06": Manner(ring_s=0.0, talk_s=3.0),
        "07": Manner(status=404, ring_s=max(ring_s, ANNOUNCED_S), early_media=True, never=True),
    }
    return special.get(number[-2:], Manner(ring_s=ring_s, talk_s=talk_s))


@dataclass(frozen=True)
class Patience:
    """How long a caller waits for an answer and then talks, in seconds."""

    wait_s: float
    talk_s: float


def patience(chance: random.Random, talk_s: float) -> Patience:
    """Waits 20 s to 2 min; talks `talk_s` on average, exponentially spread, at least 5 s, at most four times it."""
    talk = min(max(5.0, chance.expovariate(1 / talk_s)), 4 * talk_s)
    return Patience(wait_s=chance.uniform(20.0, 120.0), talk_s=talk)
