"""The administration's pages in Chromium on a real API server with the sample centre."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from tests.frontend.conftest import ARGUMENTS, dist as dist
from tests.support.api import ApiServer
from tests.support.chromium import executable


@pytest.fixture(scope="module")
def server(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """A running server that serves the pages, too. There is no switch beside it."""
    with ApiServer(tmp_path_factory.mktemp("admin"), env={"KIKITE_DIST": str(dist)}) as running:
        yield running


@pytest.fixture(scope="module")
def browser(server: ApiServer) -> Iterator[Browser]:
    """Chromium. After the server, because while it is there its event loop counts as running."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def http(server: ApiServer) -> Iterator[httpx.Client]:
    """A program's client of the supervisor, to look at what was saved."""
    with server.client() as client:
        client.headers.update(server.token(client, "sv1"))
        yield client


@pytest.fixture(scope="module")
def supervisor(browser: Browser, server: ApiServer) -> StorageState:
    """The supervisor's log-in, for every context of a module."""
    context = browser.new_context(base_url=server.url, ignore_https_errors=True)
    answer = context.request.post("/api/session", data={"user": "sv1", "password": server.password("sv1")})
    assert answer.ok, answer.text()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def context(browser: Browser, server: ApiServer, supervisor: StorageState) -> Iterator[BrowserContext]:
    """A fresh profile that is logged in."""
    context = browser.new_context(
        base_url=server.url,
        ignore_https_errors=True,
        storage_state=supervisor,
        viewport={"width": 1440, "height": 900},
        timezone_id="Asia/Tokyo",
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page in which neither an exception nor a refusal by the CSP goes unnoticed."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    yield page
    assert faults == []
