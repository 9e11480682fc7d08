"""The queues of timers."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from sip.stack.timers import TICK, Timer, Timers
from tests.stack.kit import World


class Bench:
    def __init__(self) -> None:
        self.world = World()
        self.wakes = 0
        self.timers = Timers(self.world.time, self.wake)
        self.fired: list[tuple[float, float]] = []

    def wake(self, at: float) -> None:
        self.wakes += 1
        self.world.call_at(at, self.timers.run)

    def start(self, delay: float) -> Timer:
        start = self.world.now
        return self.timers.schedule(delay, lambda: self.fired.append((delay, self.world.now - start)))


@given(st.lists(st.floats(0, 40), max_size=30))
def test_each_fires_once_not_early_and_at_most_two_ticks_late(delays: list[float]) -> None:
    bench = Bench()
    for delay in delays:
        bench.start(delay)
    bench.world.run(41)
    assert sorted(delay for delay, _ in bench.fired) == sorted(delays)
    assert all(delay - 1e-6 <= taken <= delay + 2 * TICK + 1e-6 for delay, taken in bench.fired)
    assert len(bench.timers) == 0


@given(st.lists(st.tuples(st.sampled_from([0.5, 1.0, 32.0]), st.booleans()), max_size=40))
def test_cancelled_ones_never_fire(starts: list[tuple[float, bool]]) -> None:
    bench = Bench()
    for delay, cancelled in starts:
        timer = bench.start(delay)
        if cancelled:
            timer.cancel()
    bench.world.run(40)
    assert sorted(delay for delay, _ in bench.fired) == sorted(delay for delay, cancelled in starts if not cancelled)


def test_an_idle_wheel_asks_for_no_wake() -> None:
    bench = Bench()
    bench.start(0.5)
    bench.world.run(1)
    wakes = bench.wakes
    bench.world.run(100)
    assert bench.wakes == wakes


def test_one_that_raises_holds_up_no_other() -> None:
    bench = Bench()

    def fail() -> None:
        raise ValueError("fault")

    bench.timers.schedule(1, fail)
    bench.start(1)
    with pytest.raises(ExceptionGroup):
        bench.world.run(2)
    assert len(bench.fired) == 1


def test_a_callback_may_start_and_cancel_others() -> None:
    bench = Bench()
    later = bench.timers.schedule(2, lambda: bench.fired.append((2, 0)))

    def first() -> None:
        later.cancel()
        bench.start(1)

    bench.timers.schedule(1, first)
    bench.world.run(5)
    assert [delay for delay, _ in bench.fired] == [1]
    bench.start(1)
    bench.timers.clear()
    bench.world.run(5)
    assert len(bench.fired) == 1
