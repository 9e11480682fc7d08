"""Digest: the vectors of RFC 2617 and RFC 7616, and what the server refuses."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from sip.stack.digest import (
    NONCE_LIFE,
    STRONGEST,
    Authenticator,
    Outcome,
    Verdict,
    authorization,
    choose_challenge,
    ha1,
    parse_fields,
    response_of,
)

URI = "sip:test.example"


def test_the_vector_of_rfc_2617() -> None:
    key = ha1("Mufasa", "testrealm@host.com", "Circle Of Life")
    nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093"
    proof = response_of(key, "GET", "/dir/index.html", nonce, "MD5", "00000001", "0a4f113b", "auth")
    assert proof == "6629fae49393a05397450978507c4ef1"


@pytest.mark.parametrize(
    ("algorithm", "proof"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_vectors_of_rfc_7616(algorithm: str, proof: str) -> None:
    key = ha1("Mufasa", "http-auth@example.org", "Circle of Life", algorithm)
    nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
    cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    assert response_of(key, "GET", "/dir/index.html", nonce, algorithm, "00000001", cnonce, "auth") == proof


class Bench:
    def __init__(self) -> None:
        self.server = Authenticator("test", b"k" * 32, algorithms=STRONGEST)

    def lookup(self, username: str, algorithm: str) -> str | None:
        return ha1("201", "test", "secret", algorithm) if username == "201" else None

    def answer(self, now: float = 0.0, password: str = "secret", count: int = 1, algorithm: str = "SHA-256") -> str:
        lines = [line for line in self.server.challenge(now) if f"algorithm={algorithm}," in line]
        challenge = choose_challenge(lines)
        assert challenge is not None
        return authorization(challenge, "201", password, "REGISTER", URI, "c", count)

    def check(self, value: str, now: float = 1.0, method: str = "REGISTER", uri: str = URI) -> Verdict:
        return self.server.check([value], method, uri, self.lookup, now)


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_the_right_password_is_good(algorithm: str) -> None:
    bench = Bench()
    assert bench.check(bench.answer(algorithm=algorithm)) == Verdict(Outcome.GOOD, "201")


def test_the_stronger_algorithm_is_offered_first_and_chosen() -> None:
    lines = Bench().server.challenge(0)
    assert ["SHA-256" in lines[0], "MD5" in lines[1]] == [True, True]
    chosen = choose_challenge(lines)
    assert chosen is not None and chosen.algorithm == "SHA-256" and chosen.qop


def test_only_what_is_offered_is_accepted() -> None:
    bench = Bench()
    value = bench.answer(algorithm="SHA-256")
    bench.server = Authenticator("test", b"k" * 32)
    assert len(bench.server.challenge(0)) == 1 and "algorithm=MD5" in bench.server.challenge(0)[0]
    assert bench.check(value).outcome is Outcome.WRONG
    assert bench.check(bench.answer(algorithm="MD5")).outcome is Outcome.GOOD


def test_a_count_is_good_once_in_any_order() -> None:
    bench = Bench()
    challenge = choose_challenge(bench.server.challenge(0))
    assert challenge is not None
    values = [authorization(challenge, "201", "secret", "REGISTER", URI, "c", count) for count in (2, 1, 2, 3)]
    outcomes = [bench.check(value).outcome for value in values]
    assert outcomes == [Outcome.GOOD, Outcome.GOOD, Outcome.STALE, Outcome.GOOD]


def test_an_old_nonce_is_stale_only_with_the_right_password() -> None:
    bench = Bench()
    late = NONCE_LIFE + 1
    assert bench.check(bench.answer(), late).outcome is Outcome.STALE
    assert bench.check(bench.answer(password="no"), late).outcome is Outcome.WRONG
    assert "stale=true" in bench.server.challenge(0, stale=True)[0]


def test_what_is_wrong() -> None:
    bench = Bench()
    good = bench.answer()
    assert bench.check(bench.answer(password="no")).outcome is Outcome.WRONG
    assert bench.check(good, method="INVITE").outcome is Outcome.WRONG
    assert bench.check(good, uri="sip:elsewhere.example").outcome is Outcome.WRONG
    assert bench.check(good.replace('username="201"', 'username="202"')).outcome is Outcome.WRONG
    assert bench.check(good.replace("qop=auth", "qop=auth-int")).outcome is Outcome.WRONG
    assert bench.check(good.replace("nc=00000001", "nc=1")).outcome is Outcome.WRONG
    assert bench.check(good.replace("SHA-256", "SHA-1")).outcome is Outcome.WRONG


def test_what_is_missing() -> None:
    bench = Bench()
    for value in ("", "NoOneKnowsThisScheme opaque-data=here", "Digest", 'Digest realm="other"', "Basic abc"):
        assert bench.check(value).outcome is Outcome.MISSING
    assert bench.server.check(None, "REGISTER", URI, bench.lookup, 0).outcome is Outcome.MISSING


def test_a_nonce_of_a_former_life_is_stale() -> None:
    assert Bench().check(Bench().answer()).outcome is Outcome.GOOD  # the same secret
    bench = Bench()
    other = Authenticator("test", b"x" * 32, algorithms=STRONGEST)
    challenge = choose_challenge(other.challenge(0))
    assert challenge is not None
    assert bench.check(authorization(challenge, "201", "secret", "REGISTER", URI, "c")).outcome is Outcome.STALE


def test_a_uri_without_the_user_still_names_the_place() -> None:
    bench = Bench()
    assert bench.check(bench.answer(), uri="sip:201@test.example:5060").outcome is Outcome.GOOD


def test_memory_of_nonces_ends_with_them() -> None:
    bench = Bench()
    for second in range(0, 1000, 10):
        assert bench.check(bench.answer(second), second + 1).outcome is Outcome.GOOD
    assert len(bench.server._counts) <= NONCE_LIFE / 10 + 2


def test_a_challenge_that_nobody_can_answer() -> None:
    assert choose_challenge(['Digest realm="r", nonce="n", algorithm=SHA-512-256, qop="auth"', "Basic x"]) is None
    plain = choose_challenge(['Digest realm="r", nonce="n"'])
    assert plain is not None and "qop" not in authorization(plain, "u", "p", "INVITE", URI, "c")


@given(st.text(max_size=200))
def test_fields_of_anything(text: str) -> None:
    assert isinstance(parse_fields("Digest " + text), dict)
    assert Bench().check("Digest " + text).outcome is not Outcome.GOOD
