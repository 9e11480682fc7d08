"""A house with the routes and the questions that the tests of calls share."""

from sip.contract import commands as c
from sip.contract.events import CallEnded, Event, StatusChanged
from tests.domain import kit
from tests.domain.kit import H_NUMBER, H, House, config, group, route


def house(*operators: str) -> House:
    made = House(config(group(), group(H, H_NUMBER, members=("b",)), routes=ROUTES))
    made.log_in(*operators)
    return made


ROUTES = (
    route("0500", extension="11"),
    route("0501", external="0312340000"),
    route("0502", extension="90"),
    route("0503", extension="55"),
    route("0504", group="nowhere"),
)


def ended(house: House) -> CallEnded:
    """The last call's end."""
    event = house.events(CallEnded)[-1]
    assert isinstance(event, CallEnded)
    return event


def kinds(events: list[Event]) -> list[str]:
    """Names of the events that are not of statuses, in order."""
    return kit.kinds([event for event in events if not isinstance(event, StatusChanged)])


def inbound(house: House, operator: str = "a") -> str:
    """An answered call; the caller's leg."""
    leg = house.caller()
    assert house.answer(operator) == c.Done()
    return leg
