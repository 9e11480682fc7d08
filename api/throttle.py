"""How fast log-ins, and links of wallboards, may fail (pure).

Each failure takes one token from a bucket that refills with time; who has no token left waits. Successes cost nothing,
so colleagues behind one address don't hinder one another.
"""

from typing import Final


class Throttle:
    """Buckets by key (a user id, an address). `burst` failures at once, then one per `refill_ms`."""

    LIMIT: Final = 10_000
    """Keys remembered; beyond it full buckets are forgotten, then the oldest ones."""

    def __init__(self, burst: int, refill_ms: int) -> None:
        self._burst = burst
        self._refill_ms = refill_ms
        self._full_at: dict[str, int] = {}
        """Key → when its bucket will be full again (the virtual scheduling form of the leaky bucket)."""

    def wait_ms(self, key: str, now_ms: int) -> int:
        """How long `key` has to wait before the next attempt; 0 = not at all."""
        ahead = self._full_at.get(key, now_ms) - now_ms
        return max(0, ahead - (self._burst - 1) * self._refill_ms)

    def failed(self, key: str, now_ms: int) -> None:
        """Note a failed attempt."""
        self._full_at[key] = max(self._full_at.pop(key, now_ms), now_ms) + self._refill_ms
        if len(self._full_at) > self.LIMIT:
            self._forget(now_ms)

    def _forget(self, now_ms: int) -> None:
        self._full_at = {key: full for key, full in self._full_at.items() if full > now_ms}
        while len(self._full_at) > self.LIMIT:
            del self._full_at[next(iter(self._full_at))]
