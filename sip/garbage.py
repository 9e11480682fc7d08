"""When the cyclic garbage collector runs: while the switch is idle, not in the middle of a call's set-up.

Calls leave no cycles behind (the stack's and the domain's tests look), so reference counting frees them. What the
collector would do at its own time is to walk all live transactions, which costs the calls of that moment 50 ms.
"""

import gc
from typing import Final

IDLE_AFTER: Final = 20_000
"""Objects created and not freed since the last collection, from which on an idle switch collects."""
ALWAYS_AFTER: Final = 2_000_000
"""The same for a busy one: some 200 MB at the worst, long before memory is short."""


class Collector:
    """Takes the collector into its own hands. Call `begin` once everything long-lived is there, `look` now and then."""

    def begin(self) -> None:
        """Leave out of all later collections what is there now, and collect only when told to."""
        gc.collect()
        gc.freeze()
        gc.disable()

    def look(self, busy: bool) -> bool:
        """Collect if there is reason to. Returns whether it did."""
        new = gc.get_count()[0]
        if new < (ALWAYS_AFTER if busy else IDLE_AFTER):
            return False
        gc.collect()
        return True
