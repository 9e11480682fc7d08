"""A plan as clients see it. Percentages are truncated to one decimal, seconds and Erlang rounded to two."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct, field

MAX_SLOTS: Final = 7 * 48
"""Half-hours of a week."""
MAX_DAYS: Final = 91

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Model(StrEnum):
    """How waiting is computed. `erlang_a`: callers give up after some time; `erlang_c`: nobody ever does."""

    ERLANG_A = "erlang_a"
    ERLANG_C = "erlang_c"


Level: TypeAlias = Annotated[float, Meta(ge=1, le=99.9)]
WithinS: TypeAlias = Annotated[int, Meta(ge=0, le=600)]
MaxAbandonment: TypeAlias = Annotated[float, Meta(ge=0.1, le=100)]
MaxOccupancy: TypeAlias = Annotated[float, Meta(ge=50, le=100)]
Shrinkage: TypeAlias = Annotated[float, Meta(ge=0, le=80)]
Change: TypeAlias = Annotated[float, Meta(ge=-90, le=300)]
PatienceS: TypeAlias = Annotated[float, Meta(ge=1, le=7200)]


class PlanTerms(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For what to plan. Percentages: `level` of all calls answered within `within_s` seconds, `max_abandonment` of them
    abandoned and `max_occupancy` of the operators' time with calls at most (null: no matter), `shrinkage` of the time
    on duty in which somebody takes no calls, `volume` and `handling` more (or fewer) calls and longer (or shorter)
    ones than were observed. `patience_s`: mean patience; null with `erlang_a` computes by `erlang_c`."""

    model: Model = Model.ERLANG_A
    level: Level | None = 80.0
    within_s: WithinS = 20
    max_abandonment: MaxAbandonment | None = None
    max_occupancy: MaxOccupancy | None = None
    shrinkage: Shrinkage = 0.0
    volume: Change = 0.0
    handling: Change = 0.0
    patience_s: PatienceS | None = None


class DemandSlot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A half-hour with `volume` calls of `handle_s` seconds (talk and 後処理) on average."""

    volume: Annotated[float, Meta(ge=0, le=20_000)]
    handle_s: Annotated[float, Meta(gt=0, le=36_000)]


class PlanRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Half-hours to plan, given by their numbers. `curve`: which of them (from 0) to draw over the number of
    operators, too."""

    slots: Annotated[list[DemandSlot], Meta(max_length=MAX_SLOTS)]
    terms: PlanTerms
    curve: Annotated[int, Meta(ge=0, lt=MAX_SLOTS)] | None = None


class Achieved(Struct, frozen=True, kw_only=True):
    """What `agents` operators achieve. Percentages of all calls: `service_level` answered within the time asked for,
    `abandonment` given up, `waiting` not answered at once. `answer_s`: mean wait of those answered, null where the
    queue grows without end or nobody calls. `occupancy`: percentage of the operators' time with calls."""

    agents: int
    service_level: float
    abandonment: float
    waiting: float
    answer_s: float | None
    occupancy: float


class SlotPlan(Struct, frozen=True, kw_only=True):
    """A half-hour as planned: calls, seconds of handling and Erlang with what if; `needed` with what they achieve and
    `scheduled`, which is more by the shrinkage, both null where no number of operators reaches the target."""

    volume: float
    handle_s: float
    load: float
    needed: Achieved | None
    scheduled: int | None


class PlanAnswer(Struct, frozen=True, kw_only=True):
    """The half-hours in the order asked for. `model`: by which they were computed."""

    model: Model
    slots: list[SlotPlan]
    curve: list[Achieved]


class FittedPatience(Struct, frozen=True, kw_only=True):
    """Mean patience of the callers, s, with the limits between which it lies with a probability of 95 %; null where
    fewer than `min_abandoned` of the `waits` were abandoned, which says nothing of it."""

    mean_s: float | None
    low_s: float | None
    high_s: float | None
    waits: int
    abandoned: int
    min_abandoned: int


class SkippedDay(Struct, frozen=True, kw_only=True):
    """A holiday within the period, which is no usual day and was left out."""

    date: date
    name: str


class StaffingSlot(Struct, frozen=True, kw_only=True):
    """A half-hour of a weekday, `begin` on the site's clock. Observed: `times` it was open, `calls` in all of them,
    `volume` on average, `handle_s` to plan with, which is its own (`handle_own`) or, where few calls were answered in
    it, that of the whole group. `plan` is null where the handling time of the group is not known."""

    weekday: str
    begin: str
    times: float
    calls: int
    volume: float
    handle_s: float | None
    handle_own: bool
    plan: SlotPlan | None


class StaffingView(Struct, frozen=True, kw_only=True):
    """The usual week of a group and what it needs. Sums of the period: `calls`, of which `answered` and `abandoned`,
    `handle_s` (平均処理時間); `outside`: further calls that were left out, as they came at closed times or on holidays.
    `observed_from`: the first day with calls, where the period begins before it. `always_open`: the
    group has no opening hours."""

    group: str
    group_name: str
    time_zone: str
    first: date = field(name="from")
    last: date = field(name="to")
    observed_from: date | None
    always_open: bool
    skipped: list[SkippedDay]
    calls: int
    answered: int
    abandoned: int
    outside: int
    handle_s: float | None
    patience: FittedPatience
    model: Model
    terms: PlanTerms
    slots: list[StaffingSlot]
