"""Every fault of a document is named."""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import given, strategies as st
from msgspec import Meta, Struct, field

from api.faults import faults
from sip.contract.enums import Strategy


class Inner(Struct, forbid_unknown_fields=True):
    user: str
    tier: Annotated[int, Meta(ge=1, le=9)] = 1


class Outer(Struct, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=2, max_length=4)]
    number: Annotated[str, Meta(pattern="^[0-9]+$")]
    strategy: Strategy = Strategy.RING_ALL
    members: list[str | Inner] = []
    inner: Inner | None = None
    many: dict[str, Inner] = {}
    ratio: float = 1.0


GOOD: dict[str, Any] = {"name": "abc", "number": "12"}


def named(value: Any) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in faults(value, Outer)]


def test_none() -> None:
    assert named({**GOOD, "members": ["a", {"user": "b", "tier": 2}], "inner": {"user": "x"}}) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": "a"}, [("name", "too_short")]),
        ({"name": "abcde"}, [("name", "too_long")]),
        ({"name": 1}, [("name", "wrong_type")]),
        ({"number": "x"}, [("number", "malformed")]),
        ({"strategy": "best"}, [("strategy", "not_allowed")]),
        ({"inner": {}}, [("inner.user", "required")]),
        ({"inner": {"user": "a", "tier": 0}}, [("inner.tier", "out_of_range")]),
        ({"many": {"k": {"user": 1}}}, [("many.k.user", "wrong_type")]),
        ({"members": ["a", {"user": "b", "tier": 99}]}, [("members.1.tier", "out_of_range")]),
        ({"members": 3}, [("members", "wrong_type")]),
        ({"extra": 1}, [("extra", "unknown_field")]),
        ({"ratio": "x"}, [("ratio", "wrong_type")]),
    ],
)
def test_one(change: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert named({**GOOD, **change}) == expected


def test_all_at_once() -> None:
    assert named({"name": "a", "strategy": "best", "inner": {"tier": 0}, "extra": 1}) == [
        ("name", "too_short"),
        ("number", "required"),
        ("strategy", "not_allowed"),
        ("inner.user", "required"),
        ("inner.tier", "out_of_range"),
        ("extra", "unknown_field"),
    ]


def test_not_even_an_object() -> None:
    assert named([]) == [("", "wrong_type")]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
fields = st.fixed_dictionaries(
    {}, optional={name: values for name in ("name", "number", "strategy", "members", "inner", "many", "ratio")}
)


@given(fields)
def test_faults_exactly_where_conversion_fails(value: dict[str, Any]) -> None:
    try:
        msgspec.convert(value, Outer)
    except msgspec.ValidationError:
        assert faults(value, Outer)
    else:
        assert faults(value, Outer) == []


class Limited(Struct):
    name: Annotated[str, Meta(min_length=1)] = "a"
    share: Annotated[float, Meta(gt=0, lt=1)] | None = None
    at: Annotated[str, Meta(pattern="^[0-9]{2}:[0-9]{2}$", examples=["06:00"])] = "09:00"
    days: Annotated[list[int], Meta(min_length=1, max_length=2)] = field(default_factory=lambda: [1])
    mode: Literal["fast", "slow"] = "fast"
    strategy: Strategy = Strategy.RING_ALL
    since: date | None = None


@pytest.mark.parametrize(
    ("change", "params"),
    [
        ({"name": ""}, {"least": 1}),
        ({"share": 1}, {"above": 0, "below": 1}),
        ({"at": "6"}, {"example": "06:00"}),
        ({"days": []}, {"entries": 1}),
        ({"days": [1, 2, 3]}, {"entries": 2}),
        ({"mode": "x"}, {"values": "fast, slow"}),
        ({"strategy": "x"}, {"values": ", ".join(Strategy)}),
        ({"since": "23.11."}, {"example": "2026-11-23"}),
        ({"name": 1}, {}),
    ],
)
def test_what_would_be_right_is_told(change: dict[str, Any], params: dict[str, Any]) -> None:
    [fault] = faults(change, Limited)
    assert fault.params == params
