"""A caller of a group's number, an operator in Chromium, a supervisor's board: the first slice end to end."""

from pathlib import Path
from typing import Any

from tests.support.centre import Centre
from tests.support.chromium import chromium, context_of, tone_wav
from tests.support.pages import Board, Phone

CALLER_HZ = 440.0
OPERATOR_HZ = 1000.0


def _music(report: dict[str, Any]) -> bool:
    """Whether the caller hears something else than the operator's tone now."""
    heard = report["heard"]
    return bool(heard) and abs(heard[-1]["hz"] - OPERATOR_HZ) > 50 and heard[-1]["dbfs"] > -40


def _operator(report: dict[str, Any]) -> bool:
    heard = report["heard"]
    return bool(heard) and abs(heard[-1]["hz"] - OPERATOR_HZ) < 12


async def test_a_call_is_heard_shown_and_booked(centre: Centre, tmp_path: Path) -> None:
    assert centre.carrier is not None
    group, operator, supervisor = centre.groups[0], centre.operators[0], centre.supervisors[0]
    async with chromium(tone_wav(tmp_path / "voice.wav", OPERATOR_HZ)) as desk, chromium() as console:
        board = await Board.of(await context_of(console, centre), supervisor)
        phone = await Phone.of(await context_of(desk, centre), operator)
        await phone.shows("preparing")
        await phone.choose("available")
        await board.status(operator["id"], "available")

        call = centre.carrier.call(group["number"], caller="09012345678", hz=CALLER_HZ, talk_s=60)
        call.until("ringing")
        await phone.call_is("ringing")
        panel = phone.page.locator("[data-call]")
        assert "090-1234-5678" in await panel.inner_text()
        assert group["name"] in await panel.inner_text()
        await board.figure(f"group:{group['id']}", "waiting", "1")

        await phone.act("answer")
        call.until("answered")
        await phone.call_is("connected")
        await phone.hears(CALLER_HZ)
        await centre.carrier.wait(call.name, _operator)
        await board.figure("overall", "talking_in", "1")

        await phone.act("hold")
        await phone.call_is("held")
        await phone.page.locator("button[data-action=hold][aria-pressed=true]").wait_for()
        await centre.carrier.wait(call.name, _music)
        await phone.act("hold")
        await phone.call_is("connected")
        await phone.hears(CALLER_HZ)
        await centre.carrier.wait(call.name, _operator)

        await phone.act("hangup")
        ended = call.until("ended")
        await phone.shows("acw")
        await board.status(operator["id"], "acw")
        await phone.choose("available")
        await board.status(operator["id"], "available")
        await board.figure(f"group:{group['id']}", "in", "1")
        await board.figure(f"group:{group['id']}", "ans", "1")
        await board.figure(f"operator:{operator['id']}", "holds", "1")
        shown = await board.shown(operator["id"])

    assert ended["by"] == "far"
    assert shown[shown.index("preparing") :] == [
        "preparing",
        "available",
        "ringing",
        "talking",
        "holding",
        "talking",
        "acw",
        "available",
    ]
    with centre.client(supervisor) as api:
        newest = api.get("/api/calls").json()["items"][0]
        detail = api.get(f"/api/calls/{newest['id']}").json()
    assert newest["from_number"] == "09012345678"
    assert newest["to_number"] == group["number"]
    assert newest["result"] == "answered"
    kinds = [leg["kind"] for leg in detail["legs"]]
    for kind in ("visit", "offer", "segment", "hold", "acw"):
        assert kinds.count(kind) == 1, f"the history shows {kinds}"
