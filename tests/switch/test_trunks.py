"""Which trunk is calling and how each is called."""

import pytest
from msgspec.structs import replace

from sip.contract.config import Trunk
from sip.contract.enums import CallerId, IdentityIn, Use
from sip.domain.effects import Caller
from sip.stack import terms
from sip.stack.interfaces import Address
from sip.trunks import Trunks, hosts_of, terms_of

ONE = Trunk(id="one", host="192.0.2.1")
TWO = Trunk(
    id="two",
    host="carrier.example",
    port=5070,
    domain="carrier.example",
    username="0501111",
    password="secret",
    accept_from=("198.51.100.0/28", "203.0.113.9:7000"),
    emergency=True,
)
FIRST, SECOND, SPARE = (
    Address("udp", "192.0.2.1", 5060),
    Address("udp", "192.0.2.2", 5070),
    Address("udp", "192.0.2.3", 5070),
)


def trunks(*configured: Trunk) -> Trunks:
    return Trunks(configured or (ONE, TWO), {"one": (FIRST,), "two": (SECOND, SPARE)}, "10.0.0.1")


def test_udp_from_a_trunks_host_counts_only_from_its_port() -> None:
    assert trunks().classify(Address("udp", "192.0.2.1", 5060)) == "one"
    assert trunks().classify(Address("udp", "192.0.2.1", 5061)) is None
    assert trunks().classify(Address("tcp", "192.0.2.1", 41234)) == "one"


def test_who_has_agreed_on_tls_calls_by_tls_and_nobody_else_does() -> None:
    """The source of UDP can be forged, and phones over TLS may sit behind the address of a trunk without."""
    secure = replace(ONE, transport="tls", accept_from=("198.51.100.0/28",))
    by_tls = Address("tls", "192.0.2.1", 41234)
    assert trunks(secure).classify(by_tls) == trunks(secure).classify(Address("tls", "198.51.100.5", 1)) == "one"
    for transport in ("udp", "tcp"):
        assert trunks(secure).classify(Address(transport, "192.0.2.1", 5060)) is None
        assert trunks(secure).classify(Address(transport, "198.51.100.5", 5060)) is None
    assert trunks(ONE).classify(by_tls) is None


def test_calls_come_from_every_host_of_a_trunk() -> None:
    assert trunks().classify(SECOND) == trunks().classify(SPARE) == "two"


def test_further_senders_are_accepted_by_network_and_by_address_with_port() -> None:
    assert trunks().classify(Address("udp", "198.51.100.5", 1234)) == "two"
    assert trunks().classify(Address("udp", "203.0.113.9", 7000)) == "two"
    assert trunks().classify(Address("udp", "203.0.113.9", 7001)) is None


def test_trunks_are_tried_in_order_with_all_their_hosts_but_one_that_is_down_last() -> None:
    caller = Caller(number="0312345678")
    assert [d.address for d in trunks().destinations("0901", caller, frozenset())] == [FIRST, SECOND, SPARE]
    assert [d.address for d in trunks().destinations("0901", caller, frozenset({"one"}))] == [SECOND, SPARE, FIRST]


def test_the_host_that_serves_is_tried_first() -> None:
    known = trunks()
    known.prefer("two", SPARE)
    known.prefer("two", Address("udp", "192.0.2.99", 1))  # none of its hosts
    assert [d.address for d in known.destinations("0901", Caller(), frozenset({"one"}))] == [SPARE, SECOND, FIRST]


def test_an_emergency_call_goes_by_trunks_only_that_take_it() -> None:
    found = trunks().destinations("119", Caller(), frozenset(), emergency=True)
    assert {destination.trunk for destination in found} == {"two"}


def test_a_withheld_number_is_asserted_to_the_carrier_only() -> None:
    found = trunks().destinations("0901", Caller(number="0312345678", caller_id=CallerId.WITHHELD), frozenset())[0]
    assert found.caller.uri == "sip:anonymous@anonymous.invalid"
    assert dict(found.headers) == {"privacy": "id", "p-asserted-identity": "<sip:0312345678@10.0.0.1>"}


def test_without_a_number_the_trunks_own_account_is_shown() -> None:
    found = trunks().destinations("0901", Caller(), frozenset())[1]
    assert found.caller.uri == "sip:0501111@carrier.example"
    assert found.credentials == ("0501111", "secret")
    assert found.address == SECOND and found.uri == "sip:0901@carrier.example"


@pytest.mark.parametrize(
    ("place", "headers"),
    [
        (IdentityIn.FROM, {}),
        (IdentityIn.ASSERTED, {"p-asserted-identity": "<sip:0312345678@10.0.0.1>"}),
        (IdentityIn.PREFERRED, {"p-preferred-identity": "<sip:0312345678@10.0.0.1>"}),
    ],
)
def test_the_identity_stands_where_the_carrier_reads_it(place: IdentityIn, headers: dict[str, str]) -> None:
    known = trunks(Trunk(id="one", host="192.0.2.1", identity=place))
    found = known.destinations("0901", Caller(number="0312345678"), frozenset())[0]
    assert found.caller.uri == "sip:0312345678@10.0.0.1" and dict(found.headers) == headers


@pytest.mark.parametrize(
    ("asked", "shown"), [("0312345679", "0312345679"), ("0901234567", "0312345678"), ("", "0312345678")]
)
def test_only_numbers_of_the_contract_are_shown(asked: str, shown: str) -> None:
    known = trunks(Trunk(id="one", host="192.0.2.1", numbers=("0312345678", "0312345679"), username="account"))
    found = known.destinations("0901", Caller(number=asked), frozenset())[0]
    assert found.caller.uri == f"sip:{shown}@10.0.0.1"
    assert dict(found.headers)["p-asserted-identity"] == f"<sip:{shown}@10.0.0.1>"


def test_lines_are_counted_and_given_back_once() -> None:
    known = trunks(Trunk(id="one", host="192.0.2.1", max_calls=2))
    first, second = known.take("one"), known.take("one")
    assert first is not None and second is not None and known.take("one") is None
    first.give_back()
    first.give_back()
    assert known.busy("one") == 1 and known.take("one") is not None and known.take("one") is None


def test_without_a_limit_there_is_always_a_line() -> None:
    known = trunks()
    assert all(known.take("one") is not None for _ in range(100)) and known.busy("one") == 100


def test_backups_are_hosts_with_the_trunks_port_unless_they_say_another() -> None:
    trunk = Trunk(id="one", host="a.example", port=5070, backups=("b.example", "192.0.2.9:5080", "not a host"))
    assert hosts_of(trunk) == [("a.example", 5070), ("b.example", 5070), ("192.0.2.9", 5080)]


def test_the_terms_are_those_of_the_trunk() -> None:
    agreed = terms_of(Trunk(id="one", host="a.example", session_s=600, attempt_s=3, reliable=Use.REQUIRED))
    assert agreed == terms.Terms(session_s=600, min_s=90, reliable=terms.Use.REQUIRED, patience=3.0)
