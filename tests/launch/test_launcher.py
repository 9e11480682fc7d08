"""The command line with real processes: start, restart, refusal, stop, death."""

import asyncio
import datetime
import os
import signal
import ssl
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from api.launch.certificates import ensure_certificate
from tests.support.centre import ROOT, Centre, start
from tests.support.ports import free_port

SITE = """
[[users]]
id = "boss"
name = "管理 花子"
password = "Passw0rd-boss"
role = "supervisor"
extension = "200"

[[extensions]]
number = "200"
password = "Passw0rd-200"

[[groups]]
id = "desk"
name = "窓口"
number = "0311112222"
members = ["boss"]
"""


def launch(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the launcher to its end."""
    argv = [sys.executable, "-m", "api.launch.cli", *arguments]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def until_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + 30
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < deadline, pids
        time.sleep(0.02)


def ready(centre: Centre) -> bool:
    with centre.anonymous() as client:
        try:
            answer = client.get("/api/ready")
            return answer.status_code == 200 and bool(answer.json()["switch"])
        except (OSError, httpx.TransportError):
            return False


def test_a_site_file_makes_the_centre_and_a_restart_keeps_it(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(SITE, encoding="utf-8")
    folder = tmp_path / "data"
    with start(folder, site=site, command="serve") as centre:
        assert centre.carrier is None
        assert centre.document["fresh"] is True
        assert centre.groups == [{"id": "desk", "name": "窓口", "number": "0311112222"}]
        boss = centre.users[0]
        assert (boss["password"], boss["sip_password"]) == ("Passw0rd-boss", "Passw0rd-200")
        with centre.client(boss) as client:
            assert [group["id"] for group in client.get("/api/groups").json()] == ["desk"]
    (folder / "centre.json").unlink()
    with start(folder, site=site, command="serve") as centre:
        assert centre.document["fresh"] is False
        assert (centre.users[0]["id"], centre.users[0]["password"]) == ("boss", "")
        centre.client(boss).close()  # the old password still opens


@pytest.mark.parametrize("name", ["sip", "api", "carrier"])
def test_a_process_that_dies_is_replaced(tmp_path: Path, name: str) -> None:
    with start(tmp_path) as centre:
        old = centre.kill(name)
        deadline = time.monotonic() + 30
        while centre.pid(name) in (0, old) or not ready(centre):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert f"{name} ended (code -9) and is started again" in (tmp_path / "launcher.log").read_text()


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    with start(tmp_path) as centre:
        pids = [centre.pid(name) for name in ("sip", "api", "carrier")]
        assert all(pids)
        assert centre.stop() == 0
        assert not any(alive(pid) for pid in pids)
    assert (tmp_path / "launcher.log").read_text().rstrip().endswith("Stopped")
    assert not (tmp_path / "carrier.sock").exists()


def test_nothing_outlives_a_killed_launcher(tmp_path: Path) -> None:
    with start(tmp_path) as centre:
        pids = [centre.pid(name) for name in ("sip", "api", "carrier")]
        os.kill(centre.process.pid, signal.SIGKILL)
        until_gone(pids)


def test_a_certificate_of_ones_own_is_served(tmp_path: Path) -> None:
    own = ensure_certificate(tmp_path / "own", ["localhost"], datetime.datetime.now(datetime.UTC))
    options = ("--tls-cert", str(own.certificate), "--tls-key", str(own.key))
    with start(tmp_path / "data", *options, command="serve") as centre:
        assert centre.ca == own.certificate
        trusting = httpx.Client(base_url=centre.url, verify=ssl.create_default_context(cafile=str(own.ca)))
        with trusting as client:
            assert client.get("/api/ready").status_code == 200
        assert not (tmp_path / "data" / "tls").exists()


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    with start(tmp_path):
        second = launch("serve", "--data", str(tmp_path), "--port", str(free_port()), "--language", "en")
    assert second.returncode == 1
    assert f"Another Kikite uses the folder {tmp_path}" in second.stderr


def elsewhere(**taken: int) -> list[str]:
    """Options for ports that are free, but for those `taken`."""
    numbers = {name: taken.get(name) or free_port() for name in ("port", "sip_port", "media_port")}
    return [each for name, number in numbers.items() for each in (f"--{name.replace('_', '-')}", str(number))]


def test_a_faulty_site_file_is_refused_with_its_faults(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(SITE.replace('role = "supervisor"', 'role = "king"').replace('["boss"]', '["nobody"]'))
    ended = launch("serve", "--data", str(tmp_path / "data"), "--site", str(site), "--language", "en", *elsewhere())
    assert ended.returncode == 1
    assert "users.0.role" in ended.stderr


def test_a_taken_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with start(tmp_path / "one") as centre:
        for taken in ({"port": httpx.URL(centre.url).port}, {"sip_port": centre.sip["port"]}):
            (name, port), *_ = taken.items()
            ended = launch("serve", "--data", str(tmp_path / "two"), "--language", "en", *elsewhere(**taken))
            assert ended.returncode == 1
            assert f"Port {port} is in use: choose another with --{name.replace('_', '-')}" in ended.stderr
            assert not (tmp_path / "two" / "kikite.db").exists()


async def test_two_centres_run_side_by_side(tmp_path: Path) -> None:
    with start(tmp_path / "one") as one, start(tmp_path / "two") as two:
        assert one.carrier is not None
        assert two.carrier is not None
        calls = [await asyncio.to_thread(each.carrier.call, each.groups[0]["number"]) for each in (one, two)]
        for call in calls:
            await asyncio.to_thread(call.until, "ringing")
        assert one.url != two.url
