"""PDF files of reports (F7.7), each made by a process of its own: the api goes on answering, and whoever gives up
ends the process."""

import asyncio
import logging
import sys
from typing import Final

import msgspec

from api.db import site_store
from api.db.engine import Database
from api.languages import Language
from api.problems import Problem, catalogue
from api.reports.pdf.job import PdfJob, StatusLook
from api.reports.service import Reports
from api.reports.wish import Wish
from api.statistics.metric import Text
from api.statistics.registry import METRICS

log = logging.getLogger(__name__)

TIMEOUT_S: Final = 120.0
MAX_CELLS: Final = 400_000
"""Rows times columns; a file of more would be one of a thousand pages."""
_AT_ONCE: Final = 2
_WORDS: Final = "pdf."


class PdfFiles:
    """Makes the PDF files of one centre."""

    def __init__(self, db: Database, reports: Reports) -> None:
        self._db = db
        self._reports = reports
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def make(self, wish: Wish, lang: Language) -> bytes:
        """The file. Raises `Problem` `pdf_too_large`, `pdf_failed`."""
        async with self._turn:
            report = await self._reports.report(wish)
            if len(report.rows) * len(report.columns) > MAX_CELLS:
                raise Problem("pdf_too_large", most=f"{MAX_CELLS:,}")
            site = await site_store.values(self._db, ("site_name",))
            job = PdfJob(
                report=report,
                lang=lang,
                site=site.get("site_name", ""),
                words=words(lang),
                statuses={
                    status.id: StatusLook(Text(status.ja, status.en), status.colour)
                    for status in wish.names.statuses.values()
                },
                items={column.item: METRICS[column.item].label for column in wish.columns},
            )
            return await made(job)


def words(lang: Language) -> dict[str, str]:
    """What stands in the file, of the catalogue."""
    known = catalogue(lang)
    return {key.removeprefix(_WORDS): text for key, text in known.items() if key.startswith(_WORDS)}


async def made(job: PdfJob, timeout_s: float = TIMEOUT_S) -> bytes:
    """What the process makes of a job. Raises `Problem` `pdf_failed`."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "api.reports.pdf"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(timeout_s):
            content, errors = await process.communicate(msgspec.msgpack.encode(job))
    except TimeoutError:
        log.error("a PDF was not made in %s s", timeout_s)
        raise Problem("pdf_failed") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        log.error("a PDF was not made: %s", errors.decode(errors="replace")[-4000:])
        raise Problem("pdf_failed")
    return content
