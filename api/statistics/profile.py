"""Figures' raw material under a profile: `manual` or `strict` reading of the same counters (‡ of the metrics)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from api.statistics.counters import Counters
from sip.contract.enums import WORK_PREFIX, Status


class Profile(StrEnum):
    """A choice between readings of the log; changes no data."""

    MANUAL = "manual"  # the numbers of the manual
    STRICT = "strict"


class Share(Struct, frozen=True):
    """A member operator of a group: all their counters, and those of what they did for this group."""

    own: Counters
    here: Counters


View: TypeAlias = dict[str, int]
"""Counters with everything that a formula of the registry may name; 0 is left out."""


def derive(counters: Mapping[str, int], profile: Profile) -> View:
    """The view of 全体, a group or an operator. Adds `calls missed holds t_labour t_avail t_break:* t_work` and settles
    `aban`."""
    view = dict(counters)
    get = counters.get
    if profile == Profile.MANUAL:
        view["aban"] = get("aban", 0) + get("over", 0)
        view["t_ring_aban"] = get("t_ring_aban", 0) + get("t_ring_over", 0)
    missed = get("no_answer", 0) + get("rejected", 0) + get("caller_left", 0) + get("answered_elsewhere", 0)
    if profile == Profile.STRICT:
        missed -= get("answered_elsewhere", 0) + get("caller_left_soon", 0)
    view["missed"] = missed
    view["calls"] = get("ans", 0) + get("conn", 0)
    view["n_hold"] = get("n_hold_in", 0) + get("n_hold_out", 0)
    view["t_work"] = sum(amount for name, amount in counters.items() if name.startswith(f"t_status:{WORK_PREFIX}"))
    _settle(view, profile, _labour(counters), get(f"t_status:{Status.AVAILABLE}", 0), counters)
    return view


def derive_group(counters: Mapping[str, int], shares: Iterable[Share], profile: Profile) -> View:
    """The view of a group (or 全体, whose members do everything for it): labour, 受付可 and busy time are its members'
    sums. `strict`: what they were busy with for other groups is in neither busy nor labour time."""
    view = derive(counters, profile)
    labour = available = 0
    busy: Counters = {"t_busy": 0, "t_busy_ring": 0}
    for share in shares:
        own_busy = share.own.get("t_busy", 0)
        counted = share.here if profile == Profile.STRICT else share.own
        labour += _labour(share.own) - (own_busy - counted.get("t_busy", 0))
        available += share.own.get(f"t_status:{Status.AVAILABLE}", 0)
        for name in busy:
            busy[name] += counted.get(name, 0)
    view |= busy
    _settle(view, profile, labour, available, busy)
    return view


def _labour(counters: Mapping[str, int]) -> int:
    return counters.get("t_login", 0) - counters.get(f"t_status:{Status.LUNCH_BREAK}", 0)


def _settle(view: View, profile: Profile, labour: int, available: int, busy: Mapping[str, int]) -> None:
    view["t_labour"], view["t_avail"] = labour, available
    ring = busy.get("t_busy_ring", 0) if profile == Profile.STRICT else 0
    view["t_occupiable"] = busy.get("t_busy", 0) + available - ring
