"""`GET /api/audit`: what some have done to the system and to others."""

from datetime import datetime
from typing import Annotated

from litestar import Controller, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter, SkipValidation

from api.access import Permission, UserRequest, needs
from api.audit.schemas import AuditPage
from api.audit.service import AuditLog, readable
from api.db.audit_search import AuditKind, AuditQuery
from api.faults import Fault
from api.paging import interval, place
from api.problems import Problem

LogPart = NamedDependency[SkipValidation[AuditLog]]
Person = Annotated[str, QueryParameter(description="Id of a user, or part of their name.", max_length=64)]


class AuditController(Controller):
    """監査ログ. Needs マスタ設定 or モニタリング設定, and shows what goes with it: `configuration` and `voicemail` with
    the first, `supervision`, `status` and `status_next` with the second, `log_out` with リアルタイムモニター and
    the second."""

    tags = ("masters",)
    opt = needs(Permission.MASTERS, Permission.MONITOR_SETTINGS)

    @get("/", operation_id="list_audit", summary="Changes, supervisions, and what was done to others (F9.10)")
    async def list_audit(
        self,
        request: UserRequest,
        log: LogPart,
        begin: Annotated[datetime | None, QueryParameter(name="from", description="At or after.")] = None,
        end: Annotated[datetime | None, QueryParameter(name="to", description="Before.")] = None,
        kind: FromQuery[AuditKind | None] = None,
        by: Person = "",
        about: Person = "",
        subject: Annotated[
            str, QueryParameter(description="Of changes: `groups`, `users` …; no other kind then.", max_length=64)
        ] = "",
        item: Annotated[
            str, QueryParameter(description="Of changes: id or number; no other kind then.", max_length=64)
        ] = "",
        limit: Annotated[int, QueryParameter(description="Entries at most.", ge=1, le=500)] = 100,
        cursor: Annotated[
            str | None, QueryParameter(description="`next_cursor` of the page before.", max_length=200)
        ] = None,
    ) -> AuditPage:
        """Those that fit every filter given, newest first. Passwords are not in it, only whether they changed."""
        may = readable(request.user)
        if kind is not None and kind not in may:
            raise Problem("forbidden")
        kinds = may if kind is None else {kind, AuditKind.STATUS_NEXT} if kind is AuditKind.STATUS else {kind}
        if subject or item:
            kinds = kinds & {AuditKind.CONFIGURATION}
        since, until = interval(begin, end)
        return await log.page(
            AuditQuery(
                kinds=kinds,
                begin=since,
                end=until,
                by=log.people(by),
                about=log.people(about),
                subject=subject,
                item=item,
                before=_before(cursor),
                limit=limit,
            )
        )


def _before(cursor: str | None) -> tuple[int, str, str] | None:
    if (found := place(cursor)) is None:
        return None
    at, last = found
    kind, _, key = last.partition(":")
    number = kind != AuditKind.CONFIGURATION or key.isdecimal()
    if kind not in set(AuditKind) or not number:
        raise Problem("invalid", errors=[Fault(field="cursor", code="malformed")])
    return at, kind, key


def audit_router(log: AuditLog) -> Router:
    """The route, with what it works with."""
    return Router(
        "/audit",
        route_handlers=[AuditController],
        dependencies={"log": Provide(lambda: log, sync_to_thread=False)},
    )
