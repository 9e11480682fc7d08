"""Which trunk is calling and how each is called."""

from sip.contract.config import Trunk
from sip.contract.enums import CallerId
from sip.domain.effects import Caller
from sip.stack.interfaces import Address
from sip.trunks import Trunks

ONE = Trunk(id="one", host="192.0.2.1")
TWO = Trunk(
    id="two",
    host="carrier.example",
    port=5070,
    domain="carrier.example",
    username="0501111",
    password="secret",
    accept_from=("198.51.100.0/28", "203.0.113.9:7000"),
)
TRUNKS = Trunks((ONE, TWO), {"one": frozenset({"192.0.2.1"}), "two": frozenset({"192.0.2.2"})}, "10.0.0.1")


def test_udp_from_a_trunks_host_counts_only_from_its_port() -> None:
    assert TRUNKS.classify(Address("udp", "192.0.2.1", 5060)) == "one"
    assert TRUNKS.classify(Address("udp", "192.0.2.1", 5061)) is None
    assert TRUNKS.classify(Address("tcp", "192.0.2.1", 41234)) == "one"


def test_further_senders_are_accepted_by_network_and_by_address_with_port() -> None:
    assert TRUNKS.classify(Address("udp", "198.51.100.5", 1234)) == "two"
    assert TRUNKS.classify(Address("udp", "203.0.113.9", 7000)) == "two"
    assert TRUNKS.classify(Address("udp", "203.0.113.9", 7001)) is None


def test_the_first_trunk_is_tried_first_but_one_that_is_down_last() -> None:
    caller = Caller(number="0312345678")
    assert [d.uri for d in TRUNKS.destinations("0901", caller, frozenset())] == [
        "sip:0901@192.0.2.1",
        "sip:0901@carrier.example",
    ]
    assert next(d.uri for d in TRUNKS.destinations("0901", caller, frozenset({"one"}))) == "sip:0901@carrier.example"


def test_a_withheld_number_is_asserted_to_the_carrier_only() -> None:
    found = TRUNKS.destinations("0901", Caller(number="0312345678", caller_id=CallerId.WITHHELD), frozenset())[0]
    assert found.caller.uri == "sip:anonymous@anonymous.invalid"
    assert dict(found.headers) == {"privacy": "id", "p-asserted-identity": "<sip:0312345678@10.0.0.1>"}


def test_without_a_number_the_trunks_own_account_is_shown() -> None:
    found = TRUNKS.destinations("0901", Caller(), frozenset())[1]
    assert found.caller.uri == "sip:0501111@carrier.example"
    assert found.credentials == ("0501111", "secret")
    assert found.address == Address("udp", "192.0.2.2", 5070)
