"""A house and the questions that the tests of presence share."""

from typing import Any

from sip.contract.events import (
    Event,
    StatusChanged,
)
from tests.domain.kit import House, config, group


def house(*operators: str, **rules: Any) -> House:
    made = House(config(group(**rules)))
    made.log_in(*operators)
    return made


def names(events: list[Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def talk(house: House, operator: str = "a") -> str:
    """An answered call from outside; the caller's leg."""
    leg = house.caller()
    house.answer(operator)
    return leg


def told(events: list[Event]) -> list[tuple[str, str]]:
    """Status and chosen status of each change."""
    return [(e.status, e.chosen) for e in events if isinstance(e, StatusChanged)]
