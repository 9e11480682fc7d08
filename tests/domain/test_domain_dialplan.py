"""Where numbers lead."""

import pytest

from sip.contract.config import Extension
from sip.contract.enums import Refusal
from sip.domain.dialplan import DialPlan, national
from tests.domain.kit import G_NUMBER, G, config, route

PLAN = DialPlan(
    config(
        routes=(
            route("0500", extension="11"),
            route("+81 3-7777-0000", external="0901111222"),
            route("0600", group="h"),
        )
    )
)


@pytest.mark.parametrize(
    ("number", "outside"),
    [
        ("0312345678", "0312345678"),
        ("03-1234-5678", "0312345678"),
        ("(03) 1234 5678", "0312345678"),
        ("０３−１２３４−５６７８", "0312345678"),
        ("+81 3 1234 5678", "+81312345678"),
        ("+12025550100", "+12025550100"),
        ("0120123456", "0120123456"),
    ],
)
def test_outside_numbers(number: str, outside: str) -> None:
    assert PLAN.dialled(number) == outside


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("", Refusal.INVALID_NUMBER),
        ("abc", Refusal.INVALID_NUMBER),
        ("03-1234-567x", Refusal.INVALID_NUMBER),
        ("0", Refusal.INVALID_NUMBER),
        ("0" * 21, Refusal.INVALID_NUMBER),
        ("+0312345678", Refusal.INVALID_NUMBER),
        ("+8131234567890123", Refusal.INVALID_NUMBER),
        ("03*1234", Refusal.INVALID_NUMBER),
        ("sip:0312345678@example.net", Refusal.INVALID_NUMBER),
        ("77", Refusal.UNKNOWN_NUMBER),
        ("*92", Refusal.UNKNOWN_NUMBER),
        (G_NUMBER, Refusal.UNKNOWN_NUMBER),
        ("+81 3-1111-0000", Refusal.UNKNOWN_NUMBER),
    ],
)
def test_refused_numbers(number: str, refusal: Refusal) -> None:
    assert PLAN.dialled(number) == refusal


def test_an_extension_comes_first() -> None:
    assert PLAN.dialled("1 1") == Extension(number="11", user="a")
    short = DialPlan(config(extensions=(Extension(number="0001"),)))
    assert short.dialled("0001") == Extension(number="0001")


def test_inbound_by_group_number_route_or_not_at_all() -> None:
    found = PLAN.inbound("+81311110000")
    assert found is not None and found.group == G
    found = PLAN.inbound("0500")
    assert found is not None and found.extension == "11"
    found = PLAN.inbound("0377770000")
    assert found is not None and found.external == "0901111222"
    assert PLAN.inbound("0999") is None


def test_a_route_comes_before_the_group_number() -> None:
    plan = DialPlan(config(routes=(route(G_NUMBER, extension="12"),)))
    found = plan.inbound(G_NUMBER)
    assert found is not None and (found.group, found.extension) == ("", "12")


def test_country_code_and_trunk_prefix_are_one_number() -> None:
    assert national("+81-3-1111-0000") == national("03 1111 0000") == "0311110000"
    assert national("+12025550100") == "+12025550100"
