"""One instance: certificate, database, site, then the processes in the order in which they need one another."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from api.db.errors import DatabaseError
from api.launch import history, readiness
from api.launch.certificates import TlsFiles, ensure_certificate
from api.launch.options import Options
from api.launch.ports import ports, until_free
from api.launch.prepare import api_environment, prepare
from api.launch.report import Site, announcement, document, write_json
from api.launch.simulator import SimulatorError
from api.launch.supervisor import Ended, Spec, Supervisor, python
from api.launch.words import words

_LOG_BYTES = 5_000_000


class Centre:
    """Starts and stops everything that `options` ask for; `on_end` is told when a process ends unasked, `say` what
    takes a while."""

    def __init__(self, options: Options, on_end: Callable[[Ended], None], say: Callable[[str], None]) -> None:
        self._options = options
        self._say = say
        self._supervisor = Supervisor(on_end)

    async def start(self) -> str:
        """Returns what to print once all is ready. Raises `PortTaken`, `NotReady`, `OSError`, `ValueError` (site)."""
        options = self._options
        await until_free(ports(options))
        tls, ca = _tls(options)
        (options.data / "log").mkdir(exist_ok=True)
        site = await prepare(options)
        if options.history and site.fresh:
            await self._make_history()
        await self._start("sip", switch_command(options, tls), lambda: readiness.unix_socket(options.switch_socket))
        await self._start(
            "api",
            python("-m", "api"),
            lambda: readiness.api(options.local_host, options.port, ca),
            api_environment(options, tls),
        )
        if options.demo:
            command = carrier_command(options, site)
            await self._start("carrier", command, lambda: readiness.json_line(options.carrier_socket))
        self._write_json(tls, site)
        return announcement(options, tls, site)

    async def _make_history(self) -> None:
        """Reports and history of a demo are full from the first minute. It starts without, too."""
        language = self._options.language
        self._say(words(language, "history", days=self._options.history))
        try:
            await history.of_demo(self._options)
        except (SimulatorError, DatabaseError) as error:
            self._say(words(language, "not_simulated", reason=error))

    def _write_json(self, tls: TlsFiles, site: Site) -> None:
        if self._options.json:
            write_json(self._options.json, document(self._options, tls, site, self._supervisor.pids()))

    async def _start(
        self, name: str, argv: tuple[str, ...], probe: readiness.Probe, env: dict[str, str] | None = None
    ) -> None:
        log = log_file(self._options, name)
        if log.exists() and log.stat().st_size > _LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        await self._supervisor.start(Spec(name, argv, {"PYTHONUNBUFFERED": "1", **(env or {})}, log))
        await readiness.wait_for(name, probe, lambda: not self._supervisor.given_up())

    async def stop(self) -> None:
        """Stop carrier, api and switch, in this order; what the api has not stored by then stays in the outbox."""
        await self._supervisor.stop()


def _tls(options: Options) -> tuple[TlsFiles, Path | None]:
    """The files for HTTPS, and the authority against which we check ourselves: none for the owner's own certificate."""
    if options.tls_cert and options.tls_key:
        return TlsFiles(options.tls_cert, options.tls_cert, options.tls_key), None
    names = list(
        dict.fromkeys(["localhost", "127.0.0.1", "::1", options.local_host, options.local_sip_host, *options.advertise])
    )
    tls = ensure_certificate(options.data / "tls", names, datetime.datetime.now(datetime.UTC))
    return tls, tls.ca


def log_file(options: Options, name: str) -> Path:
    """Where the process `name` writes."""
    return options.data / "log" / f"{name}.log"


def switch_command(options: Options, tls: TlsFiles) -> tuple[str, ...]:
    """Command line of the switch."""
    advertise = ("--advertise", *options.advertise) if options.advertise else ()
    return python(
        *("-m", "sip", "--socket", str(options.switch_socket), "--data", str(options.data)),
        *("--sip-host", options.sip_host, "--sip-port", str(options.sip_port)),
        *("--rtp-ports", options.rtp_ports, "--rtp-timeout", str(options.rtp_timeout)),
        *("--media-port", str(options.media_port)),
        *("--digest", options.sip_digest),
        *("--sip-tls-port", str(options.sip_tls_port), "--phone-srtp", options.phone_srtp),
        *("--tls-cert", str(tls.certificate), "--tls-key", str(tls.key)),
        *advertise,
    )


def carrier_command(options: Options, site: Site) -> tuple[str, ...]:
    """Command line of the simulator, a trunk peer on the address of the switch."""
    host = options.local_sip_host
    return python(
        *("-m", "sip.carrier", "run", "--control", str(options.carrier_socket)),
        *("--sip-host", host, "--sip-port", str(options.carrier_port)),
        *("--centre", f"{host}:{options.sip_port}"),
        *("--rate", str(options.rate), "--ring-s", str(options.ring_s), "--answer-hz", str(options.answer_hz)),
        *("--numbers", *(group.number for group in site.groups)),
    )
