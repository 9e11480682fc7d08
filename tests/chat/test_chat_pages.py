"""Chat in Chromium on a real server: the console and the phone window write to one another (F4.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.frontend.conftest import ARGUMENTS, dist as dist
from tests.support.api import ApiServer
from tests.support.axe import violations
from tests.support.chromium import executable
from tests.support.sessions import end_browsers

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
SIZES = {"/phone": {"width": 460, "height": 820}, "/monitor": {"width": 1440, "height": 900}}
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def server(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """A running server that serves the pages, too. There is no switch beside it."""
    with ApiServer(tmp_path_factory.mktemp("chat-pages"), env={"KIKITE_DIST": str(dist)}) as running:
        yield running


@pytest.fixture(scope="module")
def browser(server: ApiServer) -> Iterator[Browser]:
    """Chromium. After the server, because while it is there its event loop counts as running."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def enter(browser: Browser, server: ApiServer) -> Iterator[Enter]:
    """A user's page in a profile of its own: `enter("op1", "/phone")`."""
    made: list[BrowserContext] = []
    faults: list[str] = []

    def enter(user: str, path: str, language: str = "ja", theme: str = "light") -> Page:
        context = browser.new_context(
            base_url=server.url,
            ignore_https_errors=True,
            viewport=SIZES[path],
            timezone_id="Asia/Tokyo",
            color_scheme=theme,
            permissions=["microphone", "notifications"],
        )
        context.add_init_script(f"localStorage.setItem('kikite.language', '{language}')")
        made.append(context)
        end_browsers(server.db_url, user)  # of the test before
        answer = context.request.post("/api/session", data={"user": user, "password": server.password(user)})
        assert answer.ok, answer.text()
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        page.goto(path)
        return page

    yield enter
    for each in made:
        each.close()
    assert faults == []


def opened(page: Page) -> Locator:
    """The panel, opened by its button."""
    page.locator("[data-action=chat]").click()
    return page.locator("#chat-panel")


def texts(page: Page) -> Locator:
    """The messages that are shown."""
    return page.locator("[data-item=chat-messages] .chat-text")


def begin(page: Page, who: str) -> Locator:
    """Open a conversation by the list of people; the box to write in."""
    panel = opened(page)
    panel.locator("[data-action=chat-new]").click()
    panel.get_by_role("searchbox").fill(who.split()[0])
    panel.get_by_role("button", name=re.compile(who)).click()
    return panel.get_by_role("textbox", name="メッセージ")


def test_the_supervisor_writes_the_operator_sees_it_and_answers(enter: Enter) -> None:
    sv, op = enter("sv1", "/monitor"), enter("op1", "/phone")
    expect(op.locator("[data-action=chat]")).to_have_accessible_name("チャット")
    box = begin(sv, "鈴木 一郎")
    box.fill("次の休憩はいつですか")
    box.press("Enter")
    expect(op.locator("[data-item=chat-unread]")).to_have_text("1")
    expect(op.locator("[data-action=chat]")).to_have_accessible_name("チャット 1 件の未読")
    expect(op.locator("[data-item=chat-said]")).to_have_text("佐藤 由美さんからのメッセージ: 次の休憩はいつですか")
    expect(box).to_have_value("")
    expect(sv.locator("[data-item=read]")).to_have_count(0)
    panel = opened(op)
    panel.get_by_role("button", name=re.compile("佐藤 由美")).click()
    expect(texts(op)).to_have_text(["次の休憩はいつですか"])
    expect(op.locator("[data-item=chat-unread]")).to_have_count(0)
    expect(sv.locator("[data-item=read]")).to_have_text("既読")
    answer = panel.get_by_role("textbox", name="メッセージ")
    expect(answer).to_be_focused()
    answer.fill("14時です")
    answer.press("Shift+Enter")
    answer.press_sequentially("15分間")
    answer.press("Enter")
    for page in (sv, op):
        expect(texts(page)).to_have_text(["次の休憩はいつですか", "14時です\n15分間"])
        expect(page.locator(".chat-waiting")).to_have_count(0)
    expect(sv.locator("[data-item=chat-unread]")).to_have_count(0)


def test_the_enter_that_chooses_kanji_sends_nothing(enter: Enter) -> None:
    op = enter("op2", "/phone")
    box = begin(op, "佐藤 由美")
    box.focus()
    ime = op.context.new_cdp_session(op)
    ime.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    expect(box).to_have_value("にほん")
    composing = "(box) => { for (const more of [{isComposing: true}, {keyCode: 229}]) box.dispatchEvent("
    box.evaluate(
        composing + "new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, ...more})) }"
    )
    ime.send("Input.insertText", {"text": "日本"})
    expect(box).to_have_value("日本")
    expect(op.locator(".chat-waiting")).to_have_count(0)
    box.press("Enter")
    expect(texts(op)).to_have_text(["日本"])


def test_what_could_not_be_sent_is_sent_once_when_the_server_is_back(enter: Enter) -> None:
    op = enter("op3", "/phone")
    box = begin(op, "佐藤 由美")
    address = re.compile("/api/chat/conversations")
    calls: list[str] = []

    def lose(route: object) -> None:
        calls.append("lost")
        if len(calls) == 1:
            route.fetch()  # type: ignore[attr-defined]  # the server stores it, and its answer is lost
        route.abort() if len(calls) < 3 else route.continue_()  # type: ignore[attr-defined]

    op.route(address, lambda route: lose(route) if route.request.method == "POST" else route.continue_())
    for text in ("一つ目", "二つ目"):
        box.fill(text)
        box.press("Enter")
    expect(texts(op)).to_have_text(["一つ目", "二つ目"])
    expect(op.locator(".chat-waiting")).to_have_count(0)
    op.reload()
    opened(op).get_by_role("button", name=re.compile("佐藤 由美")).click()
    expect(texts(op)).to_have_text(["一つ目", "二つ目"])


def test_an_announcement_to_a_group(enter: Enter) -> None:
    sv, member, other = enter("sv1", "/monitor"), enter("op4", "/phone"), enter("op1", "/phone")
    expect(other.locator("[data-action=chat]")).to_be_visible()
    before = other.locator("[data-item=chat-unread]").all_text_contents()
    panel = opened(sv)
    panel.locator("[data-action=chat-announce]").click()
    panel.get_by_label("宛先").select_option("サポート")
    panel.get_by_role("textbox", name="お知らせの文面").fill("16時からシステム点検です")
    panel.get_by_role("button", name="送信").click()
    expect(panel.locator("[data-kind=announcement]").first).to_contain_text("宛先: サポート")
    panel.locator("[data-kind=announcement]").first.click()
    expect(panel).to_contain_text("3人中0人が既読")
    theirs = opened(member)
    theirs.locator("[data-kind=announcement]").first.click()
    expect(texts(member)).to_have_text(["16時からシステム点検です"])
    expect(panel).to_contain_text("3人中1人が既読")
    expect(theirs.get_by_role("textbox")).to_have_count(0)
    theirs.locator("[data-action=chat-answer]").click()
    theirs.get_by_role("textbox", name="メッセージ").fill("承知しました")
    theirs.get_by_role("button", name="送信").click()
    expect(sv.locator("[data-item=chat-said]")).to_have_text("渡辺 さくらさんからのメッセージ: 承知しました")
    assert other.locator("[data-item=chat-unread]").all_text_contents() == before


def test_from_the_board_and_by_keys_alone(enter: Enter) -> None:
    sv = enter("sv1", "/monitor")
    expect(sv.locator("[data-action=chat]")).to_be_visible()
    sv.locator("tr[data-operator=op2] [data-action=operator]").click()
    sv.locator("[data-action=operator-chat]").click()
    panel = sv.locator("#chat-panel")
    expect(panel.get_by_role("heading", name="高橋 花子")).to_be_visible()
    expect(panel.get_by_role("textbox", name="メッセージ")).to_be_focused()
    sv.keyboard.type("123 おはよう")
    sv.keyboard.press("Enter")
    expect(texts(sv).last).to_have_text("123 おはよう")
    sv.keyboard.press("Escape")
    expect(panel.get_by_role("heading", name="チャット")).to_be_visible()
    sv.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(sv.locator("[data-action=chat]")).to_be_focused()
    sv.keyboard.press("Enter")
    expect(panel).to_be_visible()
    sv.locator("a[href='/masters/users']").click()
    expect(panel).to_be_visible()


def test_a_message_in_the_background_is_notified(enter: Enter, server: ApiServer) -> None:
    op = enter("op4", "/phone")
    expect(op.locator("[data-action=chat]")).to_be_visible()
    op.evaluate(
        """() => { window.shown = []; document.hasFocus = () => false;
          window.Notification = class extends EventTarget { static permission = 'granted'; close() {}
            constructor(title, options) { super(); window.shown.push([title, options.body]); } }; }"""
    )
    with server.client() as http:
        http.headers.update(server.token(http, "sv1"))
        body = {"user": "op4", "token": "notified-once", "text": "席に戻ったら連絡ください"}
        assert http.post("/api/chat/conversations", json=body).status_code == 201
    expect(op.locator("[data-item=chat-said]")).to_contain_text("席に戻ったら")
    assert op.evaluate("window.shown") == [["佐藤 由美さんからのメッセージ", "席に戻ったら連絡ください"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_of_the_panel_is_accessible(enter: Enter, language: str, theme: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    for user, path in (("sv1", "/monitor"), ("op1", "/phone")):
        page = enter(user, path, language, theme)
        name = f"{path.strip('/')}-{language}-{theme}"
        panel = opened(page)
        expect(panel.locator("[data-conversation]").first).to_be_visible()
        page.screenshot(path=SCREENSHOTS / f"chat-list-{name}.png")
        assert not (found := violations(page)), "\n".join(found)
        panel.locator("[data-kind=direct]").first.click()
        expect(texts(page).first).to_be_visible()
        page.screenshot(path=SCREENSHOTS / f"chat-talk-{name}.png")
        assert not (found := violations(page)), "\n".join(found)
        panel.locator("[data-action=chat-back]").click()
        panel.locator("[data-action=chat-new]").click()
        expect(panel.locator("[data-contact]").first).to_be_visible()
        assert not (found := violations(page)), "\n".join(found)
        if user == "sv1":
            panel.locator("[data-action=chat-back]").click()
            panel.locator("[data-action=chat-announce]").click()
            expect(panel.get_by_role("combobox")).to_be_visible()
            page.screenshot(path=SCREENSHOTS / f"chat-announce-{name}.png")
            assert not (found := violations(page)), "\n".join(found)
