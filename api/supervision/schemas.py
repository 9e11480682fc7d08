"""What supervisors ask for, and what is on record of it."""

from datetime import datetime

from msgspec import Struct

from sip.contract.enums import SupervisionEnding, SupervisionMode


class SupervisionWish(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose call to enter, and how: `listen` (聴話: nobody hears one), `whisper` (ささやき: the operator alone does) or
    `barge` (三者通話: all hear all)."""

    operator: str
    mode: SupervisionMode


class StatusForOperator(Struct, frozen=True, forbid_unknown_fields=True):
    """A status to take: `available`, `preparing`, `short_break`, `lunch_break`, `acw` or `work:<n>`."""

    status: str


class SupervisionBegun(Struct, frozen=True):
    """The id of the supervision that began or changed."""

    supervision: str


class SupervisionRecord(Struct, kw_only=True):
    """A stretch of a supervision in one mode, with one operator ("" while no operator had the call). `end` null: it
    lasts; `estimated`: the end was concluded, as the switch died; `reason`: why the supervision ended, null where it
    went on in another mode or with another operator."""

    id: str
    supervision: str
    supervisor: str
    supervisor_name: str
    operator: str
    operator_name: str
    call: str
    mode: SupervisionMode
    begin: datetime
    end: datetime | None
    seconds: int | None
    estimated: bool
    reason: SupervisionEnding | None


class SupervisionPage(Struct, kw_only=True):
    """Supervisions, newest first. `next_cursor`: for those after these, null at the end."""

    items: list[SupervisionRecord]
    next_cursor: str | None
