"""Receptions, menus, holidays and sounds by API: what is refused, what is kept, and what the switch would be told."""

import base64
import io
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile

from tests.support.api import ApiServer
from tests.support.sound import pitch, ulaw


def faults(answer: httpx.Response) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return {(fault["field"], fault["code"]) for fault in answer.json()["errors"]}


def wav(hz: float) -> str:
    out = io.BytesIO()
    soundfile.write(out, 0.3 * np.sin(2 * np.pi * hz * np.arange(44100) / 44100), 44100, format="WAV")
    return base64.b64encode(out.getvalue()).decode()


def of(http: httpx.Client, path: str, key: str, field: str = "id") -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in http.get(f"/api/{path}").json() if item[field] == key)
    return found


def test_a_menu_a_reception_and_what_depends_on_them(http: httpx.Client) -> None:
    menu = {
        "id": "main",
        "name": "メイン",
        "prompts": ["menu-sample"],
        "keys": {"1": {"group": "orders"}, "2": {"prompts": ["please-wait"], "extension": "101"}, "9": {"again": True}},
    }
    made = http.post("/api/menus", json=menu)
    assert made.status_code == 201, made.text
    kept = of(http, "menus", "main")
    assert kept["keys"]["1"]["group"] == "orders" and kept["attempts"] == 3 and kept["invalid"] == ["invalid-key"]
    assert http.post("/api/receptions", json={"group": "orders", "menu": "main"}).status_code == 201
    assert http.post("/api/routes", json={"number": "0350000099", "menu": "main"}).status_code == 201
    assert faults(http.post("/api/routes", json={"number": "0350000098", "menu": "no"})) == {("menu", "unknown")}
    in_use = http.delete("/api/menus/main")
    assert in_use.status_code == 409 and {f["field"] for f in in_use.json()["errors"]} == {
        "routes.0.menu",
        "receptions.0.menu",
    }
    assert http.delete("/api/groups/orders").status_code == 409, "the menu leads to it"
    assert http.patch("/api/menus/main", json={"keys": {"1": {"group": "support"}}}).status_code == 200
    assert list(of(http, "menus", "main")["keys"]) == ["1"]
    for path in ("routes/0350000099", "receptions/orders", "menus/main"):
        assert http.delete(f"/api/{path}").status_code == 200
    subjects = {each["subject"] for each in http.get("/api/changes").json()["items"]}
    assert {"menus", "receptions", "routes"} <= subjects


def test_what_is_not_there_is_named(http: httpx.Client) -> None:
    bad = {
        "id": "x",
        "name": "x",
        "prompts": ["menu-sample", "nothing"],
        "keys": {"1": {"group": "nobody"}, "2": {"group": "orders", "extension": "101"}},
        "otherwise": {"menu": "other"},
    }
    assert faults(http.post("/api/menus", json=bad)) == {
        ("prompts.1", "unknown"),
        ("keys.1.group", "unknown"),
        ("keys.2", "one_of"),
        ("otherwise.menu", "unknown"),
    }
    assert http.post("/api/menus", json=bad | {"keys": {"12": {}}}).status_code == 422
    assert faults(http.post("/api/receptions", json={"group": "nobody", "greeting": ["../x"]})) == {
        ("greeting.0", "malformed")
    }
    wrong = http.post("/api/receptions", json={"group": "orders", "hold_music": "none"})
    assert faults(wrong) == {("hold_music", "unknown")}
    assert (
        http.post("/api/receptions", json={"group": "orders", "hours": {"monday": ["9:00-10:00"]}}).status_code == 422
    )
    assert http.get("/api/menus").json() == [] and http.get("/api/receptions").json() == []


def test_opening_hours_as_the_switch_knows_them(http: httpx.Client) -> None:
    hours = {"tuesday": ["09:00-12:00"], "wednesday": ["09:00-18:00"], "exceptions": {"2026-05-07": ["10:00-11:00"]}}
    assert http.post("/api/receptions", json={"group": "support", "hours": hours}).status_code == 201
    kept = of(http, "receptions", "support", "group")["hours"]
    assert kept["exceptions"] == {"2026-05-07": ["10:00-11:00"]} and kept["holidays"] == []
    shown = http.get("/api/receptions/support/opening", params={"from": "2026-05-03", "days": 11}).json()
    # 3rd to 6th May are holidays, the 6th is a Wednesday.
    assert [(each["begin"], each["end"]) for each in shown["stretches"]] == [
        ("2026-05-07T01:00:00Z", "2026-05-07T02:00:00Z"),
        ("2026-05-12T00:00:00Z", "2026-05-12T03:00:00Z"),
        ("2026-05-13T00:00:00Z", "2026-05-13T09:00:00Z"),
    ]
    assert shown["until"] == "2026-05-13T15:00:00Z" and shown["always"] is False
    assert http.patch("/api/receptions/support", json={"hours": None}).status_code == 200
    assert http.get("/api/receptions/support/opening").json()["always"] is True
    assert http.get("/api/receptions/orders/opening").status_code == 404
    assert http.delete("/api/receptions/support").status_code == 200


def test_holidays_are_imported_and_given_back(http: httpx.Client) -> None:
    before = http.get("/api/holidays").json()
    assert before["imported"] is False and {"date": "2026-09-22", "name": "休日"} in before["items"]
    text = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n".encode("cp932")
    sent = http.put("/api/holidays", json={"csv": base64.b64encode(text).decode()})
    assert sent.status_code == 200, sent.text
    after = http.get("/api/holidays").json()
    assert after["imported"] is True and after["items"] == [{"date": "2026-01-01", "name": "元日"}]
    assert after["missing"] and min(after["missing"]) >= 2026
    wrong = http.put("/api/holidays", json={"csv": base64.b64encode(b"d,n\n2026/1/1,a\n2026/2/30,b").decode()})
    assert faults(wrong) == {("csv.3", "malformed")}
    assert http.get("/api/holidays").json() == after
    assert http.put("/api/holidays", json={"csv": ""}).status_code == 200
    assert http.get("/api/holidays").json() == before


def test_a_sound_is_uploaded_played_back_used_and_deleted(http: httpx.Client, server: ApiServer) -> None:
    assert http.put("/api/announcements/spring", json={"name": "春", "wav": wav(880)}).status_code == 200
    kept = of(http, "announcements", "spring")
    assert kept == {"id": "spring", "name": "春", "duration_ms": 1000, "shipped": False}
    assert of(http, "announcements", "closed")["shipped"] is True
    sound = http.get("/api/announcements/spring/sound")
    assert sound.headers["content-type"] == "audio/wav"
    wave, rate = soundfile.read(io.BytesIO(sound.content))
    assert rate == 8000 and pitch(ulaw(wave)) == pytest.approx(880, abs=2)
    assert http.get("/api/announcements/closed/sound").status_code == 200
    assert http.get("/api/announcements/none/sound").status_code == 404
    assert http.post("/api/receptions", json={"group": "orders", "hold_music": "spring"}).status_code == 201
    assert http.delete("/api/announcements/spring").status_code == 409
    assert http.put("/api/announcements/spring", json={"name": "夏", "wav": wav(660)}).status_code == 200
    again = soundfile.read(io.BytesIO(http.get("/api/announcements/spring/sound").content))[0]
    assert pitch(ulaw(again)) == pytest.approx(660, abs=2)
    assert http.delete("/api/receptions/orders").status_code == 200
    assert http.delete("/api/announcements/spring").status_code == 200
    assert not list(server.folder.glob("sounds/*"))


def test_a_sound_that_a_queue_plays_cannot_be_deleted(http: httpx.Client) -> None:
    assert http.put("/api/announcements/waltz", json={"name": "ワルツ", "wav": wav(880)}).status_code == 200
    for change, field in (
        ({"queue_music": "waltz"}, "queue_music"),
        ({"queue_music": "hold", "overflow_full": {"prompts": ["busy", "waltz"]}}, "overflow_full.prompts.1"),
    ):
        assert http.patch("/api/groups/orders", json=change).status_code == 200
        refused = http.delete("/api/announcements/waltz")
        assert refused.status_code == 409 and refused.json()["code"] == "in_use"
        assert [fault["field"].split(".", 2)[2] for fault in refused.json()["errors"]] == [field]
    assert http.patch("/api/groups/orders", json={"overflow_full": {}}).status_code == 200
    assert http.delete("/api/announcements/waltz").status_code == 200
    assert faults(http.patch("/api/groups/orders", json={"queue_music": "waltz"})) == {("queue_music", "unknown")}


@pytest.mark.parametrize("data", [b"", b"no sound at all", b"RIFF\x10\x00\x00\x00WAVEfmt "])
def test_what_is_no_sound_is_refused_and_leaves_nothing(http: httpx.Client, server: ApiServer, data: bytes) -> None:
    sent = http.put("/api/announcements/bad", json={"name": "x", "wav": base64.b64encode(data).decode()})
    assert faults(sent) == {("wav", "malformed")}
    assert "bad" not in {each["id"] for each in http.get("/api/announcements").json()}
    assert not (server.folder / "sounds" / "bad.ulaw").exists()


def test_names_of_sounds_stay_within_the_folder(http: httpx.Client) -> None:
    for name in ("..%2fx", "A", "x.y", "a" * 41):
        assert http.put(f"/api/announcements/{name}", json={"name": "x", "wav": wav(500)}).status_code in (404, 422)


def test_operators_may_not(server: ApiServer) -> None:
    with server.client() as client:
        client.headers.update(server.token(client, "op1"))
        for path in ("menus", "receptions", "holidays", "announcements"):
            assert client.get(f"/api/{path}").status_code == 403
