"""Routes: how groups receive callers, opening hours, national holidays; permission `pbx`."""

import datetime
from typing import TYPE_CHECKING, Annotated

import msgspec
from litestar import delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter, QueryParameter, SkipValidation
from msgspec import Struct

from api.access import Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import given, patch_of, view_of
from api.changes.service import Made, Saved
from api.changes.tables import RECEPTIONS
from api.db import reception_store
from api.db.audit_store import Action
from api.db.engine import Transaction
from api.faults import Fault
from api.hours import holidays
from api.hours.service import Opening
from api.problems import Problem
from api.site.reception import SiteReception
from api.site.stored import stored

if TYPE_CHECKING:
    ReceptionView = SiteReception
    ReceptionPatch = SiteReception
else:
    ReceptionView = view_of(SiteReception, "ReceptionView", frozenset())
    ReceptionPatch = patch_of(SiteReception, "ReceptionPatch", frozenset({"group"}))

OpeningPart = NamedDependency[SkipValidation[Opening]]
GroupId = Annotated[str, PathParameter(description="Id of the group.", max_length=64)]
PBX = needs(Permission.PBX)


class Stretch(Struct, frozen=True, kw_only=True):
    """The group is open from `begin` until `end`, which is not included."""

    begin: datetime.datetime
    end: datetime.datetime


class OpeningView(Struct, frozen=True, kw_only=True):
    """When a group is open, until `until`. `always`: it has no hours."""

    group: str
    always: bool
    stretches: list[Stretch]
    until: datetime.datetime | None


class Holiday(Struct, frozen=True, kw_only=True):
    """A national holiday (国民の祝日・休日)."""

    date: datetime.date
    name: str


class HolidaysView(Struct, frozen=True, kw_only=True):
    """The holidays in force. `imported`: they replaced those that came with the program. `missing`: of this year and
    the next those that have none; groups would be open on their holidays."""

    imported: bool
    missing: list[int]
    items: list[Holiday]


class HolidayFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The Cabinet Office's CSV file as it is, in Base64. It replaces all holidays; empty: those that came with the
    program hold again."""

    csv: Annotated[bytes, msgspec.Meta(max_length=500_000)]


@get("/receptions", operation_id="list_receptions", summary="Receptions, by group", tags=("masters",), opt=PBX)
async def list_receptions(db: DatabasePart) -> list[ReceptionView]:
    """How groups receive callers. A group that is not listed rings at once and always."""
    return [ReceptionView(**msgspec.structs.asdict(rules)) for rules in (await stored(db)).receptions]


@post("/receptions", operation_id="create_reception", summary="A group's reception", tags=("masters",), opt=PBX)
async def create_reception(request: UserRequest, data: JSONBody[SiteReception], changes: ChangesPart) -> Saved:
    """Opening hours, greeting, menu and hold music of a group that had none of these."""
    return await changes.create(request.user, RECEPTIONS, data)


@patch(
    "/receptions/{key:str}",
    operation_id="change_reception",
    summary="Change a group's reception",
    tags=("masters",),
    opt=PBX,
)
async def change_reception(
    request: UserRequest, key: GroupId, data: JSONBody[ReceptionPatch], changes: ChangesPart
) -> Saved:
    """What is left out stays; `hours` are replaced as a whole. Callers on the way go on as they began."""
    return await changes.change(request.user, RECEPTIONS, key, given(data))


@delete(
    "/receptions/{key:str}",
    operation_id="delete_reception",
    summary="Delete a group's reception",
    tags=("masters",),
    opt=PBX,
    status_code=200,
)
async def delete_reception(request: UserRequest, key: GroupId, changes: ChangesPart) -> Saved:
    """The group rings at once and always."""
    return await changes.remove(request.user, RECEPTIONS, key)


@get(
    "/receptions/{key:str}/opening",
    operation_id="get_opening",
    summary="When a group is open",
    tags=("masters",),
    opt=PBX,
)
async def get_opening(
    key: GroupId,
    opening: OpeningPart,
    first: Annotated[datetime.date | None, QueryParameter(name="from", description="First day; default today.")] = None,
    days: Annotated[int, QueryParameter(description="How many days.", ge=1, le=400)] = 14,
) -> OpeningView:
    """The stretches that come of weekdays, holidays and exceptions, as the switch knows them."""
    try:
        hours = await opening.hours(key, first, days)
    except LookupError:
        raise Problem("not_found") from None
    if hours is None:
        return OpeningView(group=key, always=True, stretches=[], until=None)
    stretches = [Stretch(begin=_time(begin), end=_time(end)) for begin, end in hours.open]
    return OpeningView(group=key, always=False, stretches=stretches, until=_time(hours.until))


@get("/holidays", operation_id="list_holidays", summary="National holidays", tags=("masters",), opt=PBX)
async def list_holidays(opening: OpeningPart) -> HolidaysView:
    """Those in force, with a warning where a year is missing."""
    known = await opening.holidays()
    return HolidaysView(
        imported=known.imported,
        missing=holidays.missing(known.days, opening.today()),
        items=[Holiday(date=day, name=name) for day, name in sorted(known.days.items())],
    )


@put("/holidays", operation_id="import_holidays", summary="Import national holidays", tags=("masters",), opt=PBX)
async def import_holidays(request: UserRequest, data: JSONBody[HolidayFile], changes: ChangesPart) -> Saved:
    """Refused with `invalid` and the number of the line that does not fit; then nothing is changed."""
    try:
        found = holidays.parse(data.csv) if data.csv else {}
    except holidays.BadHolidays as error:
        raise Problem("invalid", errors=[Fault(field=f"csv.{error.line}", code="malformed")]) from error

    async def make(tx: Transaction) -> Made:
        before = await reception_store.holidays(tx)
        await reception_store.replace_holidays(tx, found)
        return Made(Action.CHANGE, "", _record(before), _record(found))

    return await changes.carry_out(request.user, "holidays", make)


def _record(days: dict[datetime.date, str]) -> dict[str, str]:
    return {day.isoformat(): name for day, name in days.items()}


def _time(at: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(at / 1000, datetime.UTC)
