"""Figures' raw material under a profile: `manual` or `strict` reading of the same counters (‡ of the metrics)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from api.statistics.counters import Counters
from sip.contract.enums import WORK_PREFIX, Status


class Profile(StrEnum):
    """A choice between readings of the log; changes no data."""

    MANUAL = "manual"  # the numbers of the manual
    STRICT = "strict"


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
    _settle(view, profile, labour(counters), get(f"t_status:{Status.AVAILABLE}", 0), counters)
    return view


def derive_group(counters: Mapping[str, int], profile: Profile) -> View:
    """The view of a group or of 全体, with the times of its members (`rollup`): labour, 受付可 and busy time are their
    sums. `strict`: what they were busy with for other groups is in neither busy nor labour time."""
    view = derive(counters, profile)
    get = counters.get
    busy: Counters = {"t_busy": get("m_busy", 0), "t_busy_ring": get("m_busy_ring", 0)}
    time = get("m_labour", 0)
    if profile == Profile.STRICT:
        here: Counters = {"t_busy": get("m_here", 0), "t_busy_ring": get("m_here_ring", 0)}
        time -= busy["t_busy"] - here["t_busy"]
        busy = here
    view |= busy
    _settle(view, profile, time, get("m_avail", 0), busy)
    return view


def labour(counters: Mapping[str, int]) -> int:
    """An operator's labour time (労働時間), ms: log-in without lunch break."""
    return counters.get("t_login", 0) - counters.get(f"t_status:{Status.LUNCH_BREAK}", 0)


def _settle(view: View, profile: Profile, labour_time: int, available: int, busy: Mapping[str, int]) -> None:
    view["t_labour"], view["t_avail"] = labour_time, available
    ring = busy.get("t_busy_ring", 0) if profile == Profile.STRICT else 0
    view["t_occupiable"] = busy.get("t_busy", 0) + available - ring
