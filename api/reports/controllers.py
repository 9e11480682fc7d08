"""`/api/reports`: 電話グループレポート and オペレーターレポート (F7); permission `reports`."""

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter, SkipValidation

from api.access import Permission, needs
from api.reports.schemas import OperatorReportKind, Report, ReportColumns
from api.reports.service import Reports, column_schema
from api.reports.wish import Asked
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.report import ReportKind

ReportsPart = NamedDependency[SkipValidation[Reports]]

KINDS = {
    OperatorReportKind.CALLS: ReportKind.OPERATOR_CALLS,
    OperatorReportKind.STATUS: ReportKind.OPERATOR_STATUS,
    OperatorReportKind.ALL: ReportKind.OPERATOR_ALL,
}

Periods = Annotated[
    list[str] | None,
    QueryParameter(
        name="period",
        description="Business days `2026-11-01..2026-11-30`, or with the unit `month` months `2026-10..2026-11`;"
        " repeated for up to 5 periods.",
    ),
]
Groups = Annotated[
    list[str] | None,
    QueryParameter(
        name="group", description="Id of a group, `*` 全体, `-` その他; repeated for up to 10. Without any: 全体."
    ),
]
Operators = Annotated[
    list[str] | None, QueryParameter(name="operator", description="Id of an operator; repeated for up to 50.")
]
Items = Annotated[
    list[str] | None, QueryParameter(name="item", description="Id of a column; repeated. Without any: all columns.")
]


class ReportsController(Controller):
    """Figures of the past (F7)."""

    tags = ("reports",)
    opt = needs(Permission.REPORTS)

    @get("/columns", operation_id="list_report_columns", summary="What can be chosen for a report (F7.3)")
    async def list_columns(self, reports: ReportsPart, kind: FromQuery[ReportKind]) -> ReportColumns:
        """In the order of the item list, the statuses in that of the master."""
        return ReportColumns(items=[column_schema(column) for column in reports.columns(kind)])

    @get("/groups", operation_id="get_group_report", summary="電話グループレポート (F7.1)")
    async def group_report(
        self,
        reports: ReportsPart,
        unit: FromQuery[ReportUnit],
        period: Periods = None,
        group: Groups = None,
        item: Items = None,
        profile: FromQuery[Profile] = Profile.MANUAL,
    ) -> Report:
        """Of 全体 or of groups, with all that has happened up to now."""
        return await reports.report(reports.wish(asked_of_groups(unit, period, group, item, profile)))

    @get("/operators", operation_id="get_operator_report", summary="オペレーターレポート (F7.2)")
    async def operator_report(
        self,
        reports: ReportsPart,
        kind: FromQuery[OperatorReportKind],
        unit: FromQuery[ReportUnit],
        period: Periods = None,
        operator: Operators = None,
        item: Items = None,
        profile: FromQuery[Profile] = Profile.MANUAL,
    ) -> Report:
        """Calls, statuses or both, of up to 50 operators."""
        return await reports.report(reports.wish(asked_of_operators(kind, unit, period, operator, item, profile)))


def asked_of_groups(
    unit: ReportUnit, period: list[str] | None, group: list[str] | None, item: list[str] | None, profile: Profile
) -> Asked:
    """The parameters of a group report."""
    return Asked(
        kind=ReportKind.GROUP,
        unit=unit,
        periods=period or (),
        subjects=group or (),
        items=item or (),
        profile=profile,
    )


def asked_of_operators(
    kind: OperatorReportKind,
    unit: ReportUnit,
    period: list[str] | None,
    operator: list[str] | None,
    item: list[str] | None,
    profile: Profile,
) -> Asked:
    """The parameters of an operator report."""
    return Asked(
        kind=KINDS[kind],
        unit=unit,
        periods=period or (),
        subjects=operator or (),
        items=item or (),
        profile=profile,
    )
