"""The worker: one thread, one `epoll`, one clock of 20 ms. Nothing in it waits for anything slower than a packet.

No asyncio: its datagram transport costs three times as much per packet as reading the socket here.
"""

import logging
import select
import socket
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

import msgspec

from sip.media.browser_leg import BrowserLeg, BrowserPort
from sip.media.leg import Leg
from sip.media.mixer import Mixer
from sip.media.player import Player
from sip.media.prompts import BUILT_IN, Prompts
from sip.media.protocol import (
    AnyCommand,
    Close,
    Digit,
    Finished,
    FrameReader,
    FrameTooLong,
    FromLeg,
    GetStats,
    Hear,
    Listen,
    Mix,
    Notification,
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
    Stats,
    StopRecording,
    encode,
)
from sip.media.recorder import Recorder
from sip.media.rtp_leg import RtpLeg
from sip.media.tones import ToneReader

_log = logging.getLogger(__name__)

_TICK: Final = 0.020
_SLOTS: Final = 50
"""Each leg is looked after (time-outs, reports) once in so many ticks, a fiftieth of the legs in each."""
_LATE: Final = 1.0
"""After a standstill of more than this the clock begins anew and does not catch up."""


class Stopped(Exception):
    """The client is gone, or says nonsense: the worker ends."""


class Worker:
    """Holds the legs, carries out commands, runs the loop. `link` is the worker's end of the socket pair."""

    def __init__(self, link: socket.socket) -> None:
        link.setblocking(False)
        self._link = link
        self._frames: FrameReader[AnyCommand] = FrameReader(AnyCommand)
        self._descriptors: list[int] = []
        self._out = bytearray()
        self._epoll = select.epoll()
        self._handlers: dict[int, Callable[[], None]] = {}
        self._legs: dict[str, Leg] = {}
        self._hearers: dict[str, list[str]] = {}
        self._slots: list[dict[str, Leg]] = [{} for _ in range(_SLOTS)]
        self._mixer = Mixer(self._link_hearers)
        self._recorder = Recorder(lambda reason: self.notify(RecordingFailed(reason=reason)))
        self._listening: dict[str, ToneReader] = {}
        self._opened = 0
        self._shaking: dict[str, BrowserLeg] = {}
        self._setup: Setup | None = None
        self._port: BrowserPort | None = None
        self._prompts = Prompts(())
        self._player = Player(self._prompts)
        self.watch(link, self._commands)

    def run(self) -> None:
        """Serve until the client shuts the link."""
        handlers, poll = self._handlers, self._epoll.poll
        due, ticks = monotonic() + _TICK, 0
        while True:
            try:
                while True:
                    now = monotonic()
                    if now >= due:
                        due = due + _TICK if now - due < _LATE else now + _TICK
                        ticks += 1
                        self._tick(ticks, now)
                        continue
                    # Without a leg there is nothing to do at a tick.
                    for descriptor, _ in poll(due - now if self._legs else _LATE, 256):
                        handler = handlers.get(descriptor)
                        if handler is not None:
                            handler()
                    if self._out:
                        self._flush()
            except Stopped:
                self._recorder.close(monotonic())
                return
            except Exception:
                # A fault in the handling of one packet or command must not end everybody's call.
                _log.exception("media worker: unexpected error")

    def watch(self, sock: socket.socket, handler: Callable[[], None] | None) -> None:
        """Call `handler` whenever `sock` is readable; None: no longer."""
        descriptor = sock.fileno()
        if handler is None:
            self._handlers.pop(descriptor, None)
            self._epoll.unregister(descriptor)
        else:
            if descriptor not in self._handlers:
                self._epoll.register(descriptor, select.EPOLLIN)
            self._handlers[descriptor] = handler

    def notify(self, message: Notification) -> None:
        """Queue a notification; it goes out at the end of this turn of the loop."""
        self._out += encode(message)
        if isinstance(message, Digit):
            self._pass_on(message)

    def _pass_on(self, pressed: Digit) -> None:
        """Events are relayed like sound; who hears the party and has no events is sent tones instead."""
        leg = self._legs.get(pressed.leg)
        if leg is None or not leg.outlet.has_events:
            return
        for name in self._hearers.get(pressed.leg, ()):
            hearer = self._legs.get(name)
            if hearer is not None and not hearer.outlet.has_events:
                self._player.send_digits(name, hearer.outlet, pressed.digit)

    def _tick(self, ticks: int, now: float) -> None:
        self._player.tick(now)
        self._mixer.tick(now)
        self._recorder.tick(now)
        for name, leg in tuple(self._shaking.items()):
            if leg.shaking:
                leg.retransmit()
            else:
                del self._shaking[name]
        if self._setup is not None:
            interval = self._setup.report_interval
            for each in tuple(self._slots[ticks % _SLOTS].values()):
                each.check(now)
                each.report(now, interval)
        if self._out:
            self._flush()

    def _flush(self) -> None:
        try:
            del self._out[: self._link.send(self._out)]
        except BlockingIOError:
            return  # tried again at the next tick at the latest
        except OSError as error:
            raise Stopped from error

    def _commands(self) -> None:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._link, 1 << 18, 253)
        except BlockingIOError:
            return
        except OSError as error:
            raise Stopped from error
        self._descriptors += descriptors
        if not data:
            raise Stopped
        try:
            commands = self._frames.feed(data)
        except (FrameTooLong, msgspec.DecodeError) as error:
            raise Stopped from error
        for command in commands:
            if isinstance(command, Setup):
                self._set_up(command)
                continue
            try:
                self._carry_out(command)
            except Exception:
                _log.exception("media worker: %s failed", type(command).__name__)

    def _carry_out(self, command: AnyCommand) -> None:
        match command:
            case Hear(leg=name, source=source):
                self._hear(name, source)
            case SetRemote(leg=name, remote=remote):
                self._set_remote(name, remote)
            case OpenRtp(leg=name):
                self._open_rtp(name)
            case OpenBrowser():
                self._open_browser(command)
            case SendDigits(leg=name, digits=digits):
                self._send_digits(name, digits)
            case Listen() | Record() | StopRecording():
                self._attend(command)
            case Close(leg=name):
                self._close(name)
            case RefreshSounds():
                self._prompts.refresh()
            case GetStats(request=request, leg=name):
                leg = self._legs.get(name)
                self.notify(Stats(request=request, stats=None if leg is None else leg.stats()))

    def _set_up(self, setup: Setup) -> None:
        self._setup = setup
        self._prompts = prompts = Prompts((BUILT_IN, *map(Path, setup.sounds)))
        self._player = Player(prompts, self._finished)
        try:
            self._port = port = BrowserPort(setup.browser_host, setup.browser_port)
        except OSError as error:
            _log.error("UDP port %d of %s: %s", setup.browser_port, setup.browser_host, error)
            raise Stopped from error
        self.watch(port.socket, port.readable)
        self.notify(Ready(fingerprint=port.identity.fingerprint, browser_port=port.port, prompts=prompts.names))

    def _open_rtp(self, name: str) -> None:
        taken, self._descriptors = self._descriptors[:2], self._descriptors[2:]
        rtp, rtcp = (socket.socket(fileno=descriptor) for descriptor in taken)
        timeout = self._setup.rtp_timeout if self._setup is not None else 0.0
        self._add(RtpLeg(name, self.notify, (rtp, rtcp), self.watch, timeout))

    def _open_browser(self, command: OpenBrowser) -> None:
        if self._port is None or self._setup is None:
            return
        leg = BrowserLeg(self.notify, self._port, command, self._setup.consent_timeout, monotonic())
        self._shaking[leg.name] = leg
        self._add(leg)

    def _set_remote(self, name: str, remote: RtpRemote) -> None:
        leg = self._legs.get(name)
        if isinstance(leg, RtpLeg):
            leg.set_remote(remote, monotonic())
            self._player.codec_changed(name)
            self._link_hearers(name)

    def _send_digits(self, name: str, digits: str) -> None:
        leg = self._legs.get(name)
        if leg is not None:
            self._player.send_digits(name, leg.outlet, digits)

    def _attend(self, command: Listen | Record | StopRecording) -> None:
        """Tones are looked for in what a party says, or not, or it is written down, or no longer."""
        name = command.leg
        match command:
            case _ if name not in self._legs:
                return
            case Listen(on=True):
                self._listening[name] = ToneReader(lambda digit: self.notify(Digit(leg=name, digit=digit)))
            case Listen():
                self._listening.pop(name, None)
            case Record(path=path):
                self._recorder.begin(name, Path(path), monotonic())
            case StopRecording():
                self._recorder.end(name, monotonic())
        self._link_hearers(name)

    def _add(self, leg: Leg) -> None:
        """Take a leg in; one of the same name hands over what it heard, and who heard it."""
        name = leg.name
        old = self._legs.get(name)
        source = None
        if old is not None:
            source = old.source
            self._unlink(old)
            self._player.forget(name)
            self._slots[self._slot(name)].pop(name, None)
            old.close()
        self._legs[name] = leg
        self._slots[self._slot(name)][name] = leg
        self._link_hearers(name)
        if source is not None:
            self._hear(name, source)

    def _close(self, name: str) -> None:
        leg = self._legs.get(name)
        if leg is None:
            return
        self._hear(name, None)
        self._player.forget(name)
        self._listening.pop(name, None)
        self._recorder.end(name, monotonic())
        del self._legs[name]
        self._slots[self._slot(name)].pop(name, None)
        self._shaking.pop(name, None)
        for hearer in self._hearers.pop(name, []):
            if (other := self._legs.get(hearer)) is not None:
                other.source = None
                self._mixer.leave(hearer)
                self._player.fade(hearer, other.outlet)
        leg.close()

    def _slot(self, name: str) -> int:
        return hash(name) % _SLOTS

    def _hear(self, name: str, source: Source | None) -> None:
        leg = self._legs.get(name)
        if leg is None or self._goes_on(leg, source):
            return
        old = leg.source
        self._unlink(leg)
        self._player.stop(name)
        leg.outlet.switch()
        leg.source = source
        match source:
            case FromLeg(leg=other):
                self._hearers.setdefault(other, []).append(name)
                self._link_hearers(other)
            case Prompt(name=prompt, loop=loop):
                if not self._player.play(name, leg.outlet, prompt, loop):
                    _log.warning("no prompt is named %r", prompt)
            case Mix(legs=legs):
                self._mixer.hear(name, leg.outlet, legs)
                for other in legs:
                    self._link_hearers(other)
            case Playlist(names=names, number=number):
                self._player.play_list(name, leg.outlet, names, number)
            case None:
                if old is not None:
                    self._player.fade(name, leg.outlet)

    def _goes_on(self, leg: Leg, source: Source | None) -> bool:
        """Others join whom the leg hears, or leave: what it hears goes on without a break. Whether it is so."""
        old, wanted = leg.source, _legs_of(source)
        lead = self._mixer.lead(leg.name) or (old.leg if isinstance(old, FromLeg) else None)
        if lead not in wanted or not isinstance(source if isinstance(old, FromLeg) else old, Mix):
            return False
        if isinstance(old, FromLeg) and leg.name in (hearers := self._hearers.get(lead, [])):
            hearers.remove(leg.name)
        if isinstance(source, FromLeg):
            self._hearers.setdefault(lead, []).append(leg.name)
        leg.source = source
        self._mixer.hear(leg.name, leg.outlet, (lead, *wanted), led=True)
        for each in dict.fromkeys((*_legs_of(old), *wanted)):
            self._link_hearers(each)
        return True

    def _finished(self, name: str, number: int) -> None:
        if (leg := self._legs.get(name)) is not None:
            leg.source = None
        self.notify(Finished(leg=name, number=number))

    def _unlink(self, leg: Leg) -> None:
        """The leg no longer hears the leg that it heard."""
        if isinstance(leg.source, FromLeg):
            hearers = self._hearers.get(leg.source.leg, [])
            if leg.name in hearers:
                hearers.remove(leg.name)
        heard = dict.fromkeys((*self._mixer.leave(leg.name), *_legs_of(leg.source)))
        for other in heard:
            self._link_hearers(other)

    def _link_hearers(self, name: str) -> None:
        """Connect the inlet of a leg with the outlets of those who hear it."""
        leg = self._legs.get(name)
        if leg is None:
            return
        hearers = [self._legs[hearer] for hearer in self._hearers.get(name, ()) if hearer in self._legs]
        mixed = [self._legs[hearer] for hearer in self._mixer.led_by(name) if hearer in self._legs]
        for hearer in (*hearers, *mixed):
            hearer.outlet.set_heard_events(leg.dtmf_in)
        reader = None if leg.outlet.has_events else self._listening.get(name)
        listener = () if reader is None else (reader.take,)
        others = (*self._mixer.forward(name), *self._recorder.forward(name), *listener)
        plain = (hearer.outlet.forward for hearer in hearers if hearer not in mixed)
        leg.inlet.set_sinks((*plain, *others))


def _legs_of(source: Source | None) -> tuple[str, ...]:
    """The legs that are heard in `source`."""
    if isinstance(source, FromLeg):
        return (source.leg,)
    return source.legs if isinstance(source, Mix) else ()
