"""`GET /api/staffing`, the plan of a group's usual week, and `POST /api/staffing/plans`, the calculator; permission
`reports`."""

from datetime import date
from typing import Annotated

from litestar import Controller, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, JSONBody, QueryParameter, SkipValidation

from api.access import Permission, needs
from api.staffing.schemas import MAX_DAYS, Model, PlanAnswer, PlanRequest, PlanTerms, StaffingView
from api.staffing.service import Staffing, StaffingQuery

StaffingPart = NamedDependency[SkipValidation[Staffing]]


class StaffingController(Controller):
    """要員計画."""

    tags = ("reports",)
    opt = needs(Permission.REPORTS)

    @get("/", operation_id="get_staffing", summary="Operators that each half-hour of a group's usual week needs")
    async def get_staffing(
        self,
        staffing: StaffingPart,
        group: Annotated[str, QueryParameter(description="Id of the group.", max_length=64)],
        first: Annotated[
            date | None, QueryParameter(name="from", description=f"First day; {MAX_DAYS} days at most, by default 28.")
        ] = None,
        last: Annotated[date | None, QueryParameter(name="to", description="Last day; by default yesterday.")] = None,
        holidays: Annotated[bool, QueryParameter(description="Count national holidays as usual days.")] = False,
        model: FromQuery[Model] = Model.ERLANG_A,
        level: Annotated[
            float, QueryParameter(description="Service level asked for, %; 0: no matter.", ge=0, le=99.9)
        ] = 80.0,
        within: Annotated[
            int | None, QueryParameter(description="… within so many seconds; default the group's.", ge=0, le=600)
        ] = None,
        max_abandonment: Annotated[float | None, QueryParameter(description="%, at most.", ge=0.1, le=100)] = None,
        max_occupancy: Annotated[float | None, QueryParameter(description="%, at most.", ge=50, le=100)] = None,
        shrinkage: Annotated[float, QueryParameter(description="% on duty without taking calls.", ge=0, le=80)] = 0.0,
        volume: Annotated[float, QueryParameter(description="What if: % more calls.", ge=-90, le=300)] = 0.0,
        handling: Annotated[float, QueryParameter(description="What if: % longer calls.", ge=-90, le=300)] = 0.0,
        patience: Annotated[
            float | None, QueryParameter(description="Mean patience, s; default as observed.", ge=1, le=7200)
        ] = None,
    ) -> StaffingView:
        """Calls, handling times and patience are those of the period, by half-hours of the site's clock. Where too few
        callers gave up, `erlang_c` is computed in the place of `erlang_a`; `model` of the answer says so."""
        terms = PlanTerms(
            model=model,
            level=level or None,
            max_abandonment=max_abandonment,
            max_occupancy=max_occupancy,
            shrinkage=shrinkage,
            volume=volume,
            handling=handling,
            patience_s=patience,
        )
        query = StaffingQuery(group=group, first=first, last=last, holidays=holidays, within_s=within, terms=terms)
        return await staffing.view(query)

    @post("/plans", operation_id="plan_staffing", summary="Operators for given half-hours", status_code=200)
    async def plan_staffing(self, staffing: StaffingPart, data: JSONBody[PlanRequest]) -> PlanAnswer:
        """Nothing is read and nothing kept: for what-if questions that follow one another quickly."""
        return await staffing.plan(data)


def staffing_router(staffing: Staffing) -> Router:
    """The routes under `/staffing`, with what they work with."""
    return Router(
        "/staffing",
        route_handlers=[StaffingController],
        dependencies={"staffing": Provide(lambda: staffing, sync_to_thread=False)},
    )
