"""Configuration by API: create, change in part, delete; refused whole with every faulty field; recorded."""

import asyncio
from typing import Any

import httpx
import msgspec
import pytest

from api.changes.patches import given, patch_of
from api.db.config_tables import PhoneGroup, TrunkRow
from api.db.rows import columns
from api.site.schemas import SiteGroup, SiteTrunk
from tests.support.api import ApiServer

PASSWORD = "Another1Password"


def one(http: httpx.Client, path: str, key: str, name: str = "id") -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in http.get(f"/api/{path}").json() if item[name] == key)
    return found


def faults(answer: httpx.Response) -> set[tuple[str, str]]:
    return {(fault["field"], fault["code"]) for fault in answer.json()["errors"]}


def test_a_group_is_made_changed_and_deleted(http: httpx.Client) -> None:
    body = {"id": "g9", "name": "新しい窓口", "number": "0350000009", "members": ["op1", {"user": "op2", "tier": 2}]}
    made = http.post("/api/groups", json=body)
    assert made.status_code == 201 and made.json()["key"] == "g9" and made.json()["applied"] is False, made.text
    group = one(http, "groups", "g9")
    assert group["members"] == [{"user": "op1", "tier": 1}, {"user": "op2", "tier": 2}] and group["ring_s"] == 20
    changed = http.patch("/api/groups/g9", json={"ring_s": 30, "members": ["op3"]})
    assert changed.status_code == 200 and changed.json()["version"] == made.json()["version"] + 1
    assert one(http, "groups", "g9") == group | {"ring_s": 30, "members": [{"user": "op3", "tier": 1}]}
    assert http.delete("/api/groups/g9").status_code == 200
    assert http.patch("/api/groups/g9", json={"ring_s": 3}).status_code == 404
    history = http.get("/api/changes", params={"subject": "groups", "item": "g9"}).json()["items"]
    assert [each["action"] for each in history] == ["delete", "change", "create"]
    assert history[1]["before"]["ring_s"] == 20 and history[1]["after"]["ring_s"] == 30
    assert history[1]["user"] == "sv1" and history[0]["after"] is None and history[2]["before"] is None


def test_what_is_wrong_with_an_id_is_said(http: httpx.Client) -> None:
    body = {"id": "新しい 窓口", "name": "x", "number": "0350000009"}
    (fault,) = http.post("/api/groups", json=body, headers={"Accept-Language": "en"}).json()["errors"]
    assert (fault["field"], fault["code"]) == ("id", "malformed") and "ASCII letters" in fault["message"]


def test_where_callers_overflow_is_changed_and_taken_back(http: httpx.Client) -> None:
    """An overflow is a whole: null and `{}` are told apart, and a group that others lead to cannot go."""
    assert http.post("/api/groups", json={"id": "g8", "name": "別窓口", "number": "0350000008"}).status_code == 201
    plain = one(http, "groups", "orders")
    assert plain["overflow_nobody"] is None and plain["overflow_wait"] == {
        "group": "",
        "external": "",
        "voicemail": "",
        "prompts": [],
    }
    rules = {
        "strategy": "fewest_calls",
        "overflow_wait": {"group": "g8"},
        "overflow_nobody": {"prompts": ["busy"]},
        "pause_after": 3,
        "queue_answer": True,
        "announce_s": 30,
    }
    assert http.patch("/api/groups/orders", json=rules).status_code == 200
    changed = one(http, "groups", "orders")
    assert changed["overflow_wait"]["group"] == "g8" and changed["overflow_nobody"]["prompts"] == ["busy"]
    assert (changed["strategy"], changed["pause_after"], changed["queue_answer"]) == ("fewest_calls", 3, True)
    refused = http.delete("/api/groups/g8")
    assert refused.status_code == 409 and refused.json()["code"] == "in_use"
    assert {fault["code"] for fault in refused.json()["errors"]} == {"in_use"}, "each is a place that uses it"
    answer = http.patch("/api/groups/orders", json={"overflow_full": {"group": "g8", "external": "0312345678"}})
    assert faults(answer) == {("overflow_full", "one_of")}
    answer = http.patch("/api/groups/orders", json={"overflow_full": {"group": "orders"}})
    assert faults(answer) == {("overflow_full.group", "unknown")}
    taken_back = {name: plain[name] for name in rules}
    assert http.patch("/api/groups/orders", json=taken_back).status_code == 200
    assert one(http, "groups", "orders") == plain
    assert http.delete("/api/groups/g8").status_code == 200


def test_every_faulty_field_is_named_and_nothing_is_saved(http: httpx.Client) -> None:
    before, audit = http.get("/api/groups").json(), http.get("/api/changes").json()
    answer = http.post("/api/groups", json={"id": "g 9", "name": "", "number": "x", "ring_s": 0, "nmae": 1})
    assert answer.status_code == 422
    assert faults(answer) == {
        ("id", "malformed"),
        ("name", "too_short"),
        ("number", "malformed"),
        ("ring_s", "out_of_range"),
        ("nmae", "unknown_field"),
    }
    answer = http.patch("/api/groups/orders", json={"members": ["op1", "op1", "nobody"], "number": "0350000002"})
    assert faults(answer) == {("members.1", "duplicate"), ("members.2", "unknown"), ("number", "duplicate")}
    assert http.patch("/api/groups/orders", json={"id": "other"}).status_code == 422
    assert http.patch("/api/groups/orders", json={"ring_s": "x", "target_s": 0}).status_code == 422
    assert http.post("/api/groups", json={"id": "orders", "name": "x", "number": "0399999999"}).status_code == 422
    assert http.get("/api/groups").json() == before and http.get("/api/changes").json() == audit


def test_a_trunk_keeps_its_password_to_itself(http: httpx.Client) -> None:
    body = {"id": "t2", "host": "sip.example.net", "username": "u", "password": "s3cret!", "emergency": True}
    assert http.post("/api/trunks", json=body | {"accept_from": ["nowhere"]}).status_code == 422
    assert http.post("/api/trunks", json=body | {"accept_from": ["192.0.2.0/24"]}).status_code == 201
    trunk = one(http, "trunks", "t2")
    assert trunk["emergency"] is True and trunk["accept_from"] == ["192.0.2.0/24"] and "password" not in trunk
    assert [each["id"] for each in http.get("/api/trunks").json()] == ["carrier", "t2"]
    assert http.patch("/api/trunks/t2", json={"port": 5070, "password": "0ther!"}).status_code == 200
    text = http.get("/api/changes", params={"subject": "trunks"}).text
    assert "s3cret!" not in text and "0ther!" not in text and '"changed"' in text
    assert http.patch("/api/trunks/t2", json={"username": "", "register": True}).status_code == 422
    assert http.put("/api/trunks", json=["t2"]).status_code == 422, "not all of them"
    assert http.put("/api/trunks", json=["t2", "carrier"]).status_code == 200
    assert [each["id"] for each in http.get("/api/trunks").json()] == ["t2", "carrier"]
    assert http.delete("/api/trunks/t2").status_code == 200


def test_routes_lead_somewhere(http: httpx.Client) -> None:
    assert http.post("/api/routes", json={"number": "0350000077", "group": "nowhere"}).status_code == 422
    assert http.post("/api/routes", json={"number": "0350000077"}).status_code == 422
    assert http.post("/api/routes", json={"number": "0350000077", "group": "support"}).status_code == 201
    refused = http.delete("/api/groups/support")
    assert refused.status_code == 409 and refused.json()["code"] == "in_use"
    assert ("routes.0.group", "in_use") in faults(refused)
    assert http.patch("/api/routes/0350000077", json={"group": "", "external": "0312345678"}).status_code == 200
    assert one(http, "routes", "0350000077", "number")["external"] == "0312345678"
    assert http.delete("/api/routes/0350000077").status_code == 200


def test_an_extension_and_its_user(http: httpx.Client) -> None:
    assert faults(http.post("/api/extensions", json={"number": "150", "password": "weak"})) == {
        ("password", "weak_password")
    }
    assert faults(http.post("/api/extensions", json={"number": "110", "password": PASSWORD})) == {
        ("number", "not_allowed")
    }, "the police"
    assert http.post("/api/extensions", json={"number": "150", "password": PASSWORD, "max_calls": 2}).status_code == 201
    user = {"id": "new", "name": "新人", "password": PASSWORD, "extension": "150"}
    assert faults(http.post("/api/users", json=user | {"permission_set": "king", "password": "short"})) == {
        ("permission_set", "not_allowed"),
        ("password", "weak_password"),
    }
    assert http.post("/api/users", json=user).status_code == 201
    extension = one(http, "extensions", "150", "number")
    assert extension["user"] == "new" and extension["max_calls"] == 2
    assert http.patch("/api/extensions/150", json={"max_per_hour": 9}).status_code == 200
    assert http.delete("/api/extensions/150").json()["code"] == "in_use"
    assert http.patch("/api/users/op1", json={"extension": "150"}).status_code == 422
    assert http.patch("/api/groups/orders", json={"members": ["op1", "op2", "op3", "new"]}).status_code == 200
    assert http.delete("/api/users/new").status_code == 200
    assert [each["user"] for each in one(http, "groups", "orders")["members"]] == ["op1", "op2", "op3"]
    assert http.delete("/api/extensions/150").status_code == 200


def test_a_password_is_changed(server: ApiServer, http: httpx.Client) -> None:
    assert http.patch("/api/users/op4", json={"name": "渡辺 桜"}).status_code == 200
    with server.client() as other:
        server.log_in(other, "op4")
        assert http.patch("/api/users/op4", json={"password": PASSWORD}).status_code == 200
        refused = other.post("/api/session", json={"user": "op4", "password": server.password("op4")})
        assert refused.status_code == 401
        assert other.post("/api/session", json={"user": "op4", "password": PASSWORD}).status_code == 200
    newest = http.get("/api/changes", params={"subject": "users", "limit": 1}).json()
    assert newest["items"][0]["after"]["password"] == "changed" and PASSWORD not in str(newest)
    assert newest["items"][0]["before"]["password"] == "unchanged"


def test_the_right_to_log_others_out_is_not_lost(http: httpx.Client) -> None:
    for answer in (
        http.delete("/api/users/sv1"),
        http.patch("/api/users/sv1", json={"permission_set": "operator"}),
        http.patch("/api/permission-sets/supervisor", json={"permissions": ["masters"]}),
    ):
        assert answer.status_code == 409 and answer.json()["code"] == "last_supervisors"


def test_permission_sets(http: httpx.Client) -> None:
    body = {"id": "abroad", "name": "海外担当", "permissions": ["phone"], "allowed": ["domestic", "international"]}
    assert http.post("/api/permission-sets", json=body | {"permissions": ["fly"]}).status_code == 422
    assert http.post("/api/permission-sets", json=body).status_code == 201
    assert http.post("/api/permission-sets", json=body | {"id": "other"}).status_code == 422, "the name is taken"
    assert one(http, "permission-sets", "abroad")["allowed"] == ["domestic", "international"]
    assert http.patch("/api/users/op2", json={"permission_set": "abroad"}).status_code == 200
    assert http.delete("/api/permission-sets/abroad").json()["code"] == "in_use"
    gone = http.delete("/api/permission-sets/abroad", params={"replacement": "operator"})
    assert gone.status_code == 200, gone.text
    assert one(http, "users", "op2")["permission_set"] == "operator"


def test_the_status_master(http: httpx.Client) -> None:
    made = http.post("/api/statuses", json={"ja": "資料作成", "colour": "#123456"})
    assert made.status_code == 201, made.text
    key = made.json()["key"]
    assert http.get("/api/statuses").json()[-1] | {"order": 0} == {
        "id": key,
        "ja": "資料作成",
        "en": "資料作成",
        "colour": "#123456",
        "order": 0,
        "choosable": True,
    }
    assert faults(http.post("/api/statuses", json={"ja": "資料作成"})) == {("ja", "duplicate")}
    assert http.patch(f"/api/statuses/{key}", json={"en": "Papers"}).status_code == 200
    assert one(http, "statuses", key)["en"] == "Papers"
    work = [each["id"] for each in http.get("/api/statuses").json() if each["id"].startswith("work:")]
    order = [key, *work[:-1]]
    assert http.put("/api/statuses", json=order).status_code == 200
    assert [each["id"] for each in http.get("/api/statuses").json()][-len(order) :] == order
    assert http.put("/api/statuses", json=order[1:]).status_code == 422
    assert http.put("/api/statuses", json=[*order, "acw"]).status_code == 422
    latest = http.get("/api/changes", params={"subject": "statuses"}).json()["items"][0]
    assert latest["before"] == {"order": work} and latest["after"] == {"order": order}
    assert http.patch("/api/statuses/acw", json={"colour": "#abcdef"}).status_code == 200
    assert faults(http.patch("/api/statuses/acw", json={"ja": "x"})) == {("ja", "not_allowed")}
    assert http.delete("/api/statuses/acw").json()["code"] == "fixed_status"
    for number in range(3):
        assert http.post("/api/statuses", json={"ja": f"作業{number}"}).status_code == 201
    assert http.post("/api/statuses", json={"ja": "七つ目"}).status_code == 422
    assert http.delete(f"/api/statuses/{key}").status_code == 200
    assert http.delete(f"/api/statuses/{key}").status_code == 404
    again = http.post("/api/statuses", json={"ja": "資料作成"}).json()["key"]
    assert again != key, "reports of the old one stay its own"


def test_only_who_may(server: ApiServer, http: httpx.Client) -> None:
    with server.client() as operator:
        operator.headers.update(server.token(operator, "op1"))
        for method, path in (
            ("POST", "groups"),
            ("PATCH", "groups/orders"),
            ("DELETE", "trunks/carrier"),
            ("POST", "users"),
            ("PATCH", "permission-sets/operator"),
            ("DELETE", "extensions/101"),
            ("POST", "routes"),
            ("POST", "statuses"),
            ("PUT", "trunks"),
            ("GET", "audit"),
        ):
            assert operator.request(method, f"/api/{path}", json={}).status_code == 403, path


def test_the_record_is_read_in_pages(http: httpx.Client) -> None:
    for seconds in (11, 12, 13):
        http.patch("/api/groups/support", json={"ring_s": seconds})
    wanted = {"subject": "groups", "item": "support", "user": "sv1", "limit": 2}
    first = http.get("/api/changes", params=wanted).json()
    assert [each["after"]["ring_s"] for each in first["items"]] == [13, 12]
    second = http.get("/api/changes", params=wanted | {"before": first["next_before"]}).json()
    assert second["items"][0]["after"]["ring_s"] == 11
    later = first["items"][0]["at"]
    assert len(http.get("/api/changes", params=wanted | {"from": later}).json()["items"]) == 1
    assert http.get("/api/changes", params={"from": "2026-01-01T00:00:00"}).status_code == 422


async def test_changes_at_the_same_time_follow_one_another(server: ApiServer) -> None:
    with server.client() as door:
        token = server.token(door, "sv1")
    async with server.async_client(headers=token) as http:
        fields = [{"ring_s": 21}, {"max_wait_s": 22}, {"queue_limit": 23}, {"target_s": 24}, {"acw_cap_s": 25}]
        answers = await asyncio.gather(*(http.patch("/api/groups/support", json=field) for field in fields))
        assert [answer.status_code for answer in answers] == [200] * len(fields)
        assert len({answer.json()["version"] for answer in answers}) == len(fields)
        group = next(one for one in (await http.get("/api/groups")).json() if one["id"] == "support")
        for field in fields:
            assert group.items() >= field.items(), "none was lost"


@pytest.mark.parametrize(("kind", "table"), [(SiteGroup, PhoneGroup), (SiteTrunk, TrunkRow)])
def test_every_field_of_the_site_file_is_a_column_and_can_be_changed(kind: type[msgspec.Struct], table: Any) -> None:
    fields = set(kind.__struct_fields__)
    assert fields - {"members"} <= set(columns(table))
    patch = patch_of(kind, "Patch", frozenset({"id"}))
    assert set(patch.__struct_fields__) == fields - {"id"}
    assert given(patch()) == {} and given(patch(name="x")) == {"name": "x"}


def test_a_user_chooses_what_to_talk_on_and_whose_number_is_shown(server: ApiServer) -> None:
    with server.client() as operator:
        operator.headers.update(server.token(operator, "op3"))
        first = operator.get("/api/phone/settings").json()
        assert (first["phone"], first["shown"]) == ("browser", "")
        assert [number["group"] for number in first["numbers"]] == ["orders", "support"]
        chosen = operator.patch("/api/phone/settings", json={"phone": "desk", "shown": "support"})
        assert chosen.status_code == 200 and chosen.json() == operator.get("/api/phone/settings").json()
        assert (chosen.json()["phone"], chosen.json()["shown"]) == ("desk", "support")
        refused = operator.patch("/api/phone/settings", json={"shown": "nowhere"})
        assert faults(refused) == {("shown", "unknown")}
        assert operator.patch("/api/phone/settings", json={"phone": "browser"}).json()["shown"] == "support"
        assert operator.patch("/api/phone/settings", json={"phone": "telegraph"}).status_code == 422
