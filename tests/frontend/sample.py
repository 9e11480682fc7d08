"""A small centre in one moment of its day, for the mock server."""

from __future__ import annotations

from typing import Any

from tests.frontend.mock_server import MockCentre, rfc3339

STATUSES = [
    ("available", "受付可", "Available", "#8fd19e", True),
    ("talking", "通話中", "Talking", "#f4a6a0", False),
    ("ringing", "着信中", "Ringing", "#f9d27a", False),
    ("dialing", "発信中", "Dialling", "#b9d7f5", False),
    ("holding", "保留中", "On hold", "#ffe066", False),
    ("acw", "後処理", "After-call work", "#cdb4e8", True),
    ("internal", "内線通話", "Internal call", "#a8d8d2", False),
    ("preparing", "準備中", "Preparing", "#dfe3e8", True),
    ("short_break", "小休憩", "Short break", "#c9d99a", True),
    ("lunch_break", "昼休憩", "Lunch break", "#e3c79a", True),
    ("work:1", "資料作成", "Paperwork", "#9fb8d9", True),
    ("logged_out", "ログアウト", "Logged out", "#6b7680", False),
]
GROUP_ITEMS = [
    "waiting", "longest_wait", "in", "ans", "aban", "answer_rate", "out", "talking", "talking_in", "talking_out",
    "logged_in", "available", "acw", "short_break", "lunch_break", "work", "avg_handle_in", "avg_handle_out",
    "avg_talk_in", "avg_talk_out", "avg_acw_in", "avg_acw_out", "avg_answer", "avg_abandon",
]  # fmt: skip
OPERATOR_ITEMS = [
    "ans", "out", "holds", "avg_handle_in", "avg_handle_out", "avg_talk_in", "avg_talk_out", "avg_acw_in",
    "avg_acw_out", "avg_ring", "avg_short_break", "total_short_break", "total_lunch_break", "total_work",
    "total_hold",
]  # fmt: skip
OPERATORS = [
    ("op01", "佐藤 美咲", "2001", "talking", 83, {}),
    ("op02", "鈴木 大輔", "2002", "available", 412, {}),
    ("op03", "高橋 さくら", "2003", "talking", 341, {"alert": True}),
    ("op04", "田中 健一", "2004", "acw", 37, {}),
    ("op05", "伊藤 直子", "2005", "ringing", 6, {}),
    ("op06", "渡辺 翔太", "2006", "lunch_break", 1830, {}),
    ("op07", "山本 由美子", "2007", "holding", 52, {}),
    ("op08", "中村 拓也", "2008", "work:1", 951, {}),
    ("op09", "小林 あゆみ", "2009", "available", 28, {"lost": True}),
    ("op10", "加藤 隆", "2010", "logged_out", 0, {}),
    ("op11", "吉田 恵", "2011", "preparing", 15, {}),
    ("op12", "髙﨑 𠮷之助", "2012", "dialing", 9, {}),
]


def _cells(items: list[str], values: list[float | None]) -> dict[str, float | None]:
    return dict(zip(items, values, strict=True))


def _group(ident: str, name: str, number: str, values: list[float | None], wait: float | None) -> dict[str, Any]:
    clocks = {"longest_wait": rfc3339(wait)} if wait is not None else {}
    return {"id": ident, "name": name, "number": number, "cells": _cells(GROUP_ITEMS, values), "clocks": clocks}


def board() -> dict[str, Any]:
    """A `BoardSnapshot`."""
    busy = [2, 0, 128, 115, 11, 89.8, 46, 4, 3, 1, 11, 2, 1, 0, 1, 1, 312, 245, 241, 198, 71, 47, 9, 41]
    quiet: list[float | None] = [0, None, 0, 0, 0, None, 0, 0, 0, 0, 4, 2, 0, 0, 0, 0] + [None] * 8
    some = [0, None, 31, 28, 3, 90.3, 12, 1, 0, 1, 6, 2, 1, 0, 0, 1, 287, 190, 221, 160, 66, 30, 12, 37]
    operators = []
    for at, (ident, name, extension, status, since, more) in enumerate(OPERATORS):
        busy_day = [12 + at, 3, 2, 312, 245, 241, 198, 71, 47, 8, 420, 840, 3600, 951, 96]
        idle = [0, 0, 0, None, None, None, None, None, None, None, None, 0, 0, 0, 0]
        operators.append({
            "id": ident, "name": name, "number": "", "extension": extension, "status": status, "reason": "",
            "since": rfc3339(since) if since else None, "alert": False, "lost": False, "phone": True, "clocks": {},
            "cells": _cells(OPERATOR_ITEMS, idle if status in ("logged_out", "preparing") else busy_day), **more,
        })  # fmt: skip
    return {
        "position": 1,
        "at": rfc3339(),
        "overall": _group("", "", "", busy, 64),
        "groups": [
            _group("g1", "ご注文受付", "0312345678", busy, 64),
            _group("g2", "お客様相談室", "0120123456", some, None),
            _group("g3", "法人窓口", "05012345678", quiet, None),
        ],
        "operators": operators,
        "trunks": [
            {"id": "t1", "name": "本線", "state": "up", "since": rfc3339(86_400), "reason": "200 OK", "calls": 4},
            {"id": "t2", "name": "予備", "state": "unknown", "since": None, "reason": "", "calls": 0},
        ],
    }


def call(state: str = "ringing", **parts: Any) -> dict[str, Any]:
    """A call of the phone page."""
    base = {
        "call": "c1", "direction": "inbound", "state": state, "number": "0312345678", "name": "株式会社みずほ商店",
        "caller_id": "number", "group": "g1", "group_name": "ご注文受付", "since": rfc3339(4),
        "answered": None if state in ("ringing", "dialing") else rfc3339(125),
        "held_since": rfc3339(8) if state == "held" else None,
        "consult": None, "consulted_by": "", "conference": False, "parties": [],
    }  # fmt: skip
    return {**base, **parts}


def phone(status: str = "available", **parts: Any) -> dict[str, Any]:
    """A `PhoneView`."""
    base = {
        "operator": "op01", "name": "佐藤 美咲", "extension": "2001", "status": status, "chosen": "available",
        "next": None,
        "since": rfc3339(312), "reason": "", "alert": False, "attached": True, "devices": 0, "switch_up": True,
        "server_time": rfc3339(), "calls": [], "parked": [], "colleagues": [], "failed": None,
    }  # fmt: skip
    return {**base, **parts}


def _leg(kind: str, began: int, ended: int, **parts: str) -> dict[str, Any]:
    times = {"began_at": rfc3339(began), "ended_at": rfc3339(ended), "duration_s": began - ended}
    texts = ("outcome", "group_name", "operator_name", "extension", "transferred_to", "transferred_group_name")
    return {"kind": kind, **dict.fromkeys(texts, ""), **times, **parts}


def history() -> list[dict[str, Any]]:
    """Forty-five calls, newest first."""
    kinds = [
        ("inbound", "0312345678", "answered", 9, 241), ("inbound", "09012345678", "abandoned", 41, None),
        ("outbound", "0120123456", "answered", 12, 61), ("internal", "2002", "answered", 5, 33),
        ("outbound", "0661234567", "no_answer", 30, None), ("inbound", "", "answered", 7, 512),
    ]  # fmt: skip
    calls = []
    for at in range(45):
        direction, number, result, ring, talk = kinds[at % len(kinds)]
        began = 90 + at * 347
        inbound = direction == "inbound"
        answered = began - ring
        calls.append({
            "id": f"call{at}",
            "started_at": rfc3339(began),
            "direction": direction,
            "from_number": number if inbound else "0312345678",
            "from_name": "株式会社みずほ商店" if at % 6 == 0 else "",
            "caller_id": "number" if number or not inbound else "withheld",
            "to_number": "0312345678" if inbound else number,
            "group_name": "ご注文受付" if direction != "internal" else "",
            "operator_name": "" if result == "abandoned" else "佐藤 美咲",
            "result": result,
            "ring_s": ring,
            "talk_s": talk,
            "legs": [
                _leg("visit", began, answered, outcome=result, group_name="ご注文受付"),
                _leg("offer", began, answered, outcome=result, operator_name="佐藤 美咲", extension="2001"),
                _leg("segment", answered, answered - (talk or 0), operator_name="佐藤 美咲", extension="2001",
                     transferred_to="0312345699" if at == 0 else ""),
            ],
        })  # fmt: skip
    return calls


def sound_tests() -> list[dict[str, Any]]:
    """A test that has gone well, and one in which nothing was heard."""
    fine: dict[str, Any] = {
        "id": "t1", "user": "op01", "user_name": "佐藤 美咲", "at": rfc3339(600), "verdict": "good",
        "microphone": "ヘッドセット", "speaker": "ヘッドセット", "ringer": "", "heard": True,
        "loss": 0.2, "loss_back": 0.3, "jitter": 3, "jitter_back": 5, "rtt": 24,
    }  # fmt: skip
    return [fine, fine | {"id": "t2", "user": "op02", "user_name": "田中 一", "verdict": "silent", "rtt": None}]


def centre() -> MockCentre:
    """A centre with one supervisor and one operator; nobody is logged in."""
    statuses = [
        {"id": ident, "ja": ja, "en": en, "colour": colour, "order": order, "choosable": choosable}
        for order, (ident, ja, en, colour, choosable) in enumerate(STATUSES)
    ]
    rights = {"sv": ["history", "monitor", "monitor_settings", "phone"], "op01": ["history", "phone"]}
    users = {
        user: {
            "user": {"id": user, "name": name, "role": role, "extension": extension, "permissions": rights[user]},
            "landing": landing, "since": rfc3339(60), "server_time": rfc3339(), "time_zone": "Asia/Tokyo",
            "password": "Secret12345",
        }
        for user, name, role, extension, landing in (
            ("sv", "管理 花子", "supervisor", "1001", "/monitor"), ("op01", "佐藤 美咲", "operator", "2001", "/phone"),
        )
    }  # fmt: skip
    members = {"g1": ["op01"], "g2": ["op01"], "g3": []}
    groups = [
        {
            "id": row["id"],
            "name": row["name"],
            "number": row["number"],
            "members": [{"user": user, "tier": 1} for user in members[row["id"]]],
        }
        for row in board()["groups"]
    ]
    return MockCentre(
        users=users,
        statuses=statuses,
        groups=groups,
        board=board(),
        phone=phone(),
        calls=history(),
        sound_tests=sound_tests(),
    )
