"""Input that no well-behaved client sends: answered by a problem, never by 500, on both engines."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.api import ApiServer

STRANGE = ["a\x00b", "\x00", "\ud800", "\U0010ffff", "'; DROP TABLE user_account; --", "%", "a" * 5000, "\r\n"]


@pytest.fixture
def own(tmp_path: Path, db_url: str) -> Iterator[ApiServer]:
    with ApiServer(tmp_path, db_url) as running:
        yield running


def test_never_500(own: ApiServer) -> None:
    with own.client() as http:
        headers = own.token(http, "sv1")
        for text in STRANGE:
            body = json.dumps({"user": text, "password": text}).encode()
            answer = http.post("/api/session", content=body, headers={"Content-Type": "application/json"})
            assert answer.status_code in (400, 401, 422), (text, answer.text)
            body = json.dumps({"number": text, "group": text}).encode()
            answer = http.post(
                "/api/phone/calls", content=body, headers={"Content-Type": "application/json", **headers}
            )
            assert answer.status_code in (400, 422, 503), (text, answer.text)
        for text in ("%00", "a%00b", "%ff", "%ed%a0%80", "%27", "%25", "..", "a" * 5000):
            for path in (f"/api/calls/{text}", f"/api/calls?number={text}", f"/api/calls?operator={text}"):
                answer = http.get(path, headers=headers)
                assert answer.status_code in (200, 400, 404, 422), (path, answer.status_code, answer.text)
            assert http.get(f"/{text}").status_code in (200, 400, 404), text
            assert http.get("/api/session", headers={"Authorization": f"Bearer {text}"}).status_code == 401
            cookie = {"Cookie": f"__Host-kikite={text}; =; ;;"}
            assert http.get("/api/session", headers=cookie).status_code == 401
