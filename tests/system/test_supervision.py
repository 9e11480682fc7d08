"""Supervision (F4.1-F4.5) through real processes: who hears whom, by a tone for each party, and nobody a click."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.async_api import Page, expect

from tests.support.baresip import desk_phone
from tests.support.centre import Centre, start
from tests.support.chromium import chromium, context_of, levels, tone_wav
from tests.support.pages import HEARD_S, Board, Phone
from tests.support.party import Party, own_carrier
from tests.support.rtp import Packet
from tests.support.sound import frames, tone
from tests.support.talker import Talker, click, shares
from tests.system.test_handover import until

CALLER_HZ, OPERATOR_HZ, SECOND_HZ = 440.0, 1000.0, 1300.0
ONE_HZ, TWO_HZ = 700.0, 1700.0
TONES = (CALLER_HZ, OPERATOR_HZ, SECOND_HZ, ONE_HZ, TWO_HZ)
DESK_HZ = 550
CLICK = 0.012
"""A gap of one frame in a tone measures 0.04; a tone that begins softly in the middle of another 0.006."""


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """The sample centre with its two supervisors."""
    with start(tmp_path_factory.mktemp("supervision")) as running:
        yield running


class Ear(Protocol):
    """Who keeps what they hear."""

    heard: list[Packet]


async def hears(who: Ear, *hertz: float) -> int:
    """Wait until they hear these tones and none of the other parties'; how many packets they have had then."""
    found: list[float] = []
    for _ in range(int(HEARD_S / 0.05)):
        last = who.heard[-20:]
        found = shares(last, *TONES)
        wanted = [share > 0.08 if hz in hertz else share < 0.01 for hz, share in zip(TONES, found, strict=True)]
        if all(wanted) and len(last) == 20:
            return len(who.heard)
        await asyncio.sleep(0.05)
    raise AssertionError(f"{dict(zip(TONES, found, strict=True))} is heard, not {hertz}")


@asynccontextmanager
async def talking(centre: Centre, operator: Talker) -> AsyncIterator[tuple[Party, str]]:
    """A caller from outside, and the operator who has answered."""
    await asyncio.to_thread(operator.choose, "available")
    async with own_carrier(centre) as carrier, carrier.call(centre.groups[0]["number"]) as caller:
        call = await asyncio.to_thread(operator.until, "ringing")
        await asyncio.to_thread(operator.act, call, "answer")
        await caller.until("answered")
        await caller.phone.speak(frames(tone(CALLER_HZ)))
        await hears(operator, CALLER_HZ)
        await hears(caller.phone, OPERATOR_HZ)
        yield caller, call


def talker(centre: Centre, user: str, hertz: float) -> Talker:
    return Talker(centre, next(one for one in centre.users if one["id"] == user), hertz)


async def test_who_hears_whom_and_nobody_a_click(centre: Centre) -> None:
    """Two supervisors who talk without a pause, whether they are to be heard or not, through hold, consultation and
    transfer."""
    run = asyncio.to_thread
    with (
        talker(centre, "op1", OPERATOR_HZ) as operator,
        talker(centre, "op2", SECOND_HZ) as second,
        talker(centre, "sv1", ONE_HZ) as one,
        talker(centre, "sv2", TWO_HZ) as two,
    ):
        async with talking(centre, operator) as (caller, call):
            quiet, at_operator = len(caller.phone.heard), len(operator.heard)
            await run(one.supervise, "op1", "listen")
            await hears(one, CALLER_HZ, OPERATOR_HZ)
            await run(two.supervise, "op1", "listen")
            await hears(two, CALLER_HZ, OPERATOR_HZ)
            end = await hears(operator, CALLER_HZ)
            assert click(operator.heard[at_operator:end], CALLER_HZ) < CLICK, "the operator hears them come"

            await run(one.supervise, "op1", "whisper")
            await hears(operator, CALLER_HZ, ONE_HZ)
            await hears(two, CALLER_HZ, OPERATOR_HZ, ONE_HZ)
            await run(two.supervise, "op1", "whisper")
            await hears(operator, CALLER_HZ, ONE_HZ, TWO_HZ)
            await hears(one, CALLER_HZ, OPERATOR_HZ, TWO_HZ)
            await run(two.leave)
            await run(one.supervise, "op1", "listen")
            end = await hears(operator, CALLER_HZ)
            assert click(operator.heard[at_operator:end], CALLER_HZ, ONE_HZ, TWO_HZ) < CLICK, "modes change loudly"
            end = await hears(caller.phone, OPERATOR_HZ)
            assert click(caller.phone.heard[quiet:end], OPERATOR_HZ) < CLICK, "the caller hears that somebody is there"

            joined = len(caller.phone.heard)
            await run(one.supervise, "op1", "barge")
            await hears(caller.phone, OPERATOR_HZ, ONE_HZ)
            await run(two.supervise, "op1", "whisper")
            await hears(operator, CALLER_HZ, ONE_HZ, TWO_HZ)
            end = await hears(caller.phone, OPERATOR_HZ, ONE_HZ)
            assert click(caller.phone.heard[joined:end], OPERATOR_HZ, ONE_HZ) < CLICK, "the caller hears them come"

            await run(operator.act, call, "hold")
            await hears(operator, ONE_HZ, TWO_HZ)
            await hears(caller.phone)
            await run(operator.act, call, "resume")
            await hears(caller.phone, OPERATOR_HZ, ONE_HZ)

            await run(second.choose, "available")
            await run(operator.post, call, "consult", {"number": second_extension(centre)})
            await run(second.act, await run(second.until, "ringing"), "answer")
            await hears(operator, SECOND_HZ, ONE_HZ, TWO_HZ)
            await hears(one, OPERATOR_HZ, SECOND_HZ, TWO_HZ)
            await hears(caller.phone)
            await run(operator.post, call, "complete")
            await run(one.supervises, "op2", "barge")
            await run(two.supervises, "op2", "whisper")
            await hears(second, CALLER_HZ, ONE_HZ, TWO_HZ)
            await hears(caller.phone, SECOND_HZ, ONE_HZ)
            gone = len(caller.phone.heard)
            await run(one.leave)
            end = await hears(caller.phone, SECOND_HZ)
            assert click(caller.phone.heard[gone:end], SECOND_HZ, ONE_HZ) < CLICK, "the caller hears them go"
            caller.session.end()
            await run(two.alone)
    found = record(centre)
    assert [(each["supervisor"], each["operator"], each["mode"], each["reason"]) for each in found] == [
        ("sv1", "op1", "listen", None), ("sv2", "op1", "listen", None), ("sv1", "op1", "whisper", None),
        ("sv2", "op1", "whisper", "left"), ("sv1", "op1", "listen", None), ("sv1", "op1", "barge", None),
        ("sv2", "op1", "whisper", None), ("sv1", "op2", "barge", "left"), ("sv2", "op2", "whisper", "call_ended"),
    ]  # fmt: skip


def second_extension(centre: Centre) -> str:
    found: str = next(user["extension"] for user in centre.users if user["id"] == "op2")
    return found


def record(centre: Centre) -> list[dict[str, Any]]:
    """The stretches in the order in which they began (at the same moment: any)."""
    with centre.client(centre.supervisors[0]) as api:
        found: list[dict[str, Any]] = api.get("/api/supervisions").json()["items"]
    return sorted(found, key=lambda each: (each["begin"], each["supervisor"]))


async def page_hears(page: Page, *hertz: float) -> None:
    """Wait until these parties, and no others, are heard on the page."""
    parties = (CALLER_HZ, DESK_HZ, ONE_HZ, TWO_HZ)

    async def so() -> bool:
        found = await levels(page, *parties)
        heard = [level for hz, level in zip(parties, found, strict=True) if hz in hertz]
        others = [level for hz, level in zip(parties, found, strict=True) if hz not in hertz]
        return min(heard) > -60 and min(heard) - max(others, default=-120.0) > 15

    await until(so, f"the page does not hear {hertz} and those alone")


async def test_on_real_phones(centre: Centre, tmp_path: Path) -> None:
    """An operator on a desk phone, a supervisor in the browser whose phone's window the board opens, another one on a
    desk phone; a reload of the window ends nothing."""
    assert centre.carrier is not None
    operator, other = centre.operators[0], centre.users[-1]
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        desk = await enter(desk_phone(tmp_path / "operator", centre.sip, operator, DESK_HZ))
        sv2 = await enter(desk_phone(tmp_path / "sv2", centre.sip, other, int(TWO_HZ)))
        browser = await enter(chromium(tone_wav(tmp_path / "one.wav", ONE_HZ)))
        await desk.registered()
        await sv2.registered()
        own = stack.enter_context(centre.client(operator))
        api = stack.enter_context(centre.client(other))
        assert own.put("/api/phone/status", json={"status": "available"}).is_success
        call = centre.carrier.call(centre.groups[0]["number"], hz=CALLER_HZ, talk_s=120)
        await desk.until("CALL_INCOMING")
        await desk.do("accept")
        await desk.hears(CALLER_HZ)

        context = await context_of(browser, centre)
        await context.add_init_script("sessionStorage.setItem('kikite.raw', '1')")
        board = (await Board.of(context, centre.supervisors[0])).page
        await board.locator(f"tr[data-operator='{operator['id']}'] [data-action=operator]").click()
        async with board.expect_popup() as opened:
            await board.locator("[data-action=operator-listen]").click()
        phone = Phone(await opened.value)
        await phone.attached()
        await expect(phone.page.locator(".supervision[data-mode=listen]")).to_contain_text(operator["name"])
        await page_hears(phone.page, CALLER_HZ, DESK_HZ)
        await until(lambda: desk.shares(CALLER_HZ)[0] > 0.95, "the operator hears more than the caller")

        await board.locator(".supervision [data-action=mode][data-mode=whisper]").click()
        await until(lambda: min(desk.shares(CALLER_HZ, ONE_HZ)) > 0.2, "the operator does not hear the whisper")
        caller_hears = lambda *hz: _caller_hears(centre, call.name, *hz)  # noqa: E731
        await caller_hears(DESK_HZ)

        assert api.patch("/api/phone/settings", json={"phone": "desk"}).is_success
        assert api.put("/api/supervision", json={"operator": operator["id"], "mode": "listen"}).is_success
        await sv2.until("CALL_INCOMING")
        await sv2.do("accept")
        await until(lambda: min(sv2.shares(CALLER_HZ, DESK_HZ, ONE_HZ)) > 0.1, "the desk phone does not hear them all")
        await caller_hears(DESK_HZ)

        await phone.page.reload()
        await phone.attached()
        await expect(phone.page.locator(".supervision[data-mode=whisper]")).to_be_visible()
        await page_hears(phone.page, CALLER_HZ, DESK_HZ)
        await until(lambda: min(desk.shares(CALLER_HZ, ONE_HZ)) > 0.2, "the whisper has ended with the reload")

        await phone.page.locator(".supervision [data-action=mode][data-mode=barge]").click()
        await expect(board.locator(".supervision[data-mode=barge]")).to_be_visible()
        await caller_hears(DESK_HZ, ONE_HZ)
        await phone.page.keyboard.press("End")
        await expect(board.locator(".supervision")).to_have_count(0)
        await caller_hears(DESK_HZ)
        await sv2.do("hangup")
        await until(
            lambda: api.get("/api/phone").json()["supervision"] is None, "a supervisor who hung up is still there"
        )
        refused = own.put("/api/supervision", json={"operator": "op2", "mode": "listen"})
        assert refused.status_code == 403
        call.hang_up()
        call.until("ended")
        assert own.delete("/api/session").is_success


async def _caller_hears(centre: Centre, call: str, *hertz: float) -> None:
    """One tone is heard purely; of two, both are, after each other the stronger one."""

    def so(report: dict[str, Any]) -> bool:
        last = report["heard"][-1] if report["heard"] else {"hz": 0.0, "purity": 0.0}
        return min(abs(last["hz"] - hz) for hz in hertz) < 12 and (last["purity"] > 0.8) == (len(hertz) == 1)

    assert centre.carrier is not None
    await centre.carrier.wait(call, so)


def test_a_status_chosen_for_somebody_else_is_on_record(centre: Centre) -> None:
    supervisor, operator = centre.supervisors[0], centre.operators[2]
    with centre.client(supervisor) as api, talker(centre, operator["id"], OPERATOR_HZ) as agent:

        def choose(who: str, status: str) -> int:
            return api.put(f"/api/operators/{who}/status", json={"status": status}).status_code

        assert choose(operator["id"], "short_break") == 204
        agent.shows("short_break")
        agent.choose("available")
        assert choose(operator["id"], "talking") == 422, "no status that somebody chooses"
        assert choose("nobody", "acw") == 404
        assert choose(centre.operators[3]["id"], "acw") == 409, "is logged out"
        with centre.client(operator) as own:
            assert own.put("/api/operators/op1/status", json={"status": "acw"}).status_code == 403
    with sqlite3.connect(f"file:{centre.folder}/kikite.db?mode=ro", uri=True) as db:
        spans = db.execute(
            'SELECT "status", "by" FROM fact_status WHERE "operator" = ? AND "status" IN (?, ?) ORDER BY "begin"',
            (operator["id"], "short_break", "available"),
        ).fetchall()
    assert spans == [("short_break", supervisor["id"]), ("available", operator["id"])]
