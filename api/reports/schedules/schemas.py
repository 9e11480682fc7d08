"""Schedules and runs as clients get and send them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from api.db.report_schedule_store import RunState
from api.languages import Language
from api.reports.csv_text import Encoding
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.report import ReportKind


class Every(StrEnum):
    """How often."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Relative(StrEnum):
    """The period, seen from the business day on which the report is due. Weeks begin on Monday; `last_…_days` end with
    the day before."""

    YESTERDAY = "yesterday"
    LAST_WEEK = "last_week"
    LAST_MONTH = "last_month"
    THIS_MONTH = "this_month"
    LAST_7_DAYS = "last_7_days"
    LAST_30_DAYS = "last_30_days"


class Format(StrEnum):
    """What kind of file."""

    PDF = "pdf"
    CSV = "csv"


class Delivery(StrEnum):
    """Where it goes: to be downloaded, or by mail as well."""

    FOLDER = "folder"
    MAIL = "mail"


Name = Annotated[str, Meta(min_length=1, max_length=64)]
TimeOfDay = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["06:00"])]
Weekday = Annotated[int, Meta(ge=1, le=7, description="1 is Monday.")]
Day = Annotated[int, Meta(ge=1, le=28)]
Address = Annotated[
    str, Meta(pattern=r"^[^@\s,;:<>()\"\\]+@[^@\s,;:<>()\"\\]+$", max_length=254, examples=["manager@example.jp"])
]
Addresses = Annotated[list[Address], Meta(max_length=50)]


class NewSchedule(Struct, kw_only=True, forbid_unknown_fields=True):
    """What is made when. `at`: in the site's time zone; `weekday` counts with `week`, `day` with `month`. `subjects`:
    as `group` or `operator` of the reports; `items`: none are all. `encoding` counts for CSV, `recipients` for mail."""

    name: Name
    on: bool = True
    every: Every
    at: TimeOfDay = "06:00"
    weekday: Weekday = 1
    day: Day = 1
    kind: ReportKind
    unit: ReportUnit
    period: Relative
    subjects: list[str] = []
    items: list[str] = []
    profile: Profile = Profile.MANUAL
    format: Format = Format.PDF
    encoding: Encoding = Encoding.UTF_8_SIG
    lang: Language = "ja"
    delivery: Delivery = Delivery.FOLDER
    recipients: Addresses = []


class SchedulePatch(Struct, kw_only=True, forbid_unknown_fields=True):
    """What of a schedule changes; what is left out stays."""

    name: Name | UnsetType = UNSET
    on: bool | UnsetType = UNSET
    every: Every | UnsetType = UNSET
    at: TimeOfDay | UnsetType = UNSET
    weekday: Weekday | UnsetType = UNSET
    day: Day | UnsetType = UNSET
    kind: ReportKind | UnsetType = UNSET
    unit: ReportUnit | UnsetType = UNSET
    period: Relative | UnsetType = UNSET
    subjects: list[str] | UnsetType = UNSET
    items: list[str] | UnsetType = UNSET
    profile: Profile | UnsetType = UNSET
    format: Format | UnsetType = UNSET
    encoding: Encoding | UnsetType = UNSET
    lang: Language | UnsetType = UNSET
    delivery: Delivery | UnsetType = UNSET
    recipients: Addresses | UnsetType = UNSET


class RunView(Struct, frozen=True, kw_only=True):
    """One time that a schedule was due. `next_try`: when a waiting one is made or tried again. `error`: the sentence
    that tells why it failed last, in the language of the request; of one that is done, which characters CP932
    lacked. `size`: bytes of the file; 0: there is none."""

    id: str
    schedule: str
    name: str
    due: datetime
    state: RunState
    attempts: int
    next_try: datetime | None
    finished: datetime | None
    error: str
    file_name: str
    size: int


class ScheduleView(NewSchedule, kw_only=True):
    """A schedule. `next`: when it is due; null while it is off. `last`: its newest run."""

    id: str
    next: datetime | None
    changed_by: str
    last: RunView | None


class ScheduleList(Struct, frozen=True, kw_only=True):
    """All. `mail`: whether the server can send mail."""

    items: list[ScheduleView]
    mail: bool
