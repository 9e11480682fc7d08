"""Trunks that start from a carrier preset by the API, and what the API tells of their state."""

import httpx

from api.site.presets import presets
from tests.changes.test_changes import faults, one

TRUNK = {"id": "p1", "host": "sip.example.net", "username": "u", "password": "s3cret!"}


def test_the_presets_are_listed_with_what_they_set(http: httpx.Client) -> None:
    listed = {each["id"]: each for each in http.get("/api/trunk-presets").json()}
    assert {name: each["values"] for name, each in listed.items()} == presets()
    assert all(each["ja"] and each["en"] for each in listed.values())


def test_a_trunk_starts_from_a_preset_as_in_the_site_file(http: httpx.Client) -> None:
    assert faults(http.post("/api/trunks", json=TRUNK | {"preset": "nobody"})) == {("preset", "unknown")}
    made = http.post("/api/trunks", json=TRUNK | {"preset": "hikari-denwa", "session_s": 600})
    assert made.status_code == 201, made.text
    try:
        trunk = one(http, "trunks", "p1")
        values = presets()["hikari-denwa"] | {"session_s": 600, "preset": "hikari-denwa"}
        assert {field: trunk[field] for field in values} == values, "what the trunk says itself wins"
        assert (trunk["state"], trunk["since"], trunk["reason"], trunk["calls"]) == ("unknown", None, "", 0)
        changed = http.patch("/api/trunks/p1", json={"preset": "itsp", "reliable": "optional", "max_calls": 5})
        assert changed.status_code == 200, changed.text
        trunk = one(http, "trunks", "p1")
        values = presets()["itsp"] | {"reliable": "optional", "preset": "itsp", "max_calls": 5, "host": TRUNK["host"]}
        assert {field: trunk[field] for field in values} == values
        assert http.patch("/api/trunks/p1", json={"name": "A"}).status_code == 200
        assert one(http, "trunks", "p1")["number_from"] == "to", "a change of something else touches nothing"
        assert faults(http.patch("/api/trunks/p1", json={"preset": "nobody"})) == {("preset", "unknown")}
        assert http.patch("/api/trunks/p1", json={"preset": ""}).status_code == 200
    finally:
        assert http.delete("/api/trunks/p1").status_code == 200
