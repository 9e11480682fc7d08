"""Chance with a seed: numbers of the distributions that a scenario speaks of."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from math import exp, gamma, log, log1p, sqrt
from random import Random
from typing import Final, TypeVar

from sip.contract.scenario import Length, Patience

T = TypeVar("T")
LONGEST: Final = 20
"""No length is more than so many times its mean: a log-normal tail would now and then last for days."""


class Chance:
    """The same seed gives the same numbers. `unit()`: uniform within [0, 1)."""

    __slots__ = ("_gauss", "_sample", "_shapes", "unit")

    def __init__(self, seed: str) -> None:
        random = Random(seed)  # noqa: S311 - a simulation, nothing to be guessed
        self.unit = random.random
        self._gauss = random.gauss
        self._sample = random.sample
        self._shapes: dict[Length, tuple[float, float]] = {}

    def yes(self, share: float) -> bool:
        """True with this probability."""
        return self.unit() < share

    def ms(self, length: Length) -> int:
        """A length, ms, at least 1."""
        shape = self._shapes.get(length)
        if shape is None:
            sigma = sqrt(log1p(length.spread**2))
            shape = self._shapes[length] = (log(length.mean_s * 1000) - sigma**2 / 2, sigma)
        found = exp(self._gauss(*shape))
        return 1 + int(min(found, length.mean_s * 1000 * LONGEST))

    def factor(self, spread: float) -> float:
        """A factor with mean 1."""
        sigma = sqrt(log1p(spread**2))
        return exp(self._gauss(-(sigma**2) / 2, sigma))

    def patience(self, patience: Patience) -> int:
        """How long a caller waits, ms."""
        scale = patience.mean_s * 1000 / gamma(1 + 1 / patience.shape)
        return 1 + int(scale * (-log(1 - self.unit())) ** (1 / patience.shape))

    def wait(self, mean_ms: float) -> int:
        """Until the next of events that come independently of one another, ms."""
        return 1 + int(-log(1 - self.unit()) * mean_ms)

    def between(self, low: float, high: float) -> int:
        """Uniform, seconds in, ms out."""
        return int(1000 * (low + (high - low) * self.unit()))

    def one(self, items: Sequence[T]) -> T:
        """One of `items`, which are not empty."""
        return items[int(self.unit() * len(items))]

    def some(self, items: Sequence[T], number: int) -> list[T]:
        """So many of `items`, in any order."""
        return self._sample(items, min(number, len(items)))


class Wheel:
    """Chooses among items by weight. There must be one with a weight above 0."""

    __slots__ = ("_items", "_sums")

    def __init__(self, weights: Sequence[tuple[str, float]]) -> None:
        self._items = [item for item, weight in weights if weight > 0]
        self._sums = list(accumulate(weight for _, weight in weights if weight > 0))

    def turn(self, chance: Chance) -> str:
        """One item."""
        return self.at(chance.unit())

    def at(self, place: float) -> str:
        """The item at a place within [0, 1)."""
        return self._items[bisect(self._sums, place * self._sums[-1])]

    def __bool__(self) -> bool:
        return bool(self._items)
