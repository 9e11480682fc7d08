"""Browsers that a test has left logged in: the next one comes with a fresh profile, and would be refused (F1.5)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from api.db.engine import connect


def end_browsers(db_url: str, user: str) -> None:
    """End the browser sessions of a user behind the server's back; its presence and its programs go on."""
    with ThreadPoolExecutor(1) as pool:  # the caller may have a running event loop
        pool.submit(asyncio.run, _end(db_url, user)).result()


async def _end(db_url: str, user: str) -> None:
    db = connect(db_url)
    await db.open()
    try:
        async with db.transaction() as tx:
            await tx.execute(
                "UPDATE session SET revoked = created, reason = '' WHERE user_id = {} AND kind = 'browser'"
                " AND revoked IS NULL",
                (user,),
            )
    finally:
        await db.close()
