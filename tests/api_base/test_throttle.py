"""Failed log-ins are slowed down, successful ones are not."""

from hypothesis import given, strategies as st

from api.throttle import Throttle


def test_burst_then_one_per_refill() -> None:
    throttle = Throttle(burst=3, refill_ms=1000)
    for _ in range(3):
        assert throttle.wait_ms("a", 0) == 0
        throttle.failed("a", 0)
    assert throttle.wait_ms("a", 0) == 1000
    assert throttle.wait_ms("a", 400) == 600
    assert throttle.wait_ms("a", 1000) == 0
    throttle.failed("a", 1000)
    assert throttle.wait_ms("a", 1000) == 1000
    assert throttle.wait_ms("b", 1000) == 0


def test_full_again_after_a_while() -> None:
    throttle = Throttle(burst=3, refill_ms=1000)
    for _ in range(3):
        throttle.failed("a", 0)
    for _ in range(3):
        assert throttle.wait_ms("a", 10_000) == 0
        throttle.failed("a", 10_000)
    assert throttle.wait_ms("a", 10_000) > 0


def test_memory_is_bounded() -> None:
    throttle = Throttle(burst=1, refill_ms=1000)
    for number in range(Throttle.LIMIT + 500):
        throttle.failed(f"user {number}", 0)
    assert len(throttle._full_at) <= Throttle.LIMIT
    assert throttle.wait_ms(f"user {Throttle.LIMIT + 499}", 0) > 0


@given(st.lists(st.integers(0, 5000), max_size=60), st.integers(1, 5), st.integers(1, 1000))
def test_never_more_than_the_rate(gaps: list[int], burst: int, refill_ms: int) -> None:
    """Whoever keeps to `wait_ms` fails at most `burst` times plus once per refill in any span of time."""
    throttle = Throttle(burst, refill_ms)
    now, failures = 0, []
    for gap in gaps:
        now += gap
        if throttle.wait_ms("a", now) == 0:
            throttle.failed("a", now)
            failures.append(now)
    for first in range(len(failures)):
        for last in range(first, len(failures)):
            assert last - first + 1 <= burst + (failures[last] - failures[first]) // refill_ms + 1
