"""A built front end, a Chromium and a page on a mock API."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.frontend import sample
from tests.frontend.mock_server import MockCentre, serve

FRONTEND = Path(__file__).parents[2] / "frontend"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--accept-lang=ja-JP",
]


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The front end as it is now, built into a folder of its own."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.fail("The front end is built by node and npm, which are not there: run the tests by `nox -s tests`.")
    if not (FRONTEND / "node_modules").is_dir():
        subprocess.run([npm, "ci"], cwd=FRONTEND, check=True, capture_output=True)
    folder = tmp_path_factory.mktemp("front-end") / "dist"
    subprocess.run([node, "build.mjs", str(folder)], cwd=FRONTEND, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium with a fake microphone. Ends with the module: while it is there, its event loop counts as running."""
    chromium = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def centre() -> MockCentre:
    """What the mock API answers with."""
    return sample.centre()


@pytest.fixture
def address(centre: MockCentre, dist: Path) -> Iterator[str]:
    """The mock API's address."""
    server, address = serve(centre, dist)
    yield address
    centre.cut()
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh browser profile, 1280 × 720, that may use the microphone and notifications."""
    context = browser.new_context(
        base_url=address, viewport={"width": 1280, "height": 720}, permissions=["microphone", "notifications"]
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page in which neither an exception nor a refusal by the CSP goes unnoticed."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    yield page
    assert faults == []


@pytest.fixture
def enter(centre: MockCentre, page: Page) -> Callable[[str, str], Page]:
    """Open a page as a logged-in user: `enter("sv", "/monitor")`."""

    def enter(user: str, path: str) -> Page:
        centre.session = {key: value for key, value in centre.users[user].items() if key != "password"}
        page.goto(path)
        return page

    return enter
