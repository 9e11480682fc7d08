"""From a half-hour's calls to its operators, with what if."""

from msgspec import Struct

from api.statistics.staffing.erlang import Traffic
from api.statistics.staffing.need import Need, Target, need, performance, scheduled
from api.statistics.staffing.patience import LONGEST_S

HALF_HOUR_S = 1800.0


class Demand(Struct, frozen=True):
    """A half-hour with `volume` calls that take `handle_s` seconds each."""

    volume: float
    handle_s: float


class Terms(Struct, frozen=True, kw_only=True):
    """How to plan: for which target, with callers of which mean patience (None: who never leave, Erlang C), with which
    `shrinkage`, and what if there were `volume` times the calls and each took `handle` times as long."""

    target: Target
    patience_s: float | None
    shrinkage: float = 0.0
    volume: float = 1.0
    handle: float = 1.0


class Planned(Struct, frozen=True):
    """A half-hour as planned: calls and handling time with what if, offered load in Erlang, and the need, None where no
    number of operators reaches the target; `scheduled` with shrinkage."""

    volume: float
    handle_s: float
    load: float
    need: Need | None
    scheduled: int | None


def traffic(demand: Demand, terms: Terms) -> Traffic:
    """What arrives, with what if."""
    return Traffic(demand.volume * terms.volume / HALF_HOUR_S, demand.handle_s * terms.handle)


def plan(demand: Demand, terms: Terms) -> Planned:
    """The operators for one half-hour."""
    offered = traffic(demand, terms)
    found = need(offered, terms.target, _patience(terms))
    return Planned(
        volume=demand.volume * terms.volume,
        handle_s=offered.handle_s,
        load=offered.load,
        need=found,
        scheduled=None if found is None else scheduled(found.agents, terms.shrinkage),
    )


def curve(demand: Demand, terms: Terms, first: int, last: int) -> list[Need]:
    """What each number of operators from `first` to `last` achieves."""
    offered, patience_s = traffic(demand, terms), _patience(terms)
    return [
        Need(agents, performance(offered, agents, terms.target.within_s, patience_s))
        for agents in range(first, last + 1)
    ]


def _patience(terms: Terms) -> float | None:
    return None if terms.patience_s is None else min(terms.patience_s, LONGEST_S)
