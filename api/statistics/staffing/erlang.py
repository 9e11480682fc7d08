"""Erlang B and Erlang C: calls that arrive at random (Poisson) for operators who take exponentially long.

A. K. Erlang (1917). B: who finds everybody busy is lost. C: who finds everybody busy waits, for ever if need be.
"""

import math
from typing import Final

from msgspec import Struct

MAX_AGENTS: Final = 5_000
"""More operators than these are no answer to anything; the recursions have as many steps."""


class Traffic(Struct, frozen=True):
    """Calls that arrive at `rate` per second, each taking `handle_s` seconds of an operator (talk and 後処理)."""

    rate: float
    handle_s: float

    @property
    def load(self) -> float:
        """The offered load in Erlang: operators busy on average if nobody had to wait."""
        return self.rate * self.handle_s


class Performance(Struct, frozen=True):
    """What so many operators achieve in the long run. Shares of all calls, between 0 and 1.

    `waits`: are not answered at once. `level`: answered within the time asked for (サービスレベル). `abandoned`: leave
    before the answer. `answer_s`: mean wait of those answered (平均応答時間), None where the queue grows without end or
    nobody is answered. `occupancy`: share of an operator's time with calls (占有率).
    """

    waits: float
    level: float
    abandoned: float
    answer_s: float | None
    occupancy: float


OVERLOADED: Final = Performance(waits=1.0, level=0.0, abandoned=0.0, answer_s=None, occupancy=1.0)
"""More work than operators, and nobody gives up: the queue grows for ever."""


def erlang_b(agents: int, load: float) -> float:
    """Share of calls that find all `agents` busy and are lost. The recursion over the operators adds and multiplies
    positive numbers only, so that rounding cannot grow; for very many operators the share becomes 0."""
    blocked = 1.0
    for n in range(1, agents + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(agents: int, load: float) -> float:
    """Share of calls that wait if nobody gives up; 1 where the load is not below the number of operators."""
    if load >= agents:
        return 1.0
    blocked = erlang_b(agents, load)
    return blocked / (1.0 - load / agents * (1.0 - blocked))


def performance_c(traffic: Traffic, agents: int, within_s: float) -> Performance:
    """Erlang C: the wait of those who wait is exponential with the rate at which spare operators become free."""
    load = traffic.load
    if load >= agents:
        return OVERLOADED
    waits = erlang_c(agents, load)
    spare = (agents - load) / traffic.handle_s if load > 0.0 else math.inf
    late = waits * math.exp(-spare * within_s) if waits > 0.0 else 0.0
    return Performance(waits=waits, level=1.0 - late, abandoned=0.0, answer_s=waits / spare, occupancy=load / agents)
