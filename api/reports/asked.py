"""The parameters that the routes of reports share, as dependencies of them: each route says `groups_asked` or
`operators_asked`, and the contract has the parameters in every one."""

from typing import Annotated

from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter, SkipValidation
from msgspec.structs import replace

from api.paging import place
from api.reports.figures import FigureAsked
from api.reports.schemas import OperatorReportKind
from api.reports.wish import Asked
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.report import ReportKind

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
Group = Annotated[str, QueryParameter(description="Id of a group, `*` 全体, `-` その他.", max_length=64)]
Operator = Annotated[str, QueryParameter(description="Id of an operator.", max_length=64)]
Period = Annotated[
    str, QueryParameter(description="As in a report; one. None: the present business day, as the board.", max_length=64)
]
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

AskedPart = NamedDependency[SkipValidation[Asked]]
FigurePart = NamedDependency[SkipValidation[FigureAsked]]


def groups_chosen(
    unit: FromQuery[ReportUnit], period: Periods = None, group: Groups = None, item: Items = None
) -> Asked:
    """A group report, whatever the profile."""
    return Asked(kind=ReportKind.GROUP, unit=unit, periods=period or (), subjects=group or (), items=item or ())


def operators_chosen(
    kind: FromQuery[OperatorReportKind],
    unit: FromQuery[ReportUnit],
    period: Periods = None,
    operator: Operators = None,
    item: Items = None,
) -> Asked:
    """An operator report, whatever the profile."""
    return Asked(kind=KINDS[kind], unit=unit, periods=period or (), subjects=operator or (), items=item or ())


def groups_asked(groups_chosen: AskedPart, profile: FromQuery[Profile] = Profile.MANUAL) -> Asked:
    """The parameters of a group report."""
    return replace(groups_chosen, profile=profile)


def operators_asked(operators_chosen: AskedPart, profile: FromQuery[Profile] = Profile.MANUAL) -> Asked:
    """The parameters of an operator report."""
    return replace(operators_chosen, profile=profile)


def figure_chosen(
    unit: FromQuery[ReportUnit],
    item: Item,
    period: Period = "",
    bucket: Bucket = "",
    profile: FromQuery[Profile] = Profile.MANUAL,
    differing: Differing = False,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> FigureAsked:
    """A figure, of whomever it is. Raises `Problem` for a cursor that is none of ours."""
    return FigureAsked(
        kind=ReportKind.GROUP,
        subject="",
        unit=unit,
        period=period,
        item=item,
        bucket=bucket,
        profile=profile,
        differing=differing,
        limit=limit,
        before=place(cursor),
    )


def group_figure(figure_chosen: FigurePart, group: Group) -> FigureAsked:
    """The parameters of a group's figure."""
    return replace(figure_chosen, kind=ReportKind.GROUP, subject=group)


def operator_figure(figure_chosen: FigurePart, operator: Operator) -> FigureAsked:
    """The parameters of an operator's figure."""
    return replace(figure_chosen, kind=ReportKind.OPERATOR_ALL, subject=operator)


DEPENDENCIES = {
    made.__name__: Provide(made, sync_to_thread=False)
    for made in (
        groups_chosen,
        operators_chosen,
        groups_asked,
        operators_asked,
        figure_chosen,
        group_figure,
        operator_figure,
    )
}
