"""The front end's files, and the headers of every response."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import httpx
import pytest

from tests.support.api import ApiServer

PAGE = "<!doctype html><title>Kikite</title>"
SCRIPT = "console.log('きくて');" * 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    folder = tmp_path_factory.mktemp("files")
    dist = folder / "front"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text(PAGE)
    script = dist / "assets" / "main-ABCDEFG2.js"
    script.write_text(SCRIPT)
    script.with_name(script.name + ".br").write_bytes(brotli.compress(SCRIPT.encode()))
    script.with_name(script.name + ".gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (dist / "plain.txt").write_text("plain")
    (folder / "secret.txt").write_text("secret")
    with ApiServer(folder, env={"KIKITE_DIST": str(dist)}) as running:
        yield running


@pytest.mark.parametrize("path", ["/", "/login", "/monitor", "/phone", "/history", "/a/b/c", "/index.html"])
def test_pages(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(("accepted", "used"), [("br, gzip", "br"), ("gzip, deflate", "gzip"), ("identity", "")])
def test_hashed_and_compressed(http: httpx.Client, accepted: str, used: str) -> None:
    answer = http.get("/assets/main-ABCDEFG2.js", headers={"Accept-Encoding": accepted})
    assert answer.text == SCRIPT
    assert answer.headers.get("content-encoding", "") == used
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_not_modified(http: httpx.Client) -> None:
    first = http.get("/plain.txt")
    again = http.get("/plain.txt", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert http.get("/plain.txt", headers={"If-None-Match": '"other"'}).text == "plain"


def test_changed_file_is_served_anew(server: ApiServer, http: httpx.Client) -> None:
    file = Path(server.env["KIKITE_DIST"]) / "changing.txt"
    file.write_text("one")
    assert http.get("/changing.txt").text == "one"
    file.write_text("second")
    assert http.get("/changing.txt").text == "second"


@pytest.mark.parametrize(
    "path",
    [
        "/missing.js",
        "/assets/missing.css",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
    ],
)
def test_not_found(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nothing", "/api/monitor/nothing"])
def test_unknown_below_api(http: httpx.Client, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = http.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), method


@pytest.mark.parametrize("path", ["/", "/plain.txt", "/missing.js", "/api/health", "/api/session", "/api/nothing"])
def test_security_headers(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    policy = headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert "require-trusted-types-for 'script'" in policy
    assert not any("unsafe" in entry or "*" in entry for entry in policy)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["strict-transport-security"].startswith("max-age=")


def test_http2(http: httpx.Client) -> None:
    assert http.get("/api/health").http_version == "HTTP/2"


def test_the_framework_shows_nothing_by_itself(http: httpx.Client) -> None:
    for path in ("/api/schema", "/api/schema/openapi.json", "/schema", "/schema/openapi.json"):
        assert http.get(path).status_code == 404 or http.get(path).text == PAGE, path
