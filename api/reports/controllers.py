"""`/api/reports`: 電話グループレポート and オペレーターレポート (F7); permission `reports`."""

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, SkipValidation

from api.access import Permission, needs
from api.reports.asked import AskedPart
from api.reports.schemas import Report, ReportColumns
from api.reports.service import Reports, column_schema
from api.statistics.report import ReportKind

ReportsPart = NamedDependency[SkipValidation[Reports]]


class ReportsController(Controller):
    """Figures of the past (F7)."""

    tags = ("reports",)
    opt = needs(Permission.REPORTS)

    @get("/columns", operation_id="list_report_columns", summary="What can be chosen for a report (F7.3)")
    async def list_columns(self, reports: ReportsPart, kind: FromQuery[ReportKind]) -> ReportColumns:
        """In the order of the item list, the statuses in that of the master."""
        return ReportColumns(items=[column_schema(column) for column in reports.columns(kind)])

    @get("/groups", operation_id="get_group_report", summary="電話グループレポート (F7.1)")
    async def group_report(self, reports: ReportsPart, groups_asked: AskedPart) -> Report:
        """Of 全体 or of groups, with all that has happened up to now."""
        return await reports.report(reports.wish(groups_asked))

    @get("/operators", operation_id="get_operator_report", summary="オペレーターレポート (F7.2)")
    async def operator_report(self, reports: ReportsPart, operators_asked: AskedPart) -> Report:
        """Calls, statuses or both, of up to 50 operators."""
        return await reports.report(reports.wish(operators_asked))
