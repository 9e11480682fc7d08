"""What becomes of SRTP on its way through the switch: what is offered to whom, which keys reach the media (F10.3)."""

from __future__ import annotations

import re
from typing import cast

import pytest
from msgspec.structs import replace

from sip.contract.enums import Use
from sip.directory import Directory
from sip.media.client import RtpRemote
from sip.stack import sdes, sdp
from sip.stack.agent import UserAgent
from sip.stack.interfaces import Address
from sip.stack.sdes import Crypto
from sip.stack.session import Session
from sip.stack.terms import Use as Wanted
from tests.stack.kit import ALICE, ANSWER, OFFER, App, Recorder
from tests.switch.virtual import CONFIG, FORWARDED, House

CM_80 = "AES_CM_128_HMAC_SHA1_80"


def protected(key: int, version: int = 1, direction: str = "sendrecv") -> str:
    """An offer of SRTP whose key is made of this octet."""
    crypto = (Crypto(1, CM_80, bytes([key]) * 30),)
    return sdp.offer("10.0.0.1", 4000, 1, version, direction=direction, crypto=crypto)


def house(incoming: Use = Use.OFF, outgoing: Use = Use.OFF, backups: tuple[str, ...] = ()) -> House:
    """A house whose two trunks have these settings; the called party answers what it is offered."""
    found = House()
    first, second = CONFIG.trunks
    addresses = {"in": (Address("udp", "10.0.0.1", 5060),)}
    addresses["out"] = tuple(Address("udp", host, 5060) for host in (second.host, *backups))
    trunks = (replace(first, srtp=incoming), replace(second, srtp=outgoing))
    found.switch.trunks.replace(trunks, addresses)
    found.callee_app.then = answer
    return found


def answer(session: Session) -> None:
    """Take SRTP and plain RTP as they come."""
    taken = sdp.answer(session.remote_sdp, "10.0.0.3", 5000, 3, srtp=Wanted.OPTIONAL, own_key=lambda theirs: bytes(30))
    session.ring()
    session.accept(taken.text)


def place(found: House, offer: str = OFFER) -> tuple[Session, Recorder]:
    recorder = Recorder()
    session = found.caller.invite(f"sip:{FORWARDED}@10.0.0.2", recorder, caller=ALICE, sdp=offer)
    found.world.run(5)
    return session, recorder


def invites(found: House) -> list[str]:
    """The offers that the called carrier got, one per call."""
    return [session.request.sdp for session in found.callee_app.sessions]


def remote(found: House, host: str) -> RtpRemote:
    """What the media were told last of the party at `host`."""
    told = [cast(RtpRemote, entry[2]) for entry in found.switch.media.told if entry[0] == "set_remote"]
    return [each for each in told if each.host == host][-1]


def keys(remote: RtpRemote) -> tuple[bytes, bytes]:
    """Ours and theirs."""
    assert remote.srtp is not None
    return remote.srtp.own, remote.srtp.theirs


def warnings(found: House) -> list[str]:
    heads = (data.decode() for data in found.wire.sent)
    return [match[1] for head in heads if (match := re.search(r'Warning: 399 \S+ "(.*)"', head))]


@pytest.mark.parametrize("outgoing", [Use.OPTIONAL, Use.REQUIRED])
def test_a_trunk_with_srtp_is_offered_it_and_each_side_has_its_own_keys(outgoing: Use) -> None:
    found = house(outgoing=outgoing)
    _, heard = place(found)
    assert "answered" in heard.names
    (offered,) = invites(found)
    assert "RTP/SAVP 0 8" in offered
    agreed = sdp.cryptos(offered)[0]
    assert keys(remote(found, "10.0.0.3")) == (agreed.key, bytes(30))
    assert remote(found, "127.0.0.1").srtp is None


@pytest.mark.parametrize("status", [415, 488, 606])
def test_who_refuses_srtp_is_offered_plain_rtp_where_that_may_be(status: int) -> None:
    found = house(outgoing=Use.OPTIONAL)

    def plain_only(session: Session) -> None:
        if "SAVP" in session.remote_sdp:
            session.reject(status)
        else:
            session.accept(ANSWER)

    found.callee_app.then = plain_only
    session, heard = place(found)
    assert "answered" in heard.names and found.switch.busy["out"] == 1
    assert ["RTP/SAVP" in each for each in invites(found)] == [True, False]
    session.end()
    found.world.run(40)
    assert found.switch.leftovers() == {}


def test_who_refuses_srtp_is_offered_nothing_else_where_it_is_demanded() -> None:
    found = house(outgoing=Use.REQUIRED)
    found.callee_app.then = lambda session: session.reject(488)
    _, heard = place(found)
    assert ("failed", 488) in heard.heard and len(invites(found)) == 1


def test_an_answer_without_keys_ends_the_call() -> None:
    found = house(outgoing=Use.REQUIRED)
    found.callee_app.then = lambda session: session.accept(ANSWER)
    _, heard = place(found)
    assert "answered" not in heard.names
    found.world.run(40)
    assert found.switch.leftovers() == {}


def test_whoever_was_tried_in_vain_does_not_know_the_keys_of_the_next() -> None:
    found = house(outgoing=Use.REQUIRED, backups=("10.0.0.3",))
    tried: list[Session] = []

    def second_time(session: Session) -> None:
        tried.append(session)
        if len(tried) == 1:
            session.reject(503)
        else:
            answer(session)

    found.callee_app.then = second_time
    _, heard = place(found)
    assert "answered" in heard.names
    first, second = invites(found)
    assert not {each.key for each in sdp.cryptos(first)} & {each.key for each in sdp.cryptos(second)}
    assert keys(remote(found, "10.0.0.3"))[0] == sdp.cryptos(second)[0].key


@pytest.mark.parametrize(
    ("offer", "incoming", "warning"),
    [
        (protected(1), Use.OFF, "SRTP (RTP/SAVP) is switched off here."),
        (OFFER, Use.REQUIRED, "Only SRTP (RTP/SAVP with a=crypto) is accepted here."),
        (
            protected(1).replace("inline:", "inline:AAAA"),
            Use.OPTIONAL,
            f"The key of a=crypto 1 has 33 octets; {CM_80} has 30.",
        ),
    ],
)
def test_an_offer_against_the_setting_is_refused_by_name(offer: str, incoming: Use, warning: str) -> None:
    found = house(incoming=incoming)
    _, heard = place(found, offer)
    assert ("failed", 488) in heard.heard
    assert set(warnings(found)) == {warning}
    assert invites(found) == []


def test_hold_and_refresh_keep_our_key_and_another_device_gets_another_one() -> None:
    """RFC 4568 7.1.4: what does not change goes on; who comes with a key of its own knows nothing of our stream."""
    found = house(incoming=Use.OPTIONAL)
    session, heard = place(found, protected(1))
    ours, theirs = keys(remote(found, "10.0.0.1"))
    assert theirs == bytes([1]) * 30 and f"a=crypto:1 {CM_80} inline:" in session.remote_sdp
    assert sdp.cryptos(session.remote_sdp)[0].key == ours

    for version, direction in ((2, "sendonly"), (3, "sendrecv")):
        session.reoffer(protected(1, version, direction))
        found.world.run(2)
        assert keys(remote(found, "10.0.0.1")) == (ours, theirs)
        assert sdp.cryptos(session.remote_sdp)[0].key == ours

    session.reoffer(protected(7, 4))
    found.world.run(2)
    moved = keys(remote(found, "10.0.0.1"))
    assert moved[1] == bytes([7]) * 30 and moved[0] != ours

    session.reoffer(protected(8, 5).replace("inline:", "inline:AAAA"))
    found.world.run(2)
    assert heard.last() == ("reanswered", 488, "")
    assert keys(remote(found, "10.0.0.1")) == moved

    session.reoffer(OFFER.replace("127.0.0.1", "10.0.0.1"))  # plain again: it may, and it did ask
    found.world.run(2)
    assert remote(found, "10.0.0.1").srtp is None


def test_where_srtp_is_demanded_a_call_does_not_become_plain() -> None:
    found = house(incoming=Use.REQUIRED)
    session, heard = place(found, protected(1))
    before = keys(remote(found, "10.0.0.1"))
    session.reoffer(OFFER)
    found.world.run(2)
    assert heard.last() == ("reanswered", 488, "")
    assert keys(remote(found, "10.0.0.1")) == before


def test_our_own_refresh_offers_the_same_key_and_takes_the_answers() -> None:
    """A session timer's re-INVITE (RFC 4028) repeats what was agreed; the far end may have moved meanwhile."""
    found = house(outgoing=Use.REQUIRED)
    place(found)
    (agent_session,) = [each for each in found.switch.agent.sessions.values() if each.outgoing]
    ours, _ = keys(remote(found, "10.0.0.3"))
    recorder = found.callee_app.recorders[0]
    (line,) = [each for each in sdp.cryptos(agent_session.local_sdp) if each.suite == CM_80]
    moved = Crypto(line.tag, CM_80, bytes([9]) * 30)
    recorder.reanswer = sdp.offer("10.0.0.3", 5000, 3, 2, crypto=(moved,))
    agent_session.reoffer(agent_session.local_sdp)
    found.world.run(2)
    assert keys(remote(found, "10.0.0.3")) == (ours, bytes([9]) * 30)


def test_a_late_offer_of_ours_is_of_srtp_where_it_is_demanded() -> None:
    found = house(incoming=Use.REQUIRED)
    caller = Recorder(late_answer=protected(5))
    found.caller.invite(f"sip:{FORWARDED}@10.0.0.2", caller, caller=ALICE)
    found.world.run(5)
    offered = next(str(entry[1]) for entry in caller.heard if entry[0] == "answered")
    assert [each.suite for each in sdp.cryptos(offered)] == list(sdes.OFFERED)
    assert keys(remote(found, "10.0.0.1")) == (sdp.cryptos(offered)[0].key, bytes([5]) * 30)


def test_no_key_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    found = house(incoming=Use.OPTIONAL, outgoing=Use.REQUIRED)
    place(found, protected(1))
    assert keys(remote(found, "10.0.0.1"))[1] == bytes([1]) * 30
    assert "inline" not in caplog.text and repr(bytes([1]) * 30) not in repr(found.switch.media.told)


@pytest.mark.parametrize("setting", list(Wanted))
async def test_phones_are_offered_srtp_only_where_they_came_by_tls(setting: Wanted) -> None:
    agent = UserAgent(App())
    directory = Directory(agent, "192.0.2.1", lambda event: None, setting)
    assert directory.srtp("", Address("tls", "192.0.2.9", 40000)) is setting
    for transport in ("udp", "tcp"):
        assert directory.srtp("", Address(transport, "192.0.2.9", 5060)) is Wanted.OFF
    await agent.close()
