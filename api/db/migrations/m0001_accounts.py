"""Accounts, sessions, and the configuration of the centre."""

from typing import Final

from api.db.engine import Transaction

TABLES: Final = (
    """CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    )""",
    """CREATE TABLE permission_set (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    )""",
    """CREATE TABLE permission (
        permission_set TEXT NOT NULL REFERENCES permission_set (id) ON DELETE CASCADE,
        permission TEXT NOT NULL,
        PRIMARY KEY (permission_set, permission)
    )""",
    """CREATE TABLE extension (
        number TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        md5 TEXT NOT NULL,
        sha256 TEXT NOT NULL
    )""",
    """CREATE TABLE user_account (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        password TEXT NOT NULL,
        permission_set TEXT NOT NULL REFERENCES permission_set (id),
        extension TEXT UNIQUE REFERENCES extension (number)
    )""",
    """CREATE TABLE session (
        id TEXT PRIMARY KEY,
        user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        created BIGINT NOT NULL,
        seen BIGINT NOT NULL,
        expires BIGINT NOT NULL,
        revoked BIGINT,
        reason TEXT NOT NULL
    )""",
    "CREATE INDEX session_of_user ON session (user_id)",
    "CREATE INDEX session_by_end ON session (revoked)",
    """CREATE TABLE phone_group (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        number TEXT NOT NULL UNIQUE,
        strategy TEXT NOT NULL,
        ring_s BIGINT NOT NULL,
        max_wait_s BIGINT NOT NULL,
        queue_limit BIGINT NOT NULL,
        target_s BIGINT NOT NULL,
        acw_cap_s BIGINT NOT NULL
    )""",
    """CREATE TABLE group_member (
        phone_group TEXT NOT NULL REFERENCES phone_group (id) ON DELETE CASCADE,
        user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
        position BIGINT NOT NULL,
        tier BIGINT NOT NULL,
        PRIMARY KEY (phone_group, user_id)
    )""",
    """CREATE TABLE trunk (
        id TEXT PRIMARY KEY,
        position BIGINT NOT NULL,
        name TEXT NOT NULL,
        host TEXT NOT NULL,
        port BIGINT NOT NULL,
        transport TEXT NOT NULL,
        domain TEXT NOT NULL,
        username TEXT NOT NULL,
        password TEXT NOT NULL,
        register BOOLEAN NOT NULL,
        accept_from TEXT NOT NULL,
        max_calls BIGINT NOT NULL
    )""",
    """CREATE TABLE route (
        number TEXT PRIMARY KEY,
        phone_group TEXT REFERENCES phone_group (id),
        extension TEXT REFERENCES extension (number),
        external TEXT
    )""",
    """CREATE TABLE status (
        id TEXT PRIMARY KEY,
        position BIGINT NOT NULL,
        ja TEXT NOT NULL,
        en TEXT NOT NULL,
        colour TEXT NOT NULL,
        deleted BIGINT
    )""",
)

PERMISSIONS: Final = {
    ("supervisor", "管理者"): (
        "monitor",
        "monitor_settings",
        "reports",
        "masters",
        "phone",
        "history",
        "pbx",
        "internal_call",
    ),
    ("operator", "オペレーター"): ("phone", "internal_call"),
}
"""The two sets that every centre begins with (F9.1)."""

STATUSES: Final = (
    ("available", "受付可", "Available", "#2f9e44"),
    ("talking", "通話中", "Talking", "#1971c2"),
    ("ringing", "着信中", "Ringing", "#e8590c"),
    ("dialing", "発信中", "Dialing", "#0c8599"),
    ("holding", "保留中", "On hold", "#f2c037"),
    ("acw", "後処理", "After-call work", "#7048e8"),
    ("internal", "内線通話", "Internal call", "#4dabf7"),
    ("preparing", "準備中", "Preparing", "#868e96"),
    ("short_break", "小休憩", "Short break", "#b08968"),
    ("lunch_break", "昼休憩", "Lunch break", "#7f5539"),
    ("logged_out", "ログアウト", "Logged out", "#495057"),
)
"""The fixed statuses with their first colours (F9.4)."""


async def up(tx: Transaction) -> None:
    """Create the tables, and the rows without which nothing works."""
    for statement in TABLES:
        await tx.execute(statement)
    await tx.execute("INSERT INTO setting (key, value) VALUES ('config_version', '1')")
    for (identity, name), permissions in PERMISSIONS.items():
        await tx.execute("INSERT INTO permission_set (id, name) VALUES ({}, {})", (identity, name))
        await tx.executemany(
            "INSERT INTO permission (permission_set, permission) VALUES ({}, {})",
            [(identity, permission) for permission in permissions],
        )
    await tx.executemany(
        "INSERT INTO status (id, position, ja, en, colour) VALUES ({}, {}, {}, {}, {})",
        [(row[0], position, *row[1:]) for position, row in enumerate(STATUSES)],
    )
