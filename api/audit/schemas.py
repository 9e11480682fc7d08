"""What is on record, as clients see it."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from api.db.audit_search import AuditKind
from api.db.audit_store import Action
from sip.contract.enums import SupervisionEnding, SupervisionMode


class AuditChange(Struct, frozen=True, kw_only=True):
    """A change of the configuration: what was done to which item of which subject (`groups`, `users` …), and the item
    before and after, null where there was or is none, without passwords. `version`: of the configuration it made."""

    version: int
    action: Action
    subject: str
    item: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class AuditLogOut(Struct, frozen=True, kw_only=True):
    """A forced log-out. `calls`: what was to become of a call in progress: `none` (there was none), `finish` or `end`;
    `done` null: that call is still going on."""

    calls: str
    done: datetime | None


class AuditStatus(Struct, frozen=True, kw_only=True):
    """A status chosen for somebody else, with its present or last names; `end` null: it lasts. `after_call`: it was
    chosen for the time after a call, and stands here once more where it has come."""

    status: str
    ja: str
    en: str
    end: datetime | None
    seconds: int | None
    after_call: bool = False


class AuditVoicemail(Struct, frozen=True, kw_only=True):
    """What was done with a message: `play`, `move`, `delete`. `folder`: where it was moved to, else ""; `mailbox_name`:
    the group's or the user's; `from_number` left it at `left_at` (null: that was not kept then)."""

    action: str
    folder: str
    mailbox: str
    mailbox_name: str
    from_number: str
    left_at: datetime | None


class AuditSupervision(Struct, frozen=True, kw_only=True):
    """A stretch of a supervision in one mode, with one operator. `end` null: it lasts; `estimated`: the end was
    concluded, as the switch died; `reason` null: it went on in another mode or with another operator."""

    supervision: str
    call: str
    mode: SupervisionMode
    end: datetime | None
    seconds: int | None
    estimated: bool
    reason: SupervisionEnding | None


class AuditItem(Struct, frozen=True, kw_only=True):
    """Who (`by`) did what, and to whom (`about`, "" = to nobody; `about_name` also what a changed item is called). Of
    the last five the one that fits `kind` is not null, for `status_next` it is `status`."""

    id: str
    kind: AuditKind
    at: datetime
    by: str
    by_name: str
    about: str
    about_name: str
    change: AuditChange | None = None
    log_out: AuditLogOut | None = None
    status: AuditStatus | None = None
    supervision: AuditSupervision | None = None
    voicemail: AuditVoicemail | None = None


class AuditPage(Struct, frozen=True, kw_only=True):
    """What is on record, newest first. `next_cursor`: for what comes after, null at the end."""

    items: list[AuditItem]
    next_cursor: str | None
