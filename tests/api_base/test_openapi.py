"""The committed contract is what the routes say, and what the server serves."""

import re
from pathlib import Path

import httpx

from api.app import create_app
from api.openapi import PATH, encoded
from api.settings import check


def test_no_drift(tmp_path: Path) -> None:
    assert PATH.read_bytes() == encoded(create_app(check({"data": str(tmp_path)}))), "run `python -m api.openapi`"


def test_served(http: httpx.Client) -> None:
    answer = http.get("/api/openapi.json")
    assert answer.content == PATH.read_bytes()


def test_streams_are_described() -> None:
    import json

    paths = json.loads(PATH.read_text())["paths"]
    streams = {path for path, item in paths.items() if "text/event-stream" in str(item.get("get", {}).get("responses"))}
    assert "/api/phone/stream" in streams
    for path in streams:
        (content,) = paths[path]["get"]["responses"]["200"]["content"].values()
        assert content["x-events"], path
        assert all(re.match("#/components/schemas/", event["$ref"]) for event in content["x-events"].values())
