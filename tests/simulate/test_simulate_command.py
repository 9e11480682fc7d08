"""`kikite simulate` and the past of the demo, with real processes and real databases."""

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from api.calls.service import Calls
from api.db.engine import connect
from api.db.facts_search import CallQuery
from api.launch.options import SimulateOptions, parse
from api.site import large
from api.site.check import contradictions
from api.statistics.names import Names
from tests.support.centre import ROOT, start

WEEKDAYS = ("--from", "2026-04-06", "--days", "2")
SITE = """
[[users]]
id = "op"
name = "受付 花子"
password = "Passw0rd-op-1"
extension = "201"

[[extensions]]
number = "201"
password = "Passw0rd-201"

[[groups]]
id = "desk"
name = "窓口"
number = "0311112222"
members = ["op"]
"""


def simulate(*arguments: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "api.launch.cli", "simulate", "--language", "en", *arguments]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)


async def rows(where: Path | str, sql: str) -> list[dict[str, Any]]:
    """What a query gives in the database of a folder, or of a URL."""
    database = connect(where if isinstance(where, str) else f"sqlite:///{where}/kikite.db")
    await database.open()
    try:
        return list(await database.fetch(sql))
    finally:
        await database.close()


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
async def test_a_sample_centre_and_its_days_go_into_an_empty_database(
    tmp_path: Path, engine: str, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/kikite.db"
    if engine == "postgres":
        url = request.getfixturevalue("pg_cluster").create_database()
    done = simulate("--data", str(tmp_path), "--db", url, "--seats", "3", "--from", "2026-04-06", "--days", "3")
    assert done.returncode == 0, done.stderr
    assert "Simulating 2026-04-06 to 2026-04-08 (3 seats)" in done.stderr
    assert "  sv1  " in done.stderr  # the password
    assert len(await rows(url, 'SELECT "id" FROM phone_group')) == 2
    calls = await rows(url, 'SELECT COUNT(*) AS "all", COUNT("end") AS "over" FROM fact_call')
    assert calls[0]["all"] == calls[0]["over"] > 100
    (state,) = await rows(url, 'SELECT "position", "body" FROM fold_state')
    (last,) = await rows(url, 'SELECT MAX("position") AS "last" FROM event_log')
    assert state["position"] == last["last"]  # the next start has nothing to replay
    # Figures of a group rest on who was a member then: those of now.
    totals = await rows(url, """SELECT "scope", "counters" FROM rollup WHERE "grain" = 'month'""")
    labour = {row["scope"]: json.loads(row["counters"]).get("m_labour", 0) for row in totals}
    assert labour["group:g1"] and labour["group:g2"]
    db = connect(url)
    await db.open()
    try:
        page = await Calls(db, Names).page(CallQuery())
        assert page.items and all(item.result != "open" for item in page.items)
    finally:
        await db.close()


async def test_a_database_with_calls_or_without_a_centre_is_refused(tmp_path: Path) -> None:
    nothing = simulate("--data", str(tmp_path / "nothing"))
    assert (nothing.returncode, nothing.stderr) == (
        1,
        "There is no centre yet: give --seats or --site, or start it once before\n",
    )
    assert not (tmp_path / "nothing" / "kikite.db").exists()
    site = tmp_path / "site.toml"
    site.write_text(SITE, encoding="utf-8")
    first = simulate("--data", str(tmp_path), "--site", str(site), *WEEKDAYS)
    assert first.returncode == 0, first.stderr
    before = await rows(tmp_path, 'SELECT COUNT(*) AS "all" FROM event_log')
    for more, sentence in (
        ((), "The database already holds calls or log-ins: a simulation goes only into one without any\n"),
        (("--seats", "4"), "The database already holds a centre: --seats and --site are for an empty one only\n"),
    ):
        again = simulate("--data", str(tmp_path), *WEEKDAYS, *more)
        assert (again.returncode, again.stderr) == (1, sentence)
    future = simulate("--data", str(tmp_path), "--from", "2999-01-01", "--days", "2")
    assert (future.returncode, future.stderr) == (1, "2999-01-02 is not over yet: choose days up to yesterday\n")
    assert await rows(tmp_path, 'SELECT COUNT(*) AS "all" FROM event_log') == before


async def test_a_centre_that_was_started_but_never_used_is_given_a_past(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(SITE, encoding="utf-8")
    with start(tmp_path, site=site, command="serve"):
        pass
    assert await rows(tmp_path, "SELECT 1 AS one FROM event_log LIMIT 1")
    done = simulate("--data", str(tmp_path), *WEEKDAYS)
    assert done.returncode == 0, done.stderr
    (tmp_path / "centre.json").unlink()
    with start(tmp_path, command="serve") as centre:
        with centre.anonymous() as client:
            assert client.get("/api/ready").json()["switch"]
        assert centre.log("api").count("ERROR") == 0
    # The switch has gone on with its own log behind the simulated one.
    switches = await rows(tmp_path, 'SELECT "switch" FROM event_log GROUP BY "switch" ORDER BY MIN("position")')
    assert len(switches) == 2 and switches[0]["switch"] == "simulated-1"
    assert (await rows(tmp_path, "SELECT COUNT(*) AS n FROM fact_call"))[0]["n"] > 20


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = simulate("--data", str(tmp_path), "--seats", "2")
    assert (done.returncode, done.stderr) == (1, f"Another Kikite uses the folder {tmp_path}\n")
    assert not (tmp_path / "kikite.db").exists()


def test_a_file_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    files = [tmp_path / name for name in "abc"]
    for file, seed in zip(files, ("5", "5", "6"), strict=True):
        done = simulate("--out", str(file), "--seats", "3", "--from", "2026-04-06", "--days", "1", "--seed", seed)
        assert done.returncode == 0, done.stderr
    a, b, c = (file.read_bytes() for file in files)
    assert a == b != c
    lines = [json.loads(line) for line in a.splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert lines[0]["event"]["type"] == "SwitchStarted"


def test_a_faulty_scenario_is_refused_with_its_faults(tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.toml"
    scenario.write_text("[arrivals]\nper_seat = -3\nfoo = 1\n", encoding="utf-8")
    done = simulate("--out", "-", "--seats", "3", "--scenario", str(scenario))
    assert done.returncode == 1
    assert "arrivals.per_seat: From 0 to 10000, please." in done.stderr
    assert "arrivals.foo: There is no such field." in done.stderr
    assert not done.stdout


async def test_ctrl_c_ends_with_the_day_under_way_and_leaves_nothing_open(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "api.launch.cli", "simulate", "--language", "en", "--data", str(tmp_path)]
    argv += ["--seats", "6", "--from", "2020-01-01", "--days", "2000"]
    with subprocess.Popen(argv, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        told = ""
        while "Simulating" not in told:
            told = process.stderr.readline()
            assert told
        while not await rows(tmp_path, "SELECT 1 FROM event_log LIMIT 1"):
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == 0, rest
    assert "Ending with the day under way" in rest
    for table in ("fact_call", "fact_login", "fact_visit"):
        assert not await rows(tmp_path, f'SELECT * FROM {table} WHERE "end" IS NULL')


async def test_a_new_demo_begins_with_a_past_of_its_own_people(tmp_path: Path) -> None:
    with start(tmp_path, "--history", "4") as centre:
        with centre.client(centre.supervisors[0]) as client:
            items = client.get("/api/calls", params={"limit": 200}).json()["items"]
        assert items
        people = {user["id"] for user in centre.users}
        assert {each["operator"] for each in await rows(tmp_path, "SELECT operator FROM fact_segment")} <= people
        with centre.client(centre.supervisors[0]) as client:
            board = client.get("/api/monitor").json()
        assert {row["status"] for row in board["operators"]} == {"logged_out"}
    before = await rows(tmp_path, "SELECT COUNT(*) AS n FROM fact_call")
    (tmp_path / "centre.json").unlink()
    with start(tmp_path, "--history", "4"):
        assert await rows(tmp_path, "SELECT COUNT(*) AS n FROM fact_call") == before


@pytest.mark.parametrize("seats", [2, 3, 15, 100, 700])
def test_sample_centres_of_all_sizes_hold_together(seats: int) -> None:
    site = large.large(seats)
    assert contradictions(site) == []
    assert len(site.users) - seats == max(1, seats // 15)
    assert all(group.members for group in site.groups)


def test_options() -> None:
    options = parse(["simulate", "--data", "/d", "--seats", "100", "--days", "365", "--from", "2026-04-01"])
    assert isinstance(options, SimulateOptions)
    assert (options.database, options.seats, options.days) == ("sqlite:////d/kikite.db", 100, 365)
    for bad in (["--seats", "1"], ["--days", "0"], ["--from", "yesterday"], ["--seats", "2", "--site", "x"]):
        with pytest.raises(SystemExit):
            parse(["simulate", *bad])
