"""Routes: the record of changes; permission `masters`."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

import msgspec
from litestar import get
from litestar.params import QueryParameter
from msgspec import Struct

from api.access import Permission, needs
from api.changes.parts import DatabasePart
from api.db import audit_store
from api.db.audit_store import Action, Filter
from api.faults import Fault
from api.problems import Problem

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class ChangeView(Struct, frozen=True, kw_only=True):
    """One change: who made it, when, to which item of which subject (`groups`, `users` …), and the item before and
    after, null where there was or is none. `version` is the number of the configuration that it made."""

    version: int
    at: datetime
    user: str
    user_name: str
    action: Action
    subject: str
    item: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class ChangePage(Struct, frozen=True, kw_only=True):
    """Changes, newest first. `next_before`: value of `before` for the next page, null at the end."""

    items: list[ChangeView]
    next_before: int | None


@get(
    "/changes",
    operation_id="list_changes",
    summary="Changes of the configuration, newest first",
    tags=("masters",),
    opt=needs(Permission.MASTERS),
)
async def list_changes(
    db: DatabasePart,
    subject: Annotated[str, QueryParameter(description="`groups`, `trunks`, `users` …", max_length=64)] = "",
    item: Annotated[str, QueryParameter(description="Id or number of the item.", max_length=64)] = "",
    user: Annotated[str, QueryParameter(description="Id of who made the change.", max_length=64)] = "",
    begin: Annotated[datetime | None, QueryParameter(name="from", description="At or after.")] = None,
    end: Annotated[datetime | None, QueryParameter(name="to", description="Before.")] = None,
    before: Annotated[int | None, QueryParameter(description="`next_before` of the page before.", ge=0)] = None,
    limit: Annotated[int, QueryParameter(description="Changes at most.", ge=1, le=500)] = 100,
) -> ChangePage:
    """Passwords are not in it, only whether they changed."""
    wanted = Filter(subject=subject, item=item, user=user, since=_ms("from", begin), until=_ms("to", end), below=before)
    found = await audit_store.records(db, wanted, limit + 1)
    return ChangePage(
        items=[_view(record) for record in found[:limit]],
        next_before=found[limit - 1].version if len(found) > limit else None,
    )


def _view(record: audit_store.Record) -> ChangeView:
    values = msgspec.structs.asdict(record)
    values["at"] = _EPOCH + timedelta(milliseconds=record.at)
    values["user"] = values.pop("user_id")
    return ChangeView(**values)


def _ms(field: str, at: datetime | None) -> int | None:
    if at is None:
        return None
    if at.tzinfo is None:
        raise Problem("invalid", errors=[Fault(field=field, code="malformed")])
    return int(at.timestamp()) * 1000 + at.microsecond // 1000
