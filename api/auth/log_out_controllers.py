"""`/api/forced-log-outs`: logging others out, and the record of it (F1.6)."""

from datetime import datetime
from typing import Annotated

from litestar import Controller, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody, QueryParameter, SkipValidation
from litestar.status_codes import HTTP_201_CREATED
from msgspec import Struct

from api.access import Permission, SessionKind, UserRequest, needs_both, role_of
from api.auth.log_outs import CallsWish, LogOuts
from api.auth.schemas import UserId
from api.auth.service import Sessions
from api.db import log_out_store
from api.db.engine import Database
from api.db.log_out_store import Filter, ForcedLogOut
from api.moments import moment
from api.paging import encode_cursor, interval, place
from sip.contract.enums import Role

Part = NamedDependency[SkipValidation[LogOuts]]
DatabasePart = NamedDependency[SkipValidation[Database]]
SessionsPart = NamedDependency[SkipValidation[Sessions]]
Id = Annotated[str, QueryParameter(description="Id of a user.", max_length=64)]


class ForcedLogOutWish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to log out. `calls`: what becomes of a call in progress: `finish` (the log-out follows at its end) or `end`;
    without it nobody is logged out of a call."""

    user: UserId
    calls: CallsWish | None = None


class ForcedLogOutView(Struct, frozen=True, kw_only=True):
    """Who logged whom out, and when. `calls`: `none` (there was none), `finish` or `end`; `done` null: the call in
    progress is still going on."""

    id: str
    at: datetime
    by: str
    by_name: str
    user: str
    user_name: str
    calls: str
    done: datetime | None


class ForcedLogOutPage(Struct, frozen=True, kw_only=True):
    """Forced log-outs, newest first. `next_cursor`: for those after these, null at the end."""

    items: list[ForcedLogOutView]
    next_cursor: str | None


class SessionView(Struct, frozen=True, kw_only=True):
    """A log-in: at a browser or of a program; `heard`: its last sign of life, null for programs."""

    kind: SessionKind
    since: datetime
    heard: datetime | None


class PresentUser(Struct, frozen=True, kw_only=True):
    """Somebody who is logged in, operator or supervisor. `extension`: "" for none."""

    user: str
    name: str
    role: Role
    extension: str
    sessions: list[SessionView]


class ForcedLogOutController(Controller):
    """Needs both permissions, リアルタイムモニター and モニタリング設定."""

    path = "/forced-log-outs"
    tags = ("supervision",)
    opt = needs_both(Permission.MONITOR, Permission.MONITOR_SETTINGS)

    @post("/", operation_id="force_log_out", summary="Log a user out (F1.6)", status_code=HTTP_201_CREATED)
    async def force(self, request: UserRequest, data: JSONBody[ForcedLogOutWish], log_outs: Part) -> ForcedLogOutView:
        """All sessions of the user end, those of programs too; its clients are told who did it."""
        return _view(await log_outs.force(request.user, data.user, data.calls))

    @get("/", operation_id="list_forced_log_outs", summary="Who logged whom out (F1.6)")
    async def list_forced(
        self,
        db: DatabasePart,
        begin: Annotated[datetime | None, QueryParameter(name="from", description="At or after.")] = None,
        end: Annotated[datetime | None, QueryParameter(name="to", description="Before.")] = None,
        user: Id = "",
        by: Id = "",
        limit: Annotated[int, QueryParameter(description="Log-outs at most.", ge=1, le=500)] = 100,
        cursor: Annotated[
            str | None, QueryParameter(description="`next_cursor` of the page before.", max_length=200)
        ] = None,
    ) -> ForcedLogOutPage:
        """Those that fit every filter given, newest first."""
        since, until = interval(begin, end)
        wanted = Filter(user=user, by=by, since=since, until=until, before=place(cursor))
        found = await log_out_store.records(db, wanted, limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        return ForcedLogOutPage(
            items=[_view(one) for one in found[:limit]],
            next_cursor=None if last is None else encode_cursor(last.at, last.id),
        )


@get(
    "/sessions",
    operation_id="list_sessions",
    summary="Who is logged in (F1.6)",
    tags=("supervision",),
    opt=needs_both(Permission.MONITOR, Permission.MONITOR_SETTINGS),
)
async def list_sessions(sessions: SessionsPart) -> list[PresentUser]:
    """Operators and supervisors, at browsers and as programs, in the order of their extensions."""
    return [
        PresentUser(
            user=user.id,
            name=user.name,
            role=role_of(user.permissions),
            extension=user.extension,
            sessions=[
                SessionView(kind=one.kind, since=moment(one.created), heard=moment(heard) if heard else None)
                for one, heard in theirs
            ],
        )
        for user, theirs in await sessions.present()
    ]


def _view(one: ForcedLogOut) -> ForcedLogOutView:
    return ForcedLogOutView(
        id=one.id,
        at=moment(one.at),
        by=one.by_id,
        by_name=one.by_name,
        user=one.user_id,
        user_name=one.user_name,
        calls=one.calls,
        done=None if one.done is None else moment(one.done),
    )


def log_out_router(log_outs: LogOuts) -> Router:
    """The routes, with what they work with."""
    return Router(
        "/",
        route_handlers=[ForcedLogOutController, list_sessions],
        dependencies={"log_outs": Provide(lambda: log_outs, sync_to_thread=False)},
    )
