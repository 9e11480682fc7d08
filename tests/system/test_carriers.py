"""Each carrier preset of the site file against a carrier that behaves as it expects, in real processes (F10.1)."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.baresip import DeskPhone, desk_phone
from tests.support.carriers import Carriers
from tests.support.centre import Centre, start
from tests.support.ports import free_port

WITHIN_S = 60.0
OUTSIDE = "0312345678"
LINES = {"hikari-denwa": "0350000011", "ip-sbc": "0350000022", "itsp": "0350000033"}
"""The number of each contract that is called; the contract's main number is another one."""
MAIN = {preset: f"{number[:-2]}00" for preset, number in LINES.items()}
DESK = {"id": "op", "password": "Change4Yours", "role": "operator", "extension": "101", "sip_password": "Sip4Phone101"}
BOSS = {"id": "boss", "password": "Change4Yours", "role": "supervisor"}
SITE = """
[[extensions]]
number = "101"
password = "Sip4Phone101"
user = "op"

[[users]]
id = "boss"
name = "佐藤"
password = "Change4Yours"
role = "supervisor"

[[users]]
id = "op"
name = "鈴木"
password = "Change4Yours"
phone = "desk"
"""


def trunk_of(preset: str, port: int, more: str = "") -> str:
    """The site file's lines for one trunk, and the route from its number to the desk phone."""
    account = f'username = "{MAIN[preset]}"\npassword = "secret"\n' if preset != "ip-sbc" else ""
    numbers = f'numbers = ["{MAIN[preset]}", "{LINES[preset]}"]\n'
    trunk = f'[[trunks]]\nid = "{preset}"\nname = "{preset}"\nhost = "127.0.0.1"\nport = {port}\npreset = "{preset}"\n'
    return f'{trunk}{account}{numbers}{more}\n[[routes]]\nnumber = "{LINES[preset]}"\nextension = "101"\n\n'


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Centre, Carriers]]:
    """A centre with a trunk of each preset, and the three carriers."""
    folder, port = tmp_path_factory.mktemp("carriers"), free_port()
    with Carriers(folder, port) as carriers:
        text = SITE
        for preset, line in LINES.items():
            accounts = {MAIN[preset]: "secret"} if preset != "ip-sbc" else {}
            quirks = {"accounts": accounts, "main_number": MAIN[preset], "numbers": [MAIN[preset], line]}
            short = {"hikari-denwa": {"min_expires": 1, "max_expires": 2}, "itsp": {"min_expires": 400}}
            carrier = carriers.add(preset, **quirks, **short.get(preset, {}))
            backup = f'backups = ["127.0.0.1:{free_port()}"]\n' if preset == "hikari-denwa" else ""
            text += trunk_of(preset, carrier.port, backup + ("options_s = 1\n" if preset == "ip-sbc" else ""))
        (folder / "site.toml").write_text(text, encoding="utf-8")
        options = ("--sip-host", "127.0.0.1", "--sip-port", str(port))
        with start(folder / "data", *options, site=folder / "site.toml", command="serve") as centre:
            yield centre, carriers


@pytest.fixture
def centre(house: tuple[Centre, Carriers]) -> Centre:
    return house[0]


@pytest.fixture
def carriers(house: tuple[Centre, Carriers]) -> Carriers:
    return house[1]


@pytest.fixture
def api(centre: Centre) -> Iterator[httpx.Client]:
    with centre.client(BOSS) as client:
        yield client


async def trunk_is(api: httpx.Client, preset: str, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The trunk as the API shows it, once `true` of it."""
    deadline = asyncio.get_running_loop().time() + WITHIN_S
    while True:
        trunk: dict[str, Any] = next(each for each in api.get("/api/trunks").json() if each["id"] == preset)
        if true(trunk):
            return trunk
        assert asyncio.get_running_loop().time() < deadline, trunk
        await asyncio.sleep(0.1)


def is_up(trunk: dict[str, Any]) -> bool:
    return bool(trunk["state"] == "up")


async def dial(desk: DeskPhone, centre: Centre, number: str) -> None:
    await desk.do("dial", f"sip:{number}@{centre.sip['host']}:{centre.sip['port']}")


@pytest.mark.parametrize("preset", LINES)
async def test_a_trunk_of_the_preset_carries_calls_both_ways(
    centre: Centre, carriers: Carriers, api: httpx.Client, tmp_path: Path, preset: str
) -> None:
    carrier = carriers[preset]
    await trunk_is(api, preset, is_up)
    seen = carrier.border()["seen"]
    if preset == "itsp":
        assert {"REGISTER 407", "REGISTER 423", "REGISTER 200"} <= set(seen)
    order = [preset, *(other for other in LINES if other != preset)]
    assert api.put("/api/trunks", json=order).json()["applied"] is True
    async with desk_phone(tmp_path / "desk", centre.sip, DESK, 500) as desk:
        await desk.registered()
        call = carrier.call(LINES[preset], caller="09011112222", hz=440)
        await desk.until("CALL_INCOMING")
        await desk.do("accept")
        call.until("answered")
        await desk.hears(440)
        await trunk_is(api, preset, lambda trunk: trunk["calls"] == 1)
        call.hang_up()
        await desk.until("CALL_CLOSED")
        for prefix, shown in (("", MAIN[preset]), ("184", ""), ("186", MAIN[preset])):
            await dial(desk, centre, prefix + OUTSIDE)
            await desk.until("CALL_ESTABLISHED")
            taken = carrier.taken(OUTSIDE, "answered")
            assert taken["shown"] == shown, taken
            await desk.hears(620)
            carrier.hang_up(taken["call"])
            await desk.until("CALL_CLOSED")
    await trunk_is(api, preset, lambda trunk: trunk["calls"] == 0)


async def test_options_that_fail_take_the_trunk_down_with_an_alert_until_they_are_answered(
    centre: Centre, carriers: Carriers, api: httpx.Client
) -> None:
    up = await trunk_is(api, "ip-sbc", is_up)
    carriers["ip-sbc"].imitate(faults={"OPTIONS": [503] * 3})
    down = await trunk_is(api, "ip-sbc", lambda trunk: trunk["state"] == "down")
    assert down["reason"] == "503 Service Unavailable" and down["since"] > up["since"]
    board = api.get("/api/monitor").json()["trunks"]
    assert [trunk["id"] for trunk in board] == [trunk["id"] for trunk in api.get("/api/trunks").json()]
    await trunk_is(api, "ip-sbc", is_up)
    log = centre.log("sip")
    assert "trunk ip-sbc is down: 503 Service Unavailable" in log and "trunk ip-sbc is up again: 200 OK" in log


async def test_a_carrier_that_dies_is_gone_round_and_found_again(
    centre: Centre, carriers: Carriers, api: httpx.Client, tmp_path: Path
) -> None:
    carrier = carriers["hikari-denwa"]
    await trunk_is(api, "hikari-denwa", is_up)
    assert api.put("/api/trunks", json=["hikari-denwa", "ip-sbc", "itsp"]).json()["applied"] is True
    async with desk_phone(tmp_path / "desk", centre.sip, DESK, 500) as desk:
        await desk.registered()
        carrier.stop()
        try:
            await dial(desk, centre, OUTSIDE)
            await desk.until("CALL_ESTABLISHED")
            other = carriers["ip-sbc"]
            other.hang_up(other.taken(OUTSIDE, "answered")["call"])
            await desk.until("CALL_CLOSED")
            await trunk_is(api, "hikari-denwa", lambda trunk: trunk["state"] == "down")
        finally:
            carrier.start()
        await trunk_is(api, "hikari-denwa", is_up)
        await dial(desk, centre, OUTSIDE)
        await desk.until("CALL_ESTABLISHED")
        carrier.hang_up(carrier.taken(OUTSIDE, "answered")["call"])
        await desk.until("CALL_CLOSED")


async def test_after_a_crash_of_the_switch_all_trunks_come_back(
    centre: Centre, carriers: Carriers, api: httpx.Client
) -> None:
    before = {each["id"]: each["since"] for each in api.get("/api/trunks").json()}
    centre.kill("sip", signal.SIGKILL)
    for preset in LINES:
        await trunk_is(api, preset, lambda trunk: is_up(trunk) and trunk["since"] > before[trunk["id"]])
    assert carriers["itsp"].border()["registered"]
