"""What a user has chosen for the own phone: what to talk on, and whose number called parties see (F5.14)."""

from litestar import get, patch
from litestar.params import JSONBody
from msgspec import UNSET, Struct, UnsetType

from api.access import Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.db import config_store
from api.db.engine import Database
from api.faults import Fault
from api.problems import Problem
from sip.contract.enums import PhoneKind, Role

PHONE = needs(Permission.PHONE)


class ShownNumber(Struct, frozen=True, kw_only=True):
    """A number that the user may show to whom they call."""

    group: str
    name: str
    number: str


class PhoneSettings(Struct, frozen=True, kw_only=True):
    """`phone`: what the user talks on. `shown`: the group whose number called parties see, "" = the first of `numbers`,
    which are those that the user may show."""

    phone: PhoneKind
    shown: str
    numbers: list[ShownNumber]


class PhoneSettingsPatch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What of it changes; what is left out stays."""

    phone: PhoneKind | UnsetType = UNSET
    shown: str | UnsetType = UNSET


@get(
    "/phone/settings",
    operation_id="get_phone_settings",
    summary="Settings of one's own phone",
    tags=("phone",),
    opt=PHONE,
)
async def get_phone_settings(request: UserRequest, db: DatabasePart) -> PhoneSettings:
    """Kept on the server: they are the same on every computer."""
    return await _settings(request, db)


@patch(
    "/phone/settings",
    operation_id="change_phone_settings",
    summary="Change the settings of one's own phone",
    tags=("phone",),
    opt=PHONE,
)
async def change_phone_settings(
    request: UserRequest, data: JSONBody[PhoneSettingsPatch], db: DatabasePart, changes: ChangesPart
) -> PhoneSettings:
    """They hold from the next call on."""
    present = await _settings(request, db)
    phone = present.phone if data.phone is UNSET else data.phone
    shown = present.shown if data.shown is UNSET else data.shown
    if data.shown is not UNSET and shown and shown not in {number.group for number in present.numbers}:
        raise Problem("invalid", errors=[Fault(field="shown", code="unknown")])
    await changes.choose_phone(request.user.id, phone, shown)
    return PhoneSettings(phone=phone, shown=shown, numbers=present.numbers)


async def _settings(request: UserRequest, db: Database) -> PhoneSettings:
    user = request.user
    mine = next(each for each in await config_store.users(db) if each.id == user.id)
    numbers = [
        ShownNumber(group=group.id, name=group.name, number=group.number)
        for group in await config_store.groups(db)
        if user.role is Role.SUPERVISOR or any(member.user == user.id for member in group.members)
    ]
    return PhoneSettings(phone=mine.phone, shown=mine.shown, numbers=numbers)
