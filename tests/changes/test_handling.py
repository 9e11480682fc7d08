"""How calls are handled in the whole centre, by API; by site file: `tests/api_base/test_site_handling.py`."""

import base64
from pathlib import Path

import httpx

from tests.support.api import ApiServer
from tests.support.chromium import tone_wav


def test_by_api(http: httpx.Client) -> None:
    before = http.get("/api/handling").json()
    assert before == {"transfer_ring_s": 30, "park_s": 120, "hold_music": "hold"}
    assert http.patch("/api/handling", json={"transfer_ring_s": 45, "park_s": 0}).status_code == 200
    assert http.get("/api/handling").json() == before | {"transfer_ring_s": 45, "park_s": 0}
    record = http.get("/api/changes", params={"subject": "handling"}).json()["items"][0]
    assert record["before"]["park_s"] == 120 and record["after"]["park_s"] == 0
    assert http.patch("/api/handling", json=before).status_code == 200


def test_faults_are_named(http: httpx.Client) -> None:
    for values, field in (({"transfer_ring_s": 4}, "transfer_ring_s"), ({"park_s": 3601}, "park_s")):
        answer = http.patch("/api/handling", json=values)
        assert answer.status_code == 422 and [one["field"] for one in answer.json()["errors"]] == [field]
    answer = http.patch("/api/handling", json={"hold_music": "nothing"})
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("hold_music", "unknown")]


def test_music_that_is_played_is_not_deleted(http: httpx.Client, tmp_path: Path) -> None:
    wav = base64.b64encode(tone_wav(tmp_path / "tune.wav", 440, seconds=1).read_bytes()).decode()
    assert http.put("/api/announcements/tune", json={"name": "曲", "wav": wav}).is_success
    assert http.patch("/api/handling", json={"hold_music": "tune"}).is_success
    refused = http.delete("/api/announcements/tune")
    assert refused.status_code == 409 and refused.json()["code"] == "in_use"
    assert http.patch("/api/handling", json={"hold_music": "hold"}).is_success
    assert http.delete("/api/announcements/tune").is_success


def test_only_who_may(server: ApiServer) -> None:
    with server.client() as client:
        client.headers.update(server.token(client, "op1"))
        assert client.get("/api/handling").status_code == 403
        assert client.patch("/api/handling", json={"park_s": 1}).status_code == 403
