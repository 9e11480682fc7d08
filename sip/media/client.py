"""The switch's hand on the media workers.

    client = MediaClient(listener, MediaSettings(rtp_host="192.0.2.5"))
    await client.start()
    address = client.open_rtp("a")              # put into the SDP
    client.set_remote("a", RtpRemote(host=..., port=..., payload_type=0, dtmf_payload_type=101))
    answer = client.open_browser("phone:1", offer, near="a")
    client.hear("a", FromLeg("phone:1"))
    client.hear("phone:1", FromLeg("a"))

All methods but those that are `async` take effect at once as far as the caller is concerned: they only append to a
buffer that is written once per turn of the event loop. Nothing here raises for a leg that is already gone, since its
worker may have died a moment ago; that is reported by the listener.
"""

import asyncio
import secrets
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from typing import NamedTuple, Protocol

from msgspec import Struct
from msgspec.structs import replace

from sip.media.browser_sdp import BadOffer, Credentials, make_answer, parse_offer
from sip.media.links import Links
from sip.media.ports import NoPort, PortPool
from sip.media.process import WorkerOptions, WorkerProcess
from sip.media.protocol import (
    AnyNotification,
    Close,
    Connected,
    Digit,
    Direction,
    Finished,
    FromLeg,
    GetStats,
    Hear,
    LegStats,
    Listen,
    Lost,
    LostReason,
    Mix,
    OpenBrowser,
    OpenRtp,
    Playlist,
    Prompt,
    Ready,
    Record,
    RecordingFailed,
    RefreshSounds,
    RtpRemote,
    SendDigits,
    SetRemote,
    Setup,
    Source,
    SrtpKeys,
    Stats,
    StopRecording,
)

__all__ = [
    "BadOffer",
    "Direction",
    "FromLeg",
    "LegStats",
    "LostReason",
    "MediaClient",
    "MediaListener",
    "MediaSettings",
    "MediaUnavailable",
    "Mix",
    "NoPort",
    "Prompt",
    "RtpAddress",
    "RtpRemote",
    "Source",
    "SrtpKeys",
]


class MediaUnavailable(Exception):
    """No worker is up just now (all are being replaced), or the client was not started."""


class RtpAddress(NamedTuple):
    """Where a party is to send its RTP: the announced host and our even port; RTCP goes to the next one or is muxed."""

    host: str
    port: int


class MediaSettings(Struct, frozen=True, kw_only=True):
    """How the workers are run. Times in seconds.

    `rtp_host` is announced in SDP and, unless `rtp_bind` says otherwise, bound. `rtp_ports`: first and last port of
    the RTP range. `browser_port`: UDP port of the first worker's browser legs, the others take the following ones; 0:
    free ports. `browser_hosts`: IPv4 addresses offered to browsers as host candidates, in order of preference; all
    must lead to `browser_bind`.
    `sounds`: further folders of `*.ulaw` prompts, which win over the built-in ones of the same name. `recordings`: the
    folder of what is recorded.
    """

    workers: int = 1
    rtp_host: str = "127.0.0.1"
    rtp_bind: str = ""
    rtp_ports: tuple[int, int] = (20000, 29999)
    browser_bind: str = "0.0.0.0"
    browser_port: int = 0
    browser_hosts: tuple[str, ...] = ("127.0.0.1",)
    rtp_timeout: float = 30.0
    consent_timeout: float = 15.0
    report_interval: float = 5.0
    sounds: tuple[str, ...] = ()
    recordings: str = "."
    start_timeout: float = 20.0


class MediaListener(Protocol):
    """What the client reports, always from the event loop and never from within one of the client's own methods."""

    def connected(self, leg: str) -> None:
        """Sound can flow: a browser's DTLS is up, or the first RTP packet of a party came."""

    def lost(self, leg: str, reason: LostReason) -> None:
        """The media of a leg is gone. The leg, what it hears and who hears it stay until `close` or `open_browser`."""

    def digit(self, leg: str, digit: str) -> None:
        """The party of `leg` pressed one of `0-9*#A-D`; who hears the leg is sent it too."""

    def played(self, leg: str) -> None:
        """What `play` was last told to play to `leg` has come to its end, and nothing else has taken its place."""

    def recording_failed(self, reason: str) -> None:
        """What a party says cannot be written to its file."""

    def worker_died(self, legs: frozenset[str]) -> None:
        """A worker ended by itself; these legs no longer exist. A new worker is already being started. Files that it
        was writing are there up to the last moments, and want `recorder.seal`."""


class MediaClient:
    """Starts the workers, spreads the legs over them and replaces a worker that dies."""

    def __init__(self, listener: MediaListener, settings: MediaSettings | None = None) -> None:
        self._listener = listener
        self._settings = settings = settings or MediaSettings()
        self._ports = PortPool(settings.rtp_bind or settings.rtp_host, *settings.rtp_ports)
        self._workers: list[WorkerProcess] = []
        self._legs: dict[str, WorkerProcess] = {}
        self._links = Links()
        self._requests = count(1)
        self._playing: dict[str, int] = {}
        self._answers: dict[int, tuple[WorkerProcess, asyncio.Future[LegStats | None]]] = {}

    async def start(self) -> None:
        """Start the workers and wait until all of them serve. Raises `MediaUnavailable` if one does not in
        `start_timeout` seconds; then none is left running."""
        for index in range(self._settings.workers):
            self._workers.append(WorkerProcess(self._options(index), self._notified, self._died))
        try:
            async with asyncio.timeout(self._settings.start_timeout):
                await asyncio.gather(*(worker.start() for worker in self._workers))
        except (TimeoutError, OSError) as error:
            await self.stop()
            raise MediaUnavailable(f"media worker does not start: {error!r}") from error

    async def stop(self) -> None:
        """End all workers and with them all legs. Nothing is reported. The client can be started again."""
        workers, self._workers = self._workers, []
        self._legs.clear()
        self._links.clear()
        self._playing.clear()
        await asyncio.gather(*(worker.stop() for worker in workers))
        for _, answer in self._answers.values():
            answer.cancel()
        self._answers.clear()

    @property
    def legs(self) -> frozenset[str]:
        """The legs that are open."""
        return frozenset(self._legs)

    @property
    def workers(self) -> tuple[int, ...]:
        """Process ids of the workers that serve just now."""
        return tuple(worker.pid for worker in self._workers if worker.ready is not None)

    @property
    def prompts(self) -> frozenset[str]:
        """Names that `Prompt` may use."""
        return frozenset(name for worker in self._workers if worker.ready for name in worker.ready.prompts)

    def worker_of(self, leg: str) -> int:
        """Process id of the worker that has this leg. Raises `KeyError`."""
        return self._legs[leg].pid

    def open_rtp(self, leg: str, *, near: str = "") -> RtpAddress:
        """Begin an RTP leg; nothing is sent or taken until `set_remote`. `near`: a leg of the same call, so that the
        call stays on one worker. Raises `ValueError` if the leg exists, `NoPort`, `MediaUnavailable`."""
        if leg in self._legs:
            raise ValueError(f"leg {leg!r} is open already")
        worker = self._choose(near)
        port, sockets = self._ports.take()
        worker.send(OpenRtp(leg=leg), sockets)
        self._legs[leg] = worker
        return RtpAddress(self._settings.rtp_host, port)

    def set_remote(self, leg: str, remote: RtpRemote) -> None:
        """The party's address and formats, from its SDP. May be repeated; an unchanged address keeps what was learnt
        of where the party really sends from, and an unchanged key its place in the stream. Raises `ValueError` if
        `host` is no IP address: the worker could only look a name up by waiting."""
        remote = replace(remote, host=str(ip_address(remote.host)))
        if worker := self._legs.get(leg):
            worker.send(SetRemote(leg=leg, remote=remote))

    def open_browser(self, leg: str, offer: str, *, near: str = "") -> str:
        """Begin a browser leg and return the SDP answer. For an existing leg the new browser takes the place of the
        old one, which is told close_notify; what the leg hears and who hears it stays.
        Raises `BadOffer`, `MediaUnavailable`."""
        worker = self._legs.get(leg) or self._choose(near)
        ready = worker.ready
        if ready is None:
            raise MediaUnavailable("the worker of this leg is being replaced")
        read = parse_offer(offer)
        fresh = Credentials(
            ufrag=secrets.token_hex(4),
            pwd=secrets.token_hex(16),
            ssrc=secrets.randbits(32),
            session=secrets.randbits(62),
        )
        answer = make_answer(read, self._settings.browser_hosts, ready.browser_port, ready.fingerprint, fresh)
        worker.send(
            OpenBrowser(
                leg=leg,
                ufrag=fresh.ufrag,
                pwd=fresh.pwd,
                digest=read.digest,
                fingerprint=read.fingerprint,
                ssrc=fresh.ssrc,
                payload_type=0,
                dtmf_payload_type=read.dtmf_payload_type,
            ),
        )
        self._legs[leg] = worker
        return answer

    def hear(self, leg: str, source: Source | None) -> None:
        """What the party of `leg` hears from now on: `FromLeg` (an open leg), `Mix`, `Prompt` or None. A leg of another
        worker is heard by way of a link between the two, which costs about as much as a further call: open the legs
        of one call with `near`."""
        worker = self._legs.get(leg)
        if worker is None:
            return
        match source:
            case FromLeg(leg=heard):
                source = FromLeg(self._within_reach(leg, (heard,), worker)[0])
            case Mix(legs=heard_together):
                source = Mix(self._within_reach(leg, heard_together, worker))
            case _:
                self._links.give_back(leg)
        self._playing.pop(leg, None)
        worker.send(Hear(leg=leg, source=source))

    def _within_reach(self, hearer: str, sources: tuple[str, ...], worker: WorkerProcess) -> tuple[str, ...]:
        """The names of the sources on the hearer's `worker`, to which those of others are linked."""
        return self._links.take(hearer, {source: self._legs.get(source, worker) for source in sources}, worker)

    def play(self, leg: str, prompts: tuple[str, ...]) -> None:
        """Let the party of `leg` hear prompts by name once, one after the other, instead of what it heard; the
        listener's `played` tells the end, unless `hear`, `play` or `close` comes before."""
        worker = self._legs.get(leg)
        if worker is None:
            return
        self._links.give_back(leg)
        number = self._playing[leg] = next(self._requests)
        worker.send(Hear(leg=leg, source=Playlist(prompts, number)))

    def refresh_sounds(self) -> None:
        """The files in the folders of prompts have changed: new and changed ones can be played from now on."""
        for worker in self._workers:
            if worker.ready is not None:
                worker.send(RefreshSounds())

    def send_digits(self, leg: str, digits: str) -> None:
        """Send digits (`0-9*#A-D`) to the party of `leg` by RFC 4733, or as tones where it has no telephone-event; what
        it otherwise hears pauses meanwhile. Raises `ValueError` for other characters."""
        if set(digits) - set("0123456789*#ABCD"):
            raise ValueError(f"not digits: {digits!r}")
        if worker := self._legs.get(leg):
            worker.send(SendDigits(leg=leg, digits=digits))

    def listen(self, leg: str, on: bool) -> None:
        """Whether keys that the party of `leg` presses matter, so that tones in its sound are reported as `digit`.
        Events of RFC 4733 always are, and a party that has them is not listened to for tones."""
        if worker := self._legs.get(leg):
            worker.send(Listen(leg=leg, on=on))

    def record(self, leg: str, file: str) -> None:
        """Write what the party of `leg` says to a new file of that name in the folder of recordings, until
        `stop_recording` or `close` (see `recorder`)."""
        if worker := self._legs.get(leg):
            worker.send(Record(leg=leg, path=str(Path(self._settings.recordings) / file)))

    def stop_recording(self, leg: str) -> None:
        """Finish the file, if there is one."""
        if worker := self._legs.get(leg):
            worker.send(StopRecording(leg=leg))

    def close(self, leg: str) -> None:
        """End a leg; a browser is told close_notify, an RTP party RTCP BYE. Unknown legs are ignored."""
        if worker := self._legs.pop(leg, None):
            self._links.leg_gone(leg)
            self._playing.pop(leg, None)
            worker.send(Close(leg=leg))

    def close_all(self) -> None:
        """End all legs."""
        for leg in tuple(self._legs):
            self.close(leg)

    async def stats(self, leg: str) -> LegStats | None:
        """The counters of a leg; None if it (or its worker) is gone."""
        worker = self._legs.get(leg)
        if worker is None:
            return None
        request = next(self._requests)
        answer: asyncio.Future[LegStats | None] = asyncio.get_running_loop().create_future()
        self._answers[request] = (worker, answer)
        worker.send(GetStats(request=request, leg=leg))
        try:
            return await answer
        finally:
            self._answers.pop(request, None)

    def _options(self, index: int) -> WorkerOptions:
        settings = self._settings
        setup = Setup(
            browser_host=settings.browser_bind,
            browser_port=settings.browser_port and settings.browser_port + index,
            rtp_timeout=settings.rtp_timeout,
            consent_timeout=settings.consent_timeout,
            report_interval=settings.report_interval,
            sounds=settings.sounds,
        )
        return WorkerOptions(setup=setup, start_timeout=settings.start_timeout)

    def _choose(self, near: str) -> WorkerProcess:
        """The worker of `near`, else the one with the fewest legs."""
        chosen = self._legs.get(near)
        if chosen is None:
            load = {worker: 0 for worker in self._workers if worker.ready is not None}
            for worker in self._legs.values():
                if worker in load:
                    load[worker] += 1
            chosen = min(load, key=load.__getitem__, default=None)
        if chosen is None:
            raise MediaUnavailable("no media worker is up")
        return chosen

    def _notified(self, worker: WorkerProcess, message: AnyNotification) -> None:
        match message:
            case Stats(request=request, stats=stats):
                _, answer = self._answers.get(request, (None, None))
                if answer is not None and not answer.done():
                    answer.set_result(stats)
            case Ready():
                pass
            case RecordingFailed(reason=reason):
                self._listener.recording_failed(reason)
            case _ if self._legs.get(message.leg) is worker:
                self._tell(message)

    def _tell(self, message: Connected | Lost | Digit | Finished) -> None:
        match message:
            case Connected(leg=leg):
                self._listener.connected(leg)
            case Lost(leg=leg, reason=reason):
                self._listener.lost(leg, reason)
            case Digit(leg=leg, digit=digit):
                self._listener.digit(leg, digit)
            case Finished(leg=leg, number=number):
                if self._playing.get(leg) == number:
                    del self._playing[leg]
                    self._listener.played(leg)

    def _died(self, worker: WorkerProcess) -> None:
        legs = frozenset(leg for leg, owner in self._legs.items() if owner is worker)
        self._links.worker_gone(worker)
        for leg in legs:
            del self._legs[leg]
            self._playing.pop(leg, None)
            self._links.leg_gone(leg)
        for owner, answer in tuple(self._answers.values()):
            if owner is worker and not answer.done():
                answer.set_result(None)
        self._listener.worker_died(legs)
