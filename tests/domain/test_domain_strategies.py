"""Who is rung next where one is rung at a time, and who is rung no longer for missing calls (F10.4)."""

from typing import Any

import pytest

from sip.contract import commands as c
from sip.contract.enums import OfferOutcome, Status, Strategy
from sip.contract.events import OfferBegan, StatusChanged
from tests.domain.kit import H_NUMBER, H, House, config, group


def house(strategy: Strategy, *operators: str, **rules: Any) -> House:
    made = House(config(group(**({"members": ("c", "a", "b"), "strategy": strategy} | rules))))
    made.log_in(*operators)
    return made


def offers(house: House) -> list[str]:
    """Operators in the order of their offers."""
    return [event.operator for event in house.events(OfferBegan) if isinstance(event, OfferBegan)]


def serve(house: House, *, answer: bool = True, number: str = "") -> None:
    """One caller comes, is answered (or not) and leaves; the operator is available again at once."""
    leg = house.caller(number) if number else house.caller()
    operator = offers(house)[-1]
    if answer:
        house.answer(operator)
    house.after(1)
    house.leaves(leg)
    if answer:
        house.choose(operator, Status.AVAILABLE)


def test_in_order_rings_the_first_free_member() -> None:
    h = house(Strategy.IN_ORDER, "a", "b", "c")
    for _ in range(2):
        serve(h)
    h.choose("c", Status.LUNCH_BREAK)
    serve(h)
    assert offers(h) == ["c", "c", "a"]


def test_in_order_goes_down_the_list_while_nobody_answers() -> None:
    h = house(Strategy.IN_ORDER, "a", "b", "c", ring_s=5)
    h.caller()
    for _ in range(3):
        h.beat("a", "b", "c")
        h.after(5)
    assert offers(h) == ["c", "a", "b", "c"]


def test_round_robin_goes_on_behind_the_last_one_rung() -> None:
    h = house(Strategy.ROUND_ROBIN, "a", "b", "c")
    for _ in range(4):
        serve(h)
    assert offers(h) == ["c", "a", "b", "c"]


def test_round_robin_passes_over_who_is_not_free_without_losing_the_turn() -> None:
    h = house(Strategy.ROUND_ROBIN, "b", "c")
    for _ in range(2):
        serve(h)
    h.log_in("a")
    serve(h)
    serve(h)
    assert offers(h) == ["c", "b", "c", "a"]


def test_an_unanswered_offer_is_a_turn_too() -> None:
    h = house(Strategy.ROUND_ROBIN, "a", "b", "c")
    serve(h, answer=False)
    serve(h)
    assert offers(h) == ["c", "a"]


def test_each_tier_has_turns_of_its_own() -> None:
    h = house(Strategy.ROUND_ROBIN, "a", "b", "c", "d", members=(("a", 1), ("b", 2), ("c", 1), ("d", 2)))
    serve(h)
    for first in "ac":
        h.choose(first, Status.LUNCH_BREAK)
    serve(h)
    for first in "ac":
        h.choose(first, Status.AVAILABLE)
    serve(h)
    assert offers(h) == ["a", "b", "c"]


def test_turns_outlive_a_change_of_the_configuration() -> None:
    h = house(Strategy.ROUND_ROBIN, "a", "b", "c")
    serve(h)
    h.configure(config(group(members=("c", "a", "b"), strategy=Strategy.ROUND_ROBIN, ring_s=7)))
    serve(h)
    assert offers(h) == ["c", "a"]


def test_fewest_calls_counts_the_calls_of_the_day_in_all_groups() -> None:
    fewest = {"strategy": Strategy.FEWEST_CALLS}
    h = House(config(group(members=("a", "b"), **fewest), group(H, H_NUMBER, members=("a",), **fewest)))
    h.log_in("a", "b")
    serve(h, number=H_NUMBER)
    for _ in range(3):
        serve(h)
    # b has had one less than a, then they are even and the one who is idle longer goes first.
    assert offers(h) == ["a", "b", "a", "b"]


def test_a_new_day_forgets_the_calls_of_the_old_one() -> None:
    h = house(Strategy.FEWEST_CALLS, "a", "b", members=("a", "b"))
    h.choose("b", Status.LUNCH_BREAK)
    for _ in range(3):
        serve(h)
    h.choose("b", Status.AVAILABLE)
    serve(h)
    assert offers(h)[-1] == "b"
    day = c.DayStarted(day=1_795_359_600_000)
    assert h.do(day) == c.Done()
    h.after(1)
    serve(h)
    assert offers(h)[-1] == "a", "both have none, and a is idle longer"
    h.do(day)
    serve(h)
    assert offers(h)[-1] == "b", "the same day told again changes nothing"


def test_a_missed_call_does_not_count_as_a_call() -> None:
    h = house(Strategy.FEWEST_CALLS, "a", "b", members=("a", "b"))
    serve(h)
    serve(h, answer=False)
    serve(h)
    assert offers(h) == ["a", "b", "b"]


@pytest.mark.parametrize("strategy", [one for one in Strategy if one is not Strategy.RING_ALL])
def test_who_was_not_rung_yet_goes_before_a_lower_tier(strategy: Strategy) -> None:
    h = house(strategy, "a", "b", members=(("a", 1), ("b", 2)), ring_s=5)
    h.caller()
    h.beat("a", "b")
    h.after(5)
    assert offers(h) == ["a", "b"]


# The pause of who misses calls


def pauses(house: House) -> list[str]:
    return [e.operator for e in house.events(StatusChanged) if isinstance(e, StatusChanged) and e.reason]


def miss(house: House, seconds: float) -> None:
    """A caller comes and leaves after a while."""
    leg = house.caller()
    house.beat("a", "b", "c")
    house.after(seconds)
    house.leaves(leg)


@pytest.mark.parametrize("strategy", [Strategy.RING_ALL, Strategy.IN_ORDER])
def test_who_misses_calls_is_put_into_preparing_with_the_reason(strategy: Strategy) -> None:
    h = house(strategy, "a", members=("a",), ring_s=10, pause_after=2)
    miss(h, 10)
    assert h.status("a") == Status.AVAILABLE
    miss(h, 10)
    last = h.events(StatusChanged)[-1]
    assert last == StatusChanged(
        operator="a", status=Status.PREPARING, chosen=Status.PREPARING, by="", reason="missed_calls"
    )
    count = len(offers(h))
    h.caller()
    assert len(offers(h)) == count


def test_the_caller_goes_on_to_the_next_operator() -> None:
    h = house(Strategy.IN_ORDER, "a", "b", members=("a", "b"), ring_s=5, pause_after=1)
    h.caller()
    h.beat("a", "b")
    h.after(5)
    assert offers(h) == ["a", "b"] and h.status("a") == Status.PREPARING
    h.beat("a", "b")
    h.after(5)
    assert h.status("b") == Status.PREPARING and offers(h) == ["a", "b"]
    h.choose("a", Status.AVAILABLE)
    assert offers(h) == ["a", "b", "a"]


def test_only_the_pause_itself_has_a_reason() -> None:
    h = house(Strategy.IN_ORDER, "a", members=("a",), ring_s=5, pause_after=1)
    miss(h, 5)
    h.dial("a")
    h.hang_up("a")
    assert pauses(h) == ["a"] and h.status("a") == Status.PREPARING


@pytest.mark.parametrize("kind", [c.Answer, c.Reject])
def test_doing_something_about_a_call_begins_the_count_anew(kind: type[c.Answer]) -> None:
    h = house(Strategy.RING_ALL, "a", members=("a",), ring_s=10, pause_after=2)
    miss(h, 10)
    leg = h.caller()
    h.do(kind(operator="a", call=h.call_of("a")))
    h.leaves(leg)
    h.choose("a", Status.AVAILABLE)
    miss(h, 10)
    assert pauses(h) == []


def test_a_short_ring_is_not_missed() -> None:
    h = house(Strategy.RING_ALL, "a", "b", members=("a", "b"), ring_s=10, pause_after=1)
    miss(h, 9)
    leg = h.caller()
    h.answer("b")
    assert pauses(h) == []
    h.leaves(leg)


def test_who_rang_as_long_as_another_needed_to_answer_has_missed_it() -> None:
    h = house(Strategy.RING_ALL, "a", "b", members=("a", "b"), ring_s=10, pause_after=1)
    h.caller()
    h.after(12)
    h.answer("b")
    assert pauses(h) == ["a"]


def test_without_a_limit_nobody_is_paused() -> None:
    h = house(Strategy.RING_ALL, "a", members=("a",), ring_s=1)
    for _ in range(5):
        miss(h, 2)
    assert pauses(h) == []


def test_a_status_chosen_while_it_rings_stays() -> None:
    h = house(Strategy.IN_ORDER, "a", members=("a",), ring_s=5, pause_after=1)
    h.caller()
    h.choose("a", Status.LUNCH_BREAK)
    h.after(5)
    assert h.status("a") == Status.LUNCH_BREAK and pauses(h) == []


def test_missed_offers_end_as_unanswered() -> None:
    h = house(Strategy.IN_ORDER, "a", members=("a",), ring_s=5, pause_after=1)
    h.caller()
    h.after(5)
    ended = [getattr(e, "outcome", "") for e in h.events() if type(e).__name__ == "OfferEnded"]
    assert ended == [OfferOutcome.NO_ANSWER]
