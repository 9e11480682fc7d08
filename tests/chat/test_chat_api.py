"""Chat over HTTP against a real server on both engines: who writes to whom, and what each hears and sees (F4.6)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.chat.conftest import User
from tests.support.api import ApiServer

Users = Callable[[str], User]


@pytest.fixture
def restricted(server: ApiServer, user: Users) -> Iterator[None]:
    """Operators may only answer (チャット送信制限)."""
    sv = user("sv1")
    rights = ["phone", "internal_call"]
    change = {"permissions": [*rights, "chat_reply_only"]}
    assert sv.http.patch("/api/permission-sets/operator", json=change).is_success
    yield
    assert sv.http.patch("/api/permission-sets/operator", json={"permissions": rights}).is_success


def test_a_supervisor_writes_and_the_operator_answers(user: Users) -> None:
    sv, op = user("sv1"), user("op1")
    ears = sv.listen(), op.listen()
    assert [ear.next()[0] for ear in ears] == ["chat", "chat"]
    sent = sv.to("op1", "おつかれさまです。\n<b>今</b>話せますか")
    for ear, unread in zip(ears, (0, 1), strict=True):
        name, event = ear.next()
        assert (name, event["message"], event["unread"]) == ("message", sent, unread)
        assert event["conversation"]["unread"] == unread
    assert event["conversation"]["partner"] == {"id": "sv1", "name": "佐藤 由美"}
    assert event["conversation"]["may_write"] is True
    where = sent["conversation"]
    answer = op.send(f"conversations/{where}/messages", "はい")
    assert answer.status_code == 201
    for ear, unread in zip(ears, (1, 0), strict=True):
        name, event = ear.next()
        assert (name, event["message"]["text"], event["unread"]) == ("message", "はい", unread)
    assert sv.texts(where) == op.texts(where) == ["おつかれさまです。\n<b>今</b>話せますか", "はい"]
    assert sv.http.put(f"/api/chat/conversations/{where}/read", json={"seq": 2**40}).status_code == 204
    for ear in ears:
        assert ear.next()[0] == "read"
    assert sv.view()["unread"] == 0
    listed = op.view()["conversations"]
    assert [(one["id"], one["partner_read"]) for one in listed] == [(where, answer.json()["seq"])]
    found = [one.http.get("/api/chat/conversations?partner=sv1").json()["items"] for one in (op, sv)]
    assert [[one["id"] for one in each] for each in found] == [[where], []]
    assert sv.to("op1", "では後ほど")["conversation"] == op.to("sv1", "了解")["conversation"] == where


def test_sent_twice_it_is_there_once(user: Users) -> None:
    sv, token = user("sv1"), str(uuid.uuid4())
    first = sv.to("op2", "一度だけ", token)
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda _: sv.to("op2", "一度だけ", token), range(8)))
    assert again == [first] * 8
    assert sv.texts(first["conversation"]) == ["一度だけ"]
    other = sv.send(f"conversations/{first['conversation']}/messages", "別の文", token)
    assert (other.status_code, other.json()["code"]) == (409, "chat_token_used")
    assert user("op2").to("sv1", "同じ識別子でも送信者が違えば別", token)["seq"] > first["seq"]


def test_two_who_write_first_at_once_share_one_conversation_in_one_order(user: Users) -> None:
    pair = user("op3"), user("op4")
    ears = [one.listen() for one in pair]
    for ear in ears:
        ear.next()
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(pair[n % 2].to, pair[1 - n % 2].id, f"{n}") for n in range(20)]
    sent = sorted((job.result() for job in jobs), key=lambda one: one["seq"])
    assert len({one["conversation"] for one in sent}) == 1
    heard = [[ear.next()[1]["message"]["seq"] for _ in sent] for ear in ears]
    assert heard[0] == heard[1] == [one["seq"] for one in sent]
    assert pair[0].texts(sent[0]["conversation"]) == [one["text"] for one in sent]


def test_nobody_reads_what_others_write(user: Users) -> None:
    sv, op, other = user("sv1"), user("op1"), user("op2")
    where = sv.to("op1", "内密に")["conversation"]
    path = f"/api/chat/conversations/{where}"
    assert other.http.get(f"{path}/messages").status_code == 404
    assert other.send(f"conversations/{where}/messages", "のぞき").status_code == 404
    assert other.http.put(f"{path}/read", json={"seq": 1}).status_code == 404
    assert where not in [one["id"] for one in other.view()["conversations"]]
    assert "内密に" in op.texts(where)
    with op.server.client() as stranger:
        assert stranger.get("/api/chat").status_code == stranger.get("/api/chat/stream").status_code == 401


def test_an_announcement_reaches_the_group_and_nobody_else(user: Users) -> None:
    sv, op3, op1 = user("sv1"), user("op3"), user("op1")
    before, ear = op1.view()["unread"], op3.listen()
    ear.next()
    answer = sv.send("announcements", "本日の昼礼は 12 時です", group="support")
    assert answer.status_code == 201
    where = answer.json()["conversation"]
    _, event = ear.next()
    conversation = event["conversation"]
    assert (conversation["kind"], conversation["group"], conversation["group_name"]) == (
        "announcement",
        "support",
        "サポート",
    )
    assert (conversation["may_write"], conversation["may_answer"]) == (False, True)
    assert conversation["members"] is conversation["readers"] is None
    assert op1.view()["unread"] == before
    refused = op3.send(f"conversations/{where}/messages", "はい")
    assert (refused.status_code, refused.json()["code"]) == (409, "chat_closed")
    assert op3.http.put(f"/api/chat/conversations/{where}/read", json={"seq": answer.json()["seq"]}).is_success
    own = sv.view()["conversations"][0]
    assert (own["id"], own["members"], own["readers"], own["may_answer"]) == (where, 3, 1, False)
    assert sv.send("announcements", "全員へ", group=None).status_code == 201
    assert op1.view()["unread"] == before + 1
    for body, code in (({"group": "nobody"}, "invalid"), ({}, "invalid")):
        assert sv.send("announcements", "誰へ", **body).json()["code"] == code
    assert op1.send("announcements", "私からも", group=None).status_code == 403


def test_who_may_only_answer(restricted: None, user: Users) -> None:
    sv, op, colleague = user("sv1"), user("op4"), user("op2")
    assert op.view()["may_begin"] is op.view()["may_announce"] is False
    assert "op2" not in [one["id"] for one in op.http.get("/api/chat/contacts").json()]
    refused = op.send("conversations", "ちょっと", user="op2")
    assert (refused.status_code, refused.json()["code"]) == (403, "chat_reply_only")
    assert colleague.send("conversations", "やあ", user="op4").json()["code"] == "chat_reply_only"
    where = sv.to("op4", "どうですか")["conversation"]
    assert op.send(f"conversations/{where}/messages", "順調です").status_code == 201
    assert [one["id"] for one in op.http.get("/api/chat/contacts").json()] == ["sv1"]
    assert op.send("conversations", "続きです", user="sv1").json()["conversation"] == where
    assert op.send("announcements", "皆さん", group=None).status_code == 403


def test_an_old_conversation_of_two_who_may_only_answer_is_closed(user: Users, request: pytest.FixtureRequest) -> None:
    op, colleague = user("op1"), user("op2")
    where = op.to("op2", "まだ自由に")["conversation"]
    ear = colleague.listen()
    ear.next()
    request.getfixturevalue("restricted")
    name, event = ear.next()
    assert name == "chat" and event["may_begin"] is False
    assert [one["may_write"] for one in event["conversations"] if one["id"] == where] == [False]
    assert colleague.send(f"conversations/{where}/messages", "もう").json()["code"] == "chat_reply_only"


def test_a_lost_stream_misses_nothing_and_hears_nothing_twice(user: Users) -> None:
    sv, op = user("sv1"), user("op1")
    ear = op.listen()
    ear.next()
    sv.to("op1", "一")
    assert ear.next()[1]["message"]["text"] == "一"
    last = ear.id
    ear.close()
    where = sv.to("op1", "二")["conversation"]
    sv.to("op1", "三")
    back = op.listen(last)
    assert [back.next()[1]["message"]["text"] for _ in range(2)] == ["二", "三"]
    assert op.listen("from-another-run").next()[0] == "chat"
    quiet = sv.listen()
    quiet.next()
    quiet.close()
    sv.to("op1", "四")
    assert sv.listen(quiet.id).next()[1]["message"]["text"] == back.next()[1]["message"]["text"] == "四"
    assert op.texts(where)[-3:] == ["二", "三", "四"]


def test_history_comes_page_by_page(user: Users) -> None:
    sv = user("sv1")
    where = sv.to("op4", "0")["conversation"]
    for number in range(1, 7):
        sv.to("op4", str(number))
    path, found, cursor = f"/api/chat/conversations/{where}/messages", [], None
    while True:
        page = sv.http.get(path, params={"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        found += [one["text"] for one in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert found[:7] == ["6", "5", "4", "3", "2", "1", "0"] and found == list(reversed(sv.texts(where)))
    first = sv.http.get("/api/chat/conversations", params={"limit": 1}).json()
    second = sv.http.get("/api/chat/conversations", params={"limit": 200, "cursor": first["next_cursor"]}).json()
    both = [one["id"] for one in first["items"] + second["items"]]
    assert both == [one["id"] for one in sv.view()["conversations"]] and both[0] == where
    assert sv.http.get(path, params={"cursor": "?"}).status_code == 422


@pytest.mark.parametrize(
    ("text", "code"), [("", "too_short"), (" \n", "malformed"), ("あ" * 2001, "too_long"), ("a\x00b", "malformed")]
)
def test_what_is_no_message_is_refused_by_name(user: Users, text: str, code: str) -> None:
    sv = user("sv1")
    answer = sv.send("conversations", text, user="op1")
    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("text", code)]
    assert sv.send("conversations", "😀" * 2000, user="op1").status_code == 201


def test_to_whom_nobody_can_write(user: Users) -> None:
    sv = user("sv1")
    for to, code in (("sv1", "not_allowed"), ("nobody", "unknown")):
        answer = sv.send("conversations", "?", user=to)
        assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("user", code)]
    assert sorted(one["id"] for one in sv.http.get("/api/chat/contacts").json()) == ["op1", "op2", "op3", "op4", "sv2"]
