"""Errors as clients see them."""

import json
import re
from pathlib import Path

import httpx
import pytest

from api.problems import STATUS, catalogue
from tests.support.api import ApiServer


def test_catalogues_are_complete() -> None:
    assert catalogue("ja").keys() == catalogue("en").keys()
    assert STATUS.keys() <= catalogue("ja").keys()


def test_shape(http: httpx.Client) -> None:
    answer = http.get("/api/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:kikite:problem:not_found",
        "title": "Not Found",
        "status": 404,
        "detail": "見つかりません。",
        "code": "not_found",
    }


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("", "ja"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, en;q=0.5", "en"),
        ("en;q=0.5, ja;q=0.9", "ja"),
        ("ja,en-US;q=0.9", "ja"),
        ("fr", "ja"),
        ("en;q=0", "ja"),
        ("en;q=nonsense", "en"),
    ],
)
def test_language(http: httpx.Client, accepted: str, lang: str) -> None:
    answer = http.get("/api/session", headers={"Accept-Language": accepted})
    assert answer.headers["content-language"] == lang
    assert answer.json()["detail"] == catalogue("ja" if lang == "ja" else "en")["not_logged_in"]


def test_every_faulty_field(http: httpx.Client) -> None:
    answer = http.post("/api/session", json={"user": "", "pasword": "x"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "user", "code": "too_short", "message": "Please fill this in.", "params": {"least": 1}},
        {"field": "password", "code": "required", "message": "Required."},
        {"field": "pasword", "code": "unknown_field", "message": "There is no such field."},
    ]


def test_no_body(http: httpx.Client) -> None:
    answer = http.post("/api/session")
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == {"user", "password"}


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"null", b"7"])
def test_not_an_object(http: httpx.Client, body: bytes) -> None:
    answer = http.post("/api/session", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid"
    assert answer.json()["errors"]


@pytest.mark.parametrize("body", [b"{", b'{"user": "\xff"}', b'{"user": 1,}'])
def test_not_json_inside(http: httpx.Client, body: bytes) -> None:
    answer = http.post("/api/session", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_method(http: httpx.Client) -> None:
    answer = http.put("/api/session", json={})
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert "POST" in answer.headers["allow"]


def test_too_large(server: ApiServer) -> None:
    with httpx.Client(base_url=server.url, verify=server.context()) as http1:
        answer = http1.post("/api/session", content=b" " * 1_000_001, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_switch_away(server: ApiServer, http: httpx.Client) -> None:
    server.log_in(http, "op1")
    answer = http.put("/api/phone/status", json={"status": "available"})
    assert (answer.status_code, answer.json()["code"]) == (503, "switch_down")
    assert answer.headers["retry-after"]


def test_catalogues_are_sorted_out(tmp_path: Path) -> None:
    """No key twice: JSON would silently take the last."""
    for lang in ("ja", "en"):
        text = (Path(__file__).parents[2] / "api" / "locales" / f"{lang}.json").read_text(encoding="utf-8")
        pairs = json.loads(text, object_pairs_hook=list)
        assert len({key for key, _ in pairs}) == len(pairs)


def refused(http: httpx.Client, headers: dict[str, str], path: str, lang: str = "en") -> dict[str, tuple[str, str]]:
    """What is wrong with the parameters of a route: code and sentence by field."""
    answer = http.get(f"/api{path}", headers={**headers, "Accept-Language": lang})
    assert answer.status_code == 422, answer.text
    return {error["field"]: (error["code"], error["message"]) for error in answer.json()["errors"]}


@pytest.fixture
def supervisor(server: ApiServer, http: httpx.Client) -> dict[str, str]:
    return server.token(http, "sv1")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/calls?limit=0", {"limit": ("out_of_range", "From 1 to 500, please.")}),
        (
            "/calls?direction=up&number=" + "1" * 65,
            {
                "direction": ("not_allowed", "Not one of the possible values: inbound, outbound, internal"),
                "number": ("too_long", "64 characters at most."),
            },
        ),
        (
            "/calls?from=yesterday&to=2026-11-23T09:00:00",
            {
                "from": ("malformed", "Malformed. Write it as in: 2026-11-23T09:00:00Z"),
            },
        ),
        ("/calls?to=2026-11-23T09:00:00", {"to": ("malformed", "Malformed. Write it as in: 2026-11-23T09:00:00Z")}),
        (
            "/calls?from=2026-11-23T09:00:00Z&to=2026-11-22T09:00:00Z",
            {"to": ("ends_before_it_begins", "The end (to) is before the begin (from).")},
        ),
        (
            "/reports/groups?unit=month&period=November&group=nobody&item=love",
            {
                "period.0": ("malformed", "Malformed. Write it as in: 2026-10..2026-11"),
                "group.0": ("unknown", "Not registered: nobody"),
                "item.0": ("unknown", "Not registered: love"),
            },
        ),
        (
            "/reports/groups?unit=day&period=11/23",
            {"period.0": ("malformed", "Malformed. Write it as in: 2026-11-01..2026-11-30")},
        ),
        (
            "/reports/groups?unit=day&period=2000-01-01..2020-01-01",
            {"period.0": ("period_too_long", "The period is too long: 3660 days at most.")},
        ),
        (  # parameters of the dependency, of its dependency and of the route itself
            "/reports/operators.csv?profile=lax&encoding=ebcdic&unit=year",
            {
                "kind": ("required", "Required."),
                "unit": ("not_allowed", "Not one of the possible values: month, day, hour, weekday, date_hour"),
                "profile": ("not_allowed", "Not one of the possible values: manual, strict"),
                "encoding": ("not_allowed", "Not one of the possible values: utf-8, utf-8-sig, cp932"),
            },
        ),
        (
            "/reports/groups/calls?limit=x",
            {
                "group": ("required", "Required."),
                "unit": ("required", "Required."),
                "item": ("required", "Required."),
                "limit": ("wrong_type", "A value of another kind is expected."),
            },
        ),
        (
            "/staffing?group=orders&level=100&from=2026-11-23&to=2026-11-22",
            {"level": ("out_of_range", "From 0 to 99.9, please.")},
        ),
        (
            "/staffing?group=orders&from=2026-11-23&to=2026-11-22",
            {"from": ("ends_before_it_begins", "The end (2026-11-22) is before the begin (2026-11-23).")},
        ),
    ],
)
def test_sentences_say_what_would_be_right(
    http: httpx.Client, supervisor: dict[str, str], path: str, expected: dict[str, tuple[str, str]]
) -> None:
    assert refused(http, supervisor, path) == expected


@pytest.mark.parametrize("path", ["/calls", "/refusals", "/audit", "/supervisions", "/forced-log-outs"])
def test_a_list_whose_end_is_before_its_begin_is_refused(
    http: httpx.Client, supervisor: dict[str, str], path: str
) -> None:
    faults = refused(http, supervisor, f"{path}?from=2026-11-23T00:00:00Z&to=2026-11-22T00:00:00Z", "ja")
    assert faults == {"to": ("ends_before_it_begins", "終わりの日時(to)が始まりの日時(from)より前です。")}


def test_every_sentence_can_be_filled() -> None:
    """What a sentence of a field says is in the name of its key, in both languages."""
    for lang in ("ja", "en"):
        for key, text in catalogue(lang).items():  # type: ignore[arg-type]
            if key.startswith("field."):
                names = {part.partition("=")[0] for part in key.partition(":")[2].split(",") if part}
                said = set(re.findall(r"\{(\w+)\}", text))
                assert said <= names, key
                assert "=" in key or said == names, key
