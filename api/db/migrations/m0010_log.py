"""The event log, the facts made of it, and the fold's own state."""

from typing import Final

from api.db.engine import Transaction

_SPAN: Final = """
        "begin" BIGINT NOT NULL,
        "since" BIGINT NOT NULL,
        "end" BIGINT,
        "duration" BIGINT,
        "estimated" BOOLEAN NOT NULL"""

TABLES: Final = (
    """CREATE TABLE event_log (
        "position" BIGINT PRIMARY KEY,
        "switch" TEXT NOT NULL,
        "seq" BIGINT NOT NULL,
        "at" BIGINT NOT NULL,
        "mono" BIGINT NOT NULL,
        "type" TEXT NOT NULL,
        "body" TEXT NOT NULL,
        UNIQUE ("switch", "seq")
    )""",
    """CREATE TABLE fold_state (
        "id" BIGINT PRIMARY KEY,
        "position" BIGINT NOT NULL,
        "kind" TEXT NOT NULL,
        "body" TEXT NOT NULL
    )""",
    f"""CREATE TABLE fact_call (
        "call" TEXT PRIMARY KEY,{_SPAN},
        "switch" TEXT NOT NULL,
        "direction" TEXT NOT NULL,
        "from_number" TEXT NOT NULL,
        "from_name" TEXT NOT NULL,
        "caller_id" TEXT NOT NULL,
        "to_number" TEXT NOT NULL,
        "trunk" TEXT NOT NULL,
        "operator" TEXT NOT NULL,
        "extension" TEXT NOT NULL,
        "group" TEXT NOT NULL,
        "ringing" BIGINT,
        "answered" BIGINT,
        "ring" BIGINT,
        "cause" TEXT,
        "by" TEXT,
        "sip_status" BIGINT NOT NULL,
        "busy" BIGINT NOT NULL
    )""",
    f"""CREATE TABLE fact_visit (
        "visit" TEXT PRIMARY KEY,{_SPAN},
        "call" TEXT NOT NULL,
        "group" TEXT NOT NULL,
        "entry" TEXT NOT NULL,
        "target_s" BIGINT NOT NULL,
        "outcome" TEXT NOT NULL,
        "operator" TEXT NOT NULL,
        "reason" TEXT NOT NULL
    )""",
    f"""CREATE TABLE fact_offer (
        "offer" TEXT PRIMARY KEY,{_SPAN},
        "call" TEXT NOT NULL,
        "operator" TEXT NOT NULL,
        "extension" TEXT NOT NULL,
        "kind" TEXT NOT NULL,
        "visit" TEXT NOT NULL,
        "outcome" TEXT NOT NULL,
        "busy" BIGINT NOT NULL
    )""",
    f"""CREATE TABLE fact_segment (
        "segment" TEXT PRIMARY KEY,{_SPAN},
        "call" TEXT NOT NULL,
        "operator" TEXT NOT NULL,
        "extension" TEXT NOT NULL,
        "direction" TEXT NOT NULL,
        "visit" TEXT NOT NULL,
        "group" TEXT NOT NULL,
        "offer" TEXT NOT NULL,
        "busy" BIGINT NOT NULL
    )""",
    f"""CREATE TABLE fact_hold (
        "hold" TEXT PRIMARY KEY,{_SPAN},
        "segment" TEXT NOT NULL,
        "call" TEXT NOT NULL,
        "operator" TEXT NOT NULL
    )""",
    f"""CREATE TABLE fact_acw (
        "segment" TEXT PRIMARY KEY,{_SPAN},
        "call" TEXT NOT NULL,
        "operator" TEXT NOT NULL,
        "busy" BIGINT NOT NULL
    )""",
    f"""CREATE TABLE fact_status (
        "span" TEXT PRIMARY KEY,{_SPAN},
        "login" TEXT NOT NULL,
        "operator" TEXT NOT NULL,
        "status" TEXT NOT NULL,
        "chosen" TEXT NOT NULL,
        "by" TEXT NOT NULL,
        "void" BOOLEAN NOT NULL
    )""",
    f"""CREATE TABLE fact_login (
        "login" TEXT PRIMARY KEY,{_SPAN},
        "switch" TEXT NOT NULL,
        "session" TEXT NOT NULL,
        "operator" TEXT NOT NULL,
        "reason" TEXT,
        "by" TEXT NOT NULL
    )""",
    'CREATE INDEX fact_call_begin ON fact_call ("begin", "call")',
    'CREATE INDEX fact_call_from ON fact_call ("from_number", "begin")',
    'CREATE INDEX fact_call_to ON fact_call ("to_number", "begin")',
    'CREATE INDEX fact_visit_call ON fact_visit ("call")',
    'CREATE INDEX fact_visit_group ON fact_visit ("group", "begin")',
    'CREATE INDEX fact_offer_call ON fact_offer ("call")',
    'CREATE INDEX fact_offer_operator ON fact_offer ("operator", "begin")',
    'CREATE INDEX fact_segment_call ON fact_segment ("call")',
    'CREATE INDEX fact_segment_operator ON fact_segment ("operator", "begin")',
    'CREATE INDEX fact_hold_call ON fact_hold ("call")',
    'CREATE INDEX fact_acw_call ON fact_acw ("call")',
    'CREATE INDEX fact_status_operator ON fact_status ("operator", "begin")',
    'CREATE INDEX fact_login_operator ON fact_login ("operator", "begin")',
)


async def up(tx: Transaction) -> None:
    """Make them."""
    for table in TABLES:
        await tx.execute(table)
