"""An api with nothing but its link, its intake and its database, for the tests to kill."""

import asyncio
import sys
from pathlib import Path

from api.db.engine import connect
from api.db.eventlog import EventLog
from api.db.migrate import migrate
from api.events.intake import Intake
from api.statistics.timeline import Calendar
from api.switch.link import SwitchLink
from sip.contract.commands import AnyCommand
from sip.contract.config import SwitchConfig


async def _configure() -> SwitchConfig:
    return SwitchConfig(version=1)


async def _restore(switch: str) -> tuple[AnyCommand, ...]:
    return ()


async def main(folder: Path) -> None:
    """Take events until killed."""
    database = connect(f"sqlite:///{folder / 'kikite.db'}")
    await database.open()
    await migrate(database, 0)
    intake = Intake(EventLog(database), Calendar(), dump_every=500)
    await intake.start()
    SwitchLink(folder / "switch.sock", intake, _configure, _restore).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
