"""The switch: domain, SIP, media, log and the link to the api put together."""

import asyncio
import logging
import secrets
import socket
from collections.abc import Callable
from typing import Final

from sip.clock import mono_ms, wall_ms
from sip.conductor import Conductor
from sip.contract.commands import (
    AnyCommand,
    AnyResult,
    AttachPhone,
    Configure,
    DetachPhone,
    Done,
    GetSnapshot,
    MeasurePhone,
    PhoneAnswer,
    PhoneMeasured,
    Refused,
    SnapshotTaken,
)
from sip.contract.config import SwitchConfig
from sip.contract.enums import Cause, NumberFrom, Refusal
from sip.contract.events import Alarm, SwitchStarted, TrunkChanged
from sip.contract.snapshot import Signalling, Snapshot
from sip.contract.voicemail import FOLDER
from sip.directory import Directory
from sip.domain.centre import Centre
from sip.domain.effects import AnyOrigin, ExtensionOrigin, TrunkOrigin, phone_leg
from sip.garbage import Collector
from sip.identity import called_of, caller_of
from sip.leg_book import LegBook, is_phone
from sip.legs import leg_of
from sip.link import ApiLink
from sip.media.client import BadOffer, LostReason, MediaClient, MediaSettings, MediaUnavailable
from sip.media.recorder import seal_all
from sip.options import Options
from sip.outbox import Outbox
from sip.stack.agent import UserAgent
from sip.stack.interfaces import Address
from sip.stack.message import Request
from sip.stack.registrar import Registrar
from sip.stack.replaces import parse_replaces, session_of
from sip.stack.session import Session
from sip.stack.terms import Terms
from sip.stack.transports.certificates import OwnCertificate

ALIVE_S: Final = 1.0
"""How often the switch notes that it lives, s."""
REALM: Final = "kikite"
"""The digest realm that extensions' HA1s are made with."""

log = logging.getLogger(__name__)


def _ids(boot: str) -> Callable[[str], str]:
    """Ids that are unique for ever: the run's own stamp and a number."""
    numbers = iter(range(1, 1 << 62))
    return lambda kind: f"{kind}-{boot}-{next(numbers)}"


class Switch:
    """One running switch. It is the stack's `Application`, the media client's `MediaListener` and the legs'
    `LegReports`; all of it on one event loop."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._boot = f"{wall_ms():x}{secrets.token_hex(2)}"
        self._recordings = options.data / FOLDER
        self._recordings.mkdir(parents=True, exist_ok=True)
        seal_all(self._recordings)
        self._outbox = Outbox(options.data / "outbox.sqlite3", self._new_log, self._alarm)
        self._centre = Centre(_ids(self._boot))
        self._host = self._advertised()[0]
        self._media = MediaClient(self, self._media_settings())
        registrar = Registrar(changed=self._registered)
        self._agent = UserAgent(
            self,
            realm=REALM,
            advertised=self._host,
            registrar=registrar,
            terms=self._terms,
            algorithms=options.digest,
        )
        self._directory = Directory(self._agent, self._host, self._trunk_changed, options.phone_srtp)
        self._legs = LegBook(self._media, self._agent, self._directory, self, _ids(f"{self._boot}s"))
        self._conductor = Conductor(self._centre, self._outbox, self._legs.perform)
        self._link = ApiLink(options.socket, self._outbox, self._boot, self.handle, self._api)
        self._collector = Collector()
        self._alive: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Begin to serve; raises `OSError` where an address or the socket is taken, `MediaUnavailable`."""
        options = self._options
        before = self._outbox.last_alive
        self._conductor.log(SwitchStarted(boot=self._boot, alive_at=before.at, alive_mono=before.mono))
        self._live()
        await self._media.start()
        for transport in ("udp", "tcp"):
            await self._agent.listen(transport, options.sip_host, options.sip_port)
        if options.sip_tls_port:
            own = OwnCertificate(options.tls_cert, options.tls_key)
            await self._agent.listen_tls(options.sip_host, options.sip_tls_port, own)
        await self._link.start()
        self._collector.begin()
        log.info("switch %s serves on %s:%d", options.switch, options.sip_host, options.sip_port)

    async def stop(self) -> None:
        """End all calls and release everything."""
        await self._link.close()
        self._conductor.stop()
        self._legs.close()
        await self._directory.close()
        await self._agent.close()
        await self._media.stop()
        if self._alive is not None:
            self._alive.cancel()
        await self._outbox.close()

    # The api's side

    async def handle(self, command: AnyCommand) -> AnyResult:
        """Carry out one command of the api."""
        match command:
            case Configure(config=config):
                await self._configure(config)
                return Done()
            case AttachPhone(operator=operator, offer=offer):
                return self._attach(operator, offer)
            case MeasurePhone(operator=operator):
                return await self._measure(operator)
            case GetSnapshot():
                return SnapshotTaken(snapshot=self._snapshot())
            case DetachPhone(operator=operator):
                result = self._conductor.ask(lambda now: self._centre.command(command, now))
                self._media.close(phone_leg(operator))
                return result
            case _:
                return self._conductor.ask(lambda now: self._centre.command(command, now))

    def _api(self, up: bool) -> None:
        log.info("api is %s", "connected" if up else "gone")
        self._conductor.tell(lambda now: self._centre.api_link(up, now))

    async def _configure(self, config: SwitchConfig) -> None:
        await self._directory.configure(config)
        self._media.refresh_sounds()
        self._conductor.tell(lambda now: self._centre.configure(config, now))

    def _attach(self, operator: str, offer: str) -> AnyResult:
        refusal = self._centre.phone_refused(operator)
        if refusal is not None:
            return Refused(code=refusal)
        try:
            return PhoneAnswer(answer=self._media.open_browser(phone_leg(operator), offer))
        except BadOffer as error:
            return Refused(code=Refusal.BAD_OFFER, detail=str(error))
        except MediaUnavailable as error:
            return Refused(code=Refusal.MEDIA_UNAVAILABLE, detail=str(error))

    async def _measure(self, operator: str) -> AnyResult:
        stats = await self._media.stats(phone_leg(operator))
        if stats is None:
            return Refused(code=Refusal.NO_PHONE)
        return PhoneMeasured(
            echo=self._centre.echoes(operator),
            packets=stats.packets,
            lost=stats.lost,
            jitter=stats.jitter,
            sent=stats.sent,
            remote_lost=stats.remote_lost,
            remote_jitter=stats.remote_jitter,
            rtt=stats.rtt,
        )

    def _snapshot(self) -> Snapshot:
        live = self._centre.snapshot()
        return Snapshot(
            switch=self._outbox.switch,
            seq=self._outbox.last,
            config_version=live.config_version,
            calls=live.calls,
            operators=live.operators,
            trunks=self._directory.trunk_states(),
            registrations=live.registrations,
            signalling=Signalling(
                legs=len(self._legs), dialogs=len(self._agent.sessions), transactions=len(self._agent.layer)
            ),
            supervisions=live.supervisions,
        )

    # The stack's side (`Application`)

    def on_invite(self, session: Session) -> None:
        """A call from a trunk or a desk phone."""
        leg = self._legs.take_in(session)
        if leg is not None:
            origin = self._origin(session)
            self._conductor.tell(lambda now: self._centre.incoming(leg, origin, now))

    def credentials(self, username: str, realm: str, algorithm: str) -> str | None:
        """HA1 of an extension."""
        return self._directory.digest(username, realm, algorithm)

    def classify(self, source: Address, request: Request) -> str | None:
        """The trunk that sends from `source`."""
        return self._directory.classify(source)

    def _registered(self, extension: str, devices: int) -> None:
        self._conductor.tell(lambda now: self._centre.devices(extension, devices, now))

    def _terms(self, trunk: str) -> Terms:
        return self._directory.terms(trunk)

    def _origin(self, session: Session) -> AnyOrigin:
        if not session.trunk:
            number = called_of(session.request, NumberFrom.REQUEST_URI)
            return ExtensionOrigin(number=number, extension=session.user, replaces=self._replaced(session.request))
        number = called_of(session.request, self._directory.number_from(session.trunk))
        caller = caller_of(session.request)
        return TrunkOrigin(
            number=number,
            trunk=session.trunk,
            from_number=caller.number,
            from_name=caller.name,
            caller_id=caller.caller_id,
            at=wall_ms(),
        )

    def _replaced(self, request: Request) -> str:
        """The leg that the INVITE is to replace, which the stack knows to be there, or ""."""
        wanted = request.get("replaces")
        return leg_of(session_of(self._agent.sessions, parse_replaces(wanted))) if wanted else ""

    # The legs' side (`LegReports`)

    def leg_ringing(self, leg: str, early_media: bool) -> None:
        """See `LegReports`."""
        self._conductor.tell(lambda now: self._centre.leg_ringing(leg, early_media, now))

    def leg_answered(self, leg: str) -> None:
        """See `LegReports`."""
        self._conductor.tell(lambda now: self._centre.leg_answered(leg, now))

    def leg_failed(self, leg: str, cause: Cause, sip_status: int) -> None:
        """See `LegReports`."""
        self._conductor.tell(lambda now: self._centre.leg_failed(leg, cause, sip_status, now))

    def leg_ended(self, leg: str, cause: Cause) -> None:
        """See `LegReports`."""
        self._conductor.tell(lambda now: self._centre.leg_ended(leg, cause, now))

    def leg_refers(self, leg: str, number: str) -> None:
        """See `LegReports`."""
        self._conductor.tell(lambda now: self._centre.refer(leg, number, now))

    def leg_refers_to_call(self, leg: str, other: str) -> None:
        """See `LegReports`."""
        self._conductor.tell(lambda now: self._centre.refer_to_call(leg, other, now))

    def leg_held(self, leg: str, on: bool) -> None:
        """See `LegReports`."""
        self._conductor.tell(lambda now: self._centre.leg_held(leg, on, now))

    # The media's side (`MediaListener`)

    def connected(self, leg: str) -> None:
        """A browser phone's sound flows. (A SIP leg's first packet changes nothing.)"""
        if is_phone(leg):
            operator = leg.partition(":")[2]
            self._conductor.tell(lambda now: self._centre.phone_attached(operator, now))

    def lost(self, leg: str, reason: LostReason) -> None:
        """The sound of a leg is gone."""
        if is_phone(leg):
            self._phone_lost(leg)
            return
        log.warning("leg %s: %s", leg, reason)
        self._legs.media_lost(leg, Cause.MEDIA_TIMEOUT)

    def digit(self, leg: str, digit: str) -> None:
        """Relayed to who hears the leg by the worker already; the domain hears of it for the sake of menus."""
        self._conductor.tell(lambda now: self._centre.digit(leg, digit, now))

    def played(self, leg: str) -> None:
        """The announcements for a leg have ended."""
        self._conductor.tell(lambda now: self._centre.leg_played(leg, now))

    def recording_failed(self, reason: str) -> None:
        """Somebody speaks in vain."""
        self._alarm("recording_failed", reason)

    def worker_died(self, legs: frozenset[str]) -> None:
        """All of these legs are silent for good."""
        log.error("a media worker died with %d legs", len(legs))
        self._alarm("media_worker_died", f"{len(legs)} legs")
        seal_all(self._recordings)
        for leg in legs:
            if is_phone(leg):
                self._phone_lost(leg)
            else:
                self._legs.media_lost(leg, Cause.MEDIA_FAILURE)

    def _phone_lost(self, leg: str) -> None:
        operator = leg.partition(":")[2]
        self._conductor.tell(lambda now: self._centre.phone_lost(operator, now))

    # Its own affairs

    def _trunk_changed(self, event: TrunkChanged) -> None:
        self._conductor.log(event)

    def _alarm(self, kind: str, detail: str) -> None:
        log.error("%s: %s", kind, detail)
        self._outbox.append(wall_ms(), mono_ms(), Alarm(kind=kind, detail=detail))

    def _live(self) -> None:
        self._outbox.alive(wall_ms(), mono_ms())
        for event in self._directory.loads():
            self._conductor.log(event)
        self._collector.look(busy=len(self._legs) > 0)
        self._alive = asyncio.get_running_loop().call_later(ALIVE_S, self._live)

    def _new_log(self) -> str:
        return f"{self._options.switch}-{secrets.token_hex(4)}"

    def _advertised(self) -> tuple[str, ...]:
        if self._options.advertise:
            return self._options.advertise
        if self._options.sip_host not in ("0.0.0.0", "::"):
            return (self._options.sip_host,)
        return (_own_address(), "127.0.0.1")

    def _media_settings(self) -> MediaSettings:
        options = self._options
        return MediaSettings(
            workers=options.media_workers,
            rtp_host=self._host,
            rtp_bind=options.sip_host,
            rtp_ports=options.rtp_ports,
            rtp_timeout=options.rtp_timeout,
            browser_bind=options.sip_host,
            browser_port=options.media_port,
            browser_hosts=self._advertised(),
            sounds=(str(options.data / "sounds"),),
            recordings=str(self._recordings),
        )


def _own_address() -> str:
    """The address by which this machine reaches others; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
