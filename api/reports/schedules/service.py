"""Schedules, and the runs that come of them.

A run is a row before anything is made: it is written in the transaction that moves the schedule on, so each time that a
report was due has exactly one, whenever the process dies. Before each attempt the row says when the next one is. A file
is replaced by the next attempt. A mail can go out twice only where the process dies between the server's yes and the
row, and then with the same Message-ID.
"""

import asyncio
import contextlib
import json
import logging
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from api.access import Principal
from api.changes.service import Changes, Made
from api.db import report_schedule_store as store
from api.db.audit_store import Action
from api.db.engine import Database, Transaction
from api.db.errors import UnavailableError
from api.db.report_schedule_store import Run, RunState, Schedule
from api.faults import Fault
from api.moments import moment as utc
from api.problems import Language, Problem, sentence
from api.reports.schedules.calendar import missed, occurrences
from api.reports.schedules.deliver import Deliverer, told, told_lost
from api.reports.schedules.mail import MailError
from api.reports.schedules.schemas import Delivery, NewSchedule, RunView, ScheduleList, SchedulePatch, ScheduleView

RETRY_S: Final = (60, 300, 900, 3600, 10_800)
"""After each failed attempt but the last."""
LONGEST_S: Final = 60.0
"""How long the runner sleeps at most: the clock may be set."""
MAX_LISTED: Final = 200
FINAL: Final = {"invalid", "pdf_too_large", "mail_too_large", "no_mail_server"}
"""Failures that the same attempt would have again."""

SUBJECT: Final = "schedules"
"""What they are called in the record of changes."""

log = logging.getLogger(__name__)


class Schedules:
    """The schedules of one centre. `changes` writes down who changed which; `now_ms`: wall clock."""

    def __init__(
        self, db: Database, deliverer: Deliverer, changes: Changes, zone: str, now_ms: Callable[[], int]
    ) -> None:
        self._db = db
        self._deliverer = deliverer
        self._changes = changes
        self._zone = ZoneInfo(zone)
        self._now_ms = now_ms
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()

    async def listed(self, lang: Language) -> ScheduleList:
        """All, each with its newest run."""
        found = []
        for one in await store.schedules(self._db):
            last = await store.runs(self._db, 1, one.id)
            found.append(_view(one, last[0] if last else None, lang))
        return ScheduleList(items=found, mail=self._deliverer.mail() is not None)

    async def create(self, user: Principal, plan: NewSchedule, lang: Language) -> ScheduleView:
        """A new one. Raises `Problem` `invalid`."""
        return await self._save(user, uuid.uuid4().hex[:12], plan, None, lang)

    async def change(self, user: Principal, key: str, patch: SchedulePatch, lang: Language) -> ScheduleView:
        """Parts of one. What was due before is made as it was; a new time counts from now on. Raises `Problem`."""
        known = await self._known(key)
        given = {name: value for name, value in msgspec.structs.asdict(patch).items() if value is not msgspec.UNSET}
        plan = msgspec.structs.replace(_plan(known.content), **given)
        return await self._save(user, key, plan, known, lang)

    async def _save(
        self, user: Principal, key: str, plan: NewSchedule, old: Schedule | None, lang: Language
    ) -> ScheduleView:
        now = self._now_ms()
        self._check(plan, now)
        one = Schedule(
            id=key,
            content=msgspec.json.encode(plan).decode(),
            next_due=next(occurrences(plan, self._zone, now)) if plan.on else None,
            created=now if old is None else old.created,
            changed=now,
            changed_by=user.name,
        )

        async def make(tx: Transaction) -> Made:
            await store.save_schedule(tx, one)
            return Made(Action.CREATE if old is None else Action.CHANGE, key, _record(old), _record(one))

        async with self._turn:
            await self._changes.carry_out(user, SUBJECT, make)
        self._wake.set()
        last = await store.runs(self._db, 1, key)
        return _view(one, last[0] if last else None, lang)

    def _check(self, plan: NewSchedule, now: int) -> None:
        faults: list[Fault] = []
        try:
            self._deliverer.wish(plan, now)
        except Problem as problem:
            faults += problem.errors
        if plan.delivery is Delivery.MAIL:
            if not plan.recipients:
                faults.append(Fault(field="recipients", code="required"))
            if self._deliverer.mail() is None:
                faults.append(Fault(field="delivery", code="no_mail_server"))
        if faults:
            raise Problem("invalid", errors=faults)

    async def delete(self, user: Principal, key: str) -> None:
        """Its finished runs stay on record. Raises `Problem` `not_found`."""
        old = await self._known(key)

        async def make(tx: Transaction) -> Made:
            await store.delete_schedule(tx, key)
            return Made(Action.DELETE, key, _record(old), None)

        async with self._turn:
            await self._changes.carry_out(user, SUBJECT, make)

    async def run_now(self, key: str, lang: Language) -> RunView:
        """Make it now, beside its times. Raises `Problem` `not_found`."""
        one = await self._known(key)
        now = self._now_ms()
        run = _run(one, now, now)
        async with self._turn, self._db.transaction(durable=True) as tx:
            await store.add_run(tx, run)
        self._wake.set()
        return run_view(run, lang)

    async def runs(self, key: str | None, lang: Language) -> list[RunView]:
        """The newest first."""
        return [run_view(run, lang) for run in await store.runs(self._db, MAX_LISTED, key)]

    async def file(self, key: str) -> tuple[Run, Path]:
        """The file of a run. Raises `Problem` `not_found`."""
        run = await store.run(self._db, key)
        if run is None or not run.size:
            raise Problem("not_found")
        path = self._deliverer.path(run)
        if not await asyncio.to_thread(path.is_file):
            raise Problem("not_found")
        return run, path

    async def _known(self, key: str) -> Schedule:
        one = await store.schedule(self._db, key)
        if one is None:
            raise Problem("not_found")
        return one

    async def run(self) -> None:
        """Make what is due, until cancelled."""
        while True:
            self._wake.clear()
            wait = LONGEST_S
            try:
                await self.step()
                due = await store.next_moment(self._db)
                if due is not None:
                    wait = min(LONGEST_S, max(0.0, (due - self._now_ms()) / 1000))
            except UnavailableError:
                log.warning("reports that are due wait for the database")
            except Exception:
                log.exception("reports that are due could not be looked at")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(wait, 0.1)):
                    await self._wake.wait()

    async def step(self) -> None:
        """Make what is due by now, the oldest first."""
        await self._note_due()
        for run in await store.due_runs(self._db, self._now_ms()):
            await self._attempt(run)
        await self._prune()

    async def _note_due(self) -> None:
        now = self._now_ms()
        async with self._turn:
            for one in await store.schedules(self._db):
                if one.next_due is None or one.next_due > now:
                    continue
                over, following = missed(_plan(one.content), self._zone, one.next_due, now)
                async with self._db.transaction(durable=True) as tx:
                    for due in over:
                        await store.add_run(tx, _run(one, due, now))
                    await store.save_schedule(tx, msgspec.structs.replace(one, next_due=following))

    async def _attempt(self, run: Run) -> None:
        tried = run.attempts
        again = self._now_ms() + RETRY_S[min(tried, len(RETRY_S) - 1)] * 1000
        run = msgspec.structs.replace(run, attempts=tried + 1, next_try=again)
        if not await self._keep(run):
            return
        plan = _plan(run.content)
        try:
            if tried > len(RETRY_S):
                raise Problem("run_interrupted")
            made = await self._deliverer.make(run, plan)
            run = msgspec.structs.replace(run, file_name=made.name, size=made.size)
            if plan.delivery is Delivery.MAIL:
                await self._deliverer.send(run, plan)
        except UnavailableError:
            raise
        except Exception as error:  # whatever it is, it is this run's failure and must not stop the others
            run = self._failed(run, error)
        else:
            now, note = self._now_ms(), told_lost(made.lost)
            run = msgspec.structs.replace(run, state=RunState.DONE, next_try=None, finished=now, error=note)
        if not await self._keep(run):
            await asyncio.to_thread(self._deliverer.path(run).unlink, missing_ok=True)

    def _failed(self, run: Run, error: Exception) -> Run:
        match error:
            case Problem():
                text, final = told(error), error.code in FINAL
            case MailError():
                text = json.dumps({"code": error.code, "params": {"reason": str(error)}}, ensure_ascii=False)
                final = error.final
            case _:
                text, final = json.dumps({"code": "internal", "params": {}}), False
        log.warning("report %r, attempt %s: %s", run.name, run.attempts, error, exc_info=_trace(error))
        if final or run.attempts > len(RETRY_S):
            now = self._now_ms()
            return msgspec.structs.replace(run, state=RunState.FAILED, next_try=None, finished=now, error=text)
        return msgspec.structs.replace(run, error=text)

    async def _keep(self, run: Run) -> bool:
        async with self._turn, self._db.transaction(durable=True) as tx:
            return await store.save_run(tx, run)

    async def _prune(self) -> None:
        old = await store.too_old(self._db)
        if not old:
            return
        async with self._turn, self._db.transaction() as tx:
            await store.forget(tx, [run.id for run in old])
        for run in old:
            await asyncio.to_thread(self._deliverer.path(run).unlink, missing_ok=True)


def _trace(error: Exception) -> Exception | None:
    return None if isinstance(error, Problem | MailError) else error


def _plan(content: str) -> NewSchedule:
    return msgspec.json.decode(content, type=NewSchedule)


def _record(one: Schedule | None) -> dict[str, Any] | None:
    """As the record of changes has it."""
    return None if one is None else msgspec.json.decode(one.content)


def _run(one: Schedule, due: int, now: int) -> Run:
    name = _plan(one.content).name
    return Run(id=uuid.uuid4().hex, schedule=one.id, name=name, content=one.content, due=due, next_try=now)


def _view(one: Schedule, last: Run | None, lang: Language) -> ScheduleView:
    plan = _plan(one.content)
    return ScheduleView(
        **msgspec.structs.asdict(plan),
        id=one.id,
        next=None if one.next_due is None else utc(one.next_due),
        changed_by=one.changed_by,
        last=None if last is None else run_view(last, lang),
    )


def run_view(run: Run, lang: Language) -> RunView:
    """A run as clients get it."""
    error = ""
    if run.error:
        stored = json.loads(run.error)
        error = sentence(stored["code"], lang, **stored["params"])
    return RunView(
        id=run.id,
        schedule=run.schedule,
        name=run.name,
        due=utc(run.due),
        state=run.state,
        attempts=run.attempts,
        next_try=None if run.next_try is None else utc(run.next_try),
        finished=None if run.finished is None else utc(run.finished),
        error=error,
        file_name=run.file_name,
        size=run.size,
    )
