"""How long callers wait before they give up, from those who did and those who were answered first.

Patience is taken to be exponential, as Erlang A takes it. Whoever is answered (or led elsewhere) would have waited
longer than they had to: their wait is a censored observation, and counts as time during which somebody could have
left. The rate that makes what was observed likeliest is then abandoned calls ÷ waiting time of all calls (Mandelbaum
and Zeltyn, "The Palm/Erlang-A queue", section on the estimation of θ).
"""

import math
from typing import Final

from msgspec import Struct

MIN_ABANDONED: Final = 20
"""With fewer callers who left, the patience could as well be half or twice as long: no figure is better than that."""
LONGEST_S: Final = 7_200.0
"""Whoever is more patient than this counts as if they were no more: no operator is needed more or less for it."""
_NORMAL_95: Final = 1.959963984540054


class Patience(Struct, frozen=True):
    """Mean patience `mean_s` with a confidence interval of 95 % from `low_s` to `high_s`, all None where `abandoned`
    of the `waits` are too few to tell."""

    waits: int
    abandoned: int
    mean_s: float | None = None
    low_s: float | None = None
    high_s: float | None = None


def fit(waits: int, abandoned: int, waited_s: float) -> Patience:
    """The patience of callers of whom `abandoned` of `waits` left, who waited `waited_s` seconds altogether."""
    if abandoned < MIN_ABANDONED or waited_s <= 0.0:
        return Patience(waits=waits, abandoned=abandoned)
    low, high = poisson_limits(abandoned)
    return Patience(
        waits=waits,
        abandoned=abandoned,
        mean_s=waited_s / abandoned,
        low_s=waited_s / high,
        high_s=waited_s / low,
    )


def poisson_limits(count: int) -> tuple[float, float]:
    """Limits (95 %) of the mean of a Poisson variable that was observed to be `count` > 0: Byar's approximation of the
    exact ones, right to one in a thousand from 20 on (Breslow and Day, "Statistical methods in cancer research", vol.
    II, 1987, section 2.3)."""
    more = count + 1.0
    low = count * (1.0 - 1.0 / (9.0 * count) - _NORMAL_95 / (3.0 * math.sqrt(count))) ** 3
    high = more * (1.0 - 1.0 / (9.0 * more) + _NORMAL_95 / (3.0 * math.sqrt(more))) ** 3
    return low, high
