"""Days of the switch's own core through the fold: every counter is what the definitions say, all identities hold."""

import pytest

from api.statistics.counters import operator_scope
from api.statistics.facts import FactChange, fact_key
from api.statistics.fold import Fold
from api.statistics.timeline import Calendar
from tests.domain.test_domain_properties import busy_day
from tests.domain.test_domain_to_figures import logged
from tests.statistics.slow import Slow, clean, union
from tests.statistics.test_statistics_properties import beside, stretches


@pytest.mark.parametrize("seed", range(100, 103))
def test_a_busy_day(seed: int) -> None:
    day = busy_day(seed)
    fold, facts = Fold(Calendar()), dict[tuple[str, str], FactChange]()
    for each in logged(day.house):
        for fact in fold.apply(each):
            facts[type(fact).__name__, fact_key(fact)] = fact
    fold.flush()
    slow = Slow(facts.values(), "Asia/Tokyo")
    assert len(slow.calls) > 100
    assert clean(fold.state.ledger.hours, beside) == slow.compute()
    for login in slow.logins:
        spans = [span for span in slow.spans if span.login == login.login and not span.void]
        if login.end is not None:
            assert sum(span.duration or 0 for span in spans) == login.duration
    for operator, state in fold.state.operators.items():
        if not state.busy.stretches:
            counters = fold.state.ledger.total(operator_scope(operator), 0)
            assert counters.get("t_busy", 0) == union(stretches(slow, operator))
