"""Who calls, and how dialled numbers behave."""

import random
import re

import pytest

from sip.carrier.network import ENDINGS, caller, manner, patience


def test_callers_have_japanese_numbers_or_a_reason_for_none() -> None:
    chance = random.Random(1)
    callers = [caller(chance) for _ in range(2000)]
    for one in callers:
        if one.number:
            assert re.fullmatch(r"0[5789]0[2-9]\d{7}|0[1-9]\d{8}", one.number)
            assert not one.name
        else:
            assert one.name in ("Anonymous", "Coin line/payphone", "Unavailable")
    assert 0.05 < sum(not one.number for one in callers) / len(callers) < 0.12


def test_every_documented_ending_differs_from_an_ordinary_number() -> None:
    ordinary = manner("0312345678", 2.0, 0.0)
    assert (ordinary.status, ordinary.ring_s, ordinary.never) == (0, 2.0, False)
    assert all(manner("03123456" + digits, 2.0, 0.0) != ordinary for digits in ENDINGS)


@pytest.mark.parametrize(("digits", "status"), [("00", 486), ("01", 480), ("02", 404), ("03", 503), ("05", 603)])
def test_refusals(digits: str, status: int) -> None:
    assert manner("03123456" + digits, 2.0, 0.0).status == status
    assert str(status) in ENDINGS[digits]


def test_patience_stays_within_its_bounds() -> None:
    chance = random.Random(2)
    drawn = [patience(chance, 30.0) for _ in range(2000)]
    assert all(20 <= one.wait_s <= 120 and 5 <= one.talk_s <= 120 for one in drawn)
    assert 20 < sum(one.talk_s for one in drawn) / len(drawn) < 40
