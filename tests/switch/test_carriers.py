"""Each carrier preset against a carrier with the habits that it is for (F10.1): what trunks do, in virtual time."""

from __future__ import annotations

import pytest

from api.site.presets import presets
from sip.carrier.quirks import imitations
from sip.contract.enums import CallerId, Cause, TrunkState
from sip.stack.session import Session
from tests.stack.kit import ANSWER
from tests.switch.carriers import CUSTOMER, HOUR, LINE, MAIN, Lines, carrier, line_of, trunk

OUTSIDE = "0312345678"
PRESETS = sorted(presets())


def test_there_is_a_carrier_for_each_preset() -> None:
    assert sorted(imitations()) == PRESETS


@pytest.mark.parametrize("preset", PRESETS)
async def test_a_trunk_comes_up_and_stays_so(preset: str) -> None:
    lines = await line_of(preset)
    lines.world.run(3 * HOUR)
    assert lines.states() == ["up"]
    seen = set(lines.carrier.border.seen)
    assert {"hikari-denwa": "REGISTER 401", "ip-sbc": "OPTIONS 200", "itsp": "REGISTER 407"}[preset] in seen
    assert not lines.ours.agent.errors and not lines.carrier.errors


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("caller", [CUSTOMER, ""], ids=["number", "withheld"])
async def test_a_call_comes_in_by_the_number_that_was_called_and_lasts(preset: str, caller: str) -> None:
    lines = await line_of(preset)
    session, heard = lines.carrier.rings(LINE, caller)
    lines.world.run(2 * HOUR)
    ((leg, called, shown),) = lines.ours.incoming
    assert called == LINE and (shown.number, shown.caller_id) == (
        caller,
        CallerId.NUMBER if caller else CallerId.WITHHELD,
    )
    assert "answered" in heard.names and not session.ended and lines.ours.told == []
    session.end()
    lines.world.run(40)
    assert lines.ours.told == [("ended", leg, Cause.NORMAL)]
    lines.ours.agent.layer.clients.clear()  # the trunk's own sign of life
    lines.world.run(1)
    assert not lines.ours.agent.sessions and not lines.carrier.sessions and not lines.ours.media.open


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize(
    ("caller", "caller_id", "shown"),
    [
        (LINE, CallerId.NUMBER, LINE),
        ("", CallerId.NUMBER, MAIN),
        (CUSTOMER, CallerId.NUMBER, MAIN),  # a forwarded call: not of the contract, the carrier would refuse it
        (LINE, CallerId.WITHHELD, ""),
    ],
    ids=["own", "none", "foreign", "184"],
)
async def test_a_call_goes_out_with_an_identity_that_is_taken_and_lasts(
    preset: str, caller: str, caller_id: CallerId, shown: str
) -> None:
    lines = await line_of(preset)
    lines.ours.call(OUTSIDE, caller, caller_id)
    lines.world.run(2 * HOUR)
    assert lines.ours.told == [("ringing", "out"), ("answered", "out")]
    assert lines.carrier.shown() == shown
    assert lines.carrier.taken.sessions[-1].called.user == OUTSIDE
    lines.ours.release()
    lines.world.run(40)
    assert not lines.ours.agent.sessions and not lines.carrier.sessions and not lines.ours.media.open


@pytest.mark.parametrize("preset", PRESETS)
async def test_a_number_that_is_not_of_the_contract_is_refused_where_nobody_told_us_the_contracts(preset: str) -> None:
    lines = await line_of(preset, of_trunk={"numbers": []})
    lines.ours.call(OUTSIDE, CUSTOMER)
    lines.world.run(10)
    assert lines.ours.told == [("failed", "out", 403)]


async def test_the_network_refreshes_by_whom_it_says() -> None:
    lines = await line_of("hikari-denwa")  # refresher=uas in its calls: ours to send
    lines.carrier.rings(LINE)
    lines.world.run(HOUR)
    ours = len(lines.wire.starts("UPDATE"))
    assert 20 <= ours <= 26  # every 150 s
    assert not [data for data in lines.wire.starts("UPDATE") if b"10.0.1.1" in data.split(b"\r\n")[1]]


async def test_a_longer_session_timer_is_taken_up_when_the_network_wants_that() -> None:
    lines = await line_of("hikari-denwa", min_session_s=600)
    lines.ours.call(OUTSIDE)
    lines.world.run(2 * HOUR)
    assert lines.ours.told == [("ringing", "out"), ("answered", "out")]
    assert any(b"Min-SE: 600" in data for data in lines.wire.starts("SIP/2.0 422"))


async def test_ringing_is_acknowledged_where_the_network_requires_that() -> None:
    lines = await line_of("hikari-denwa")
    lines.ours.call(OUTSIDE)
    lines.carrier.rings(LINE)
    lines.world.run(5)
    assert len(lines.wire.starts("PRACK")) == 2  # one each way
    lines = await line_of("hikari-denwa", of_trunk={"reliable": "off"})
    lines.ours.call(OUTSIDE)
    lines.world.run(5)
    assert lines.ours.told == [("failed", "out", 421)]


async def test_a_network_that_does_not_know_reliable_ringing_is_called_without_it() -> None:
    lines = await line_of("hikari-denwa", reliable="off")
    lines.ours.call(OUTSIDE)
    lines.world.run(2)
    assert lines.ours.told == [("ringing", "out"), ("answered", "out")]
    assert len(lines.wire.starts("SIP/2.0 420")) == 1 and not lines.wire.starts("PRACK")


async def test_a_carrier_that_falls_silent_after_its_challenge_is_left_in_time() -> None:
    trunks = [trunk("itsp"), trunk("ip-sbc", "10.0.1.2", id="spare")]
    lines = Lines([carrier("itsp"), carrier("ip-sbc")], trunks)
    await lines.begin()

    def fate(data: bytes) -> tuple[float, ...]:
        return () if b"Proxy-Authorization" in data and b"10.0.1.1" in data else (0.01,)

    lines.wire.fate = fate
    lines.ours.call(OUTSIDE)
    lines.world.run(6)
    assert lines.ours.told[-1] == ("answered", "out") and lines.carriers[1].taken.sessions


async def test_min_expires_is_obeyed_and_short_lives_are_kept_up() -> None:
    lines = await line_of("hikari-denwa", min_expires=600, max_expires=600)
    assert "REGISTER 423" in lines.carrier.border.seen and lines.states() == ["up"]
    lines = await line_of("itsp", max_expires=20)
    for _ in range(60):
        lines.world.run(10)
        assert lines.carrier.registrar.bindings(MAIN, lines.world.now), "the registration had run out"


async def test_nonces_that_wear_out_cost_a_challenge_and_nothing_else() -> None:
    lines = await line_of("itsp", nonce_uses=1)
    for number in range(5):
        lines.ours.call(OUTSIDE, leg=f"out{number}")
        lines.world.run(60)
    assert [what for what, *_ in lines.ours.told].count("answered") == 5
    assert lines.states() == ["up"]


async def test_a_proxy_that_challenges_in_front_of_the_server_is_answered_beside_it() -> None:
    lines = await line_of("itsp", challenge=[407, 401])
    lines.ours.call(OUTSIDE)
    lines.world.run(2 * HOUR)
    assert lines.states() == ["up"] and lines.ours.told == [("ringing", "out"), ("answered", "out")]
    assert {"REGISTER 407", "REGISTER 401", "INVITE 407", "INVITE 401", "UPDATE 407"} <= set(lines.carrier.border.seen)
    lines = await line_of("itsp", challenge=[407, 401], of_trunk={"password": "wrong"})
    lines.world.run(HOUR)
    assert lines.states() == ["down"] and lines.ours.changes[0].detail == "407 Proxy Authentication Required"
    assert len(lines.wire.starts("REGISTER")) < 60, "a wrong password is not tried for ever"


async def test_what_the_network_says_before_the_answer_comes_reliably_and_counts_as_early_media() -> None:
    lines = await line_of("hikari-denwa")

    def announce(session: Session) -> None:
        session.progress(ANSWER)
        session.accept(ANSWER)

    lines.carrier.taken.then = announce
    lines.ours.call(OUTSIDE)
    lines.world.run(2)
    assert lines.ours.told == [("ringing", "out"), ("answered", "out")] and len(lines.wire.starts("PRACK")) == 1
    assert b"RSeq" in lines.wire.starts("SIP/2.0 183")[0]


async def test_a_busy_registrar_is_asked_again_when_it_said() -> None:
    lines = await line_of("itsp", faults={"REGISTER": [503, 503]}, retry_after=90)
    assert lines.states() == ["down"] and lines.ours.changes[0].detail == "503 Service Unavailable"
    lines.world.run(85)
    assert list(lines.carrier.border.seen) == ["REGISTER 503"]
    lines.world.run(100)
    assert lines.states() == ["down", "up"] and list(lines.carrier.border.seen)[:2] == ["REGISTER 503"] * 2


@pytest.mark.parametrize("preset", PRESETS)
async def test_a_carrier_that_was_away_for_hours_is_found_again_by_itself(preset: str) -> None:
    lines = await line_of(preset)
    lines.carrier.change(silent=True)
    lines.world.run(8 * HOUR)
    assert lines.states() == ["up", "down"]
    asked = {data.split(b"\r\n")[1] for data in lines.wire.starts("REGISTER")}  # without repetitions
    assert len(asked) < 8 * 12 + 20, "a carrier that is away is asked every five minutes"
    lines.carrier.change(silent=False)
    lines.world.run(360)
    assert lines.states() == ["up", "down", "up"]
    lines.ours.call(OUTSIDE)
    lines.carrier.rings(LINE)
    lines.world.run(5)
    assert ("answered", "out") in lines.ours.told and lines.ours.incoming


async def test_options_that_fail_for_a_while_take_the_trunk_down_and_up_again() -> None:
    lines = await line_of("ip-sbc", faults={"OPTIONS": [200, 503, 503, 0]})
    lines.world.run(50)
    assert lines.states() == ["up", "down"]
    lines.world.run(150)
    assert lines.states() == ["up", "down", "up"]


@pytest.mark.parametrize("preset", PRESETS)
async def test_of_two_hosts_one_dies_and_calls_go_on_by_the_other(preset: str) -> None:
    lines = Lines([carrier(preset), carrier(preset)], [trunk(preset, backups=["10.0.1.2"])])
    await lines.begin()
    first, second = lines.carriers
    first.change(silent=True)
    lines.ours.call(OUTSIDE)  # before anybody has noticed
    lines.world.run(6)
    assert ("answered", "out") in lines.ours.told and second.taken.sessions
    lines.world.run(400)
    assert lines.states() == ["up"], "the trunk was never down"
    lines.ours.call(OUTSIDE, leg="later")
    second.rings(LINE)
    lines.world.run(1)
    assert ("answered", "later") in lines.ours.told and lines.ours.incoming


@pytest.mark.parametrize("preset", PRESETS)
async def test_a_call_goes_by_the_next_trunk_where_the_first_is_silent(preset: str) -> None:
    trunks = [trunk(preset), trunk("ip-sbc", "10.0.1.2", id="spare")]
    lines = Lines([carrier(preset), carrier("ip-sbc")], trunks)
    await lines.begin()
    lines.carrier.change(silent=True)
    lines.ours.call(OUTSIDE)
    lines.world.run(6)
    assert lines.ours.told[-1] == ("answered", "out") and lines.carriers[1].taken.sessions
    lines.world.run(0.5 * HOUR)  # once it is known, nobody waits for the silent one
    assert lines.ours.directory.trunk_states()[preset] is TrunkState.DOWN
    lines.ours.call(OUTSIDE, leg="later")
    lines.world.run(1)
    assert lines.ours.told[-1] == ("answered", "later")


@pytest.mark.parametrize("status", [408, 500, 503])
async def test_a_call_that_the_first_carrier_cannot_take_goes_by_the_next(status: int) -> None:
    trunks = [trunk("itsp"), trunk("ip-sbc", "10.0.1.2", id="spare")]
    lines = Lines([carrier("itsp", faults={"INVITE": [status]}), carrier("ip-sbc")], trunks)
    await lines.begin()
    lines.ours.call(OUTSIDE)
    lines.world.run(2)
    assert lines.ours.told[-1] == ("answered", "out") and lines.carriers[1].taken.sessions
