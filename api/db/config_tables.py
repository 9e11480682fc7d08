"""Piccolo's view of the tables of accounts and configuration; made by migration 1.

Foreign keys stand in the migration only: the queries here need no joins by them.
"""

from piccolo.columns import BigInt, Boolean, Text
from piccolo.table import Table

from api.db.tables import ENGINE


class Setting(Table, db=ENGINE, tablename="setting"):
    """One value by name, as JSON."""

    key = Text(primary_key=True)
    value = Text()


class PermissionSet(Table, db=ENGINE, tablename="permission_set"):
    """A named set of rights (F9.1). `allowed`: the `NumberClass`es that may be called, as a JSON list."""

    id = Text(primary_key=True)
    name = Text(unique=True)
    allowed = Text()


class PermissionRow(Table, db=ENGINE, tablename="permission"):
    """One right of a set."""

    permission_set = Text(primary_key=True)
    permission = Text()


class ExtensionRow(Table, db=ENGINE, tablename="extension"):
    """An internal number; `md5` and `sha256` are the HA1 of its password (RFC 7616 3.4.2)."""

    number = Text(primary_key=True)
    name = Text()
    md5 = Text()
    sha256 = Text()
    max_calls = BigInt()
    max_per_hour = BigInt()


class UserAccount(Table, db=ENGINE, tablename="user_account"):
    """A user; `id` is the ユーザーID, `password` an argon2id hash."""

    id = Text(primary_key=True)
    name = Text()
    password = Text(secret=True)
    permission_set = Text()
    extension = Text(null=True)
    phone = Text()
    shown = Text()


class SessionRow(Table, db=ENGINE, tablename="session"):
    """A session of a user. Times: ms since 1970 UTC; `revoked` is null while it is valid."""

    id = Text(primary_key=True)
    user_id = Text()
    kind = Text()
    created = BigInt()
    seen = BigInt()
    expires = BigInt()
    revoked = BigInt(null=True)
    reason = Text()
    ended_by = Text()


class ForcedLogOutRow(Table, db=ENGINE, tablename="forced_log_out"):
    """A supervisor logged a user out; `done` is null while that waits for the end of a call. Times: ms since 1970."""

    id = Text(primary_key=True)
    at = BigInt()
    by_id = Text()
    by_name = Text()
    user_id = Text()
    user_name = Text()
    calls = Text()
    done = BigInt(null=True)


class PhoneGroup(Table, db=ENGINE, tablename="phone_group"):
    """A 電話グループ; the columns are those of `sip.contract.config.Group`, the overflows as JSON."""

    id = Text(primary_key=True)
    name = Text()
    number = Text()
    strategy = Text()
    ring_s = BigInt()
    max_wait_s = BigInt()
    queue_limit = BigInt()
    target_s = BigInt()
    acw_cap_s = BigInt()
    overflow_wait = Text()
    overflow_full = Text()
    overflow_nobody = Text(null=True)
    pause_after = BigInt()
    queue_answer = Boolean()
    queue_music = Text()
    announce_s = BigInt()
    announce_position = Boolean()
    announce_wait = Boolean()


class GroupMember(Table, db=ENGINE, tablename="group_member"):
    """A user's place in a group."""

    phone_group = Text(primary_key=True)
    user_id = Text()
    position = BigInt()
    tier = BigInt()


class TrunkRow(Table, db=ENGINE, tablename="trunk"):
    """A trunk; the columns are those of `sip.contract.config.Trunk`, its lists as JSON. The password is in
    the clear because the carrier's challenges cannot be answered otherwise; no route of the API gives it out."""

    id = Text(primary_key=True)
    position = BigInt()
    name = Text()
    host = Text()
    port = BigInt()
    transport = Text()
    domain = Text()
    username = Text()
    password = Text(secret=True)
    register = Boolean()
    accept_from = Text()
    max_calls = BigInt()
    preset = Text()
    backups = Text()
    numbers = Text()
    number_from = Text()
    identity = Text()
    options_s = BigInt()
    attempt_s = BigInt()
    session_s = BigInt()
    reliable = Text()
    emergency = Boolean()
    srtp = Text()
    tls_verify = Boolean()
    tls_ca = Text()


class AuditRow(Table, db=ENGINE, tablename="audit"):
    """One change of the configuration, which made it `version`. `before` and `after` are JSON without secrets, null
    where there was or is nothing."""

    version = BigInt(primary_key=True)
    at = BigInt()
    user_id = Text()
    user_name = Text()
    action = Text()
    subject = Text()
    item = Text()
    before = Text(null=True)
    after = Text(null=True)


class RouteRow(Table, db=ENGINE, tablename="route"):
    """Where calls to a number from outside go: exactly one of the four is not null."""

    number = Text(primary_key=True)
    phone_group = Text(null=True)
    extension = Text(null=True)
    external = Text(null=True)
    menu = Text(null=True)


class StatusRow(Table, db=ENGINE, tablename="status"):
    """A status of the master: a fixed one, or `work:<n>` (F9.4)."""

    id = Text(primary_key=True)
    position = BigInt()
    ja = Text()
    en = Text()
    colour = Text()
    deleted = BigInt(null=True)
