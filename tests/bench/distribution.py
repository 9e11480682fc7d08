"""What a call to a group costs the switch: sipp → Kikite → one of 20 operators' desk phones (sipp), over UDP.

The number leads to a group of 20 operators who are rung one at a time, the longest idle first. An operator who is in
後処理 chooses 受付可 at once. As 20 operators take 12 calls of one second per second with ease, higher rates go to
several such groups in turn. `python -m tests.bench.distribution [--quick]`.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import re
import socket
import tempfile
from pathlib import Path

from sip.contract.commands import LogIn, SetStatus
from sip.contract.config import Extension, Group, Member, SwitchConfig, Trunk, User
from sip.contract.enums import PhoneKind, Status, Strategy
from sip.contract.events import AnyEvent, StatusChanged
from tests.bench.callers import Result, called, rows, run
from tests.bench.subject import Switch, switch
from tests.support.ports import free_port

OPERATORS = 20
"""Per group."""
GROUP_RATE = 12
"""Calls per second that go to one group."""
GROUPS = 50
RATES = (10, 20, 50, 100, 200, 300, 400, 500, 600)
REALM = "kikite"
PASSWORD = "Bench4Phones"
EXTENSIONS = [f"{number:04d}" for number in range(1000, 1000 + GROUPS * OPERATORS)]
NUMBERS = [f"03999{group:05d}" for group in range(GROUPS)]


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def config() -> SwitchConfig:
    """All groups, their operators and their desk phones."""
    return SwitchConfig(
        version=1,
        realm=REALM,
        grace_s=3600,
        extensions=tuple(
            Extension(number=number, user=number, digest={"MD5": _md5(f"{number}:{REALM}:{PASSWORD}")})
            for number in EXTENSIONS
        ),
        users=tuple(User(id=number, name=number, extension=number, phone=PhoneKind.DESK) for number in EXTENSIONS),
        groups=tuple(
            Group(
                id=number,
                name=number,
                number=number,
                strategy=Strategy.LONGEST_IDLE,
                members=tuple(
                    Member(user=user) for user in EXTENSIONS[index * OPERATORS : index * OPERATORS + OPERATORS]
                ),
            )
            for index, number in enumerate(NUMBERS)
        ),
        trunks=(Trunk(id="bench", host="127.0.0.1", port=free_port(), accept_from=("127.0.0.1",), options_s=0),),
    )


def heard(running: Switch, event: AnyEvent) -> None:
    """Who is in 後処理 takes calls again."""
    if isinstance(event, StatusChanged) and event.status == Status.ACW:
        running.command(SetStatus(operator=event.operator, status=Status.AVAILABLE))


def register(running: Switch, port: int) -> None:
    """Register all desk phones, from and at `port`."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.bind(("127.0.0.1", port))
        phone.connect(("127.0.0.1", running.port))
        phone.settimeout(10)
        for number in EXTENSIONS:
            challenge = _ask(phone, number, port, 1, "")
            found = re.search(r'nonce="([^"]+)"', challenge)
            assert found, challenge
            answer = _ask(phone, number, port, 2, _authorization(number, running.port, found[1]))
            assert answer.startswith("SIP/2.0 200"), answer


def _authorization(number: str, port: int, nonce: str) -> str:
    uri = f"sip:127.0.0.1:{port}"
    secret, request = _md5(f"{number}:{REALM}:{PASSWORD}"), _md5(f"REGISTER:{uri}")
    response = _md5(f"{secret}:{nonce}:00000001:bench:auth:{request}")
    return (
        f'Authorization: Digest username="{number}", realm="{REALM}", nonce="{nonce}", uri="{uri}", algorithm=MD5, '
        f'qop=auth, nc=00000001, cnonce="bench", response="{response}"\r\n'
    )


def _ask(phone: socket.socket, number: str, port: int, cseq: int, more: str) -> str:
    own = f"sip:{number}@127.0.0.1:{port}"
    registrar = phone.getpeername()[1]
    phone.send(
        (
            f"REGISTER sip:127.0.0.1:{registrar} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{number}{cseq}\r\n"
            f"From: <sip:{number}@127.0.0.1>;tag={number}\r\nTo: <sip:{number}@127.0.0.1>\r\n"
            f"Call-ID: bench-{number}\r\nCSeq: {cseq} REGISTER\r\nContact: <{own}>\r\nExpires: 3600\r\n"
            f"Max-Forwards: 70\r\n{more}Content-Length: 0\r\n\r\n"
        ).encode()
    )
    return phone.recv(65536).decode()


async def measure(rates: tuple[int, ...], seconds: int) -> list[Result]:
    """Runs at each of `rates`."""
    with tempfile.TemporaryDirectory(prefix="kikite-bench-") as name:
        folder, port = Path(name), free_port()
        async with switch(folder, config(), heard) as running:
            await asyncio.to_thread(register, running, port)
            async with called(folder, port):
                for number in EXTENSIONS:
                    running.command(LogIn(operator=number, session=number))
                    running.command(SetStatus(operator=number, status=Status.AVAILABLE))
                await run(running, folder, 10, 2, NUMBERS[:1])  # warm
                return [await run(running, folder, rate, seconds, NUMBERS[: -(-rate // GROUP_RATE)]) for rate in rates]


def report(results: list[Result]) -> str:
    """The table."""
    return f"Distribution: sipp → Kikite → operator of a group of 20, longest idle first, one second\n{rows(results)}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.distribution", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short runs, for trying it out")
    quick = parser.parse_args().quick
    print(report(asyncio.run(measure(RATES[:4] if quick else RATES, 3 if quick else 15))))


if __name__ == "__main__":
    main()
