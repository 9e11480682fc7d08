"""The fewest operators that reach a target."""

import math
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from api.statistics.staffing.erlang import MAX_AGENTS, Performance, Traffic, performance_c
from api.statistics.staffing.erlang_a import performance_a

NOBODY: Final = Performance(waits=0.0, level=1.0, abandoned=0.0, answer_s=None, occupancy=0.0)
"""No calls, no operators."""


class Target(Struct, frozen=True):
    """What is asked of a group; every part that is given must be reached. `level`: share of all calls answered within
    `within_s`. `abandoned`, `occupancy`: at most."""

    level: float | None
    within_s: float
    abandoned: float | None = None
    occupancy: float | None = None

    def reached(self, by: Performance) -> bool:
        """Whether `by` is good enough. A queue that grows without end never is."""
        return (
            by.answer_s is not None
            and (self.level is None or by.level >= self.level)
            and (self.abandoned is None or by.abandoned <= self.abandoned)
            and (self.occupancy is None or by.occupancy <= self.occupancy)
        )


class Need(Struct, frozen=True):
    """So many operators, and what they achieve."""

    agents: int
    performance: Performance


def performance(traffic: Traffic, agents: int, within_s: float, patience_s: float | None) -> Performance:
    """What `agents` achieve: by Erlang A for callers of this mean patience, by Erlang C for None."""
    if patience_s is None:
        return performance_c(traffic, agents, within_s)
    return performance_a(traffic, agents, within_s, patience_s)


def need(traffic: Traffic, target: Target, patience_s: float | None) -> Need | None:
    """The fewest operators that reach the target; None where not even `MAX_AGENTS` do.

    More operators always answer sooner, lose fewer and are less busy, so the fewest are found by doubling steps from
    the offered load and then halving.
    """
    if traffic.rate <= 0.0:
        return Need(0, NOBODY)
    known: dict[int, Performance] = {}

    def enough(agents: int) -> bool:
        if agents not in known:
            known[agents] = performance(traffic, agents, target.within_s, patience_s)
        return target.reached(known[agents])

    bracket = _bracket(min(max(1, math.ceil(traffic.load)), MAX_AGENTS), enough)
    if bracket is None:
        return None
    few, many = bracket
    while many - few > 1:
        middle = (few + many) // 2
        if enough(middle):
            many = middle
        else:
            few = middle
    return Need(many, known[many])


def _bracket(start: int, enough: Callable[[int], bool]) -> tuple[int, int] | None:
    """Two numbers of which only the second is enough; 0 is never."""
    step, here = 1, start
    if enough(start):
        while here > 0 and enough(here):
            many, here, step = here, max(here - step, 0), 2 * step
        return here, many
    while not enough(here):
        if here == MAX_AGENTS:
            return None
        few, here, step = here, min(here + step, MAX_AGENTS), 2 * step
    return few, here


def scheduled(agents: int, shrinkage: float) -> int:
    """How many must be on duty so that `agents` are there: `shrinkage` is the share of paid time in which somebody on
    duty takes no calls (breaks, training, absence)."""
    # What is a whole number but for the rounding of the division stays it.
    return math.ceil(agents / (1.0 - shrinkage) - 1e-9)
