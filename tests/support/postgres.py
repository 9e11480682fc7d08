"""A throw-away PostgreSQL cluster for tests.

`pg_cluster` (session fixture) starts one on demand; `PgCluster.create_database()` gives an empty database's URL.
The server refuses to run as root, so as root it is run as the user `postgres` (or `nobody`).
"""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.ports import free_port

BIN_FOLDERS = [
    *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
    Path("/usr/local/bin"),
    Path("/usr/bin"),
]


def _binary(name: str) -> str | None:
    for folder in BIN_FOLDERS:
        if (folder / name).exists():
            return str(folder / name)
    return shutil.which(name)


def _account() -> pwd.struct_passwd | None:
    """The user to run the server as, or None to run it as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("neither postgres nor nobody is a user here")


class PgCluster:
    """One server on 127.0.0.1; user `kikite`, no password. Its data is in a temporary folder, or in one that is given
    and may hold those of an earlier one, which is not removed."""

    def __init__(self, folder: Path | None = None) -> None:
        self.port = free_port()
        self._account = _account()
        self._kept = folder is not None
        self._folder = folder or Path(tempfile.mkdtemp(prefix="kikite-pg-", dir="/tmp"))
        self._folder.mkdir(exist_ok=True)
        self._numbers = itertools.count(1)
        if self._account is not None:
            os.chown(self._folder, self._account.pw_uid, self._account.pw_gid)
        data = self._folder / "data"
        if not data.exists():
            made = ("-U", "kikite", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
            self._run("initdb", "-D", str(data), *made)
        self.start()

    def start(self) -> None:
        """Start the server and wait until it accepts connections."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-o", options, "-l", log, "-w", "-t", "60", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server: `immediate` as in a crash, `fast` orderly."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", mode, "-w", "stop")

    def create_database(self, name: str = "") -> str:
        """An empty database; its URL."""
        name = name or f"kikite_{next(self._numbers)}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "kikite", name)
        return self.url(name)

    def url(self, name: str) -> str:
        """That of a database."""
        return f"postgresql://kikite@127.0.0.1:{self.port}/{name}"

    def remove(self) -> None:
        """Stop the server and delete everything."""
        try:
            if (self._folder / "data" / "postmaster.pid").exists():
                self.stop()
        finally:
            if not self._kept:
                shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, name: str, *arguments: str) -> None:
        binary = _binary(name)
        if binary is None:
            raise FileNotFoundError(name)
        account = self._account
        # pg_ctl leaves the server behind with our pipes, so its output must not go to one that we would wait for
        with (self._folder / "commands").open("a+b") as output:
            result = subprocess.run(
                [binary, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                user=None if account is None else account.pw_uid,
                group=None if account is None else account.pw_gid,
                extra_groups=None if account is None else [],
                check=False,
            )
            if result.returncode != 0:
                output.seek(0)
                raise RuntimeError(f"{name} failed: {output.read().decode(errors='replace')}")


@pytest.fixture(scope="session")
def pg_cluster() -> Iterator[PgCluster]:
    """A running cluster for the whole test session; skipped where PostgreSQL is not installed."""
    if _binary("initdb") is None or _binary("postgres") is None:
        pytest.skip("PostgreSQL is not installed")
    cluster = PgCluster()
    try:
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture
def pg_url(pg_cluster: PgCluster) -> str:
    """The URL of an empty PostgreSQL database."""
    return pg_cluster.create_database()
