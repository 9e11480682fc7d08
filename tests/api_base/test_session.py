"""Log-in, log-out, cookies and tokens, on a real server."""

from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest

from api.auth.guard import COOKIE
from api.db.engine import connect
from tests.support.api import ApiServer


@pytest.fixture
def supervisor(server: ApiServer, http: httpx.Client) -> httpx.Client:
    server.log_in(http, "sv1")
    return http


def test_session_of_a_supervisor(server: ApiServer, http: httpx.Client) -> None:
    answer = server.log_in(http, "sv1")
    assert answer["landing"] == "/monitor"
    assert {key: answer["user"][key] for key in ("id", "name", "role", "extension")} == {
        "id": "sv1",
        "name": "佐藤 由美",
        "role": "supervisor",
        "extension": "100",
    }
    assert {"monitor", "phone", "history"} <= set(answer["user"]["permissions"])
    assert answer["server_time"].endswith("Z")
    assert answer["time_zone"] == "Asia/Tokyo"
    again = http.get("/api/session")
    assert again.status_code == 200
    assert again.json()["user"] == answer["user"]
    assert again.headers["cache-control"] == "no-store"


def test_session_of_an_operator(server: ApiServer, http: httpx.Client) -> None:
    answer = server.log_in(http, "op1")
    assert answer["landing"] == "/phone"
    assert answer["user"]["role"] == "operator"
    assert answer["user"]["permissions"] == ["internal_call", "phone"]


def test_cookie(server: ApiServer, http: httpx.Client) -> None:
    answer = http.post("/api/session", json={"user": "op2", "password": server.password("op2")})
    value = answer.headers["set-cookie"]
    name, _, rest = value.partition("=")
    token, *attributes = rest.split("; ")
    assert name == "__Host-kikite"
    assert set(attributes) == {"Path=/", "Max-Age=7200", "Secure", "HttpOnly", "SameSite=Strict"}
    assert jwt.get_unverified_header(token)["alg"] == "HS256"
    claims = jwt.decode(token, options={"verify_signature": False})
    assert set(claims) == {"sub", "jti", "iat", "exp"}
    assert claims["exp"] - claims["iat"] == 7200


@pytest.mark.parametrize("user", ["op1", "no-such-user"])
def test_wrong_credentials(http: httpx.Client, user: str) -> None:
    answer = http.post("/api/session", json={"user": user, "password": "WrongPassword1"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["code"] == "wrong_credentials"
    assert answer.json()["detail"] == "ユーザーIDまたはパスワードが違います。"
    assert "set-cookie" not in answer.headers


def test_log_out_ends_the_session_at_once(supervisor: httpx.Client) -> None:
    token = supervisor.cookies[COOKIE]
    answer = supervisor.delete("/api/session")
    assert answer.status_code == 204
    assert "Max-Age=0" in answer.headers["set-cookie"]
    # even with the cookie kept back
    assert supervisor.get("/api/session", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 401


def test_program(server: ApiServer, http: httpx.Client) -> None:
    headers = server.token(http, "sv1")
    assert not http.cookies
    assert http.get("/api/users", headers=headers).status_code == 200
    assert http.delete("/api/session", headers=headers).status_code == 204
    assert http.get("/api/users", headers=headers).status_code == 401


def test_cookie_and_token_are_not_interchangeable(server: ApiServer, http: httpx.Client) -> None:
    bearer = server.token(http, "sv1")["Authorization"].removeprefix("Bearer ")
    assert http.get("/api/session", headers={"Cookie": f"{COOKIE}={bearer}"}).status_code == 401
    server.log_in(http, "sv1")
    cookie = http.cookies[COOKIE]
    http.cookies.clear()
    assert http.get("/api/session", headers={"Authorization": f"Bearer {cookie}"}).status_code == 401


@pytest.mark.parametrize("forge", ["none", "other key", "expired", "no jti", "other algorithm", "garbage"])
def test_forged_tokens(server: ApiServer, http: httpx.Client, forge: str) -> None:
    key = (server.folder / "session.key").read_bytes()
    headers = server.token(http, "sv1")
    claims: dict[str, Any] = jwt.decode(headers["Authorization"][7:], options={"verify_signature": False})
    assert http.get("/api/session", headers=bearer(jwt.encode(claims, key, "HS256"))).status_code == 200
    token = {
        "none": lambda: jwt.encode(claims, "", "none"),
        "other key": lambda: jwt.encode(claims, bytes(32), "HS256"),
        "expired": lambda: jwt.encode({**claims, "exp": claims["iat"] - 10}, key, "HS256"),
        "no jti": lambda: jwt.encode({k: v for k, v in claims.items() if k != "jti"}, key, "HS256"),
        "other algorithm": lambda: jwt.encode(claims, key * 2, "HS512"),
        "garbage": lambda: "a.b.c",
    }[forge]()
    assert http.get("/api/session", headers=bearer(token)).status_code == 401


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_other_schemes(http: httpx.Client) -> None:
    answer = http.get("/api/session", headers={"Authorization": "Basic YTpi"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_key_is_private(server: ApiServer) -> None:
    key = server.folder / "session.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_bytes()) == 32


def test_second_log_in_of_the_same_browser_replaces_the_session(server: ApiServer, http: httpx.Client) -> None:
    server.log_in(http, "op3")
    old = http.cookies[COOKIE]
    server.log_in(http, "op3")
    assert http.get("/api/session").status_code == 200
    http.cookies.clear()
    assert http.get("/api/session", headers={"Cookie": f"{COOKIE}={old}"}).status_code == 401


async def test_renewed_while_used_and_refused_when_over(tmp_path: Path, server: ApiServer) -> None:
    with server.client() as http:
        server.log_in(http, "op4")
        old = http.cookies[COOKIE]
        assert "set-cookie" not in http.get("/api/session").headers
        await change(server, "UPDATE session SET seen = seen - 301000 WHERE user_id = 'op4'")
        renewed = http.get("/api/session")
        assert renewed.status_code == 200
        assert "Max-Age=7200" in renewed.headers["set-cookie"]
        assert "set-cookie" not in http.get("/api/session").headers
        assert http.get("/api/session", headers={"Cookie": f"{COOKIE}={old}"}).status_code == 200
        await change(server, "UPDATE session SET expires = 1 WHERE user_id = 'op4'")
        assert http.get("/api/session").status_code == 401


async def test_log_out_wins_over_renewal(server: ApiServer) -> None:
    with server.client() as http:
        server.log_in(http, "op4")
        await change(server, "UPDATE session SET seen = seen - 301000 WHERE user_id = 'op4'")
        answer = http.delete("/api/session")
        assert answer.headers.get_list("set-cookie") == [
            "__Host-kikite=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict"
        ]


async def test_revoked_in_the_database(server: ApiServer) -> None:
    with server.client() as http:
        server.log_in(http, "op2")
        await change(server, "UPDATE session SET revoked = 1 WHERE user_id = 'op2'")
        assert http.get("/api/session").status_code == 401


async def change(server: ApiServer, sql: str) -> None:
    """Change the server's database behind its back."""
    db = connect(server.db_url)
    await db.open()
    async with db.transaction() as tx:
        assert await tx.execute(sql) > 0
    await db.close()


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, "cross_site"),
        ({"Sec-Fetch-Site": "same-site"}, "cross_site"),
        ({"Origin": "https://evil.example"}, "cross_site"),
        ({"Origin": "null"}, "cross_site"),
        ({"Content-Type": "text/plain"}, "not_json"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, "not_json"),
    ],
)
@pytest.mark.parametrize("path", ["/api/session", "/api/phone/heartbeat"])
def test_requests_of_other_sites(supervisor: httpx.Client, path: str, headers: dict[str, str], code: str) -> None:
    answer = supervisor.post(path, content=b"{}", headers=headers)
    assert answer.json()["code"] == code
    assert answer.status_code == (403 if code == "cross_site" else 415)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "own"}, {}])
def test_own_requests(server: ApiServer, supervisor: httpx.Client, headers: dict[str, str]) -> None:
    own = {key: server.url if value == "own" else value for key, value in headers.items()}
    assert supervisor.delete("/api/session", headers=own).status_code == 204


def test_throttled(tmp_path: Path) -> None:
    with ApiServer(tmp_path) as server, server.client() as http:
        for _ in range(10):
            assert http.post("/api/tokens", json={"user": "op1", "password": "Wrong"}).status_code == 401
        answer = http.post("/api/tokens", json={"user": "op1", "password": server.password("op1")})
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")
        seconds = int(answer.headers["retry-after"])
        assert 0 < seconds <= 30
        assert str(seconds) in answer.json()["detail"]
        server.log_in(http, "op2")  # others are not concerned
