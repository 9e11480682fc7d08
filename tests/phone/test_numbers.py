"""Numbers as people type them."""

import pytest
from hypothesis import given, strategies as st

from api.phone.numbers import MAX_DIGITS, NumberError, dialable


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0312345678", "0312345678"),
        ("03-1234-5678", "0312345678"),
        (" (03) 1234.5678 ", "0312345678"),
        ("０３−１２３４ー５６７８", "0312345678"),
        ("+81 3 1234 5678", "+81312345678"),
        ("*92201", "*92201"),
        ("186-090-1111-2222#", "18609011112222#"),
    ],
)
def test_what_is_dialled(typed: str, number: str) -> None:
    assert dialable(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),
        (" - ", "required"),
        ("abc", "malformed"),
        ("sip:0312345678@example.com", "malformed"),
        ("03+12", "malformed"),
        ("+", "malformed"),
        ("0312345678\r\nX", "malformed"),
        ("1" * (MAX_DIGITS + 1), "too_long"),
    ],
)
def test_what_cannot_be_dialled(typed: str, code: str) -> None:
    with pytest.raises(NumberError) as caught:
        dialable(typed)
    assert caught.value.code == code


@given(st.text())
def test_nothing_but_dialable_signs_comes_out(typed: str) -> None:
    try:
        number = dialable(typed)
    except NumberError:
        return
    assert set(number) <= set("+0123456789*#")
    assert dialable(number) == number
