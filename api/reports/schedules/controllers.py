"""`/api/reports/schedules`, `/api/reports/runs` (F7.10); permission `reports`."""

from typing import Annotated

from litestar import Controller, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter, SkipValidation
from litestar.response import File

from api.access import Permission, UserRequest, needs
from api.problems import language
from api.reports.schedules.schemas import NewSchedule, RunView, ScheduleList, SchedulePatch, ScheduleView
from api.reports.schedules.service import Schedules

SchedulesPart = NamedDependency[SkipValidation[Schedules]]


class SchedulesController(Controller):
    """レポート配信: reports made by themselves."""

    tags = ("reports",)
    opt = needs(Permission.REPORTS)

    @get("/schedules", operation_id="list_report_schedules", summary="Reports made by themselves (F7.10)")
    async def list_schedules(self, request: UserRequest, schedules: SchedulesPart) -> ScheduleList:
        """Each with its newest run."""
        return await schedules.listed(language(request))

    @post("/schedules", operation_id="create_report_schedule", summary="Have a report made by itself")
    async def create_schedule(
        self, request: UserRequest, schedules: SchedulesPart, data: JSONBody[NewSchedule]
    ) -> ScheduleView:
        """On record in `/api/audit`."""
        return await schedules.create(request.user, data, language(request))

    @patch("/schedules/{key:str}", operation_id="change_report_schedule", summary="Change one")
    async def change_schedule(
        self,
        request: UserRequest,
        schedules: SchedulesPart,
        key: FromPath[str],
        data: JSONBody[SchedulePatch],
    ) -> ScheduleView:
        """What was due before is made as it was. On record in `/api/audit`."""
        return await schedules.change(request.user, key, data, language(request))

    @delete("/schedules/{key:str}", operation_id="delete_report_schedule", summary="Have it made no longer")
    async def delete_schedule(self, request: UserRequest, schedules: SchedulesPart, key: FromPath[str]) -> None:
        """What it has made stays. On record in `/api/audit`."""
        await schedules.delete(request.user, key)

    @post(
        "/schedules/{key:str}/runs", operation_id="run_report_schedule", summary="Make the report now", status_code=202
    )
    async def run_schedule(self, request: UserRequest, schedules: SchedulesPart, key: FromPath[str]) -> RunView:
        """Beside its times; with the period as if it were due now."""
        return await schedules.run_now(key, language(request))

    @get("/runs", operation_id="list_report_runs", summary="What was made, and what failed")
    async def list_runs(
        self,
        request: UserRequest,
        schedules: SchedulesPart,
        schedule: Annotated[str | None, QueryParameter(description="Of one schedule.", max_length=64)] = None,
    ) -> list[RunView]:
        """The newest first, 200 at most; 500 are kept."""
        return await schedules.runs(schedule, language(request))

    @get("/runs/{key:str}/file", operation_id="get_report_run_file", summary="Download what was made")
    async def get_file(self, schedules: SchedulesPart, key: FromPath[str]) -> File:
        run, path = await schedules.file(key)
        kind = "application/pdf" if path.suffix == ".pdf" else "text/csv"
        return File(path, filename=run.file_name, media_type=kind, headers={"Cache-Control": "no-store"})
