"""What the board knows of the trunks (F10.1)."""

from api.statistics.board import Board
from api.statistics.directory import Directory, DirectoryTrunk
from api.statistics.fold import Fold
from api.statistics.timeline import Calendar
from sip.contract.enums import TrunkState
from sip.contract.events import Logged, SwitchStarted, TrunkCalls, TrunkChanged
from tests.statistics.eventplay import BOOT, Play, at, folded

BOARD = Board(Directory(trunks=(DirectoryTrunk(id="t", name="本線"), DirectoryTrunk(id="u", name="予備"))), Calendar())


def lines(log: list[Logged]) -> list[tuple[object, ...]]:
    rows = BOARD.rows(folded(log).state, log[-1].at).trunks.values()
    return [(row.name, str(row.state), row.since, row.reason, row.calls) for row in rows]


def test_state_since_reason_and_calls() -> None:
    play = Play()
    play.to("09:00:00").add(TrunkChanged(trunk="t", state=TrunkState.UP, detail="200 OK"))
    play.to("09:00:05").add(TrunkCalls(trunk="t", calls=2))
    assert lines(play.log) == [("本線", "up", at("09:00:00"), "200 OK", 2), ("予備", "unknown", None, "", 0)]
    play.to("09:10:00").add(TrunkChanged(trunk="t", state=TrunkState.DOWN, detail="503 Service Unavailable"))
    assert lines(play.log)[0] == ("本線", "down", at("09:10:00"), "503 Service Unavailable", 2)


def test_a_switch_that_died_leaves_them_unknown_and_without_calls() -> None:
    play = Play()
    play.to("09:00:00").add(SwitchStarted(boot="a", alive_at=0, alive_mono=0))
    play.add(TrunkChanged(trunk="t", state=TrunkState.UP), TrunkCalls(trunk="t", calls=3))
    play.to("09:05:00").add(SwitchStarted(boot="b", alive_at=at("09:04:00"), alive_mono=BOOT))
    assert lines(play.log)[0] == ("本線", "unknown", at("09:05:00"), "", 0)


def test_only_the_trunk_that_changed_is_made_anew() -> None:
    play, fold = Play(), Fold(Calendar())
    play.to("09:00:00").add(TrunkChanged(trunk="t", state=TrunkState.UP), TrunkCalls(trunk="u", calls=1))
    for logged, trunk in zip(play.log, ("t", "u"), strict=True):
        fold.apply(logged)
        rows = BOARD.rows(fold.state, logged.at, fold.flush())
        assert list(rows.trunks) == [trunk] and rows.overall is None
