"""Test processes side by side do not take anything from one another."""

from itertools import pairwise

import pytest

from tests.support.parallel import rank, unit
from tests.support.ports import part


@pytest.mark.parametrize("processes", [1, 2, 3, 4])
def test_each_process_has_ports_of_its_own(processes: int) -> None:
    parts = [part(10000, 32000, process, processes) for process in range(processes)]
    assert all(last <= first for (_, last), (first, _) in pairwise(parts))
    assert (parts[0][0], parts[-1][1] <= 32000) == (10000, True)
    assert all(first % 2 == 0 and last - first > 5000 for first, last in parts)


def test_what_shares_servers_stays_together() -> None:
    file = "tests/system/test_inbound_call.py::"
    assert unit(file + "test_a") == unit(file + "test_b[ja]") == unit(file + "test_c[sqlite-x]")
    assert unit(file + "test_a[postgresql]") == unit(file + "test_b[ja-postgresql]") != unit(file + "test_a")
    assert unit("tests/a/test_a.py::test_postgres") == unit("tests/a/test_a.py::test_b")


def test_what_lasts_long_begins_first() -> None:
    names = ["tests/api_base/test_a.py::test", "tests/system/test_a.py::test", "tests/switch/test_lossy_network.py::t"]
    assert sorted(names, key=rank) == names[::-1]
