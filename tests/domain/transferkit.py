"""A talk that is handed over, and the ways to do it."""

from sip.contract import commands as c
from tests.domain.kit import H_NUMBER, H, House, config, group

CALL = "call1"
A, B, C = "phone:a", "phone:b", "phone:c"


def talking(*others: str) -> tuple[House, str]:
    """`a` talks with a caller of G; b, c … are logged in. The caller's leg."""
    house = House(config(group(members=("a",)), group(H, H_NUMBER, members=("c",))))
    house.log_in("a", *others)
    leg = house.caller()
    assert house.answer("a") == c.Done()
    return house, leg


def consult(house: House, **to: str) -> c.AnyResult:
    return house.do(c.Consult(operator="a", call=CALL, **to))


def blind(house: House, **to: str) -> c.AnyResult:
    return house.do(c.BlindTransfer(operator="a", call=CALL, **to))


def complete(house: House) -> c.AnyResult:
    return house.do(c.CompleteTransfer(operator="a", call=CALL))
