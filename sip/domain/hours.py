"""Whether a group is open at a moment of the wall clock."""

from bisect import bisect_right

from sip.contract.reception import Hours


def is_open(hours: Hours | None, at: int) -> bool:
    """Whether the group with these `hours` is open `at` (UTC, ms since the epoch). A stretch contains its begin and not
    its end; without hours, and beyond those that are known, it is open."""
    if hours is None or at >= hours.until:
        return True
    place = bisect_right(hours.open, at, key=lambda span: span[0])
    return place > 0 and at < hours.open[place - 1][1]
