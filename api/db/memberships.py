"""Who was a member of which group, when: what the configuration does not remember and figures of the past need."""

from api.db.engine import Database, Reader
from api.statistics.directory import Directory
from api.statistics.rollup import EVERYBODY, Membership, Memberships


async def load(db: Reader) -> list[Membership]:
    """All of them, in the order of their begin."""
    rows = await db.fetch('SELECT * FROM membership ORDER BY "begin", "group", "operator"')
    return [Membership(row["group"], row["operator"], row["begin"], row["end"]) for row in rows]


async def note(db: Database, directory: Directory, now: int) -> Memberships:
    """Note what has changed up to `now` (wall ms); gives all that is known. The first that is ever noted counts for all
    the time before, as nobody knows better."""
    known = await load(db)
    wanted = present(directory)
    open_now = {(each.group, each.operator): each for each in known if each.end is None}
    begin = now if known else 0
    ended = [each for place, each in open_now.items() if place not in wanted]
    begun = [Membership(group, operator, begin) for group, operator in sorted(wanted - open_now.keys())]
    if ended or begun:
        async with db.transaction() as tx:
            await tx.executemany(
                'UPDATE membership SET "end" = {} WHERE "group" = {} AND "operator" = {} AND "begin" = {}',
                [(now, each.group, each.operator, each.begin) for each in ended],
            )
            await tx.executemany(
                'INSERT INTO membership ("group", "operator", "begin") VALUES ({}, {}, {})'
                ' ON CONFLICT ("group", "operator", "begin") DO UPDATE SET "end" = NULL',
                [(each.group, each.operator, each.begin) for each in begun],
            )
        known = await load(db)
    return Memberships(known)


async def backdate(db: Database) -> None:
    """Have the present memberships count for all the time before, where calls of that time are brought in."""
    async with db.transaction() as tx:
        await tx.execute('UPDATE membership SET "begin" = 0 WHERE "end" IS NULL')


def present(directory: Directory) -> set[tuple[str, str]]:
    """Group and operator of every membership now; all operators are members of `EVERYBODY`."""
    operators = directory.operators()
    found = {(EVERYBODY, operator) for operator in operators}
    for group in directory.groups:
        found.update((group.id, member) for member in group.members if member in operators)
    return found
