"""Who calls, as Japanese carriers write it."""

import pytest

from sip.contract.enums import CallerId, NumberFrom
from sip.identity import called_of, caller_of
from sip.stack.message import Request


def invite(uri: str = "sip:0312345678@centre.example", **headers: str) -> Request:
    return Request("INVITE", uri, {name.replace("_", "-"): [value] for name, value in headers.items()})


def test_the_number_is_that_of_from() -> None:
    caller = caller_of(invite(**{"from": "<sip:0901234567@carrier.example>;tag=1"}))
    assert caller == ("0901234567", "", CallerId.NUMBER)


def test_an_asserted_identity_wins_over_from() -> None:
    caller = caller_of(
        invite(
            **{
                "from": '"Taro" <sip:050@x.example>;tag=1',
                "p_asserted_identity": "<tel:+81901234567>, <sip:1@x.example>",
            }
        ),
    )
    assert caller == ("+81901234567", "Taro", CallerId.NUMBER)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ('"Anonymous" <sip:anonymous@anonymous.invalid>', CallerId.WITHHELD),
        ('"Coin line/payphone" <sip:anonymous@anonymous.invalid>', CallerId.PAYPHONE),
        ('"Unavailable" <sip:anonymous@anonymous.invalid>', CallerId.UNAVAILABLE),
        ('"Interaction with other service" <sip:anonymous@anonymous.invalid>', CallerId.UNAVAILABLE),
        ("<sip:anonymous@carrier.example>", CallerId.WITHHELD),
        ("<sip:carrier.example>", CallerId.UNAVAILABLE),
    ],
)
def test_why_there_is_no_number_is_told_apart(shown: str, expected: CallerId) -> None:
    assert caller_of(invite(**{"from": f"{shown};tag=1"})) == ("", "", expected)


def test_privacy_withholds_a_number_that_is_known() -> None:
    request = invite(**{"from": "<sip:0901@x.example>;tag=1", "privacy": "id", "p_asserted_identity": "<sip:0901@x>"})
    assert caller_of(request) == ("", "", CallerId.WITHHELD)


def test_the_called_number_is_the_request_uris_unless_the_carrier_names_the_party() -> None:
    assert called_of(invite()) == "0312345678"
    assert called_of(invite(p_called_party_id="<sip:+81398765432@x.example>")) == "+81398765432"


@pytest.mark.parametrize(
    ("place", "number"),
    [
        (NumberFrom.AUTO, "0311111111"),
        (NumberFrom.P_CALLED_PARTY_ID, "0311111111"),
        (NumberFrom.REQUEST_URI, "0312345678"),
        (NumberFrom.TO, "0322222222"),
    ],
)
def test_the_called_number_is_read_where_the_trunk_says(place: NumberFrom, number: str) -> None:
    request = invite(p_called_party_id="<tel:0311111111>", to='"x" <sip:0322222222@x.example>')
    assert called_of(request, place) == number


def test_a_trunk_that_must_name_the_party_and_does_not_leads_nowhere() -> None:
    assert called_of(invite(), NumberFrom.P_CALLED_PARTY_ID) == ""
    assert called_of(invite(to="<sip:carrier.example>"), NumberFrom.TO) == ""
