"""The parts of the server, made and joined. Nothing here is global: a second centre is a second `Centre`."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from litestar.di import Provide

from api.access import Principal
from api.announcements.store import SoundFiles
from api.audit.service import AuditLog
from api.auth.log_outs import LogOuts
from api.auth.service import Leaving, Sessions
from api.auth.tokens import Tokens, load_key
from api.calls.explanation import Explanations
from api.calls.refusals import Refusals
from api.calls.service import Calls
from api.changes.service import Changes
from api.chat.service import Chat
from api.db import config_store, memberships, name_store, site_store
from api.db.account_store import Session
from api.db.engine import Database, connect
from api.db.eventlog import EventLog
from api.db.migrate import migrate
from api.events.intake import Batch, Intake
from api.hours.service import Opening
from api.monitor.service import Monitor
from api.phone.presence import Presence
from api.phone.service import Phones
from api.phone.view import parties
from api.reports.choices import Choices
from api.reports.csv_files import CsvFiles
from api.reports.figures import FigureParts
from api.reports.pdf_files import PdfFiles
from api.reports.schedules.deliver import Deliverer
from api.reports.schedules.mail import MailServer
from api.reports.schedules.service import Schedules
from api.reports.service import Reports
from api.settings import Settings
from api.sound.service import SoundTests
from api.staffing.service import Staffing
from api.statistics.directory import Directory, directory_of
from api.statistics.memory import restoring
from api.statistics.names import Names
from api.statistics.timeline import Calendar
from api.supervision.orders import StatusOrders
from api.supervision.service import Supervisions
from api.switch.day import DayBell
from api.switch.errors import SwitchError
from api.switch.link import SwitchLink
from api.voicemail.service import Voicemail
from api.wallboard.service import Wallboards
from sip.contract.commands import AnyCommand
from sip.contract.config import SwitchConfig
from sip.contract.enums import LogOutReason
from sip.contract.voicemail import FOLDER

log = logging.getLogger(__name__)


def wall_ms() -> int:
    """The wall clock, ms since 1970 UTC."""
    return time.time_ns() // 1_000_000


def mail_server(settings: Settings) -> MailServer | None:
    """Where mail is handed in, with the password as its file has it now; None: nowhere. Raises `OSError`."""
    if not settings.smtp_host:
        return None
    file = settings.smtp_password_file
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password="" if file is None else file.read_text(encoding="utf-8").strip(),
        sender=settings.smtp_from or settings.smtp_user,
    )


async def with_site(settings: Settings) -> Settings:
    """The settings with what the site says of itself in the database: its time zone and the start of its day, which
    the statistics must not lose with a file. Migrates the database. Raises `api.db.errors`."""
    db = connect(settings.database_url)
    await db.open()
    try:
        await migrate(db, wall_ms())
        return msgspec.structs.replace(settings, **await site_store.values(db, ("time_zone", "day_start")))
    finally:
        await db.close()


class Centre:
    """All parts of one server; `running()` is the time during which they work."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.db: Database = connect(settings.database_url)
        self.sessions = Sessions(
            self.db,
            Tokens(load_key(settings.data / "session.key")),
            wall_ms,
            [self],
            grace_s=settings.grace_s,
            zone=settings.zone,
        )
        self.changes = Changes(self.db, self.reconfigured, wall_ms)
        hours, minutes = map(int, settings.day_start.split(":"))
        self.intake = Intake(EventLog(self.db), Calendar(settings.time_zone, day_start_min=hours * 60 + minutes))
        self.link = SwitchLink(settings.socket, self.intake, self.configuration, self._restoring)
        self.log_outs = LogOuts(self.db, self.sessions, wall_ms, self._in_calls, self._on_phone)
        ends = self.log_outs.day_began if settings.logout_at_day_start else None
        self.bell = DayBell(self.link, self.intake.calendar, wall_ms, ends)
        self.presence = Presence(self.link, lambda: self.intake.live, self.sessions.open_users)
        self.phones = Phones(lambda: self.intake.live, lambda: self.link.connected, wall_ms, valid=self.sessions.valid)
        self.directory = Directory()
        self.names = Names()
        self.monitor = Monitor(self.intake, lambda: self.directory, valid=self.sessions.valid)
        self.wallboards = Wallboards(self.db, self.monitor, lambda: self.directory, wall_ms, settings.time_zone)
        self.calls = Calls(self.db, lambda: self.names)
        self.explanations = Explanations(self.db, self.intake, lambda: self.names)
        self.refusals = Refusals(self.db, lambda: self.names)
        self.voicemail = Voicemail(self.db, settings.data / FOLDER, self.link, wall_ms, self.phones.counted)
        self.reports = Reports(self.db, self.intake, lambda: self.names, wall_ms)
        self.report_choices = Choices(self.db, self.reports, lambda: self.directory)
        self.csv_files = CsvFiles(self.db, self.intake)
        self.pdf_files = PdfFiles(self.db, self.reports)
        deliverer = Deliverer(
            self.db,
            self.reports,
            self.csv_files,
            self.pdf_files,
            self.intake.calendar,
            settings.data / "reports",
            lambda: mail_server(settings),
        )
        self.schedules = Schedules(self.db, deliverer, self.changes, settings.time_zone, wall_ms)
        self.figure_parts = FigureParts(self.db, self.intake, self.reports, lambda: self.names, wall_ms)
        self.supervisions = Supervisions(self.db, lambda: self.names)
        self.status_orders = StatusOrders(
            db=self.db, names=lambda: self.names, live=lambda: self.intake.live, now_ms=wall_ms
        )
        self.audit = AuditLog(self.db, lambda: self.names)
        self.chat = Chat(self.db, wall_ms, valid=self.sessions.valid)
        self.sound_tests = SoundTests(self.db, lambda: self.directory, wall_ms)
        self._looking: set[asyncio.Task[None]] = set()
        self.opening = Opening(self.db, settings.time_zone, wall_ms)
        self.staffing = Staffing(self.db, self.opening, settings.time_zone, wall_ms)

    def dependencies(self) -> dict[str, Provide]:
        """What route handlers may ask for by name."""
        parts = {
            "db": self.db,
            "opening": self.opening,
            "voicemail": self.voicemail,
            "sounds": SoundFiles(self.settings.data / "sounds"),
            "sessions": self.sessions,
            "changes": self.changes,
            "live": lambda: self.intake.live,
            "switch_up": lambda: self.link.connected,
            "site_zone": self.settings.time_zone,
        }
        return {name: _constant(part) for name, part in parts.items()}

    async def configuration(self) -> SwitchConfig:
        """The present configuration for the switch; whoever shows names hears of it too."""
        config = await self.opening.config(await config_store.switch_config(self.db, self.settings.grace_s))
        self.phones.configured(config)
        self.names = await name_store.names(self.db)
        directory = directory_of(config)
        if directory != self.directory:
            self.directory = directory
            await self._note_members(directory)
            self.monitor.refresh()
        await self.chat.configured()
        await self.wallboards.configured()
        return config

    async def _note_members(self, directory: Directory) -> None:
        self.intake.members = await memberships.note(self.db, directory, wall_ms())

    async def reconfigured(self) -> bool:
        """The configuration has changed: everybody hears of it. Whether the switch has."""
        await self.configuration()
        if not self.link.connected:
            return False
        try:
            await self.link.configure()
        except SwitchError as error:
            log.warning("the switch has not taken the configuration: %s", error)
            return False
        return True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open the database and start the parts; at the end stop them in the reverse order."""
        await self.db.open()
        try:
            await migrate(self.db, wall_ms())
            config = await config_store.switch_config(self.db, self.settings.grace_s)
            await self._note_members(directory_of(config))
            await self.intake.start()
            await self.configuration()
            self.monitor.start()
            self.wallboards.start()
            hours = asyncio.create_task(self.opening.keep_told(self.reconfigured), name="opening hours")
            unsubscribe = self.intake.subscribe(self._taken)
            unlisten = self.link.listen(lambda _: self.phones.switch_changed())
            tasks = [
                asyncio.create_task(self.sessions.watch(), name="sessions"),
                asyncio.create_task(self.bell.run(), name="day"),
                asyncio.create_task(self.voicemail.run(), name="voicemail"),
                asyncio.create_task(self.chat.run(), name="chat"),
                asyncio.create_task(self.wallboards.run(), name="wallboards"),
                asyncio.create_task(self.schedules.run(), name="reports"),
            ]
            await self.log_outs.start()
            self.link.start()
            try:
                yield
            finally:
                self.end_streams()
                hours.cancel()
                await asyncio.gather(hours, return_exceptions=True)
                await self.presence.close()
                await self.link.close()
                await self.monitor.close()
                unlisten()
                unsubscribe()
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await self.intake.close()
        finally:
            await self.db.close()

    async def _restoring(self, switch: str) -> tuple[AnyCommand, ...]:
        """What a switch that is back must know."""
        past = restoring(self.intake.live.past, wall_ms())
        return (self.bell.today(), past, self.voicemail.restoring(), *await self.presence.restore())

    def end_streams(self) -> None:
        """The server is about to stop: its endless responses end first."""
        self.phones.close()
        self.sessions.streams.close()
        self.monitor.hub.close()
        self.chat.close()
        self.wallboards.close()

    async def logged_in(self, user: Principal, session: Session) -> None:
        """See `api.auth.service.Listener`."""
        await self.presence.log_in(user.id, user.role, session.id)

    async def logged_out(self, user: Principal, session: Session, leaving: Leaving, others: int) -> None:
        """See `api.auth.service.Listener`. Presence ends with the user's last session."""
        self.phones.end(session.id)
        self.sessions.streams.end(session.id)
        self.monitor.hub.end(session.id)
        self.chat.end(session.id)
        if not others or leaving.reason is LogOutReason.DAY_START:
            await self.presence.log_out(user.id, user.role, leaving.reason, by=leaving.by, end_calls=leaving.end_calls)

    def _in_calls(self) -> Collection[str]:
        return parties(self.intake.live.calls.values()).keys()

    def _on_phone(self, user: str) -> bool:
        operator = self.intake.live.operators.get(user)
        return operator is not None and operator.phone

    def _taken(self, batch: Batch) -> None:
        if self.log_outs.waiting:
            task = asyncio.create_task(self.log_outs.look(), name="log-outs")
            self._looking.add(task)
            task.add_done_callback(self._looking.discard)
        self.voicemail.taken(batch.events)
        if batch.touched is None:
            self.phones.switch_changed()
        else:
            self.phones.changed(batch.touched)


def _constant(value: Any) -> Provide:
    return Provide(lambda: value, sync_to_thread=False)
