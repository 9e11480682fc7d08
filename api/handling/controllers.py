"""Routes: how calls are handled in the whole centre; permission `pbx`."""

from typing import TYPE_CHECKING, Final

import msgspec
from litestar import get, patch
from litestar.params import JSONBody

from api.access import Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import given, patch_of, view_of
from api.changes.service import Made, Saved
from api.db import site_store
from api.db.audit_store import Action
from api.db.engine import Transaction
from api.problems import Problem
from api.site.check import contradictions
from api.site.schemas import SiteHandling
from api.site.stored import stored

if TYPE_CHECKING:
    HandlingView = SiteHandling
    HandlingPatch = SiteHandling
else:
    HandlingView = view_of(SiteHandling, "HandlingView", frozenset())
    HandlingPatch = patch_of(SiteHandling, "HandlingPatch", frozenset())

SUBJECT: Final = "handling"
PBX: Final = needs(Permission.PBX)


@get("/handling", operation_id="get_handling", summary="How calls are handled", tags=("masters",), opt=PBX)
async def show_handling(db: DatabasePart) -> HandlingView:
    """Transfers, parked calls, hold music."""
    return HandlingView(**msgspec.structs.asdict((await stored(db)).handling))


@patch("/handling", operation_id="change_handling", summary="Change how calls are handled", tags=("masters",), opt=PBX)
async def change_handling(request: UserRequest, data: JSONBody[HandlingPatch], changes: ChangesPart) -> Saved:
    """What is left out stays. Calls that are parked or handed on already keep the times that they began with."""

    async def make(tx: Transaction) -> Made:
        site = await stored(tx)
        handling = msgspec.structs.replace(site.handling, **given(data))
        changed = msgspec.structs.replace(site, handling=handling)
        if found := [fault for fault in contradictions(changed) if fault.field.startswith(SUBJECT)]:
            errors = [msgspec.structs.replace(one, field=one.field.partition(".")[2]) for one in found]
            raise Problem("invalid", errors=errors)
        await site_store.set_handling(tx, handling)
        before, after = map(msgspec.structs.asdict, (site.handling, handling))
        return Made(Action.CHANGE, "", before, after)

    return await changes.carry_out(request.user, SUBJECT, make)
