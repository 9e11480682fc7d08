"""Groups that distribute by turns, pause who does not answer, and send callers elsewhere (F10.4)."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.agent import Agent
from tests.support.centre import Centre, start
from tests.support.replay import compare

WAIT_S = 45.0
OUTSIDE = "0312345670"
BUSY = "0312345600"
OUTSIDE_HZ = 620.0


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """The sample centre, to which each test adds groups of its own by the API."""
    with start(tmp_path_factory.mktemp("house"), answer_hz=OUTSIDE_HZ) as running:
        yield running


@pytest.fixture(scope="module")
def boss(house: Centre) -> Iterator[httpx.Client]:
    with house.client(house.supervisors[0]) as api:
        yield api


@pytest.fixture
def agents(house: Centre) -> Iterator[list[Agent]]:
    """Three operators with a phone each, in 準備中."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(Agent(house, user)) for user in house.operators[:3]]


def make(boss: httpx.Client, name: str, number: str, **rules: Any) -> str:
    """A group; its number."""
    answer = boss.post("/api/groups", json={"id": name, "name": name, "number": number, **rules})
    assert answer.is_success and answer.json()["applied"], answer.text
    return number


def visits(boss: httpx.Client, number: str, count: int = 1) -> list[dict[str, Any]]:
    """The newest `count` calls to `number`, the oldest of them first, once they are booked with their end."""
    deadline = time.monotonic() + WAIT_S
    while True:
        items = boss.get("/api/calls", params={"number": number, "limit": count}).json()["items"]
        if len(items) == count and all(item["ended_at"] for item in items):
            return [boss.get(f"/api/calls/{item['id']}").json() for item in reversed(items)]
        assert time.monotonic() < deadline, items
        time.sleep(0.05)


def legs(call: dict[str, Any], kind: str, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(leg[field] for field in fields) for leg in call["legs"] if leg["kind"] == kind]


def test_operators_are_rung_in_turn(house: Centre, boss: httpx.Client, agents: list[Agent]) -> None:
    assert house.carrier is not None
    members = [agent.user for agent in agents]
    number = make(boss, "turns", "0350000011", strategy="round_robin", members=members)
    for agent in agents:
        agent.choose("available")
    for turn in range(4):
        agent = agents[turn % 3]
        call = house.carrier.call(number, talk_s=60)
        agent.act(agent.until("ringing"), "answer")
        call.until("answered")
        agent.act(agent.until("connected"), "hangup")
        call.until("ended")
        agent.choose("available")
    booked = visits(boss, number, 4)
    assert [legs(call, "offer", "operator", "outcome") for call in booked] == [
        [(members[turn % 3], "answered")] for turn in range(4)
    ]


def test_who_does_not_answer_is_paused_and_the_next_one_rung(
    house: Centre, boss: httpx.Client, agents: list[Agent]
) -> None:
    assert house.carrier is not None
    first, second, _ = agents
    members = [first.user, second.user]
    number = make(boss, "pause", "0350000012", strategy="in_order", members=members, ring_s=1, pause_after=1)
    first.choose("available")
    call = house.carrier.call(number, talk_s=60)
    first.until("ringing")
    view = first.shows("preparing")
    assert view["reason"] == "missed_calls" and view["chosen"] == "preparing"
    board = {row["id"]: row for row in boss.get("/api/monitor").json()["operators"]}
    assert board[first.user]["reason"] == "missed_calls" and board[second.user]["reason"] == ""
    second.choose("available")
    second.act(second.until("ringing"), "answer")
    call.until("answered")
    call.hang_up()
    call.until("ended")
    (booked,) = visits(boss, number)
    assert legs(booked, "offer", "operator", "outcome") == [(first.user, "no_answer"), (second.user, "answered")]
    assert legs(booked, "visit", "outcome", "operator") == [("answered", second.user)]
    first.choose("available")
    assert first.views[-1]["reason"] == ""


def test_who_waits_too_long_goes_to_another_group(house: Centre, boss: httpx.Client, agents: list[Agent]) -> None:
    assert house.carrier is not None
    first, second, _ = agents
    make(boss, "backup", "0350000014", members=[second.user])
    number = make(
        boss, "wait", "0350000013", members=[first.user], max_wait_s=1, overflow_wait={"group": "backup"}, ring_s=30
    )
    first.choose("available")
    second.choose("available")
    call = house.carrier.call(number, talk_s=60)
    first.until("ringing")
    second.act(second.until("ringing"), "answer")
    call.until("answered")
    assert first.shows("available")["calls"] == []
    second.act(second.until("connected"), "hangup")
    call.until("ended")
    (booked,) = visits(boss, number)
    assert legs(booked, "visit", "group", "outcome", "reason", "operator") == [
        ("wait", "overflowed", "max_wait", ""),
        ("backup", "answered", "", second.user),
    ]
    assert legs(booked, "offer", "operator", "outcome") == [(first.user, "no_answer"), (second.user, "answered")]
    assert legs(booked, "segment", "operator", "group") == [(second.user, "backup")]
    figures = {row["id"]: row["cells"] for row in boss.get("/api/monitor").json()["groups"]}
    assert (figures["wait"]["in"], figures["wait"]["ans"]) == (1, 0)
    assert (figures["backup"]["in"], figures["backup"]["ans"]) == (1, 1)


def test_where_nobody_is_logged_in_an_outside_number_is_called(house: Centre, boss: httpx.Client) -> None:
    assert house.carrier is not None
    number = make(boss, "night", "0350000015", overflow_nobody={"external": OUTSIDE})
    call = house.carrier.call(number, talk_s=60, hz=440.0)
    call.until("answered")
    there = house.carrier.taken(OUTSIDE, "answered")
    _heard(call, OUTSIDE_HZ)
    house.carrier.hang_up(there["call"])
    call.until("ended")
    (booked,) = visits(boss, number)
    assert legs(booked, "visit", "outcome", "reason") == [("overflowed", "no_operator")]
    assert booked["cause"] == "normal" and booked["by"] == "outside"


def test_who_overflows_to_a_busy_number_is_told(house: Centre, boss: httpx.Client, agents: list[Agent]) -> None:
    assert house.carrier is not None
    rules = {"members": [agents[0].user], "queue_answer": True, "max_wait_s": 1, "overflow_wait": {"external": BUSY}}
    number = make(boss, "engaged", "0350000017", **rules)
    call = house.carrier.call(number, talk_s=60)
    call.until("answered")
    assert call.until("ended")["by"] == "far"
    house.carrier.taken(BUSY, "ended")
    (booked,) = visits(boss, number)
    assert legs(booked, "visit", "outcome", "reason") == [("overflowed", "max_wait")]
    assert (booked["cause"], booked["by"]) == ("busy", "system")


def test_a_full_queue_is_told_so_and_the_others_hear_music(house: Centre, boss: httpx.Client) -> None:
    assert house.carrier is not None
    rules = {"queue_limit": 1, "overflow_full": {"prompts": ["busy"]}, "queue_answer": True, "announce_s": 60}
    number = make(boss, "full", "0350000016", **rules)
    waits = house.carrier.call(number, talk_s=60)
    waits.until("answered")
    turned = house.carrier.call(number, talk_s=60)
    turned.until("answered")
    said = turned.until("ended")
    assert said["by"] == "far"
    assert any(sound["dbfs"] > -40 for sound in said["heard"]), "the announcement is heard"
    _heard_anything(waits)
    waits.hang_up()
    waits.until("ended")
    first, second = visits(boss, number, 2)
    assert legs(first, "visit", "outcome", "reason") == [("abandoned", "")]
    assert legs(second, "visit", "outcome", "reason") == [("overflowed", "queue_full")]
    assert first["result"] == "abandoned" and second["result"] == "overflowed"


def _heard(call: Any, hz: float) -> None:
    """Wait until the caller hears a tone."""
    _until(call, lambda report: any(abs(tone["hz"] - hz) < 12 for tone in report["tones"]))


def _heard_anything(call: Any) -> None:
    _until(call, lambda report: any(sound["dbfs"] > -40 for sound in report["heard"]))


def _until(call: Any, true: Any) -> None:
    deadline = time.monotonic() + WAIT_S
    while not true(report := call.report()):
        assert time.monotonic() < deadline, report
        time.sleep(0.05)


def test_a_restarted_switch_knows_the_calls_of_the_day(house: Centre, boss: httpx.Client, agents: list[Agent]) -> None:
    """Without it both would have had none, and the first of them would be rung."""
    assert house.carrier is not None
    first, second = sorted(agents, key=lambda agent: _calls_today(boss, agent.user), reverse=True)[:2]
    number = make(boss, "fewest", "0350000018", strategy="fewest_calls", members=[first.user, second.user])
    second.choose("preparing")
    first.choose("available")
    call = house.carrier.call(number, talk_s=60)
    first.act(first.until("ringing"), "answer")
    call.until("answered")
    first.act(first.until("connected"), "hangup")
    call.until("ended")
    visits(boss, number)
    first.choose("available")
    second.choose("available")
    house.kill("sip")
    for agent in agents:
        agent.attach_again()
    call = house.carrier.call(number, talk_s=60)
    second.until("ringing")
    assert first.views[-1]["calls"] == []
    call.hang_up()
    call.until("ended")


def _calls_today(boss: httpx.Client, user: str) -> int:
    rows = {row["id"]: row["cells"] for row in boss.get("/api/monitor").json()["operators"]}
    return int(rows[user]["ans"] + rows[user]["out"])


async def test_postgresql_holds_the_same_of_it_all(house: Centre, pg_url: str) -> None:
    assert await compare(f"sqlite:///{house.folder}/kikite.db", pg_url) > 50, "facts of the calls above"


def test_the_log_of_the_switch_has_no_error(house: Centre, tmp_path: Path) -> None:
    """After all that was done to it above."""
    assert "Traceback" not in house.log("sip")
