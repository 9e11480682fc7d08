"""Whose browser has a user's phone."""

import pytest

from api.phone.lease import Leases, place
from api.problems import Problem

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)


class Sessions:
    """`gone`: those that have been logged out."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    async def lasts(self, session: str) -> bool:
        return session not in self.gone


async def test_a_phone_whose_sound_flows_stays_where_it_is_until_it_is_taken() -> None:
    leases = Leases(Sessions().lasts)
    await leases.check("op1", "one", lambda: False, False)
    leases.attached("op1", "one", "Chrome (Windows), 192.0.2.7")
    await leases.check("op1", "one", lambda: True, False)  # the same browser, reloaded
    with pytest.raises(Problem) as refused:
        await leases.check("op1", "two", lambda: True, False)
    assert (refused.value.code, refused.value.params) == ("phone_elsewhere", {"where": "Chrome (Windows), 192.0.2.7"})
    await leases.check("op1", "two", lambda: False, False)  # its sound is gone
    await leases.check("op1", "two", lambda: True, True)
    leases.attached("op1", "two", "")
    with pytest.raises(Problem):
        await leases.check("op1", "one", lambda: True, False)


async def test_who_has_been_logged_out_has_no_phone_though_the_switch_still_waits_for_its_sound() -> None:
    sessions = Sessions()
    leases = Leases(sessions.lasts)
    leases.attached("op1", "one", "")
    sessions.gone.add("one")
    await leases.check("op1", "two", lambda: True, False)


@pytest.mark.parametrize(
    ("agent", "address", "shown"),
    [
        (WINDOWS, "192.0.2.7", "Chrome (Windows), 192.0.2.7"),
        (f"{WINDOWS} Edg/142.0.0.0", "192.0.2.7", "Edge (Windows), 192.0.2.7"),
        ("python-httpx/0.28.1", "192.0.2.7", "python-httpx, 192.0.2.7"),
        ("", "192.0.2.7", "192.0.2.7"),
        ("", "", ""),
    ],
)
def test_a_browser_is_named_as_its_user_knows_it(agent: str, address: str, shown: str) -> None:
    assert place(agent, address) == shown
