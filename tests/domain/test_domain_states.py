"""The whole state × trigger product of every machine: what the tables have goes there, all else raises."""

from typing import Any

import pytest

from sip.contract.enums import CallState, OfferOutcome, VisitOutcome
from sip.domain.states import (
    CALL,
    EXTERNAL_STATUS,
    INTERNAL_STATUS,
    OFFER,
    PART,
    VISIT,
    WORK,
    IllegalTransition,
    Part,
    Trigger,
    Work,
    advance,
)

MACHINES = [
    (CALL, CallState, Trigger),
    (VISIT, VisitOutcome, VisitOutcome),
    (OFFER, OfferOutcome, OfferOutcome),
    (PART, Part, Trigger),
    (WORK, Work, Work),
]


@pytest.mark.parametrize(("table", "states", "triggers"), MACHINES)
def test_the_whole_product(table: Any, states: Any, triggers: Any) -> None:
    assert set(table) == set(states)
    for state in states:
        for trigger in triggers:
            if trigger in table[state]:
                assert advance(table, state, trigger) in states
            else:
                with pytest.raises(IllegalTransition, match=f"^{trigger} does not follow {state}$"):
                    advance(table, state, trigger)


@pytest.mark.parametrize(("table", "first"), [(CALL, "dialing"), (PART, "idle"), (VISIT, "open"), (OFFER, "open")])
def test_every_state_is_reached(table: Any, first: str) -> None:
    first = next(state for state in table if state == first)
    reached = {first}
    while more := {target for state in reached for target in table[state].values()} - reached:
        reached |= more
    assert reached == set(table)


def test_an_outcome_is_final() -> None:
    for outcome in set(OfferOutcome) - {OfferOutcome.OPEN}:
        assert OFFER[outcome] == {}
    for visit_outcome in set(VisitOutcome) - {VisitOutcome.OPEN}:
        assert VISIT[visit_outcome] == {}


def test_every_part_of_a_call_has_a_status() -> None:
    assert set(EXTERNAL_STATUS) == set(INTERNAL_STATUS) == set(Part) - {Part.IDLE, Part.SUPERVISING}
