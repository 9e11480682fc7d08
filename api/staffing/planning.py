"""From what clients ask for to the pure plan, and back."""

import math

from api.staffing.schemas import Achieved, DemandSlot, Model, PlanAnswer, PlanTerms, SlotPlan
from api.statistics.staffing.need import Need, Target
from api.statistics.staffing.plan import Demand, Planned, Terms, curve, plan


def terms_of(asked: PlanTerms) -> Terms:
    """Shares instead of percentages."""
    return Terms(
        target=Target(
            level=_share(asked.level),
            within_s=float(asked.within_s),
            abandoned=_share(asked.max_abandonment),
            occupancy=_share(asked.max_occupancy),
        ),
        patience_s=asked.patience_s if asked.model == Model.ERLANG_A else None,
        shrinkage=asked.shrinkage / 100.0,
        volume=1.0 + asked.volume / 100.0,
        handle=1.0 + asked.handling / 100.0,
    )


def model_of(terms: Terms) -> Model:
    """By which model these terms are computed."""
    return Model.ERLANG_C if terms.patience_s is None else Model.ERLANG_A


def answer(slots: list[DemandSlot], terms: Terms, drawn: int | None) -> PlanAnswer:
    """Every half-hour, and the curve of the one `drawn`. Raises `IndexError` for one that is not there."""
    demands = [Demand(slot.volume, slot.handle_s) for slot in slots]
    planned = [plan(demand, terms) for demand in demands]
    points = [] if drawn is None else curve(demands[drawn], terms, *_around(planned[drawn]))
    return PlanAnswer(
        model=model_of(terms), slots=[slot_plan(one) for one in planned], curve=[achieved(point) for point in points]
    )


def slot_plan(planned: Planned) -> SlotPlan:
    """A planned half-hour, rounded."""
    return SlotPlan(
        volume=round(planned.volume, 2),
        handle_s=round(planned.handle_s, 2),
        load=round(planned.load, 2),
        needed=None if planned.need is None else achieved(planned.need),
        scheduled=planned.scheduled,
    )


def achieved(need: Need) -> Achieved:
    """What a number of operators achieves, in percent."""
    found = need.performance
    return Achieved(
        agents=need.agents,
        service_level=_percent(found.level),
        abandonment=_percent(found.abandoned),
        waiting=_percent(found.waits),
        answer_s=None if found.answer_s is None else round(found.answer_s, 2),
        occupancy=_percent(found.occupancy),
    )


def _around(planned: Planned) -> tuple[int, int]:
    """The numbers of operators to draw: from well below the offered load to where one more changes little."""
    if planned.need is None or planned.need.agents == 0:
        return 1, 0
    reach = max(4, math.ceil(2.0 * math.sqrt(planned.load)))
    lowest = min(planned.need.agents, math.ceil(planned.load))
    return max(1, lowest - reach), max(planned.need.agents, lowest) + reach


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100.0


def _percent(share: float) -> float:
    # Truncated as every percentage; what misses a tenth by the rounding of a float only is that tenth.
    return math.floor(share * 1000.0 + 1e-6) / 10.0
