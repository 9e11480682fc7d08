"""An operator's busy time, no second of it counted twice (`t_busy` of the metrics).

An operator may be rung for two calls at once, so ringing, dialling, talking and ACW can overlap. Each stretch is worth
the part of it that no earlier begun stretch covers; what they are worth then sums to the union of all.
"""

from msgspec import Struct, field


class Stretch(Struct):
    """One occupation of an operator, on the switch's timeline (ms)."""

    key: str
    begin: int
    end: int | None = None


class Busy(Struct):
    """The stretches that overlap now, in the order in which they began."""

    stretches: list[Stretch] = field(default_factory=list)

    def begin(self, key: str, elapsed: int) -> None:
        """A stretch begins."""
        self.stretches.append(Stretch(key, elapsed))

    def finish(self, key: str, elapsed: int) -> int:
        """A stretch ends; gives what it is worth in ms, 0 for one that is not known."""
        worth = 0
        covered: int | None = 0
        for stretch in self.stretches:
            if stretch.key == key and stretch.end is None:
                stretch.end = max(elapsed, stretch.begin)
                if covered is not None:
                    worth = max(stretch.end - max(stretch.begin, covered), 0)
                break
            covered = None if covered is None or stretch.end is None else max(covered, stretch.end)
        if all(stretch.end is not None for stretch in self.stretches):
            self.stretches.clear()
        return worth
