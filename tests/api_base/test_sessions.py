"""What the listeners of log-ins and log-outs are told."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from api.access import Principal, SessionKind
from api.auth.service import LIFETIME_S, Leaving, Sessions
from api.auth.tokens import Tokens
from api.db import account_store
from api.db.account_store import Session
from api.db.engine import Database
from api.db.migrate import migrate
from api.problems import Problem
from api.site.loader import fill
from api.site.sample import sample
from sip.contract.enums import LogOutReason

GRACE_S = 30


class Heard:
    """Notes what it is told, then fails."""

    def __init__(self) -> None:
        self.said: list[tuple[object, ...]] = []

    async def logged_in(self, user: Principal, session: Session) -> None:
        self.said.append(("in", user.id, session.id))
        raise RuntimeError("a listener's failure is no failure of the log-in")

    async def logged_out(self, user: Principal, session: Session, leaving: Leaving, others: int) -> None:
        self.said.append(("out", user.id, session.id, leaving.reason, others))
        raise RuntimeError("nor of the log-out")


class Clock:
    """A wall clock in the hand of the test."""

    def __init__(self) -> None:
        self.ms = time.time_ns() // 1_000_000  # tokens are held against the real one

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sessions(db: Database, heard: Heard, clock: Clock) -> AsyncIterator[Sessions]:
    await migrate(db, 0)
    site = sample()
    await fill(db, site)
    made = Sessions(db, Tokens(bytes(32)), clock, [heard], grace_s=GRACE_S)
    passwords.update({user.id: user.password for user in site.users})
    yield made


passwords: dict[str, str] = {}


async def test_in_and_out(sessions: Sessions, heard: Heard) -> None:
    first, _ = await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a")
    second, _ = await sessions.log_in("op1", passwords["op1"], SessionKind.PROGRAM, "a")
    assert await sessions.open_users() == {"op1"}
    assert sessions.valid(first.session.id)
    await sessions.log_out(first)
    await sessions.log_out(first)  # over already: nobody is told twice
    assert not sessions.valid(first.session.id)
    await sessions.log_out(second, Leaving(reason=LogOutReason.FORCED))
    assert heard.said == [
        ("in", "op1", first.session.id),
        ("in", "op1", second.session.id),
        ("out", "op1", first.session.id, LogOutReason.CHOSEN, 1),
        ("out", "op1", second.session.id, LogOutReason.FORCED, 0),
    ]
    assert await sessions.open_users() == set()


async def test_replaced_quietly_by_the_same_user_only(sessions: Sessions, heard: Heard) -> None:
    one, token = await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a")
    await sessions.replace(token, "op1")
    assert [entry[0] for entry in heard.said] == ["in"]
    two, token = await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a")
    await sessions.replace(token, "op2")
    assert heard.said[-1] == ("out", "op1", two.session.id, LogOutReason.TAKEN_OVER, 0)
    assert not sessions.valid(one.session.id)
    await sessions.replace("nonsense", "op2")


async def test_expiry(sessions: Sessions, clock: Clock) -> None:
    live, _ = await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a")
    clock.ms += LIFETIME_S[SessionKind.BROWSER] * 1000
    assert not sessions.valid(live.session.id)
    assert await sessions.open_users() == set()


async def test_address_is_throttled_too(sessions: Sessions, clock: Clock) -> None:
    for number in range(50):
        with pytest.raises(Problem, match="wrong_credentials"):
            await sessions.log_in(f"user {number}", "x", SessionKind.BROWSER, "198.51.100.1")
    with pytest.raises(Problem, match="too_many_attempts"):
        await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "198.51.100.1")
    await sessions.log_in("op1", passwords["op1"], SessionKind.PROGRAM, "198.51.100.2")
    clock.ms += 3000
    await sessions.log_in("op1", passwords["op1"], SessionKind.PROGRAM, "198.51.100.1")


async def test_streams_of_a_session_begun_during_the_look_up(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look-up of valid sessions read the database just before a log-in and just before a log-out."""
    old, _ = await sessions.log_in("op1", passwords["op1"], SessionKind.PROGRAM, "a")
    reading, go, read = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def valid_sessions(db: Database, now_ms: int) -> dict[str, int]:
        found = await original(db, now_ms)
        reading.set()
        await go.wait()
        asyncio.get_running_loop().call_soon(read.set)
        return found

    original = account_store.valid_sessions
    monkeypatch.setattr(account_store, "valid_sessions", valid_sessions)
    watch = asyncio.create_task(sessions.watch())
    await reading.wait()
    new, _ = await sessions.log_in("op2", passwords["op2"], SessionKind.PROGRAM, "a")
    await sessions.log_out(old)
    go.set()
    await read.wait()
    assert sessions.valid(new.session.id)
    assert not sessions.valid(old.session.id)
    watch.cancel()
    await asyncio.gather(watch, return_exceptions=True)


async def refused(sessions: Sessions, *, own: str = "", take_over: bool = False) -> str:
    """By which code a log-in of op1 at a browser is refused."""
    with pytest.raises(Problem) as caught:
        await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a", own=own, take_over=take_over)
    return caught.value.code


async def test_a_second_browser_is_refused_until_the_first_has_been_silent_for_the_grace_time(
    sessions: Sessions, heard: Heard, clock: Clock
) -> None:
    """F1.5: nobody takes over from a browser that is alive, and nobody is locked out by one that is not."""
    first, token = await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a")
    await sessions.log_in("op1", passwords["op1"], SessionKind.PROGRAM, "a")  # programs are not concerned
    assert await refused(sessions) == await refused(sessions, take_over=True) == "logged_in_elsewhere"
    clock.ms += 29_000
    await sessions.authenticate(token, SessionKind.BROWSER)
    clock.ms += 29_000
    assert await refused(sessions, take_over=True) == "logged_in_elsewhere"
    clock.ms += 1_000
    assert await refused(sessions) == "logged_in_silent"
    second, _ = await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a", take_over=True)
    assert ("out", "op1", first.session.id, LogOutReason.TAKEN_OVER, 1) in heard.said
    assert sessions.valid(second.session.id) and not sessions.valid(first.session.id)
    with pytest.raises(Problem) as told:
        await sessions.authenticate(token, SessionKind.BROWSER)
    assert told.value.code == "taken_over"


async def test_the_refusal_says_who_since_when_and_for_how_long(sessions: Sessions, clock: Clock) -> None:
    live, token = await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a")
    since = datetime.fromtimestamp(clock.ms / 1000, UTC)
    clock.ms += 10_500
    with pytest.raises(Problem) as caught:
        await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a")
    who = {"user": "op1", "name": live.principal.name, "since": f"{since:%Y-%m-%d %H:%M}"}
    assert caught.value.params == {**who, "seconds": 20}, "until it may be taken over from, if it stays silent"
    assert caught.value.headers == {"Retry-After": "20"}
    again, _ = await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a", own=token)
    assert again.session.id != live.session.id


async def test_of_two_browsers_at_once_one_is_refused(sessions: Sessions) -> None:
    entered = [sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a") for _ in range(2)]
    came = await asyncio.gather(*entered, return_exceptions=True)
    assert sorted(isinstance(one, Problem) for one in came) == [False, True]


async def test_after_a_restart_of_the_server_the_silence_counts_anew(
    sessions: Sessions, db: Database, clock: Clock
) -> None:
    await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a")
    clock.ms += 250_000
    restarted = Sessions(db, Tokens(bytes(32)), clock, grace_s=GRACE_S)
    assert await refused(restarted, take_over=True) == "logged_in_elsewhere"
    clock.ms += 30_000
    assert await refused(restarted) == "logged_in_silent"


async def test_who_was_logged_out_is_told_by_whom(sessions: Sessions, clock: Clock) -> None:
    _, cookie = await sessions.log_in("op1", passwords["op1"], SessionKind.BROWSER, "a")
    _, program = await sessions.log_in("op1", passwords["op1"], SessionKind.PROGRAM, "a")
    await sessions.end_all("op1", Leaving(reason=LogOutReason.FORCED, by="sv1", by_name="佐藤"), programs=True)
    for token, kind in ((cookie, SessionKind.BROWSER), (program, SessionKind.PROGRAM)):
        with pytest.raises(Problem) as caught:
            await sessions.authenticate(token, kind)
        assert (caught.value.code, caught.value.params["by"]) == ("forced_out", "佐藤")


async def test_the_only_user_who_may_log_others_out_is_told(sessions: Sessions, db: Database) -> None:
    """F1.6: there should be two; below that number no change leads, but a site may begin so."""
    live, _ = await sessions.log_in("sv1", passwords["sv1"], SessionKind.PROGRAM, "a")
    other, _ = await sessions.log_in("op1", passwords["op1"], SessionKind.PROGRAM, "a")
    assert not await sessions.sole_guardian(live.principal)
    async with db.transaction() as tx:
        await tx.execute("UPDATE user_account SET permission_set = 'operator' WHERE id = 'sv2'")
    assert await sessions.sole_guardian(live.principal)
    assert not await sessions.sole_guardian(other.principal)
    async with db.transaction() as tx:
        await tx.execute("UPDATE user_account SET permission_set = 'supervisor' WHERE id = 'op1'")
    assert not await sessions.sole_guardian(live.principal)
