"""STUN against the sample messages of RFC 5769 and against damage."""

from hypothesis import given, strategies as st

from sip.media.stun import binding_request, binding_success, parse_binding_request

# RFC 5769 section 2.1: sample request, password "VOkJxbRl1RmTxUk/WvJxBt".
SAMPLE = bytes.fromhex(
    "000100582112a442b7e7a701bc34d686fa87dfae"
    "802200105354554e207465737420636c69656e74"
    "002400046e0001ff80290008932ff9b151263b36"
    "00060009" + b"evtj:h6vY".hex() + "202020"
    "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
    "80280004e57a3bcf"
)
PASSWORD = b"VOkJxbRl1RmTxUk/WvJxBt"


def test_the_sample_request_of_rfc_5769() -> None:
    request = parse_binding_request(SAMPLE)
    assert request is not None
    assert request.ufrag == b"evtj"
    assert not request.use_candidate
    assert request.authentic(PASSWORD)
    assert not request.authentic(PASSWORD + b"x")


def test_the_answer_carries_the_address_as_in_rfc_5769() -> None:
    request = parse_binding_request(SAMPLE)
    assert request is not None
    answer = binding_success(request, PASSWORD, "192.0.2.1", 32853)
    assert answer[:2] == b"\x01\x01"
    assert answer[8:20] == SAMPLE[8:20]
    # Section 2.2: XOR-MAPPED-ADDRESS of 192.0.2.1:32853.
    assert bytes.fromhex("002000080001a147e112a643") in answer
    # Section 2.3: the same for 2001:db8:1234:5678:11:2233:4455:6677.
    six = binding_success(request, PASSWORD, "2001:db8:1234:5678:11:2233:4455:6677", 32853)
    assert bytes.fromhex("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9") in six


def test_a_request_that_we_make_is_understood() -> None:
    data = binding_request(bytes(12), b"abcd:efgh", b"secret", use_candidate=True)
    request = parse_binding_request(data)
    assert request is not None
    assert request.ufrag == b"abcd"
    assert request.use_candidate
    assert request.authentic(b"secret")


@given(st.binary(max_size=200))
def test_noise_is_no_request(data: bytes) -> None:
    assert parse_binding_request(data) is None
    assert parse_binding_request(SAMPLE[:8] + data) is None


@given(st.integers(0, len(SAMPLE) - 9), st.integers(1, 255))
def test_a_changed_octet_is_noticed(at: int, mask: int) -> None:
    changed = bytearray(SAMPLE)
    changed[at] ^= mask
    request = parse_binding_request(bytes(changed))
    assert request is None or not request.authentic(PASSWORD)


@given(st.integers(0, len(SAMPLE) - 1))
def test_a_cut_request_is_none(length: int) -> None:
    assert parse_binding_request(SAMPLE[:length]) is None
