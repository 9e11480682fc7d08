"""What a caller is told who waits for a group: the place in the queue and the expected wait (F10.4). Pure values.

Announcements are made of prompts by name, so that a language is a set of sound files; a name without a file takes no
time.
"""

from typing import Final

from sip.contract.config import Group
from sip.contract.prompts import MINUTES, PLACES
from sip.domain.records import Queue

LEAD: Final = "queue-wait"
"""Said first, whatever follows: all operators are busy."""


def place_prompt(place: int) -> str:
    """Name of the prompt that says that `place` is the caller's."""
    return f"queue-place-{place}"


def minutes_prompt(minutes: int) -> str:
    """Name of the prompt that says that it will take about `minutes` minutes."""
    return f"queue-minutes-{minutes}"


def announcement(group: Group, place: int, wait_ms: int | None) -> tuple[str, ...]:
    """The prompts for the caller at `place` (from 1). `wait_ms`: the expected wait, None where it is not known. What is
    beyond `PLACES` or `MINUTES` is left out."""
    said = [LEAD]
    if group.announce_position and place <= PLACES:
        said.append(place_prompt(place))
    if group.announce_wait and wait_ms is not None:
        minutes = max(1, -(-wait_ms // 60_000))
        if minutes <= MINUTES:
            said.append(minutes_prompt(minutes))
    return tuple(said)


def expected_wait(queue: Queue, place: int, staff: int) -> int | None:
    """How long, ms, the caller at `place` will wait if each of the `staff` operators takes as long for a caller as they
    lately did; None where that is not known."""
    if staff == 0 or queue.handling == 0:
        return None
    return queue.handling * place // staff


def note_handling(queue: Queue, took: int) -> None:
    """An operator was busy with a caller of the group for `took` ms. Recent ones weigh more: each an eighth."""
    queue.handling = took if queue.handling == 0 else queue.handling + (took - queue.handling) // 8
