"""Errors as clients see them."""

import json
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
        {"field": "user", "code": "too_short", "message": "Too short."},
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
