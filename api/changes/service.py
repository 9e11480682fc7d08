"""One change: checked against the whole centre, saved with its record, and told to the switch."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from api.access import Permission, Principal
from api.changes.tables import PERMISSION_SETS, TRUNKS, USERS, Table
from api.db import config_store, site_store
from api.db.audit_store import Action, add_record
from api.db.engine import Database, Transaction
from api.db.errors import ConstraintError
from api.faults import Fault
from api.passwords import hashed
from api.problems import Problem
from api.site.check import contradictions, members
from api.site.schemas import Site
from api.site.stored import UNCHANGED, stored
from sip.contract.enums import PhoneKind

GUARDIANS: Final = 2
"""Users who may log others out of whom so many always remain (F1.6)."""
SECRET: Final = "password"  # noqa: S105  the name of the field


class Saved(Struct, frozen=True, kw_only=True):
    """What was saved: the key of the item, the number of the configuration that it made, and whether the switch has it
    already (`false`: it cannot be reached, and gets it when it is back)."""

    key: str
    version: int
    applied: bool


class Made(NamedTuple):
    """What a change was: for the record."""

    action: Action
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Changes:
    """Changes the configuration. `apply` tells everybody, and whether the switch has heard; `now_ms`: wall clock."""

    def __init__(self, db: Database, apply: Callable[[], Awaitable[bool]], now_ms: Callable[[], int]) -> None:
        self._db = db
        self._apply = apply
        self._now_ms = now_ms

    async def create(self, actor: Principal, table: Table, item: Struct) -> Saved:
        """Add `item`. Raises `Problem("invalid")` that names every faulty field."""
        key = getattr(item, table.key)
        secret = await self._hash(table, item)
        async with self._db.transaction(durable=True) as tx:
            await config_store.changed(tx)
            before = await stored(tx)
            site = _with(before, table, [*getattr(before, table.name), item])
            _check(table, site, len(getattr(before, table.name)), ())
            await table.save(tx, item, site, secret)
            version = await self._record(tx, actor, Action.CREATE, table, key, None, item)
        return await self._saved(key, version)

    async def change(self, actor: Principal, table: Table, key: str, values: dict[str, Any]) -> Saved:
        """Put `values` over the fields of an item. Raises `Problem`: `not_found`, `invalid`, `last_supervisors`."""
        secret = await hashed(values[SECRET]) if table is USERS and SECRET in values else ""
        async with self._db.transaction(durable=True) as tx:
            await config_store.changed(tx)
            before = await stored(tx)
            place, old = _find(before, table, key)
            new = msgspec.structs.replace(old, **values)
            items = list(getattr(before, table.name))
            items[place] = new
            site = _with(before, table, items)
            # The item last, so that of two that clash it is the changed one which is named.
            known = contradictions(_with(before, table, _at_end(getattr(before, table.name), place)))
            _check(table, _with(site, table, _at_end(items, place)), len(items) - 1, known)
            _check_guardians(before, site)
            await table.save(tx, new, site, secret)
            version = await self._record(tx, actor, Action.CHANGE, table, key, old, new)
        return await self._saved(key, version)

    async def remove(self, actor: Principal, table: Table, key: str, replacement: str = "") -> Saved:
        """Delete an item. `replacement`: the permission set that those get who had the deleted one. Raises `Problem`:
        `not_found`, `in_use` that names what uses it, `last_supervisors`."""
        async with self._db.transaction(durable=True) as tx:
            await config_store.changed(tx)
            before = await stored(tx)
            place, old = _find(before, table, key)
            if table is PERMISSION_SETS and replacement:
                _find(before, table, replacement)
                await self._replace(tx, before, key, replacement)
            site = _without(await stored(tx), table, place)
            if found := [fault for fault in contradictions(site) if fault not in contradictions(before)]:
                raise Problem("in_use", errors=[Fault(field=fault.field, code="in_use") for fault in found])
            _check_guardians(before, site)
            try:
                await table.drop(tx, key)
            except ConstraintError as error:
                raise Problem("in_use") from error
            version = await self._record(tx, actor, Action.DELETE, table, key, old, None)
        return await self._saved(key, version)

    async def order_trunks(self, actor: Principal, order: list[str]) -> Saved:
        """Have calls try the trunks in this order. Raises `Problem("invalid")` unless it names each one once."""

        async def make(tx: Transaction) -> Made:
            site = await stored(tx)
            before = [trunk.id for trunk in site.trunks]
            if sorted(order) != sorted(before):
                raise Problem("invalid", errors=[Fault(field="", code="not_allowed")])
            for trunk in site.trunks:
                await site_store.put_trunk(tx, trunk, position=order.index(trunk.id))
            return Made(Action.CHANGE, "", {"order": before}, {"order": order})

        return await self.carry_out(actor, TRUNKS.name, make)

    async def carry_out(self, actor: Principal, subject: str, make: Callable[[Transaction], Awaitable[Made]]) -> Saved:
        """A change of another kind: `make` within a transaction, its record, and everybody is told."""
        async with self._db.transaction(durable=True) as tx:
            await config_store.changed(tx)
            made = await make(tx)
            version = await config_store.version(tx)
            await add_record(
                tx, version, self._now_ms(), actor, made.action, subject, made.key, made.before, made.after
            )
        return await self._saved(made.key, version)

    async def choose_phone(self, user: str, phone: PhoneKind, shown: str) -> None:
        """A user's own choice, which is no matter of administration and not recorded."""
        async with self._db.transaction() as tx:
            await config_store.changed(tx)
            await site_store.set_phone(tx, user, str(phone), shown)
        await self._apply()

    async def _replace(self, tx: Transaction, site: Site, old: str, new: str) -> None:
        for user in site.users:
            if user.role == old:
                await USERS.save(tx, msgspec.structs.replace(user, role=new), site, "")

    @staticmethod
    async def _hash(table: Table, item: Struct) -> str:
        return await hashed(getattr(item, SECRET)) if table is USERS else ""

    async def _record(
        self,
        tx: Transaction,
        actor: Principal,
        action: Action,
        table: Table,
        key: str,
        before: Struct | None,
        after: Struct | None,
    ) -> int:
        version = await config_store.version(tx)
        await add_record(
            tx, version, self._now_ms(), actor, action, table.name, key, _open(before, before), _open(after, before)
        )
        return version

    async def _saved(self, key: str, version: int) -> Saved:
        return Saved(key=key, version=version, applied=await self._apply())


def _find(site: Site, table: Table, key: str) -> tuple[int, Any]:
    for place, item in enumerate(getattr(site, table.name)):
        if getattr(item, table.key) == key:
            return place, item
    raise Problem("not_found")


def _with(site: Site, table: Table, items: list[Any]) -> Site:
    return msgspec.structs.replace(site, **{table.name: items})


def _at_end(items: Sequence[Any], place: int) -> list[Any]:
    return [*items[:place], *items[place + 1 :], items[place]]


def _without(site: Site, table: Table, place: int) -> Site:
    """The site without an item; a user goes out of the groups as well."""
    items = list(getattr(site, table.name))
    gone = items.pop(place)
    if table is USERS:
        groups = [
            msgspec.structs.replace(group, members=[one for one in members(group) if one.user != gone.id])
            for group in site.groups
        ]
        site = msgspec.structs.replace(site, groups=groups)
    return _with(site, table, items)


def _check(table: Table, site: Site, place: int, known: Sequence[Fault]) -> None:
    """The faults of the item are named by its own fields, those that it causes elsewhere by their place in the site;
    those `known` before are not this change's."""
    prefix = f"{table.name}.{place}"
    found = [
        msgspec.structs.replace(fault, field=fault.field.removeprefix(prefix).removeprefix("."))
        if f"{fault.field}.".startswith(f"{prefix}.")
        else fault
        for fault in contradictions(site)
        if fault not in known
    ]
    if found:
        raise Problem("invalid", errors=list(map(_renamed, found)))


def _renamed(fault: Fault) -> Fault:
    return msgspec.structs.replace(fault, field="permission_set") if fault.field == "role" else fault


def _guardians(site: Site) -> int:
    needed = {Permission.MONITOR, Permission.MONITOR_SETTINGS}
    able = {one.id for one in site.permission_sets if needed <= set(one.permissions)}
    return sum(user.role in able for user in site.users)


def _check_guardians(before: Site, after: Site) -> None:
    left = _guardians(after)
    if left < _guardians(before) and left < GUARDIANS:
        raise Problem("last_supervisors")


def _open(item: Struct | None, before: Struct | None) -> dict[str, Any] | None:
    """The item for the record: of a password only whether it is another one than before."""
    if item is None:
        return None
    values: dict[str, Any] = msgspec.to_builtins(item)
    if SECRET in values:
        old = getattr(before, SECRET, UNCHANGED)
        values[SECRET] = "unchanged" if values[SECRET] == old else "changed"
    return values
