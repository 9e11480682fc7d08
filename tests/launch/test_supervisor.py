"""Processes are restarted within bounds, stopped in order and never outlive the launcher."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from api.launch.supervisor import Ended, Limits, Spec, Supervisor, python

QUICK = Limits(restarts=2, window_s=60, pause_s=0.01, stop_s=0.5)
SLEEPER = "import time; time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
)
PARENT = (
    "import subprocess, sys, time; "
    f"child = subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]); print(child.pid, flush=True); time.sleep(600)"
)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


async def until_gone(pid: int) -> None:
    async with asyncio.timeout(20):
        while alive(pid):
            await asyncio.sleep(0.01)


async def first_line(log: Path) -> str:
    async with asyncio.timeout(20):
        while not (log.exists() and log.read_text().endswith("\n")):
            await asyncio.sleep(0.01)
    return log.read_text().strip()


async def test_a_child_that_dies_is_started_again() -> None:
    ends: asyncio.Queue[Ended] = asyncio.Queue()
    supervisor = Supervisor(ends.put_nowait, QUICK)
    await supervisor.start(Spec("one", python("-c", SLEEPER)))
    first = supervisor.pid("one")
    os.kill(first, signal.SIGKILL)
    assert await asyncio.wait_for(ends.get(), 20) == Ended("one", -signal.SIGKILL, given_up=False)
    async with asyncio.timeout(20):
        while supervisor.pid("one") in (0, first):
            await asyncio.sleep(0.01)
    second = supervisor.pid("one")
    await supervisor.stop()
    assert not alive(second)
    assert ends.empty()  # an end that was asked for is none to report


async def test_restarts_are_bounded() -> None:
    ends: asyncio.Queue[Ended] = asyncio.Queue()
    supervisor = Supervisor(ends.put_nowait, QUICK)
    await supervisor.start(Spec("bad", python("-c", "raise SystemExit(3)")))
    found = [await asyncio.wait_for(ends.get(), 20) for _ in range(3)]
    assert [end.given_up for end in found] == [False, False, True]
    assert {end.code for end in found} == {3}
    assert supervisor.given_up()
    assert supervisor.pid("bad") == 0
    await supervisor.stop()


async def test_who_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda _: None, QUICK)
    await supervisor.start(Spec("stubborn", python("-c", STUBBORN), log=tmp_path / "log"))
    await first_line(tmp_path / "log")
    pid = supervisor.pid("stubborn")
    await supervisor.stop()
    assert not alive(pid)


async def test_grandchildren_go_with_their_parent(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda _: None, QUICK)
    await supervisor.start(Spec("parent", python("-c", PARENT), log=tmp_path / "log"))
    grandchild = int(await first_line(tmp_path / "log"))
    assert alive(grandchild)
    os.kill(supervisor.pid("parent"), signal.SIGKILL)
    await until_gone(grandchild)
    await supervisor.stop()


async def test_children_are_stopped_in_reverse_order(tmp_path: Path) -> None:
    told = tmp_path / "order"
    code = (
        "import signal, sys, time\n"
        f"signal.signal(signal.SIGTERM, lambda *_: (open({str(told)!r}, 'a').write(sys.argv[1]), sys.exit(0)))\n"
        "print('up', flush=True)\n"
        "time.sleep(600)"
    )
    supervisor = Supervisor(lambda _: None)
    for name in "abc":
        await supervisor.start(Spec(name, python("-c", code, name), log=tmp_path / name))
        await first_line(tmp_path / name)
    await supervisor.stop()
    assert told.read_text() == "cba"


async def test_children_do_not_outlive_a_killed_launcher(tmp_path: Path) -> None:
    script = tmp_path / "launcher.py"
    script.write_text(
        "import asyncio\n"
        "from api.launch.supervisor import Spec, Supervisor, python\n"
        "async def main():\n"
        "    supervisor = Supervisor(lambda _: None)\n"
        f"    await supervisor.start(Spec('one', python('-c', {SLEEPER!r})))\n"
        "    print(supervisor.pid('one'), flush=True)\n"
        "    await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    launcher = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment)
    assert launcher.stdout is not None
    child = int(await asyncio.to_thread(launcher.stdout.readline))
    assert alive(child)
    launcher.kill()
    launcher.communicate()
    await until_gone(child)
