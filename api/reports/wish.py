"""What a report is asked for, out of the parameters of a request. Everything that is wrong is named at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from api.faults import Fault, unknown
from api.paging import upside_down
from api.problems import Problem
from api.statistics.counters import operator_scope
from api.statistics.metric import Text
from api.statistics.names import Named, Names
from api.statistics.periods import Period, ReportUnit, last_of_month
from api.statistics.profile import Profile
from api.statistics.report import (
    OTHER,
    WHOLE,
    Column,
    ReportKind,
    StatusName,
    Subject,
    columns,
    scope_of_group,
)
from sip.contract.enums import Status

MAX_PERIODS: Final = 5
MAX_GROUPS: Final = 10
MAX_OPERATORS: Final = 50
MAX_DAYS: Final = 3_660
"""Days of one period; ten years."""
MAX_DATE_HOUR_DAYS: Final = 31
"""As `MAX_DAYS`, where every hour is a row of its own."""


class Asked(Struct, frozen=True, kw_only=True):
    """The parameters as they came."""

    kind: ReportKind
    unit: ReportUnit
    periods: Sequence[str]
    subjects: Sequence[str]
    items: Sequence[str]
    profile: Profile = Profile.MANUAL


class Wish(Struct, frozen=True, kw_only=True):
    """The same, understood."""

    kind: ReportKind
    unit: ReportUnit
    profile: Profile
    periods: list[Period]
    subjects: list[Subject]
    columns: list[Column]
    names: Names


def understood(asked: Asked, names: Names, today: date, *, max_date_hour_days: int = MAX_DATE_HOUR_DAYS) -> Wish:
    """Raises `Problem` `invalid`, naming every parameter that is wrong, as `group.2`."""
    faults: list[Fault] = []
    days = max_date_hour_days if asked.unit is ReportUnit.DATE_HOUR else MAX_DAYS
    periods = _periods(asked.periods, asked.unit, today, days, faults)
    if asked.kind is ReportKind.GROUP:
        subjects = _groups(asked.subjects or [WHOLE], names, faults)
    else:
        subjects = _operators(asked.subjects, names, faults)
    chosen = _columns(asked, names, faults)
    if faults:
        raise Problem("invalid", errors=faults)
    return Wish(
        kind=asked.kind,
        unit=asked.unit,
        profile=asked.profile,
        periods=periods,
        subjects=subjects,
        columns=chosen,
        names=names,
    )


def _periods(given: Sequence[str], unit: ReportUnit, today: date, most: int, faults: list[Fault]) -> list[Period]:
    if not given:
        faults.append(Fault(field="period", code="required"))
    if len(given) > MAX_PERIODS:
        faults.append(Fault(field="period", code="too_many_periods"))
    found = []
    for at, text in enumerate(given[:MAX_PERIODS]):
        field, period = f"period.{at}", parse_period(text, unit)
        if period is None:
            example = "2026-10..2026-11" if unit is ReportUnit.MONTH else "2026-11-01..2026-11-30"
            faults.append(Fault(field=field, code="malformed", params={"example": example}))
        elif fault := _period_fault(field, period, today, most):
            faults.append(fault)
        else:
            found.append(period)
    return found


def _period_fault(field: str, period: Period, today: date, most: int) -> Fault | None:
    begin, end = period.begin.isoformat(), period.end.isoformat()
    if period.end < period.begin:
        return upside_down(field, begin, end)
    if period.begin > today:
        return Fault(field=field, code="in_the_future", params={"begin": begin})
    return Fault(field=field, code="period_too_long", params={"most": most}) if period.days() > most else None


def parse_period(text: str, unit: ReportUnit) -> Period | None:
    """`2026-11-01..2026-11-30`, or with the unit `month` `2026-10..2026-11`; one date or month alone is both begin and
    end. None for anything else."""
    first, _, last = text.partition("..")
    try:
        if unit is ReportUnit.MONTH:
            return Period(_month(first), last_of_month(_month(last or first)))
        return Period(date.fromisoformat(first), date.fromisoformat(last or first))
    except ValueError:
        return None


def _month(text: str) -> date:
    if len(text) != len("2026-11"):
        raise ValueError(text)
    return date.fromisoformat(f"{text}-01")


def _groups(given: Sequence[str], names: Names, faults: list[Fault]) -> list[Subject]:
    if len(given) > MAX_GROUPS:
        faults.append(Fault(field="group", code="too_many_groups"))
    special = {WHOLE: Named(id=WHOLE, name=""), OTHER: Named(id=OTHER, name="")}
    known = _known("group", given, special | names.groups, faults)
    return [Subject(id=one.id, name=one.name, number=one.number, scope=scope_of_group(one.id)) for one in known]


def _operators(given: Sequence[str], names: Names, faults: list[Fault]) -> list[Subject]:
    if not given:
        faults.append(Fault(field="operator", code="required"))
    if len(given) > MAX_OPERATORS:
        faults.append(Fault(field="operator", code="too_many_operators"))
    known = _known("operator", given, names.users, faults)
    return [Subject(id=one.id, name=one.name, number=one.number, scope=operator_scope(one.id)) for one in known]


def _known(field: str, given: Sequence[str], known: Mapping[str, Named], faults: list[Fault]) -> list[Named]:
    for at, each in enumerate(given):
        if each not in known:
            faults.append(unknown(f"{field}.{at}", each))
        elif each in given[:at]:
            faults.append(Fault(field=f"{field}.{at}", code="duplicate"))
    return [known[each] for each in given if each in known]


def _columns(asked: Asked, names: Names, faults: list[Fault]) -> list[Column]:
    every = all_columns(asked.kind, names, deleted=True)
    if not asked.items:
        return all_columns(asked.kind, names)
    ids = {column.id for column in every}
    faults += [unknown(f"item.{at}", each) for at, each in enumerate(asked.items) if each not in ids]
    return [column for column in every if column.id in asked.items]


def all_columns(kind: ReportKind, names: Names, *, deleted: bool = False) -> list[Column]:
    """The columns of a kind, with the statuses of the master in its order, those `deleted` too. Nobody is in the status
    ログアウト during a log-in."""
    shown = [one for one in names.statuses.values() if one.id != Status.LOGGED_OUT and (deleted or not one.deleted)]
    statuses = [StatusName(one.id, Text(one.ja, one.en)) for one in shown]
    return columns(kind, statuses)
