"""An operator without a screen: a program's client and a browser's media side in Python.

```
with Agent(centre, centre.operators[0]) as agent:       # logged in, phone attached, 準備中
    agent.choose("available")
    call = agent.until("ringing")                       # waits for the call's panel
    agent.act(call, "answer")
```
"""

import contextlib
import json
import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from tests.support.browser import PyBrowser
from tests.support.centre import Centre

WAIT_S = 45.0
CHECK_S = 3.0
"""How often a browser renews its consent (RFC 7675 asks for one check in 5 s)."""


class Agent:
    """`views` are the phone's views in their order, as a browser would have shown them."""

    def __init__(self, centre: Centre, user: dict[str, Any]) -> None:
        self.user: str = user["id"]
        self._watches: bool = user["role"] != "operator"  # supervisors have no status
        self.views: list[dict[str, Any]] = []
        self._api = centre.client(user)
        self._stream = centre.client(user)
        self._browser = PyBrowser()
        self._news: queue.Queue[dict[str, Any]] = queue.Queue()
        self._gone = threading.Event()
        self._ended = "open"

    def __enter__(self) -> "Agent":
        threading.Thread(target=self._watch, daemon=True).start()
        self._await(lambda view: view["status"] is not None or self._watches)
        self._attach()
        threading.Thread(target=self._stay, daemon=True).start()
        return self

    def attach_again(self) -> None:
        """Attach the phone anew, once the switch is back from a restart."""
        self._await(lambda view: view["switch_up"] and not view["attached"])
        self._browser.socket.close()  # nobody is there to be said good-bye to
        self._browser = PyBrowser()
        self._attach()

    def _attach(self) -> None:
        answer = self._done("POST", "/connection", {"offer": self._browser.offer})
        self._browser.connect(answer.json()["answer"])
        self._await(lambda view: bool(view["attached"]))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gone.set()
        with contextlib.suppress(Exception):
            self._api.delete("/api/session")
        self._browser.close()
        self._stream.close()
        self._api.close()

    def choose(self, status: str) -> None:
        """Choose a status and wait until the switch has it."""
        self._done("PUT", "/status", {"status": status})
        self._await(lambda view: view["status"] == status)

    def until(self, state: str) -> str:
        """The id of the agent's call, once it is in this state."""
        view = self._await(lambda view: any(call["state"] == state for call in view["calls"]))
        call: str = next(call["call"] for call in view["calls"] if call["state"] == state)
        return call

    def shows(self, status: str) -> dict[str, Any]:
        """The view, once it shows this status."""
        return self._await(lambda view: view["status"] == status)

    def act(self, call: str, what: str) -> None:
        """`answer`, `reject`, `hangup`, `hold` or `resume`."""
        self._done("POST", f"/calls/{call}/{what}", None)

    def press(self, call: str, digits: str) -> None:
        """Press keys during a call."""
        self._done("POST", f"/calls/{call}/dtmf", {"digits": digits})

    def _done(self, method: str, path: str, body: Any) -> Any:
        answer = self._api.request(method, f"/api/phone{path}", json=body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def _await(self, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        if self.views and true(self.views[-1]):
            return self.views[-1]
        while True:
            try:
                view = self._news.get(timeout=WAIT_S)
            except queue.Empty:
                why = f"{self.user}'s phone does not get there (stream: {self._ended}): {self.views[-3:]}"
                raise AssertionError(why) from None
            self.views.append(view)
            if true(view):
                return view

    def _watch(self) -> None:
        try:
            with self._stream.stream("GET", "/api/phone/stream", timeout=None) as answer:
                for line in answer.iter_lines():
                    if line.startswith("data: ") and '"calls"' in line:
                        self._news.put(json.loads(line.removeprefix("data: ")))
            self._ended = "the server has ended it"
        except Exception as error:
            self._ended = repr(error)

    def _stay(self) -> None:
        """Go on consenting to be sent sound, and being alive."""
        while not self._gone.wait(CHECK_S):
            with contextlib.suppress(Exception):
                self._browser.check()
                self._api.post("/api/phone/heartbeat")
