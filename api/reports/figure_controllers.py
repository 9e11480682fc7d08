"""`/api/reports/…/calls`, `/statuses`, `/differences`: what figures are made of (F7.9); permission `reports`."""

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter, SkipValidation
from msgspec.structs import replace

from api.access import Permission, needs
from api.paging import place
from api.reports.controllers import (
    Groups,
    Items,
    Operators,
    Periods,
    ReportsPart,
    asked_of_groups,
    asked_of_operators,
)
from api.reports.differences import differences
from api.reports.figure_schemas import Differences, FigureCalls, FigureStatuses
from api.reports.figures import FigureAsked, FigureParts
from api.reports.schemas import OperatorReportKind
from api.reports.wish import Asked
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.report import ReportKind

PartsPart = NamedDependency[SkipValidation[FigureParts]]
Group = Annotated[str, QueryParameter(description="Id of a group, `*` 全体, `-` その他.", max_length=64)]
Operator = Annotated[str, QueryParameter(description="Id of an operator.", max_length=64)]
Unit = FromQuery[ReportUnit]
Period = Annotated[str, QueryParameter(description="As in a report; one.", max_length=64)]
Bucket = Annotated[
    str, QueryParameter(description="Bucket of a row of the report; none: the whole period.", max_length=64)
]
Item = Annotated[
    str,
    QueryParameter(
        description="Id of a column of the report, or of an item of the board with counters.", max_length=128
    ),
]
Differing = Annotated[bool, QueryParameter(description="Only what gives something else by the other profile.")]
Limit = Annotated[int, QueryParameter(description="At most.", ge=1, le=500)]
Cursor = Annotated[str | None, QueryParameter(description="`next_cursor` of the page before.", max_length=200)]


class FiguresController(Controller):
    """What figures of boards and reports count (F7.9)."""

    tags = ("reports",)
    opt = needs(Permission.REPORTS)

    @get("/groups/calls", operation_id="list_group_figure_calls", summary="Calls behind a group's figure (F7.9)")
    async def group_calls(
        self,
        figure_parts: PartsPart,
        group: Group,
        unit: Unit,
        period: Period,
        item: Item,
        bucket: Bucket = "",
        profile: FromQuery[Profile] = Profile.MANUAL,
        differing: Differing = False,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> FigureCalls:
        """Each with what it gives to numerator and denominator; all pages sum to the figure's."""
        asked = _asked(ReportKind.GROUP, group, unit, period, item, bucket, profile)
        return await figure_parts.calls(_paged(asked, differing, limit, cursor))

    @get("/groups/statuses", operation_id="list_group_figure_statuses", summary="Statuses behind it (F7.9)")
    async def group_statuses(
        self,
        figure_parts: PartsPart,
        group: Group,
        unit: Unit,
        period: Period,
        item: Item,
        bucket: Bucket = "",
        profile: FromQuery[Profile] = Profile.MANUAL,
        differing: Differing = False,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> FigureStatuses:
        """Those of its members, as far as they were members; the present ones count up to now."""
        asked = _asked(ReportKind.GROUP, group, unit, period, item, bucket, profile)
        return await figure_parts.statuses(_paged(asked, differing, limit, cursor))

    @get(
        "/operators/calls",
        operation_id="list_operator_figure_calls",
        summary="Calls behind an operator's figure (F7.9)",
    )
    async def operator_calls(
        self,
        figure_parts: PartsPart,
        operator: Operator,
        unit: Unit,
        period: Period,
        item: Item,
        bucket: Bucket = "",
        profile: FromQuery[Profile] = Profile.MANUAL,
        differing: Differing = False,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> FigureCalls:
        """Each with what it gives to numerator and denominator; all pages sum to the figure's."""
        asked = _asked(ReportKind.OPERATOR_ALL, operator, unit, period, item, bucket, profile)
        return await figure_parts.calls(_paged(asked, differing, limit, cursor))

    @get("/operators/statuses", operation_id="list_operator_figure_statuses", summary="Statuses behind it (F7.9)")
    async def operator_statuses(
        self,
        figure_parts: PartsPart,
        operator: Operator,
        unit: Unit,
        period: Period,
        item: Item,
        bucket: Bucket = "",
        profile: FromQuery[Profile] = Profile.MANUAL,
        differing: Differing = False,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> FigureStatuses:
        """Clipped at the edges of the bucket; the present one counts up to now."""
        asked = _asked(ReportKind.OPERATOR_ALL, operator, unit, period, item, bucket, profile)
        return await figure_parts.statuses(_paged(asked, differing, limit, cursor))

    @get("/groups/differences", operation_id="get_group_differences", summary="Both profiles side by side")
    async def group_differences(
        self, reports: ReportsPart, unit: Unit, period: Periods = None, group: Groups = None, item: Items = None
    ) -> Differences:
        """Of 全体 or of groups: the figures that `manual` and `strict` do not agree on."""
        return await _differences(reports, asked_of_groups(unit, period, group, item, Profile.MANUAL))

    @get("/operators/differences", operation_id="get_operator_differences", summary="Both profiles side by side")
    async def operator_differences(
        self,
        reports: ReportsPart,
        kind: FromQuery[OperatorReportKind],
        unit: Unit,
        period: Periods = None,
        operator: Operators = None,
        item: Items = None,
    ) -> Differences:
        """Of up to 50 operators: the figures that `manual` and `strict` do not agree on."""
        return await _differences(reports, asked_of_operators(kind, unit, period, operator, item, Profile.MANUAL))


async def _differences(reports: ReportsPart, asked: Asked) -> Differences:
    return await differences(reports, reports.wish(asked))


def _asked(
    kind: ReportKind, subject: str, unit: ReportUnit, period: str, item: str, bucket: str, profile: Profile
) -> FigureAsked:
    return FigureAsked(kind=kind, subject=subject, unit=unit, period=period, item=item, bucket=bucket, profile=profile)


def _paged(asked: FigureAsked, differing: bool, limit: int, cursor: str | None) -> FigureAsked:
    return replace(asked, differing=differing, limit=limit, before=place(cursor))
