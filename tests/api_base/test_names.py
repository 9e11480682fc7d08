"""What was deleted is still called by its last name (metrics.md, edge cases)."""

import json

import pytest

from api.changes.tables import GROUPS, TRUNKS, USERS
from api.db import name_store, site_store
from api.db.engine import Database
from api.db.migrate import migrate
from api.db.migrations import m0048_former_names
from api.site.loader import fill
from api.site.sample import sample
from api.statistics.names import Named


@pytest.fixture
async def filled(db: Database) -> Database:
    await migrate(db, 0)
    await fill(db, sample())
    return db


async def test_all_there_is_has_its_name(filled: Database) -> None:
    found, site = await name_store.names(filled), sample()
    assert set(found.users) == {user.id for user in site.users}
    assert set(found.groups) == {group.id for group in site.groups}
    assert set(found.trunks) == {trunk.id for trunk in site.trunks}
    assert found.statuses["lunch_break"].ja == "昼休憩" and not found.statuses["lunch_break"].deleted
    assert not any(one.deleted for one in (*found.users.values(), *found.groups.values(), *found.trunks.values()))
    assert (found.user("nobody"), found.group("")) == ("", "")


async def test_what_is_deleted_keeps_its_last_name_and_number(filled: Database) -> None:
    before = await name_store.names(filled)
    group, trunk = next(iter(before.groups)), next(iter(before.trunks))
    async with filled.transaction() as tx:
        await tx.execute("DELETE FROM route")
        await tx.execute("UPDATE user_account SET name = '旧姓' WHERE id = 'op1'")
        await USERS.drop(tx, "op1")
        await GROUPS.drop(tx, group)
        await TRUNKS.drop(tx, trunk)
        work = await site_store.add_work_status(tx, "研修", "Training", "#112233")
        await site_store.delete_status(tx, work, 1)
    after = await name_store.names(filled)
    assert after.users["op1"] == Named(id="op1", name="旧姓", number=before.users["op1"].number, deleted=True)
    number = before.groups[group].number
    assert after.groups[group] == Named(id=group, name=before.group(group), number=number, deleted=True)
    assert (after.trunks[trunk].name, after.trunks[trunk].deleted) == (before.trunks[trunk].name, True)
    status = after.statuses[work]
    assert (status.ja, status.en, status.deleted) == ("研修", "Training", True)
    assert not after.users["op2"].deleted


async def test_who_gets_the_id_later_gives_it_the_new_name(filled: Database) -> None:
    user = next(user for user in sample().users if user.id == "op1")
    for name in ("前の人", "次の人"):
        async with filled.transaction() as tx:
            await tx.execute("UPDATE user_account SET name = {} WHERE id = 'op1'", (name,))
            await USERS.drop(tx, "op1")
        assert (await name_store.names(filled)).user("op1") == name
        async with filled.transaction() as tx:
            await site_store.put_user(tx, user, permission_set=user.role, extension=user.extension, password="-")
        found = (await name_store.names(filled)).users["op1"]
        assert (found.name, found.deleted) == (user.name, False)


async def test_who_was_deleted_before_is_known_by_the_record_of_changes(db: Database) -> None:
    await migrate(db, 0)
    deleted = [
        ("users", "u7", {"id": "u7", "name": "旧", "extension": "207"}),
        ("users", "u7", {"id": "u7", "name": "新", "extension": None}),
        ("groups", "g7", {"id": "g7", "name": "窓口", "number": "0350000007"}),
        ("menus", "m7", {"id": "m7", "name": "番号案内"}),
    ]
    async with db.transaction() as tx:
        await tx.execute("DROP TABLE former")
        await tx.execute("DROP INDEX audit_at")
        await tx.execute("DROP INDEX fact_status_by")
        for version, (subject, item, before) in enumerate(deleted, 1):
            await tx.execute(
                "INSERT INTO audit (version, at, user_id, user_name, action, subject, item, before, after)"
                " VALUES ({}, 0, 'sv1', '佐藤', 'delete', {}, {}, {}, NULL)",
                (version, subject, item, json.dumps(before)),
            )
        await m0048_former_names.up(tx)
    found = await name_store.names(db)
    assert found.users == {"u7": Named(id="u7", name="新", deleted=True)}
    assert found.groups == {"g7": Named(id="g7", name="窓口", number="0350000007", deleted=True)}
    assert found.trunks == {}
