"""The board's rows at moments of the worked example's hour, and what a change touches."""

import pytest

from api.monitor.schemas import operator_change
from api.statistics.board import GROUP_COLUMNS, OPERATOR_COLUMNS, Board, Rows
from api.statistics.directory import Directory, DirectoryGroup, DirectoryUser
from api.statistics.metric import Scope
from api.statistics.registry import of_scope
from api.statistics.timeline import Calendar
from sip.contract.enums import LogOutReason, Role, Status
from sip.contract.events import AlertChanged, LoggedOut, PhoneChanged, RegistrationChanged, StatusChanged, SwitchStarted
from tests.statistics.eventplay import BOOT, DAY, Play, at, folded, worked_example

DIRECTORY = Directory(
    users=(
        DirectoryUser(id="A", name="青木", extension="10A"),
        DirectoryUser(id="B", name="馬場", extension="10B"),
        DirectoryUser(id="S", name="佐藤", extension="20", role=Role.SUPERVISOR),
    ),
    groups=(
        DirectoryGroup(id="G", name="受注", number="0500", members=("A", "B")),
        DirectoryGroup(id="H", name="修理", number="0501", members=("B",)),
    ),
)
BOARD = Board(DIRECTORY, Calendar())


def rows_at(clock: str) -> Rows:
    """The board after all events up to a moment of the example."""
    now = at(clock)
    return BOARD.rows(folded([logged for logged in worked_example() if logged.at <= now]).state, now)


def test_rows_have_every_column_in_order() -> None:
    rows = rows_at("10:05:05")
    assert rows.overall is not None
    assert list(rows.overall.cells) == list(GROUP_COLUMNS)
    assert [list(row.cells) for row in rows.groups.values()] == [list(GROUP_COLUMNS)] * 2
    assert [list(row.cells) for row in rows.operators.values()] == [list(OPERATOR_COLUMNS)] * 2
    assert [(row.id, row.name, row.number) for row in rows.groups.values()] == [
        ("G", "受注", "0500"),
        ("H", "修理", "0501"),
    ]


def test_the_columns_are_the_registrys() -> None:
    assert {each.id for each in of_scope(Scope.BOARD)} == set(GROUP_COLUMNS)
    assert {each.id for each in of_scope(Scope.BOARD_OPERATOR)} == set(OPERATOR_COLUMNS)


def cells(rows: Rows, row: str, *items: str) -> list[object]:
    found = rows.overall if row == "" else rows.groups[row] if row in rows.groups else rows.operators[row]
    assert found is not None
    return [found.cells[item] for item in items]


def test_a_waiting_call() -> None:
    rows = rows_at("10:05:05")
    for row in ("", "G"):
        assert cells(rows, row, "waiting", "longest_wait", "talking", "in", "ans") == [1, 0, 0, 1, 0]
    assert rows.groups["G"].clocks == {"longest_wait": at("10:05:00")}
    assert cells(rows, "H", "waiting", "longest_wait", "in", "answer_rate") == [0, None, 0, None]
    assert rows.operators["A"].status == Status.RINGING
    assert rows.operators["A"].clocks == {"elapsed": at("10:05:00")}


def test_a_held_call_is_talked() -> None:
    rows = rows_at("10:06:10")
    items = ("waiting", "talking", "talking_in", "talking_out", "ans", "answer_rate", "avg_answer")
    assert cells(rows, "G", *items) == [0, 1, 1, 0, 1, 100.0, 10]
    assert cells(rows, "", *items) == [0, 1, 1, 0, 1, 100.0, 10]
    assert cells(rows, "A", "elapsed", "ans", "holds", "avg_ring") == [0, 1, 1, 10]
    assert (rows.operators["A"].status, rows.operators["A"].since) == (Status.HOLDING, at("10:06:00"))


def test_statuses_are_counted_per_group() -> None:
    rows = rows_at("10:08:30")
    assert cells(rows, "", "logged_in", "available", "acw") == [2, 1, 1]
    assert cells(rows, "G", "logged_in", "available", "acw") == [2, 1, 1]
    assert cells(rows, "H", "logged_in", "available", "acw") == [1, 1, 0]


def test_an_outbound_call() -> None:
    assert cells(rows_at("10:30:05"), "G", "out", "talking") == [1, 0]
    rows = rows_at("10:30:30")
    assert cells(rows, "G", "out", "talking", "talking_in", "talking_out") == [1, 1, 0, 1]
    assert cells(rows_at("10:31:15"), "G", "avg_talk_out", "avg_handle_out", "avg_acw_out") == [60, 60, 0]


def test_the_end_of_the_hour() -> None:
    rows = rows_at("11:00:00")
    live = [0, None, 3, 2, 1, 66.6, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    averages = [165, 80, 120, 60, 45, 20, 17, 40]
    diverted = [0, 0, 0]
    assert cells(rows, "G", *GROUP_COLUMNS) == live + averages + diverted
    assert rows.operators["A"].status == Status.LOGGED_OUT
    assert rows.operators["A"].since == at("11:00:00")


def breaks() -> Play:
    play = Play(at("08:00:00"))
    play.log_in("A")
    play.to("09:00:00").status("A", Status.SHORT_BREAK)
    play.to("09:10:00").status("A", "work:1")
    play.to("09:15:00").status("A", Status.SHORT_BREAK)
    play.to("09:20:00").status("A", "work:2")
    play.to("09:22:00").status("A", Status.LUNCH_BREAK)
    play.to("10:00:00").status("A", Status.SHORT_BREAK)
    return play


def test_breaks_tick_and_averages_are_of_those_that_are_over() -> None:
    rows = BOARD.rows(folded(breaks().log).state, at("10:01:00"))
    items = ("total_short_break", "avg_short_break", "total_lunch_break", "total_work")
    assert cells(rows, "A", *items) == [900, 450, 2280, 420]
    assert rows.operators["A"].clocks == {"elapsed": at("10:00:00"), "total_short_break": at("10:00:00")}
    assert cells(rows, "", "short_break", "logged_in") == [1, 1]


def test_the_board_counts_the_business_day() -> None:
    calendar = Calendar(day_start_min=5 * 60)
    play = Play(at("04:00:00"))
    play.log_in("A")
    play.arrive("1", "A")
    play.to("04:30:00").answer("1", "A")
    play.to("04:59:00").hang_up("1", "A")
    play.to("04:59:30").status("A", Status.LUNCH_BREAK)
    fold = folded(play.log, calendar)
    board = Board(DIRECTORY, calendar)
    before, after = board.rows(fold.state, at("04:59:59")), board.rows(fold.state, at("05:00:00"))
    assert (cells(before, "G", "in"), cells(after, "G", "in")) == ([1], [0])
    assert before.operators["A"].clocks["total_lunch_break"] == at("04:59:30")
    assert after.operators["A"].clocks["total_lunch_break"] == at("05:00:00")
    play.to("05:00:10").status("A", Status.AVAILABLE)
    assert cells(board.rows(folded(play.log, calendar).state, at("06:00:00")), "A", "total_lunch_break") == [10]


def test_only_touched_rows_are_made_anew() -> None:
    fold = folded(worked_example()[:6])
    none = BOARD.rows(fold.state, DAY, fold.flush())
    assert (none.overall, none.groups, none.operators) == (None, {}, {})
    play = Play(at("10:02:00"))
    play.log = worked_example()[:6]
    play.add(AlertChanged(operator="A", on=True))
    fold.apply(play.log[-1])
    rows = BOARD.rows(fold.state, play.now, fold.flush())
    assert (set(rows.groups), set(rows.operators)) == ({"G"}, {"A"})
    assert rows.operators["A"].alert


def test_a_pause_says_why() -> None:
    play = Play(at("10:00:00"))
    play.log_in("A")
    play.status("A", Status.RINGING)
    play.add(StatusChanged(operator="A", status=Status.PREPARING, chosen=Status.PREPARING, reason="missed_calls"))
    old = BOARD.rows(folded(play.log).state, play.now)
    assert old.operators["A"].reason == "missed_calls"
    play.status("A", Status.AVAILABLE)
    new = BOARD.rows(folded(play.log).state, play.now)
    change = operator_change(old.operators["A"], new.operators["A"])
    assert change is not None and change.reason == ""


@pytest.mark.parametrize("with_call", [False, True])
def test_phones_and_their_loss(with_call: bool) -> None:
    play = Play(at("10:00:00"))
    play.log_in("A", "B")
    play.add(PhoneChanged(operator="A", attached=True), RegistrationChanged(extension="10B", devices=1))
    rows = BOARD.rows(folded(play.log).state, play.now)
    assert [rows.operators[each].phone for each in "AB"] == [True, True]
    if with_call:
        play.arrive("1")
    play.to("10:01:00").add(SwitchStarted(boot="2", alive_at=at("10:00:50"), alive_mono=at("10:00:50") - DAY + BOOT))
    rows = BOARD.rows(folded(play.log).state, play.now)
    assert [rows.operators[each].phone for each in "AB"] == [False, False]
    assert cells(rows, "G", "waiting", "in", "aban", "logged_in") == [0, with_call, with_call, 2]


def test_a_lost_operator() -> None:
    play = Play(at("10:00:00"))
    play.log_in("A")
    play.to("10:05:00").add(
        LoggedOut(
            operator="A",
            reason=LogOutReason.LOST,
            effective_at=at("10:04:00"),
            effective_mono=at("10:04:00") - DAY + BOOT,
        )
    )
    row = BOARD.rows(folded(play.log).state, play.now).operators["A"]
    assert (row.status, row.lost, row.since) == (Status.LOGGED_OUT, True, at("10:04:00"))
    play.to("10:06:00").log_in("A")
    row = BOARD.rows(folded(play.log).state, play.now).operators["A"]
    assert (row.status, row.lost) == (Status.PREPARING, False)


def test_supervisors_and_strangers_are_not_counted() -> None:
    play = Play(at("10:00:00"))
    play.log_in("A", "S", "X")
    rows = BOARD.rows(folded(play.log).state, play.now)
    assert cells(rows, "", "logged_in") == [1]
    assert set(rows.operators) == {"A", "B"}
