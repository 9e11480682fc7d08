"""What users' tests of their sound before the shift have shown: the last ones of each user."""

from typing import Final

from msgspec import Struct
from piccolo.columns import BigInt, Boolean, Text
from piccolo.table import Table

from api.db.engine import Database, Reader
from api.db.rows import item_of, put, row_of
from api.db.tables import ENGINE

KEPT: Final = 20
"""So many of each user are kept."""


class SoundTestRow(Table, db=ENGINE, tablename="sound_test"):
    """A test; the columns are the fields of `SoundTest`."""

    id = Text(primary_key=True)
    user_id = Text()
    at = BigInt()
    verdict = Text()
    microphone = Text()
    speaker = Text()
    ringer = Text()
    heard = Boolean()
    packets = BigInt()
    lost = BigInt()
    jitter = BigInt()
    packets_back = BigInt()
    lost_back = BigInt()
    jitter_back = BigInt()
    rtt = BigInt(null=True)


class SoundTest(Struct, frozen=True, kw_only=True):
    """A test as stored. `at`: ms since 1970 UTC; jitter and `rtt` in ms, `rtt` None where it was not measured;
    `…_back`: of the echo that came back to the browser."""

    id: str
    user_id: str
    at: int
    verdict: str
    microphone: str
    speaker: str
    ringer: str
    heard: bool
    packets: int
    lost: int
    jitter: int
    packets_back: int
    lost_back: int
    jitter_back: int
    rtt: int | None = None


async def add(db: Database, test: SoundTest) -> None:
    """Keep a test; the oldest ones of the same user beyond `KEPT` go."""
    async with db.transaction() as tx:
        await put(tx, SoundTestRow, "id", row_of(SoundTestRow, test))
        await tx.execute(
            "DELETE FROM sound_test WHERE user_id = {} AND id NOT IN"
            " (SELECT id FROM sound_test WHERE user_id = {} ORDER BY at DESC, id DESC LIMIT {})",
            (test.user_id, test.user_id, KEPT),
        )


async def of_user(db: Reader, user: str) -> list[SoundTest]:
    """Those of one user, newest first."""
    rows = await db.fetch("SELECT * FROM sound_test WHERE user_id = {} ORDER BY at DESC, id DESC", (user,))
    return [item_of(SoundTest, row) for row in rows]


async def newest(db: Reader) -> list[SoundTest]:
    """The newest test of each user who has made one."""
    rows = await db.fetch(
        "SELECT * FROM sound_test t WHERE NOT EXISTS (SELECT 1 FROM sound_test n WHERE n.user_id = t.user_id"
        " AND (n.at > t.at OR (n.at = t.at AND n.id > t.id))) ORDER BY at DESC, id DESC"
    )
    return [item_of(SoundTest, row) for row in rows]
