"""Changes of the status master (F9.4): colours of the fixed statuses, and up to six 別作業 ones."""

import time
from typing import Any, Final

import msgspec

from api.access import Principal
from api.changes.service import Changes, Made, Saved
from api.db import config_store, site_store
from api.db.audit_store import Action
from api.db.config_store import StatusEntry
from api.db.engine import Transaction
from api.faults import Fault
from api.problems import Problem
from api.site.schemas import SiteStatus
from sip.contract.enums import is_work

SUBJECT: Final = "statuses"
MOST: Final = 6
"""別作業 statuses at the same time."""


async def create_status(changes: Changes, actor: Principal, item: SiteStatus) -> Saved:
    """A new 別作業 status, the last one. Raises `Problem("invalid")` for a name that is taken and for a seventh one."""

    async def make(tx: Transaction) -> Made:
        present = await config_store.statuses(tx)
        if sum(is_work(one.id) for one in present) >= MOST:
            raise Problem("invalid", errors=[Fault(field="", code="out_of_range")])
        _check_name(present, "", item.ja)
        key = await site_store.add_work_status(tx, item.ja, item.en or item.ja, item.colour)
        return Made(Action.CREATE, key, None, msgspec.structs.asdict(item))

    return await changes.carry_out(actor, SUBJECT, make)


async def change_status(changes: Changes, actor: Principal, key: str, values: dict[str, Any]) -> Saved:
    """Change a status; of a fixed one only the colour. Raises `Problem`: `not_found`, `invalid`."""

    async def make(tx: Transaction) -> Made:
        present, old = await _find(tx, key)
        if not is_work(key) and (fixed := [name for name in values if name != "colour"]):
            raise Problem("invalid", errors=[Fault(field=name, code="not_allowed") for name in fixed])
        _check_name(present, key, values.get("ja", old.ja))
        before = _open(old)
        await site_store.change_status(tx, key, **(before | values))
        return Made(Action.CHANGE, key, before, before | values)

    return await changes.carry_out(actor, SUBJECT, make)


async def delete_status(changes: Changes, actor: Principal, key: str) -> Saved:
    """Take a 別作業 status away; it stays in the reports. Raises `Problem`: `not_found`, `fixed_status`."""

    async def make(tx: Transaction) -> Made:
        _, old = await _find(tx, key)
        if not is_work(key):
            raise Problem("fixed_status")
        await site_store.delete_status(tx, key, time.time_ns() // 1_000_000)
        return Made(Action.DELETE, key, _open(old), None)

    return await changes.carry_out(actor, SUBJECT, make)


async def order_statuses(changes: Changes, actor: Principal, order: list[str]) -> Saved:
    """The order of the 別作業 statuses. Raises `Problem("invalid")` unless it names each one once."""

    async def make(tx: Transaction) -> Made:
        work = [one for one in await config_store.statuses(tx) if is_work(one.id)]
        before = [one.id for one in work]
        if sorted(order) != sorted(before):
            raise Problem("invalid", errors=[Fault(field="", code="not_allowed")])
        for key, place in zip(order, work, strict=True):
            await site_store.place_status(tx, key, place.position)
        return Made(Action.CHANGE, "", {"order": before}, {"order": order})

    return await changes.carry_out(actor, SUBJECT, make)


def _open(status: StatusEntry) -> dict[str, Any]:
    return {"ja": status.ja, "en": status.en, "colour": status.colour}


async def _find(tx: Transaction, key: str) -> tuple[list[StatusEntry], StatusEntry]:
    present = await config_store.statuses(tx)
    for one in present:
        if one.id == key:
            return present, one
    raise Problem("not_found")


def _check_name(present: list[StatusEntry], key: str, name: str) -> None:
    if any(one.ja == name and one.id != key for one in present):
        raise Problem("invalid", errors=[Fault(field="ja", code="duplicate")])
