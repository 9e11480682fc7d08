"""`/api/reports/…/calls`, `/statuses`, `/differences`: what figures are made of (F7.9); permission `reports`."""

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from api.access import Permission, needs
from api.reports.asked import AskedPart, FigurePart
from api.reports.controllers import ReportsPart
from api.reports.differences import differences
from api.reports.figure_schemas import Differences, FigureCalls, FigureStatuses
from api.reports.figures import FigureParts

PartsPart = NamedDependency[SkipValidation[FigureParts]]


class FiguresController(Controller):
    """What figures of boards and reports count (F7.9)."""

    tags = ("reports",)
    opt = needs(Permission.REPORTS)

    @get("/groups/calls", operation_id="list_group_figure_calls", summary="Calls behind a group's figure (F7.9)")
    async def group_calls(self, figure_parts: PartsPart, group_figure: FigurePart) -> FigureCalls:
        """Each with what it gives to numerator and denominator; all pages sum to the figure's."""
        return await figure_parts.calls(group_figure)

    @get("/groups/statuses", operation_id="list_group_figure_statuses", summary="Statuses behind it (F7.9)")
    async def group_statuses(self, figure_parts: PartsPart, group_figure: FigurePart) -> FigureStatuses:
        """Those of its members, as far as they were members; the present ones count up to now."""
        return await figure_parts.statuses(group_figure)

    @get(
        "/operators/calls",
        operation_id="list_operator_figure_calls",
        summary="Calls behind an operator's figure (F7.9)",
    )
    async def operator_calls(self, figure_parts: PartsPart, operator_figure: FigurePart) -> FigureCalls:
        """Each with what it gives to numerator and denominator; all pages sum to the figure's."""
        return await figure_parts.calls(operator_figure)

    @get("/operators/statuses", operation_id="list_operator_figure_statuses", summary="Statuses behind it (F7.9)")
    async def operator_statuses(self, figure_parts: PartsPart, operator_figure: FigurePart) -> FigureStatuses:
        """Clipped at the edges of the bucket; the present one counts up to now."""
        return await figure_parts.statuses(operator_figure)

    @get("/groups/differences", operation_id="get_group_differences", summary="Both profiles side by side")
    async def group_differences(self, reports: ReportsPart, groups_chosen: AskedPart) -> Differences:
        """Of 全体 or of groups: the figures that `manual` and `strict` do not agree on."""
        return await differences(reports, reports.wish(groups_chosen))

    @get("/operators/differences", operation_id="get_operator_differences", summary="Both profiles side by side")
    async def operator_differences(self, reports: ReportsPart, operators_chosen: AskedPart) -> Differences:
        """Of up to 50 operators: the figures that `manual` and `strict` do not agree on."""
        return await differences(reports, reports.wish(operators_chosen))
