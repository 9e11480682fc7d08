"""The plan of a usual week and the calculator over HTTP, on both databases and a real server."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.staffing.weeks import TOKYO, call, fill, wall, weeks
from tests.support.api import ApiServer

LAST = datetime.now(UTC).astimezone(TOKYO).date() - timedelta(1)
"""Yesterday, the last day of the period where none is asked for."""
FIRST = LAST - timedelta(27)
HOLIDAY = "文化の日"


def weekday_in_period(number: int) -> date:
    return next(FIRST + timedelta(back) for back in range(7) if (FIRST + timedelta(back)).weekday() == number)


@pytest.fixture(params=["sqlite", "postgres"], scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Four weeks of calls for `orders`, three calls for `support`."""
    url = request.getfixturevalue("pg_cluster").create_database() if request.param == "postgres" else ""
    with ApiServer(tmp_path_factory.mktemp("server"), url) as running:
        monday = weekday_in_period(0)
        few = [fact for minute in (5, 6, 7) for fact in call(f"few{minute}", wall(monday, 9, minute), group="support")]
        fill(running.db_url, [*weeks(LAST), *few])
        yield running


@pytest.fixture
def http(server: ApiServer) -> Iterator[httpx.Client]:
    with server.client() as client:
        client.headers.update(server.token(client, "sv1"))
        yield client


def staffing(http: httpx.Client, **params: Any) -> dict[str, Any]:
    answer = http.get("/api/staffing", params={"group": "orders", "holidays": True, **params})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def slot(view: dict[str, Any], weekday: str, begin: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in view["slots"] if (one["weekday"], one["begin"]) == (weekday, begin))
    return found


def test_a_usual_week(http: httpx.Client) -> None:
    view = staffing(http)
    assert (view["from"], view["to"]) == (FIRST.isoformat(), LAST.isoformat())
    assert (view["group_name"], view["time_zone"], view["always_open"]) == ("ご注文受付", "Asia/Tokyo", True)
    assert view["model"] == "erlang_a"
    assert view["patience"]["low_s"] < 150 < view["patience"]["high_s"]
    assert view["terms"]["patience_s"] == pytest.approx(view["patience"]["mean_s"], abs=0.1)
    assert view["terms"]["within_s"] == 20, "the group's own target"
    assert view["calls"] == view["answered"] + view["abandoned"] == sum(one["calls"] for one in view["slots"])
    assert 195 < view["handle_s"] < 225
    ten = slot(view, "monday", "10:00")
    assert (ten["times"], ten["handle_own"]) == (4.0, True)
    assert ten["volume"] == ten["calls"] / 4
    plan = ten["plan"]
    assert plan["load"] == pytest.approx(ten["volume"] * ten["handle_s"] / 1800, abs=0.01)
    assert plan["needed"]["service_level"] >= 80.0
    assert plan["needed"]["agents"] == plan["scheduled"] > 0
    night = slot(view, "sunday", "03:00")["plan"]
    assert (night["volume"], night["needed"]["agents"], night["needed"]["answer_s"]) == (0.0, 0, None)


def test_targets_and_what_if(http: httpx.Client) -> None:
    usual = slot(staffing(http), "monday", "10:00")["plan"]
    c = staffing(http, model="erlang_c")
    assert c["model"] == "erlang_c"
    patient = slot(c, "monday", "10:00")["plan"]
    assert patient["needed"]["agents"] >= usual["needed"]["agents"]
    assert patient["needed"]["abandonment"] == 0.0
    wanted = slot(staffing(http, shrinkage=30, volume=50, handling=-10), "monday", "10:00")["plan"]
    assert wanted["volume"] == pytest.approx(1.5 * usual["volume"], abs=0.02)
    assert wanted["load"] == pytest.approx(1.35 * usual["load"], abs=0.02)
    assert wanted["scheduled"] > wanted["needed"]["agents"] > usual["needed"]["agents"]
    busy = slot(staffing(http, level=0, max_occupancy=70), "monday", "10:00")["plan"]
    assert busy["needed"]["occupancy"] <= 70.0
    lost = slot(staffing(http, level=0, max_abandonment=1, patience=30), "monday", "10:00")["plan"]
    assert lost["needed"]["abandonment"] <= 1.0


def test_opening_hours_and_holidays(http: httpx.Client) -> None:
    """Half-hours in which the group is closed are not planned; a holiday is no usual day."""
    monday, tuesday = weekday_in_period(0), weekday_in_period(1)
    week = {day: ["09:00-12:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
    csv = f"国民の祝日・休日月日,国民の祝日・休日名称\n{tuesday:%Y/%m/%d},{HOLIDAY}\n"
    body = {"group": "orders", "hours": {**week, "holidays": None, "exceptions": {monday.isoformat(): []}}}
    http.post("/api/receptions", json=body).raise_for_status()
    encoded = base64.b64encode(csv.encode()).decode()
    http.put("/api/holidays", json={"csv": encoded}).raise_for_status()
    try:
        view = staffing(http, holidays=False)
        assert view["skipped"] == [{"date": tuesday.isoformat(), "name": HOLIDAY}]
        assert not view["always_open"]
        assert {one["begin"] for one in view["slots"]} == {"09:00", "09:30", "10:00", "10:30", "11:00", "11:30"}
        assert {one["weekday"] for one in view["slots"]} == set(week)
        assert slot(view, "monday", "09:00")["times"] == slot(view, "tuesday", "09:00")["times"] == 3.0
        assert slot(view, "friday", "09:00")["times"] == 4.0
        assert view["outside"] > 1000
        assert slot(staffing(http), "tuesday", "09:00")["times"] == 4.0
    finally:
        http.delete("/api/receptions/orders").raise_for_status()
        http.put("/api/holidays", json={"csv": ""}).raise_for_status()


def test_too_few_abandoned_calls_fall_back_to_erlang_c(http: httpx.Client) -> None:
    view = staffing(http, group="support")
    assert view["calls"] == 3
    assert view["model"] == "erlang_c"
    assert view["patience"] == {
        "mean_s": None,
        "low_s": None,
        "high_s": None,
        "waits": 3,
        "abandoned": 0,
        "min_abandoned": 20,
    }
    assert view["terms"]["patience_s"] is None
    assert staffing(http, group="support", patience=90)["model"] == "erlang_a"
    nine = slot(view, "monday", "09:00")
    assert (nine["handle_s"], nine["handle_own"]) == (210.0, False)
    assert view["observed_from"] == weekday_in_period(0).isoformat() or weekday_in_period(0) == FIRST


def test_a_period_without_calls_has_no_plan(http: httpx.Client) -> None:
    early = FIRST - timedelta(100)
    view = staffing(http, **{"from": early.isoformat(), "to": (early + timedelta(6)).isoformat()})
    assert (view["calls"], view["handle_s"], view["slots"]) == (0, None, [])


@pytest.mark.parametrize(
    ("params", "field", "code"),
    [
        ({"group": "nobody"}, "group", "unknown"),
        ({"from": "2026-11-08", "to": "2026-11-07"}, "from", "ends_before_it_begins"),
        ({"from": "2026-01-01", "to": "2026-11-07"}, "from", "period_too_long"),
        ({"from": "8.11."}, "from", "malformed"),
        ({"level": 100}, "level", "out_of_range"),
        ({"shrinkage": 90}, "shrinkage", "out_of_range"),
        ({"model": "erlang_b"}, "model", "not_allowed"),
    ],
)
def test_what_is_refused(http: httpx.Client, params: dict[str, Any], field: str, code: str) -> None:
    answer = http.get("/api/staffing", params={"group": "orders", **params})
    assert answer.status_code == 422
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]


# The calculator


def plans(http: httpx.Client, slots: list[dict[str, Any]], curve: int | None = None, **terms: Any) -> dict[str, Any]:
    answer = http.post("/api/staffing/plans", json={"slots": slots, "terms": terms, "curve": curve})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


TEN = {"volume": 100, "handle_s": 180}


def test_the_published_example(http: httpx.Client) -> None:
    """100 calls of 180 s: 14 operators answer 88.8 % within 20 s by Erlang C."""
    (planned,) = plans(http, [TEN], model="erlang_c", shrinkage=30)["slots"]
    assert planned == {
        "volume": 100.0,
        "handle_s": 180.0,
        "load": 10.0,
        "needed": {
            "agents": 14,
            "service_level": 88.8,
            "abandonment": 0.0,
            "waiting": 17.4,
            "answer_s": 7.84,
            "occupancy": 71.4,
        },
        "scheduled": 20,
    }


def test_the_calculator_says_what_the_plan_says(http: httpx.Client) -> None:
    view = staffing(http, shrinkage=25, volume=10)
    given = [{"volume": one["volume"], "handle_s": one["handle_s"]} for one in view["slots"]]
    found = plans(http, given, **view["terms"])
    assert found["model"] == view["model"]
    agents = [(one["needed"]["agents"], one["scheduled"]) for one in found["slots"]]
    assert agents == [(one["plan"]["needed"]["agents"], one["plan"]["scheduled"]) for one in view["slots"]]


def test_the_curve_goes_up_with_the_operators_and_holds_the_need(http: httpx.Client) -> None:
    found = plans(http, [{"volume": 0, "handle_s": 60}, TEN], curve=1, patience_s=120)
    levels = [point["service_level"] for point in found["curve"]]
    assert levels == sorted(levels)
    assert levels[0] < 30
    assert levels[-1] > 98
    assert found["slots"][1]["needed"] in found["curve"]
    assert plans(http, [{"volume": 0, "handle_s": 60}], curve=0)["curve"] == []


def test_too_much_for_any_number_of_operators(http: httpx.Client) -> None:
    (planned,) = plans(http, [{"volume": 20_000, "handle_s": 36_000}], model="erlang_c")["slots"]
    assert (planned["needed"], planned["scheduled"]) == (None, None)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"slots": [TEN], "terms": {}, "curve": 1}, "curve"),
        ({"slots": [{"volume": -1, "handle_s": 1}], "terms": {}}, "slots.0.volume"),
        ({"slots": [TEN] * 337, "terms": {}}, "slots"),
        ({"slots": [TEN], "terms": {"shrinkage": 100}}, "terms.shrinkage"),
        ({"slots": [TEN], "terms": {"patience_s": 0}}, "terms.patience_s"),
    ],
)
def test_what_the_calculator_refuses(http: httpx.Client, body: dict[str, Any], field: str) -> None:
    answer = http.post("/api/staffing/plans", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_reports_is_the_permission(server: ApiServer) -> None:
    with server.client() as http:
        assert http.get("/api/staffing", params={"group": "orders"}).status_code == 401
        http.headers.update(server.token(http, "op1"))
        assert http.get("/api/staffing", params={"group": "orders"}).status_code == 403
        assert http.post("/api/staffing/plans", json={"slots": [], "terms": {}}).status_code == 403


def test_everything_is_where_the_test_believes(tmp_path: Path) -> None:
    """The sample weeks have no calls at weekends, and the same calls each time they are made."""
    made = weeks(date(2026, 11, 22), 1)
    assert made == weeks(date(2026, 11, 22), 1)
    assert all(datetime.fromtimestamp(fact.begin / 1000, TOKYO).weekday() < 5 for fact in made)
