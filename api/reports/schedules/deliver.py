"""Making the report of one run and delivering it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from api.db import site_store
from api.db.engine import Database
from api.db.report_schedule_store import Run
from api.faults import Fault
from api.moments import moment as utc
from api.problems import Problem, sentence
from api.reports.csv_files import MAX_DAYS, CsvFiles, file_name
from api.reports.csv_text import charset
from api.reports.pdf_files import PdfFiles
from api.reports.schedules.calendar import period_of
from api.reports.schedules.mail import Letter, MailServer, send
from api.reports.schedules.schemas import Format, NewSchedule
from api.reports.service import Reports
from api.reports.wish import MAX_DATE_HOUR_DAYS, Asked, Wish
from api.statistics.timeline import Calendar

MAX_MAIL: Final = 15_000_000
"""Bytes of a file that is sent: many mail servers take 20 MB with the encoding."""
_FIELDS: Final = {"group": "subjects", "operator": "subjects", "item": "items"}


class Made(NamedTuple):
    """A file. `lost`: the characters that its encoding does not have, and how often each was replaced."""

    name: str
    size: int
    lost: dict[str, int]


class Deliverer:
    """Makes files into a folder and sends them. `mail`: where mail is handed in, None where nowhere."""

    def __init__(
        self,
        db: Database,
        reports: Reports,
        csv_files: CsvFiles,
        pdf_files: PdfFiles,
        calendar: Calendar,
        folder: Path,
        mail: Callable[[], MailServer | None],
    ) -> None:
        self._db = db
        self._reports = reports
        self._csv = csv_files
        self._pdf = pdf_files
        self._calendar = calendar
        self._folder = folder
        self.mail = mail

    def wish(self, plan: NewSchedule, due: int) -> Wish:
        """What a schedule asks for that is due at `due` (wall ms). Raises `Problem` `invalid` in its terms."""
        today = self._calendar.business_date(due)
        asked = Asked(
            kind=plan.kind,
            unit=plan.unit,
            periods=[period_of(plan, today)],
            subjects=plan.subjects,
            items=plan.items,
            profile=plan.profile,
        )
        most = MAX_DAYS if plan.format is Format.CSV else MAX_DATE_HOUR_DAYS
        try:
            return self._reports.wish(asked, max_date_hour_days=most)
        except Problem as problem:
            raise Problem(problem.code, errors=[_renamed(fault) for fault in problem.errors]) from problem

    def path(self, run: Run) -> Path:
        """Where the file of a run lies."""
        return self._folder / f"{run.id}{Path(run.file_name).suffix}"

    async def make(self, run: Run, plan: NewSchedule) -> Made:
        """Make the file. That of an attempt before is replaced. Raises `Problem`, `OSError` and what the database
        raises."""
        wish = self.wish(plan, run.due)
        name = file_name(wish, plan.format, plan.lang)
        target = self._folder / f"{run.id}.{plan.format}"
        part = target.with_suffix(".part")
        await asyncio.to_thread(self._folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        lost: dict[str, int] = {}
        pieces = self._csv_pieces(wish, plan, lost) if plan.format is Format.CSV else self._pdf_pieces(wish, plan)
        with await asyncio.to_thread(part.open, "wb") as file:
            part.chmod(0o600)
            async for piece in pieces:
                await asyncio.to_thread(file.write, piece)
        await asyncio.to_thread(part.replace, target)
        return Made(name, (await asyncio.to_thread(target.stat)).st_size, lost)

    async def _csv_pieces(self, wish: Wish, plan: NewSchedule, lost: dict[str, int]) -> AsyncIterator[bytes]:
        made = await self._csv.make(wish, self._reports.now(), plan.lang, plan.encoding)
        lost |= made.lost
        async for piece in made.pieces():
            yield piece

    async def _pdf_pieces(self, wish: Wish, plan: NewSchedule) -> AsyncIterator[bytes]:
        yield await self._pdf.make(wish, plan.lang)

    async def send(self, run: Run, plan: NewSchedule) -> None:
        """Mail the file that was made. Raises `Problem`, `MailError`, `OSError` and what the database raises."""
        server = await asyncio.to_thread(self.mail)
        if server is None:
            raise Problem("no_mail_server")
        if run.size > MAX_MAIL:
            raise Problem("mail_too_large", most=f"{MAX_MAIL:,}")
        site = (await site_store.values(self._db, ("site_name",))).get("site_name", "Kikite")
        letter = Letter(
            id=run.id,
            subject=sentence("schedule.subject", plan.lang, site=site, name=plan.name),
            text=sentence("schedule.text", plan.lang, site=site, name=plan.name, file=run.file_name),
            recipients=plan.recipients,
            file_name=run.file_name,
            media_type="text/csv" if plan.format is Format.CSV else "application/pdf",
            charset=charset(plan.encoding) if plan.format is Format.CSV else "",
            content=await asyncio.to_thread(self.path(run).read_bytes),
            at=utc(run.due).timestamp(),
        )
        await asyncio.to_thread(send, letter, server)


def _renamed(fault: Fault) -> Fault:
    name, _, rest = fault.field.partition(".")
    if name == "period":
        return replace(fault, field="period")
    return replace(fault, field=".".join(part for part in (_FIELDS.get(name, name), rest) if part))


def told_lost(lost: dict[str, int]) -> str:
    """What is stored of characters that were replaced; "" for none."""
    if not lost:
        return ""
    params = {"count": sum(lost.values()), "letters": "".join(lost)}
    return json.dumps({"code": "schedule.replaced", "params": params}, ensure_ascii=False)


def told(problem: Problem) -> str:
    """A failure as it is stored: the code and what fills its sentence."""
    fields = ", ".join(f"{fault.field} ({fault.code})" for fault in problem.errors)
    code = "schedule_outdated" if problem.errors else problem.code
    return json.dumps({"code": code, "params": problem.params | ({"fields": fields} if fields else {})})
