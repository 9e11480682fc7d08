"""RFC 4475 and RFC 5118 against a live agent on loopback: as a stranger, and as a trunk whose calls are taken."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from sip.stack import sdp
from sip.stack.agent import UserAgent
from sip.stack.session import Session
from tests.stack.kit import App

CORPUS = Path(__file__).parent.parent / "data" / "sip-torture"


def take(session: Session) -> None:
    session.ring()
    session.accept(sdp.answer(session.remote_sdp, "127.0.0.1", 4000, 1).text)


@pytest.mark.parametrize("trunk", [None, "t1"], ids=["stranger", "trunk"])
async def test_all_messages_are_handled_rightly(trunk: str | None, tmp_path: Path) -> None:
    agent = UserAgent(App(take, trunk))
    port = await agent.listen("udp", "127.0.0.1")
    record = tmp_path / "record.json"
    command = [CORPUS / "torture.py", "127.0.0.1", str(port), "--set", "all", "--wait", "0.3", "--json", record]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *map(str, command), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output = (await process.communicate())[0].decode()
    await agent.close()
    assert process.returncode == 0, output
    assert "0 wrong" in output and "61 sent" in output and "0 server unresponsive" in output, output
    assert json.loads(record.read_text())
