"""Test processes side by side (`pytest -n 2`): what shares a running centre stays together, what lasts longest begins.

Most of the time of a test with real processes is waiting, so that two of them are done in little more than the time of
one. Each process has ports of its own (`tests.support.ports`), folders and a PostgreSQL cluster.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

LONGEST = (
    "tests/switch/test_lossy_network.py",
    "tests/system/",
    "tests/switch/",
    "tests/admin/",
    "tests/frontend/",
    "tests/domain/",
)
"""Begin of the path of what begins first, in this order: what is long must not be left for the end, when the other
processes have nothing to do any more."""

_ENGINE = re.compile(r"\[.*?(postgres)")


def unit(nodeid: str) -> str:
    """What runs in one process without anything between: a file's tests on one database, as they share its servers."""
    file, _, test = nodeid.partition("::")
    return f"{file}[{'postgres' if _ENGINE.search(test) else ''}]"


def rank(nodeid: str) -> int:
    """The lower, the sooner."""
    return next((place for place, path in enumerate(LONGEST) if nodeid.startswith(path)), len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where processes share the tests, what lasts longest comes first; otherwise the order stays."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: rank(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Give each process one unit after another (xdist asks for this in the process that gives out)."""
    from xdist.scheduler import LoadScopeScheduling

    class ByServer(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit(nodeid)

    config.option.loadscopereorder = False
    return ByServer(config, log)
