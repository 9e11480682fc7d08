"""`python -m sip.carrier`: run the simulator, or tell a running one what to do; answers are JSON lines.

The process exits with 1 when the simulator refuses, cannot be reached, or (with `call --wait`) the call fails.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import random
import signal
import sys
from pathlib import Path
from typing import Any

from sip.carrier.client import ask
from sip.carrier.control import Control
from sip.carrier.exchange import Exchange, Settings
from sip.carrier.network import ENDINGS
from sip.carrier.protection import Tls
from sip.carrier.quirks import imitation, imitations
from sip.stack.interfaces import Address
from sip.stack.terms import Use


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    found = _parser().parse_args(arguments)
    if found.command == "run":
        return _run(found)
    try:
        return _tell(found)
    except OSError as error:
        print(json.dumps({"error": f"{found.control}: {error}"}))
        return 1


def _parser() -> argparse.ArgumentParser:
    endings = "\n".join(f"  ..{digits}  {meaning}" for digits, meaning in ENDINGS.items())
    parser = argparse.ArgumentParser(
        prog="python -m sip.carrier",
        description="Carrier simulator: real SIP and RTP, for demo, training and tests.",
        epilog=f"Dialled numbers ring and answer, but for those that end in\n{endings}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    _add_run(commands.add_parser("run", help="run the simulator"))
    _add_call(commands.add_parser("call", help="place a call now"))
    for name, text in (
        ("calls", "list the calls"),
        ("watch", "print what happens, for ever"),
        ("ping", "is it there?"),
        ("border", "who has registered, and what came of the last requests"),
    ):
        _control(commands.add_parser(name, help=text))
    for name, text in (("hangup", "end a call"), ("digits", "send DTMF"), ("say", "say something else")):
        command = commands.add_parser(name, help=text)
        _control(command)
        command.add_argument("call", help="name of the call, e.g. carrier-1")
        if name == "digits":
            command.add_argument("digits", help="0-9 * # A-D")
        if name == "say":
            command.add_argument("hz", type=float, help="tone in hertz, 0 for silence")
    command = commands.add_parser("set", help="change how the network behaves")
    _control(command)
    for option in ("rate", "limit", "talk-s", "ring-s", "answer-s", "answer-hz"):
        command.add_argument(f"--{option}", type=float)
    return parser


def _control(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--control", type=Path, required=True, help="the simulator's control socket")


def _add_run(parser: argparse.ArgumentParser) -> None:
    _control(parser)
    parser.add_argument("--sip-host", default="127.0.0.1")
    parser.add_argument("--sip-port", type=int, default=5080)
    parser.add_argument("--centre", default="127.0.0.1:5060", help="host:port that is called")
    parser.add_argument("--transport", choices=("udp", "tcp", "tls"), default="udp")
    parser.add_argument("--tls-port", type=int, default=0, help="SIP over TLS besides; 0: none")
    parser.add_argument("--tls-cert", type=Path, help="PEM; certificate for --tls-port")
    parser.add_argument("--tls-key", type=Path, help="PEM; its key")
    parser.add_argument(
        "--tls-ca", type=Path, help="PEM; the centre's certificate must lead there; default: any will do"
    )
    parser.add_argument(
        "--srtp", type=Use, choices=list(Use), default=Use.OFF, help="SRTP is refused, taken or demanded"
    )
    parser.add_argument("--numbers", nargs="*", default=[], help="numbers that are called at random")
    parser.add_argument("--rate", type=float, default=0.0, help="random calls per minute; 0: only on demand")
    parser.add_argument("--limit", type=int, default=6, help="random calls at a time")
    parser.add_argument("--talk-s", type=float, default=45.0, help="mean talk time of random calls")
    parser.add_argument("--ring-s", type=float, default=2.0, help="how long dialled numbers ring")
    parser.add_argument("--answer-s", type=float, default=0.0, help="how long dialled numbers talk; 0: for ever")
    parser.add_argument("--answer-hz", type=float, default=0.0, help="dialled numbers speak this tone; 0: speech")
    parser.add_argument("--imitate", choices=imitations(), default="", help="behave like this carrier")
    parser.add_argument("--quirks", type=json.loads, default={}, help="JSON; habits over those of the carrier")
    parser.add_argument("--seed", type=int, default=None, help="the same chance every time")


def _add_call(parser: argparse.ArgumentParser) -> None:
    _control(parser)
    parser.add_argument("--to", required=True)
    parser.add_argument("--from", dest="caller", default=None, help="calling number; '' withholds it")
    parser.add_argument("--name", default=None, help="display name; with --from '' the reason: Coin line/payphone …")
    parser.add_argument("--tone", type=float, default=0.0, help="speak this tone (Hz); 0: speech")
    parser.add_argument("--seconds", type=float, default=0.0, help="hang up so long after the answer; 0: do not")
    parser.add_argument("--patience", type=float, default=0.0, help="give up so long without an answer; 0: do not")
    parser.add_argument("--wait", action="store_true", help="print progress until the call has ended")


def _run(found: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    host, _, port = found.centre.rpartition(":")
    settings = Settings(
        host=found.sip_host,
        port=found.sip_port,
        centre=Address(found.transport, host.strip("[]"), int(port)),
        numbers=tuple(found.numbers),
        rate=found.rate,
        limit=found.limit,
        talk_s=found.talk_s,
        ring_s=found.ring_s,
        answer_s=found.answer_s,
        answer_hz=found.answer_hz,
        quirks=imitation(found.imitate, **found.quirks),
        tls=Tls(found.tls_port, found.tls_cert, found.tls_key, found.tls_ca) if found.tls_port else None,
        srtp=found.srtp,
    )
    asyncio.run(_serve(settings, found.control, random.Random(found.seed)))  # noqa: S311 - chance, no secret
    return 0


async def _serve(settings: Settings, path: Path, chance: random.Random) -> None:
    exchange = Exchange(settings, chance)
    control = Control(exchange, path)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await exchange.open()
    await control.open()
    try:
        await stop.wait()
    finally:
        await control.close()
        await exchange.close()


def _tell(found: argparse.Namespace) -> int:
    request = _request(found)
    endless = found.command == "watch" or getattr(found, "wait", False)
    call = ""
    for answer in ask(found.control, request, None if endless else 10.0):
        print(json.dumps(answer, ensure_ascii=False), flush=True)
        if "error" in answer:
            return 1
        if found.command == "watch":
            continue
        call = call or str(answer.get("call", ""))
        if not endless or (answer.get("event") == "ended" and answer["call"] == call):
            return 1 if answer.get("status") else 0
    return 0 if found.command == "watch" else 1


def _request(found: argparse.Namespace) -> dict[str, Any]:
    if found.command == "call":
        request = {"op": "call", "to": found.to, "hz": found.tone, "talk_s": found.seconds, "wait_s": found.patience}
        names = {"from": found.caller, "name": found.name}
        return request | {name: value for name, value in names.items() if value is not None}
    given = {name: value for name, value in vars(found).items() if name not in ("command", "control")}
    return {"op": found.command} | {name: value for name, value in given.items() if value is not None}


if __name__ == "__main__":
    sys.exit(main())
