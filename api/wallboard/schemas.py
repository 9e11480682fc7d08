"""What the link of a wallboard shows, and the board as its screen gets it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from api.statistics.board import GROUP_COLUMNS, Cell
from api.statistics.metric import Text, Unit

MAX_ITEMS: Final = 8
"""More figures would not be large any more."""

Name = Annotated[str, Meta(min_length=1, max_length=60)]
Id = Annotated[str, Meta(min_length=1, max_length=100)]
Item = Annotated[str, Meta(min_length=1, max_length=40)]


class Operators(StrEnum):
    """What a wallboard tells of operators: nothing, how many are in each status, or each one by name, too."""

    NONE = "none"
    COUNTS = "counts"
    NAMES = "names"


class Language(StrEnum):
    """The language of a screen; nobody can switch it there."""

    JA = "ja"
    EN = "en"


class Theme(StrEnum):
    """The colours of a screen."""

    LIGHT = "light"
    DARK = "dark"


class Content(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a link shows. `overall`: the row of 全体; `groups`: ids of 電話グループ, null: all of them, also later ones,
    []: none; `items`: figures of the boards (`/api/metrics`, columns `board`) in their order; `operators`: those of the
    shown groups, of the whole centre where no group is."""

    name: Name
    items: Annotated[list[Item], Meta(min_length=1, max_length=MAX_ITEMS)]
    overall: bool = True
    groups: Annotated[list[Id], Meta(max_length=1000)] | None = None
    operators: Operators = Operators.COUNTS
    language: Language = Language.JA
    theme: Theme = Theme.DARK


class NewWallboard(Content, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A link to be made. `expires`: when it ends by itself, null: never."""

    expires: datetime | None = None


class WallboardView(Struct, frozen=True, kw_only=True):
    """A link as its list has it. `screens`: how many show it now; `last_used`: when one did last, null: never;
    `expired`: it has ended by itself. `created_by`: user ID."""

    id: str
    content: Content
    created: datetime
    created_by: str
    created_by_name: str
    expires: datetime | None
    expired: bool
    last_used: datetime | None
    screens: int


class WallboardMade(Struct, frozen=True, kw_only=True):
    """A new link. `path`: its address without the server's; it holds the token, is shown this once and can't be read
    again."""

    wallboard: WallboardView
    path: str


class Token(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The secret of a link, from behind the `#` of its address."""

    token: Annotated[str, Meta(min_length=1, max_length=200)]


class WallItem(Struct, frozen=True, kw_only=True):
    """A figure's name and unit, as in the metric registry."""

    id: str
    label: Text
    unit: Unit


class WallStatus(Struct, frozen=True, kw_only=True):
    """A status of the master. `count`: operators who are in it now."""

    id: str
    ja: str
    en: str
    colour: str
    order: int
    count: int


class WallRow(Struct, frozen=True, kw_only=True):
    """A row of 全体 (`id` "") or of a group: the cells and clocks of the live board. `late`: when the first waiting
    call passes (or has passed) its 応答目標時間, null: none waits."""

    id: str
    name: str
    cells: dict[str, Cell]
    clocks: dict[str, datetime]
    late: datetime | None


class WallOperator(Struct, frozen=True, kw_only=True):
    """An operator by name, without any id. `since`: begin of the status; `lost`: 接続断 (F3.12)."""

    name: str
    status: str
    since: datetime | None
    alert: bool
    lost: bool


class WallBoard(Struct, frozen=True, kw_only=True):
    """All that a wallboard shows at `position` of the event log; `at` is the server's time, for the clocks. `alerts`,
    `lost`: how many operators call for help, or are 接続断; `statuses` is empty where the link tells nothing of
    operators, and `staff` where it does not name them. `online`: logged in, of `all`."""

    position: int
    at: datetime
    name: str
    language: Language
    theme: Theme
    time_zone: str
    items: list[WallItem]
    overall: WallRow | None
    groups: list[WallRow]
    operators: Operators
    statuses: list[WallStatus]
    staff: list[WallOperator]
    online: int
    all: int
    alerts: int
    lost: int


ITEMS: Final = frozenset(GROUP_COLUMNS)
"""Figures that a wallboard can show: those of the boards' rows of 全体 and groups."""
