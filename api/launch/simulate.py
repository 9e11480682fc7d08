"""`kikite simulate`: simulated days of a centre, into its database or as a file."""

from __future__ import annotations

import asyncio
import datetime
import gc
import os
import signal
import sys
import time
import tomllib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

import msgspec

from api import settings
from api.db import site_store
from api.db.engine import Database, connect
from api.db.errors import DatabaseError
from api.db.migrate import migrate
from api.faults import Fault, faults
from api.launch import history
from api.launch.options import SimulateOptions, database_url
from api.launch.simulator import Simulator, SimulatorError, simulation
from api.launch.words import words
from api.problems import Language
from api.site import large, loader, schemas
from api.site.loader import SiteError
from sip.contract.enums import Role
from sip.contract.scenario import Scenario, Simulation

GC_AFTER: Final = (100_000, 20, 100)
"""Thresholds of the cyclic collector: batches make many objects that live for some milliseconds, in no cycles."""


class Unfit(Exception):
    """It cannot be done; the text says why, in the user's language."""


async def run(options: SimulateOptions) -> int:
    """The exit status: 0 done, 1 not done, with a sentence on the standard error."""
    gc.freeze()
    gc.set_threshold(*GC_AFTER)
    try:
        scenario = _scenario(options)
        async with _centre(options) as db:
            await _simulate(options, db, scenario)
    except (Unfit, SiteError) as error:
        _complain(str(error))
    except history.HasCalls:
        _complain(words(options.language, "has_calls"))
    except (SimulatorError, DatabaseError, OSError, ValueError, settings.SettingsError) as error:
        _complain(words(options.language, "not_simulated", reason=error))
    else:
        return 0
    return 1


async def _simulate(options: SimulateOptions, db: Database, scenario: Scenario) -> None:
    found = settings.load(os.environ | {"KIKITE_DATA": str(options.data), "KIKITE_DB_URL": options.database})
    today = datetime.datetime.now(found.zone).date()
    first = options.first or today - datetime.timedelta(days=options.days)
    last = first + datetime.timedelta(days=options.days - 1)
    if last >= today and not options.out:
        raise Unfit(words(options.language, "not_past", last=last))
    if not options.out:
        await history.refuse_calls(db)
    wanted = await simulation(db, found, scenario, options.seed, first, options.days)
    if not any(group.members for group in wanted.config.groups):
        raise Unfit(words(options.language, "nobody"))
    seats = sum(user.role is Role.OPERATOR for user in wanted.config.users)
    _complain(words(options.language, "simulating", first=first, last=last, seats=seats))
    simulator = Simulator(wanted)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, _ends_early, options, simulator)
    begun, told = time.monotonic(), _progress(options, wanted)
    if options.out:
        stored = await _write(options.out, simulator, told)
    else:
        stored = await history.fill(db, wanted, simulator, told)
    seconds = time.monotonic() - begun
    rate = f"{stored / seconds:,.0f}"
    _complain(words(options.language, "simulated", events=f"{stored:,}", seconds=f"{seconds:.1f}", rate=rate))


def _ends_early(options: SimulateOptions, simulator: Simulator) -> None:
    _complain(words(options.language, "last_day"))
    simulator.stop()


def _scenario(options: SimulateOptions) -> Scenario:
    """The scenario of the file. Raises `SiteError`."""
    if options.scenario is None:
        return Scenario()
    language: Language = "en" if options.language == "en" else "ja"
    try:
        document = tomllib.loads(options.scenario.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = [Fault(field="TOML", code="malformed", message=str(error))]
        raise SiteError(found, str(options.scenario), language) from error
    if found := faults(document, Scenario):
        raise SiteError(found, str(options.scenario), language)
    return msgspec.convert(document, Scenario)


@asynccontextmanager
async def _centre(options: SimulateOptions) -> AsyncIterator[Database]:
    """The database that holds the centre: a new one that is thrown away where it is made for a file only."""
    new = options.seats > 0 or options.site is not None
    with TemporaryDirectory() if options.out and new else nullcontext(str(options.data)) as folder:
        url = database_url("", Path(folder)) if options.out and new else options.database
        if not new and not options.db and not (options.data / "kikite.db").exists():
            raise Unfit(words(options.language, "no_centre"))
        db = connect(url)
        await db.open()
        try:
            await migrate(db, time.time_ns() // 1_000_000)
            await _fill(options, db)
            yield db
        finally:
            await db.close()


async def _fill(options: SimulateOptions, db: Database) -> None:
    empty = await site_store.is_empty(db)
    new = options.seats > 0 or options.site is not None
    if empty != new:
        raise Unfit(words(options.language, "centre_there" if new else "no_centre"))
    if options.seats:
        site = large.large(options.seats)
        await loader.fill(db, site)
        if not options.out:
            _announce(options, site)
    elif options.site is not None:
        await loader.fill(db, loader.read(options.site, "en" if options.language == "en" else "ja"))


def _announce(options: SimulateOptions, site: schemas.Site) -> None:
    """The log-ins of the supervisors, who can give passwords to all others."""
    _complain(words(options.language, "users"))
    for user in site.users:
        if user.role == Role.SUPERVISOR:
            _complain(f"  {user.id}  {user.password}")


async def _write(out: str, simulator: Simulator, told: Callable[[int, int], None]) -> int:
    """The log as JSON lines; how many."""
    encoder = msgspec.json.Encoder()
    written = 0
    with _opened(out) as file:
        async for piece in simulator.events():
            file.write(encoder.encode_lines(piece.events))
            written += len(piece.events)
            told(piece.events[-1].at, written)
    return written


def _opened(out: str) -> BinaryIO | nullcontext[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if out == "-" else Path(out).open("wb")


def _progress(options: SimulateOptions, wanted: Simulation) -> Callable[[int, int], None]:
    """Tells on the standard error how far it is: on a terminal in one line, else at every tenth."""
    terminal = sys.stderr.isatty()
    zone, whole, shown = ZoneInfo(wanted.zone), wanted.days * 86_400_000, 0

    def told(at: int, events: int) -> None:
        nonlocal shown
        percent = min(100, (at - wanted.begin) * 100 // whole)
        if percent < shown + (1 if terminal else 10):
            return
        shown = percent
        day = datetime.datetime.fromtimestamp(at / 1000, zone).date()
        text = words(options.language, "progress", day=day, percent=percent, events=f"{events:,}")
        print(f"\r{text}\033[K" if terminal else text, end="" if terminal else "\n", file=sys.stderr, flush=True)
        if terminal and percent == 100:
            print(file=sys.stderr)

    return told


def _complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
