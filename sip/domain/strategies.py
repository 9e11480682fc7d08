"""Which free operator of a group is rung next, where only one is rung at a time (F10.4).

The lowest tier with a free operator goes first; within it

- `longest_idle`: whose last call ended, or who became available, longest ago;
- `round_robin`: the member after the one of that tier who was rung last, in the order of the members;
- `in_order`: the first in the order of the members;
- `fewest_calls`: who had the fewest calls today, the longest idle of them.

Operators who were rung in vain for this caller come after those who were not, the one rung longest ago first.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

from sip.contract.enums import Strategy
from sip.domain.records import Person, Queue, Visit

Rank: TypeAlias = Callable[[Queue, Person], tuple[int, ...]]


def _longest_idle(queue: Queue, person: Person) -> tuple[int, ...]:
    return (person.idle_since,)


def _round_robin(queue: Queue, person: Person) -> tuple[int, ...]:
    last = queue.places.get(queue.turns.get(queue.tiers[person.id], ""), -1)
    return ((queue.places[person.id] - last - 1) % len(queue.places),)


def _in_order(queue: Queue, person: Person) -> tuple[int, ...]:
    return (queue.places[person.id],)


def _fewest_calls(queue: Queue, person: Person) -> tuple[int, ...]:
    return (person.calls_today, person.idle_since)


_RANKS: Final[dict[Strategy, Rank]] = {
    Strategy.LONGEST_IDLE: _longest_idle,
    Strategy.ROUND_ROBIN: _round_robin,
    Strategy.IN_ORDER: _in_order,
    Strategy.FEWEST_CALLS: _fewest_calls,
}


def choose(strategy: Strategy, queue: Queue, visit: Visit, people: dict[str, Person], now: int) -> str:
    """The user to be rung for `visit` at `now` (ms); "" where there is none. `strategy`: any but ring-all."""
    rank = _RANKS[strategy]
    fresh = [people[user] for user in queue.free if user not in visit.tried]
    if fresh:
        return min(fresh, key=lambda person: (queue.tiers[person.id], *rank(queue, person), person.id)).id
    return next((user for user, at in visit.tried.items() if at <= now and user in queue.free), "")
