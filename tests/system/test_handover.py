"""Transfer, park, pick-up and conference (F5.7, F5.10) as operators do them, with the sound of all parties measured."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.support.baresip import desk_phone
from tests.support.centre import CarrierCall, Centre
from tests.support.chromium import chromium, context_of, levels, tone_wav
from tests.support.pages import HEARD_S, Phone
from tests.support.replay import compare
from tests.system.conftest import ANSWER_HZ

CALLER_HZ = 440.0
FIRST_HZ, SECOND_HZ, DESK_HZ = 1000.0, 700.0, 550


@pytest.fixture(scope="module")
def database() -> str:
    """SQLite; that PostgreSQL holds the same of it is the last test's affair."""
    return ""


@asynccontextmanager
async def two_phones(centre: Centre, folder: Path) -> AsyncIterator[tuple[Phone, Phone]]:
    """The phones of op1, in 受付可, and op2, in 準備中; both are in the first group."""
    async with (
        chromium(tone_wav(folder / "one.wav", FIRST_HZ)) as one,
        chromium(tone_wav(folder / "two.wav", SECOND_HZ)) as two,
    ):
        first = await Phone.of(await context_of(one, centre), centre.operators[0])
        second = await Phone.of(await context_of(two, centre), centre.operators[1])
        await second.choose("preparing")
        await first.choose("available")
        yield first, second


def call_in(centre: Centre) -> CarrierCall:
    assert centre.carrier is not None
    call = centre.carrier.call(centre.groups[0]["number"], caller="09012345678", hz=CALLER_HZ, talk_s=120)
    call.until("ringing")
    return call


async def answered(centre: Centre, phone: Phone) -> CarrierCall:
    call = call_in(centre)
    await phone.call_is("ringing")
    await phone.act("answer")
    await phone.call_is("connected")
    return call


async def caller_hears(centre: Centre, call: CarrierCall, hertz: float) -> None:
    assert centre.carrier is not None
    await centre.carrier.wait(call.name, _last(lambda heard: abs(heard["hz"] - hertz) < 12 and heard["purity"] > 0.8))


def _last(true: Callable[[dict[str, Any]], bool]) -> Callable[[dict[str, Any]], bool]:
    return lambda report: bool(report["heard"]) and true(report["heard"][-1])


async def until(true: Callable[[], Any], what: str) -> None:
    for _ in range(int(HEARD_S / 0.1)):
        result = true()
        if await result if asyncio.iscoroutine(result) else result:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(what)


def legs(centre: Centre) -> list[dict[str, Any]]:
    with centre.client(centre.supervisors[0]) as api:
        newest = api.get("/api/calls").json()["items"][0]
        found: list[dict[str, Any]] = api.get(f"/api/calls/{newest['id']}").json()["legs"]
        return found


def of(found: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [leg for leg in found if leg["kind"] == kind]


async def test_a_caller_is_transferred_after_a_consultation(centre: Centre, tmp_path: Path) -> None:
    async with two_phones(centre, tmp_path) as (first, second):
        await second.choose("available")
        call = call_in(centre)
        await first.call_is("ringing")
        await first.act("answer")
        await first.call_is("connected")

        await first.page.keyboard.press("t")
        await first.page.keyboard.type(centre.operators[1]["extension"])
        await first.page.keyboard.press("Enter")
        await second.call_is("ringing")
        await first.shows("holding")
        assert centre.operators[0]["name"] in await second.page.locator("[data-item=consulted-by]").inner_text()
        await second.act("answer")
        await second.shows("internal")
        await first.hears(SECOND_HZ)
        await second.hears(FIRST_HZ)

        await first.act("complete")
        await first.shows("acw")
        await second.shows("talking")
        await second.hears(CALLER_HZ)
        await caller_hears(centre, call, SECOND_HZ)
        await second.act("hangup")
        assert call.until("ended")["by"] == "far"
        await second.shows("acw")
    found = legs(centre)
    assert len(of(found, "visit")) == 1 and len(of(found, "hold")) == 1
    assert len(of(found, "segment")) == len(of(found, "acw")) == 2
    assert [leg["outcome"] for leg in of(found, "offer")].count("answered") == 2


async def test_a_caller_goes_to_an_outside_number_at_once(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    number = "0312345690"
    async with two_phones(centre, tmp_path) as (first, _):
        call = await answered(centre, first)
        await first.act("transfer")
        await first.page.locator("[data-item=transfer-number]").fill(number)
        await first.act("blind")
        await first.shows("acw")
        target = centre.carrier.taken(number, "answered")
        await caller_hears(centre, call, ANSWER_HZ)
        await centre.carrier.wait(target["call"], _last(lambda heard: abs(heard["hz"] - CALLER_HZ) < 12))
        centre.carrier.hang_up(target["call"])
        call.until("ended")
    assert [leg["outcome"] for leg in of(legs(centre), "visit")] == ["answered"]


async def test_a_parked_caller_is_taken_and_a_ringing_call_picked_up(centre: Centre, tmp_path: Path) -> None:
    async with two_phones(centre, tmp_path) as (first, second):
        call = await answered(centre, first)
        await first.act("park")
        await first.shows("acw")
        await second.act("take")
        await second.call_is("connected")
        await second.hears(CALLER_HZ)
        await caller_hears(centre, call, SECOND_HZ)
        await second.act("hangup")
        call.until("ended")

        await second.choose("preparing")
        await first.choose("available")
        picked = call_in(centre)
        await first.call_is("ringing")
        await second.act("pickup")
        await second.call_is("connected")
        await first.shows("available")
        await second.hears(CALLER_HZ)
        await caller_hears(centre, picked, SECOND_HZ)
        await second.act("hangup")
        picked.until("ended")
    outcomes = [leg["outcome"] for leg in of(legs(centre), "offer")]
    assert sorted(outcomes) == ["answered", "answered_elsewhere"]


async def test_three_hear_one_another(centre: Centre, tmp_path: Path) -> None:
    """A caller, an operator at the browser and a colleague at a desk phone: each hears the other two, not itself."""
    assert centre.carrier is not None
    colleague = centre.operators[3]
    async with (
        chromium(tone_wav(tmp_path / "one.wav", FIRST_HZ)) as one,
        desk_phone(tmp_path / "desk", centre.sip, colleague, DESK_HZ) as desk,
    ):
        await desk.registered()
        phone = await Phone.of(await context_of(one, centre), centre.operators[0])
        await phone.choose("available")
        call = await answered(centre, phone)
        await phone.act("transfer")
        await phone.page.locator("[data-item=transfer-number]").fill(colleague["extension"])
        await phone.act("consult")
        await desk.until("CALL_INCOMING")
        await desk.do("accept")
        await desk.hears(FIRST_HZ)
        await phone.act("conference")
        await phone.page.locator("[data-call][data-conference=true]").wait_for()
        await expect(phone.page.locator("[data-item=party]")).to_have_text(
            [re.compile("-"), re.compile(colleague["name"])]
        )

        async def page_hears() -> bool:
            caller, target, own = await levels(phone.page, CALLER_HZ, DESK_HZ, FIRST_HZ)
            return min(caller, target) > -60 and min(caller, target) - own > 20

        await until(page_hears, "the operator does not hear both")
        await until(
            lambda: all(share > 0.2 for share in desk.shares(CALLER_HZ, FIRST_HZ)) and desk.shares(DESK_HZ)[0] < 0.02,
            f"the desk phone hears {desk.shares(CALLER_HZ, FIRST_HZ, DESK_HZ)} of caller, operator, itself",
        )
        await centre.carrier.wait(
            call.name,
            _last(lambda h: min(abs(h["hz"] - FIRST_HZ), abs(h["hz"] - DESK_HZ)) < 12 and h["purity"] < 0.8),
        )
        await phone.act("hangup")
        await phone.shows("acw")
        await desk.hears(CALLER_HZ)
        await caller_hears(centre, call, DESK_HZ)
        await desk.do("hangup")
        call.until("ended")
    assert len(of(legs(centre), "segment")) == 2


async def test_a_desk_phone_transfers_by_its_own_key(centre: Centre, tmp_path: Path) -> None:
    """REFER: the phone is told what came of it, and its call ends."""
    user = centre.operators[0]
    async with (
        chromium(tone_wav(tmp_path / "two.wav", SECOND_HZ)) as two,
        desk_phone(tmp_path / "desk", centre.sip, user, DESK_HZ) as desk,
    ):
        await desk.registered()
        second = await Phone.of(await context_of(two, centre), centre.operators[1])
        await second.choose("available")
        with centre.client(user) as api:
            await second.dial(user["extension"])
            await desk.until("CALL_INCOMING")
            await desk.do("accept")
            await second.call_is("connected")
            await second.hears(DESK_HZ)
            assert api.get("/api/phone").json()["calls"][0]["state"] == "connected"
        number = "0312345691"
        await desk.do("transfer", f"sip:{number}@{centre.sip['host']}:{centre.sip['port']}")
        await desk.until("CALL_CLOSED")
        await second.hears(ANSWER_HZ)
        await second.act("hangup")


async def test_postgresql_holds_the_same_of_it_all(centre: Centre, pg_url: str) -> None:
    assert await compare(f"sqlite:///{centre.folder}/kikite.db", pg_url) > 50, "facts of the calls above"
