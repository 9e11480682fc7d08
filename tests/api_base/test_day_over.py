"""Who is logged out when, at the beginning of the day and by supervisors, with calls in progress (F1.6, F1.7)."""

import time
from collections.abc import AsyncIterator

import pytest

from api.access import Permission, Principal, SessionKind
from api.auth.log_outs import CallsWish, LogOuts
from api.auth.service import Leaving, Sessions
from api.auth.tokens import Tokens
from api.db import log_out_store
from api.db.account_store import Live, Session
from api.db.engine import Database
from api.db.migrate import migrate
from api.problems import Problem
from api.site.loader import fill
from api.site.sample import sample
from sip.contract.enums import LogOutReason

MINUTE = 60_000


class House:
    """Sessions with a clock in the hand of the test, and who is in a call or has the phone window open."""

    def __init__(self, db: Database, passwords: dict[str, str]) -> None:
        self.db = db
        self.now = time.time_ns() // 1_000_000  # tokens are held against the real clock
        self.passwords = passwords
        self.left: list[tuple[str, Leaving]] = []
        self.in_calls: set[str] = set()
        self.on_phone: set[str] = set()
        self.sessions = Sessions(db, Tokens(bytes(32)), lambda: self.now, [self])
        self.log_outs = self.started()

    def started(self) -> LogOuts:
        return LogOuts(
            self.db, self.sessions, lambda: self.now, lambda: self.in_calls, lambda user: user in self.on_phone
        )

    async def enter(self, user: str, kind: SessionKind = SessionKind.BROWSER) -> Live:
        live, _ = await self.sessions.log_in(user, self.passwords[user], kind, "a")
        return live

    async def logged_in(self, user: Principal, session: Session) -> None:
        pass

    async def logged_out(self, user: Principal, session: Session, leaving: Leaving, others: int) -> None:
        self.left.append((user.id, leaving))


@pytest.fixture
async def house(db: Database) -> AsyncIterator[House]:
    await migrate(db, 0)
    site = sample()
    await fill(db, site)
    yield House(db, {user.id: user.password for user in site.users})


SV = Principal(
    id="sv1",
    name="佐藤",
    extension="100",
    permissions=frozenset({Permission.MONITOR}),
    session="s",
    kind=SessionKind.PROGRAM,
)


async def test_the_day_ends_sessions_but_no_call_and_no_supervisors_phone(house: House) -> None:
    for user in ("op1", "op2", "sv1"):
        await house.enter(user)
    program = await house.enter("op3", SessionKind.PROGRAM)
    house.in_calls, house.on_phone = {"op2"}, {"sv1"}
    house.now += MINUTE
    midnight = house.now
    house.now += 5
    late = await house.enter("op4")
    await house.log_outs.day_began(midnight)
    assert [(user, leaving.reason, leaving.end_calls) for user, leaving in house.left] == [
        ("op1", LogOutReason.DAY_START, False)
    ]
    await house.log_outs.look()
    assert len(house.left) == 1 and house.log_outs.waiting
    house.in_calls = set()
    await house.log_outs.look()
    assert [user for user, _ in house.left] == ["op1", "op2"] and not house.log_outs.waiting
    assert house.sessions.valid(late.session.id) and house.sessions.valid(program.session.id)
    assert "sv1" in await house.sessions.open_users()


async def test_a_supervisor_without_a_phone_window_is_logged_out_too(house: House) -> None:
    await house.enter("sv1")
    await house.log_outs.day_began(house.now + MINUTE)
    assert [user for user, _ in house.left] == ["sv1"]


async def test_a_server_that_was_away_at_midnight_makes_up_for_it_once(house: House) -> None:
    await house.enter("op1")
    house.now += MINUTE
    midnight = house.now
    house.now += MINUTE
    await house.started().day_began(midnight)
    await house.enter("op1")
    await house.started().day_began(midnight)
    assert len(house.left) == 1


async def test_forced_in_a_call(house: House) -> None:
    await house.enter("op1")
    house.in_calls = {"op1"}
    with pytest.raises(Problem) as asked:
        await house.log_outs.force(SV, "op1", None)
    assert asked.value.code == "in_call" and house.left == []
    waiting = await house.log_outs.force(SV, "op1", CallsWish.FINISH)
    assert waiting.done is None and house.left == []
    again = house.started()  # the server is restarted during the call
    await again.start()
    house.in_calls = set()
    house.now += MINUTE
    await again.look()
    ((user, leaving),) = house.left
    assert (user, leaving.reason, leaving.by, leaving.end_calls) == ("op1", LogOutReason.FORCED, "sv1", False)
    (record,) = await log_out_store.records(house.db, log_out_store.Filter(), 10)
    assert (record.calls, record.at, record.done) == ("finish", house.now - MINUTE, house.now)


async def test_forced_out_of_a_call(house: House) -> None:
    await house.enter("op1")
    await house.enter("op1", SessionKind.PROGRAM)
    house.in_calls = {"op1"}
    done = await house.log_outs.force(SV, "op1", CallsWish.END)
    assert done.done == house.now
    assert [(user, leaving.end_calls) for user, leaving in house.left] == [("op1", True), ("op1", True)]
