"""The whole api with a real switch process: presence and phone through kills and restarts of the switch."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import check
from api.site.loader import fill
from api.site.sample import sample
from api.wiring import Centre
from sip.contract.enums import LogOutReason
from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]


class Whole:
    """One centre, its client logged in as an operator by a Bearer token, and a switch that can be killed."""

    def __init__(self, folder: Path, centre: Centre, client: httpx.AsyncClient) -> None:
        self.folder = folder
        self.centre = centre
        self.client = client
        self.switch: asyncio.subprocess.Process | None = None
        self._ports = free_port(), free_port()
        self._changed = asyncio.Event()
        centre.intake.subscribe(lambda batch: self._changed.set())
        centre.link.listen(lambda connected: self._changed.set())

    async def start_switch(self) -> None:
        sip, media = map(str, self._ports)
        options = ["--data", str(self.folder), "--socket", str(self.centre.settings.socket), "--sip-host", "127.0.0.1"]
        options += ["--sip-port", sip, "--media-port", media]
        self.switch = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "sip", *options, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )

    async def kill_switch(self) -> None:
        if self.switch is not None:
            process, self.switch = self.switch, None
            process.kill()
            await process.wait()

    async def phone(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The phone's view as soon as `condition` holds for it."""
        while True:
            self._changed.clear()
            view: dict[str, Any] = (await self.client.get("/api/phone")).json()
            if condition(view):
                return view
            await self._changed.wait()


@pytest.fixture
async def whole(tmp_path: Path) -> AsyncIterator[Whole]:
    app = create_app(check({"data": str(tmp_path)}))
    centre: Centre = app.state.centre
    # Not `app.lifespan()`: its cancel scope must end in the task that began it, and a fixture has two.
    async with centre.running():
        site = sample()
        await fill(centre.db, site)
        await centre.configuration()
        operator = next(user for user in site.users if user.id == "op1")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://localhost") as client:
            login = await client.post("/api/tokens", json={"user": operator.id, "password": operator.password})
            client.headers["Authorization"] = f"Bearer {login.json()['token']}"
            made = Whole(tmp_path, centre, client)
            yield made
            await made.kill_switch()


async def test_presence_survives_the_switch(whole: Whole) -> None:
    view = await whole.phone(lambda view: True)
    assert (view["status"], view["switch_up"]) == (None, False)  # logged in before there was a switch

    await whole.start_switch()
    await whole.phone(lambda view: view["status"] == "preparing" and view["switch_up"])
    assert (await whole.client.put("/api/phone/status", json={"status": "available"})).status_code == 204
    before = await whole.phone(lambda view: view["status"] == "available")

    await whole.kill_switch()
    down = await whole.phone(lambda view: not view["switch_up"])
    assert down["status"] == "available"
    assert (await whole.client.put("/api/phone/status", json={"status": "acw"})).json()["code"] == "switch_down"

    await whole.start_switch()
    after = await whole.phone(lambda view: view["switch_up"])
    assert (after["status"], after["since"]) == ("available", before["since"])  # one span, not two
    assert (await whole.client.put("/api/phone/status", json={"status": "short_break"})).status_code == 204
    await whole.phone(lambda view: view["status"] == "short_break")


async def test_who_logs_out_without_a_switch_is_logged_out_when_it_is_back(whole: Whole) -> None:
    await whole.start_switch()
    await whole.phone(lambda view: view["status"] == "preparing" and view["switch_up"])
    await whole.kill_switch()
    await whole.phone(lambda view: not view["switch_up"])
    ended = asyncio.get_running_loop().create_future()

    def watch(batch: Any) -> None:
        for fact in batch.changes:
            if getattr(fact, "reason", None) is LogOutReason.CHOSEN and not ended.done():
                ended.set_result(fact.operator)

    whole.centre.intake.subscribe(watch)
    assert (await whole.client.delete("/api/session")).status_code == 204
    await whole.start_switch()
    assert await ended == "op1"


async def test_a_refusal_of_the_real_switch_names_the_field(whole: Whole) -> None:
    await whole.start_switch()
    await whole.phone(lambda view: view["status"] == "preparing" and view["switch_up"])
    answer = await whole.client.post("/api/phone/connection", json={"offer": "this is no SDP"})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_offer")
    assert answer.json()["errors"][0]["field"] == "offer"
    answer = await whole.client.post("/api/phone/calls/none/answer")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_call")
