"""Calls that end at the reception: counted by themselves, in the history as what they were, never as visits."""

import pytest

from api.statistics.counters import ALL, book_call, group_scope
from api.statistics.facts import Call, CallFile
from api.statistics.fold import Fold
from api.statistics.metric import evaluate
from api.statistics.profile import View
from api.statistics.registry import metric
from api.statistics.results import result
from api.statistics.timeline import Calendar
from sip.contract.enums import Cause, Direction, Diversion, Side
from sip.contract.events import AnyEvent, CallDiverted, CallEnded, CallStarted, Logged

AT = 1_700_000_000_000


def folded(*events: AnyEvent) -> Fold:
    fold = Fold(Calendar("Asia/Tokyo"))
    for seq, event in enumerate(events, 1):
        fold.apply(Logged(seq=seq, at=AT + seq * 1000, mono=seq * 1000, event=event), "s")
    fold.flush()
    return fold


@pytest.mark.parametrize("kind", list(Diversion))
@pytest.mark.parametrize("group", ["g", ""])
def test_it_is_counted_once_for_all_and_for_its_group(kind: Diversion, group: str) -> None:
    fold = folded(
        CallStarted(call="c", direction=Direction.INBOUND, from_number="0901", to_number="03"),
        CallDiverted(call="c", kind=kind, group=group),
        CallEnded(call="c", cause=Cause.NORMAL, by=Side.SYSTEM),
    )
    ledger = fold.state.ledger
    assert ledger.total(ALL, 0) == {kind.value: 1}
    assert ledger.total(group_scope("g"), 0) == ({kind.value: 1} if group else {})
    assert evaluate(metric(kind.value), View(ledger.total(ALL, 0))).value == 1
    file = fold.state.calls["c"]
    assert (file.call.diverted, file.call.group) == (kind, group)
    assert result(file) == kind.value


def test_a_call_that_goes_on_is_not_counted() -> None:
    call = Call(begin=AT, since=0, call="c", switch="s", direction=Direction.INBOUND)
    assert book_call(CallFile(call=call)) == {}
