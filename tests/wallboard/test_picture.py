"""A wallboard shows of the board what its link says, and nothing else."""

import msgspec

from api.db.config_store import StatusEntry
from api.moments import moment
from api.statistics.board import Board, Row, Rows
from api.statistics.directory import Directory
from api.statistics.timeline import Calendar
from api.wallboard.picture import Sight, picture
from api.wallboard.schemas import Content, Operators, WallBoard
from tests.statistics.eventplay import at, folded, worked_example
from tests.statistics.test_board import DIRECTORY

MASTER = [
    StatusEntry(id=key, ja=key, en=key, colour="#112233", position=at_, choosable=False)
    for at_, key in enumerate(("talking", "ringing", "available", "preparing", "logged_out"))
]


def sight(clock: str, directory: Directory = DIRECTORY) -> Sight:
    """The worked example at a moment."""
    now = at(clock)
    state = folded([logged for logged in worked_example() if logged.at <= now]).state
    rows = Board(directory, Calendar()).rows(state, now)
    return Sight(rows=rows, directory=directory, statuses=MASTER, time_zone="Asia/Tokyo", position=9, now=now)


def shown(clock: str, **content: object) -> WallBoard:
    return picture(msgspec.convert({"name": "入口", "items": ["waiting", "in"], **content}, Content), sight(clock))


def test_its_figures_are_those_of_the_board_in_the_order_of_the_link() -> None:
    seen = sight("10:05:05")
    board = picture(Content(name="入口", items=["in", "waiting", "longest_wait"]), seen)
    assert board.overall is not None
    overall = seen.rows.overall
    assert overall is not None
    assert list(board.overall.cells.items()) == [
        (item, overall.cells[item]) for item in ("in", "waiting", "longest_wait")
    ]
    assert board.overall.clocks == {"longest_wait": moment(at("10:05:00"))}
    assert [item.id for item in board.items] == ["in", "waiting", "longest_wait"]
    assert [(row.name, row.cells["waiting"]) for row in board.groups] == [("受注", 1), ("修理", 0)]


def test_what_was_not_chosen_is_not_in_it() -> None:
    board = shown("10:05:05", overall=False, groups=["H"], operators="none")
    assert board.overall is None
    assert [row.id for row in board.groups] == ["H"]
    assert board.groups[0].cells.keys() == {"waiting", "in"}
    assert (board.statuses, board.staff, board.online, board.all) == ([], [], 0, 0)
    text = msgspec.json.encode(board).decode()
    for private in ("青木", "10A", "0500", "受注"):
        assert private not in text


def test_groups_deleted_since_never_become_all_groups() -> None:
    assert shown("10:05:05", groups=["gone"]).groups == []
    assert shown("10:05:05", groups=[]).groups == []
    assert [row.id for row in shown("10:05:05", groups=None).groups] == ["G", "H"]


def test_a_call_is_late_when_it_has_waited_for_longer_than_the_target_of_its_group() -> None:
    directory = msgspec.structs.replace(
        DIRECTORY, groups=tuple(msgspec.structs.replace(group, target_s=12) for group in DIRECTORY.groups)
    )
    board = picture(Content(name="入口", items=["waiting"]), sight("10:05:05", directory))
    assert board.overall is not None
    assert board.overall.late == board.groups[0].late == moment(at("10:05:12"))
    assert board.groups[1].late is None, "nobody waits there"
    answered = picture(Content(name="入口", items=["waiting"]), sight("10:06:00", directory))
    assert answered.groups[0].late is None


def test_the_whole_centre_is_late_with_the_first_of_its_groups() -> None:
    """The call that waits longest may be in a group with more patience."""
    row = Row(id="", name="", number="", cells={"waiting": 1}, clocks={"longest_wait": 0})
    groups = {
        key: msgspec.structs.replace(row, id=key, clocks={"longest_wait": since})
        for key, since in (("G", 0), ("H", 5_000))
    }
    patient, hasty = (
        msgspec.structs.replace(group, target_s=s) for group, s in zip(DIRECTORY.groups, (60, 10), strict=True)
    )
    directory = msgspec.structs.replace(DIRECTORY, groups=(patient, hasty))
    seen = Sight(
        rows=Rows(overall=row, groups=groups), directory=directory, statuses=(), time_zone="UTC", position=1, now=0
    )
    board = picture(Content(name="入口", items=["waiting"], operators=Operators.NONE), seen)
    assert board.overall is not None
    assert board.overall.late == moment(15_000)


def test_operators_are_counted_by_status_and_named_only_where_the_link_says_so() -> None:
    counted = shown("10:05:05")
    counts = {status.id: status.count for status in counted.statuses}
    assert counts == {"talking": 0, "ringing": 2, "available": 0, "preparing": 0, "logged_out": 0}
    assert (counted.online, counted.all, counted.staff) == (2, 2, [])
    named = shown("10:05:05", operators="names")
    assert [(each.name, each.status) for each in named.staff] == [("青木", "ringing"), ("馬場", "ringing")]
    assert "10A" not in msgspec.json.encode(named).decode(), "names, but no extensions"


def test_operators_are_those_of_the_shown_groups() -> None:
    assert [each.name for each in shown("10:05:05", operators="names", groups=["H"]).staff] == ["馬場"]
    assert len(shown("10:05:05", operators="names", groups=[]).staff) == 2, "without groups: the whole centre's"
