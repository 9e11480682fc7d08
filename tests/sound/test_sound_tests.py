"""音声テスト over HTTP: the echo of the switch, what a test has shown, and who may see it (F5.8)."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given, strategies as st
from litestar import Litestar, Router
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from api.access import Permission, Principal, SessionKind
from api.db.engine import Database
from api.db.sound_test_store import KEPT
from api.problems import ProblemHandlers
from api.sound.controllers import sound_router
from api.sound.service import SoundTests
from api.sound.verdict import GOOD, USABLE, Verdict, loss, verdict
from api.switch.errors import SwitchError, SwitchRefused
from api.switch.problems import switch_problem
from sip.contract.commands import AnyCommand, AnyResult, Done, MeasurePhone, PhoneMeasured, StartEcho, StopEcho
from sip.contract.enums import Refusal
from tests.statistics.test_board import DIRECTORY

FIGURES: dict[str, Any] = {
    "microphone": "ヘッドセット",
    "speaker": "ヘッドセット",
    "ringer": "スピーカー",
    "heard": True,
    "packets": 297,
    "lost": 3,
    "jitter": 4.4,
    "packets_back": 290,
    "lost_back": 10,
    "jitter_back": 6.6,
    "rtt": 41.7,
}


class User(ASGIMiddleware):
    """In place of the guard."""

    def __init__(self) -> None:
        self.id = "A"

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        scope["user"] = Principal(
            id=self.id,
            name="",
            extension="",
            permissions=frozenset({Permission.PHONE}),
            session="s",
            kind=SessionKind.BROWSER,
        )
        await next_app(scope, receive, send)


class Switch:
    """Has a phone of `A` that hears itself when told to."""

    def __init__(self) -> None:
        self.echo = False
        self.busy = False

    async def send(self, command: AnyCommand) -> AnyResult:
        match command:
            case StartEcho() if self.busy:
                raise SwitchRefused(Refusal.BUSY)
            case StartEcho(operator="A"):
                self.echo = True
            case StopEcho(operator="A"):
                self.echo = False
            case MeasurePhone(operator="A"):
                return PhoneMeasured(echo=self.echo, packets=500, lost=2, jitter=3.5, sent=70, rtt=40.5)
            case _:
                raise AssertionError(command)
        return Done()


class Slice:
    """The slice alone, its clock one second further at each look."""

    def __init__(self, db: Database) -> None:
        self.switch, self.user, self.now = Switch(), User(), 1_000_000
        router = sound_router(self.switch, SoundTests(db, lambda: DIRECTORY, self._clock))
        self.app = Litestar(
            [Router("/api", route_handlers=[router])],
            middleware=[self.user],
            exception_handlers=ProblemHandlers({SwitchError: switch_problem}).handlers(),
        )
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://testserver/api")

    def _clock(self) -> int:
        self.now += 1000
        return self.now

    async def add(self, user: str = "A", **changed: Any) -> dict[str, Any]:
        self.user.id = user
        answer = await self.client.post("/phone/sound-tests", json=FIGURES | changed)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
async def part(db: Database) -> AsyncIterator[Slice]:
    made = Slice(db)
    yield made
    await made.client.aclose()


async def test_the_echo_is_begun_measured_and_ended(part: Slice) -> None:
    begun = await part.client.put("/phone/echo")
    assert begun.status_code == 200, begun.text
    assert begun.json() == {
        "echo": True,
        "packets": 500,
        "lost": 2,
        "jitter": 3.5,
        "sent": 70,
        "remote_lost": None,
        "remote_jitter": None,
        "rtt": 40.5,
    }
    assert (await part.client.get("/phone/echo")).json()["echo"] is True
    assert (await part.client.delete("/phone/echo")).status_code == 204
    assert (await part.client.get("/phone/echo")).json()["echo"] is False


async def test_in_a_call_there_is_no_echo_and_one_is_told_why(part: Slice) -> None:
    part.switch.busy = True
    answer = await part.client.put("/phone/echo")
    assert (answer.status_code, answer.json()["code"]) == (409, "busy")


async def test_a_test_is_judged_kept_and_shown_to_supervisors(part: Slice) -> None:
    done = await part.add()
    assert (done["verdict"], done["loss"], done["loss_back"]) == ("usable", 1.0, 3.3)
    assert (done["jitter"], done["jitter_back"], done["rtt"]) == (4, 7, 42)
    assert (done["microphone"], done["ringer"]) == ("ヘッドセット", "スピーカー")
    last = await part.add(lost_back=0, rtt=None)
    assert (last["verdict"], last["rtt"]) == ("good", None)
    other = await part.add("B", heard=False)
    assert (other["verdict"], other["user_name"]) == ("silent", "馬場")
    assert (await part.client.get("/sound-tests")).json() == [other, last]
    assert (await part.client.get("/sound-tests", params={"user": "A"})).json() == [last, done]
    assert (await part.client.get("/phone/sound-tests")).json() == [other]


async def test_who_is_no_longer_here_is_not_listed(part: Slice) -> None:
    await part.add("gone")
    assert (await part.client.get("/sound-tests")).json() == []


async def test_the_last_ones_are_kept(part: Slice) -> None:
    await part.add("B")
    ids = [(await part.add())["id"] for _ in range(KEPT + 2)]
    kept = (await part.client.get("/sound-tests", params={"user": "A"})).json()
    assert [one["id"] for one in kept] == ids[::-1][:KEPT]
    assert len((await part.client.get("/sound-tests")).json()) == 2


@pytest.mark.parametrize(
    ("field", "value"), [("packets", -1), ("jitter", -0.5), ("rtt", 1e9), ("microphone", "x" * 201), ("what", 1)]
)
async def test_figures_that_cannot_be_are_named(part: Slice, field: str, value: object) -> None:
    answer = await part.client.post("/phone/sound-tests", json=FIGURES | {field: value})
    assert answer.status_code == 422, answer.text
    assert [fault["field"] for fault in answer.json()["errors"]] == [field]


def test_the_limits() -> None:
    assert verdict(True, *GOOD) is Verdict.GOOD
    assert verdict(True, *USABLE) is Verdict.USABLE
    for at in range(3):
        beyond = [limit + (0.1 if at == which else 0) for which, limit in enumerate(GOOD)]
        assert verdict(True, *beyond) is Verdict.USABLE
        beyond = [limit + (0.1 if at == which else 0) for which, limit in enumerate(USABLE)]
        assert verdict(True, *beyond) is Verdict.BAD
    assert verdict(True, 0, 0, None) is Verdict.GOOD
    assert verdict(False, 0, 0, 10) is Verdict.SILENT


@given(packets=st.integers(0, 10_000), lost=st.integers(-500, 10_000))
def test_loss_is_a_share(packets: int, lost: int) -> None:
    share = loss(packets, lost)
    assert 0 <= share <= 100
    if packets and lost >= 0:
        assert share == pytest.approx(100 * lost / (packets + lost))
    if not packets:
        assert share == 100
