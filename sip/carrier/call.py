"""One call of the simulator, placed or taken: signalling and sound together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from functools import partial
from typing import Any, TypeAlias

from sip.carrier.media import Media
from sip.carrier.network import Manner, Patience
from sip.carrier.protection import Descriptions
from sip.stack.errors import SdpError
from sip.stack.interfaces import EndCause, Refusal, SessionHandler
from sip.stack.session import Session
from sip.stack.terms import Use

Notice: TypeAlias = dict[str, Any]
"""What happened to a call, as one JSON line: `event`, `call`, `at` (s since 1970) and what belongs to it."""


class State(StrEnum):
    """How far a call has come."""

    CALLING = "calling"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


class Call(SessionHandler):
    """A call between a party of the simulator and the centre. `number_from`, `number_to`: as signalled."""

    def __init__(
        self,
        name: str,
        placed: bool,
        number_from: str,
        number_to: str,
        tell: Callable[[Notice], None],
        srtp: Use = Use.OFF,
    ) -> None:
        self.name = name
        self.placed = placed
        self.number_from = number_from
        self.number_to = number_to
        self.state = State.CALLING
        self.media = Media(lambda digit: self._tell("digit", digit=digit))
        self.session: Session | None = None
        self.status = 0
        self.ended_by = ""
        self.privacy = ""
        self.asserted = ""
        self.identity = ""
        self.shown = ""
        self._tell_all = tell
        self._voice: bytes | None = None
        self._talk_s = 0.0
        self._version = 1
        self._descriptions = Descriptions(srtp)
        self._timer: asyncio.TimerHandle | None = None

    def _tell(self, event: str, **more: Any) -> None:
        self._tell_all({"event": event, "call": self.name, **more})

    # --- placed by us -------------------------------------------------------------------------------------------

    def offer(self) -> str:
        """What the call begins with, once its port is open."""
        text = self._descriptions.offer(self.media.host, self.media.port)
        self.media.sealed = "a=crypto" in text
        return text

    def placing(self, session: Session, voice: bytes | None, patience: Patience) -> None:
        """The INVITE is out and `voice` (µ-law, looped; None: silence) speaks later. Give up after `patience.wait_s`,
        hang up `patience.talk_s` after the answer (0: never)."""
        self.session, self._voice, self._talk_s = session, voice, patience.talk_s
        self._tell("calling", **{"from": self.number_from, "to": self.number_to})
        if patience.wait_s:
            self._later(patience.wait_s, self.hang_up)

    def on_progress(self, session: Session, status: int, sdp: str) -> None:
        """180 or 183: the centre rings, perhaps with sound of its own."""
        if sdp:
            self._aim(sdp)
        if self.state is State.CALLING and status in (180, 183):
            self.state = State.RINGING
            self._tell("ringing", status=status)

    def on_answered(self, session: Session, sdp: str) -> str:
        """The centre answered: speak, until the talk is over."""
        self._aim(sdp)
        self._answered()
        return ""

    def on_failed(self, session: Session, status: int, reason: str) -> None:
        """The centre refused the call."""
        self.status = status
        self._end("far")

    # --- taken by us --------------------------------------------------------------------------------------------

    def taking(self, session: Session, voice: bytes | None, manner: Manner) -> None:
        """The centre calls one of our numbers, and our port is open: ring and answer in its `manner`."""
        self.session, self._voice, self._talk_s = session, voice, manner.talk_s
        self.privacy = session.request.get("privacy")
        self.asserted = session.request.get("p-asserted-identity")
        if manner.status and not manner.ring_s:
            self._refuse(manner.status)
            return
        try:
            answered = self._descriptions.answer(session.remote_sdp, self.media.host, self.media.port)
        except SdpError as error:
            self._refuse(488, str(error))
            return
        self.media.aim(answered.audio)
        if manner.ring_s:
            self._ring(session, answered.text if manner.early_media else "")
        self._later(manner.ring_s, partial(self._refuse, manner.status) if manner.never else self._accept)

    def _ring(self, session: Session, early_media: str) -> None:
        self.state = State.RINGING
        if early_media:
            session.progress(early_media)
            self.media.speak(self._voice)
        else:
            session.ring()
        self._tell("ringing", **{"from": self.number_from, "to": self.number_to})

    def _accept(self) -> None:
        if self.session is not None and self.state is not State.ENDED:
            answered = self._descriptions.answer(self.session.remote_sdp, self.media.host, self.media.port)
            self.session.accept(answered.text)
            self._answered()

    def _refuse(self, status: int, warning: str = "") -> None:
        if self.session is not None and self.state is not State.ENDED:
            self.status = status
            self.session.reject(status, warning=warning)
            self._end("near")

    # --- both ---------------------------------------------------------------------------------------------------

    def on_ended(self, session: Session, cause: EndCause) -> None:
        """The centre hung up, or its signalling is lost."""
        self._end("far", cause=str(cause))

    def on_reoffer(self, session: Session, sdp: str) -> str:
        """The centre moves its media or puts us on hold: follow."""
        self._version += 1
        media = self.media
        try:
            answered = self._descriptions.answer(sdp, media.host, media.port, self._version)
        except SdpError as error:
            raise Refusal(488) from error
        media.aim(answered.audio)
        return answered.text

    def hang_up(self) -> None:
        """End the call from our side, whatever its state."""
        if self.session is not None and self.state is not State.ENDED:
            self.session.end()
            self._end("near")

    def say(self, voice: bytes | None) -> None:
        """Say something else from now on."""
        self._voice = voice
        self.media.speak(voice)

    def report(self) -> Notice:
        """Everything known about the call: numbers, state, what was heard, RTP counters."""
        heard = [asdict(stretch) for stretch in self.media.hearing.stretches]
        reception = self.media.reception
        return {
            "call": self.name,
            "placed": self.placed,
            "from": self.number_from,
            "to": self.number_to,
            "state": self.state,
            "status": self.status,
            "by": self.ended_by,
            "privacy": self.privacy,
            "asserted": self.asserted,
            "identity": self.identity,
            "shown": self.shown,
            "digits": self.media.digits,
            "tones": _tones(heard),
            "heard": heard,
            "rtp": {
                "sent": self.media.sent,
                "received": reception.received,
                "lost": reception.total_lost(),
                "sources": reception.sources,
                "suite": self.media.suite,
                "refused": self.media.refused,
            },
        }

    def _answered(self) -> None:
        self.state = State.ANSWERED
        self.media.speak(self._voice)
        self._tell("answered", **{"from": self.number_from, "to": self.number_to})
        if self._talk_s:
            self._later(self._talk_s, self.hang_up)
        elif self._timer is not None:
            self._timer.cancel()

    def _aim(self, answer: str) -> None:
        try:
            self.media.aim(self._descriptions.read(answer))
        except SdpError as error:
            self._tell("unusable", reason=str(error))

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, action)

    def _end(self, by: str, cause: str = "") -> None:
        if self.state is State.ENDED:
            return
        self.state, self.ended_by = State.ENDED, by
        if self._timer is not None:
            self._timer.cancel()
        self.media.close()
        self._tell("ended", cause=cause, **{k: v for k, v in self.report().items() if k not in ("call", "state")})


def _tones(heard: list[dict[str, Any]]) -> list[dict[str, float]]:
    """The five frequencies that were heard longest, in whole hertz with their milliseconds; silence left out."""
    total: dict[int, int] = {}
    for stretch in heard:
        if stretch["hz"]:
            hertz = round(stretch["hz"])
            total[hertz] = total.get(hertz, 0) + stretch["to_ms"] - stretch["from_ms"]
    longest = sorted(total.items(), key=lambda item: -item[1])[:5]
    return [{"hz": hertz, "ms": length} for hertz, length in longest]
