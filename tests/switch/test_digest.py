"""How a running switch challenges a desk phone."""

import asyncio
import socket
import sys
from pathlib import Path

import pytest

from tests.support.ports import free_port, free_range

ROOT = Path(__file__).parents[2]
REGISTER = """REGISTER sip:127.0.0.1 SIP/2.0\r
Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKone;rport\r
From: <sip:101@127.0.0.1>;tag=1\r
To: <sip:101@127.0.0.1>\r
Call-ID: one\r
CSeq: 1 REGISTER\r
Max-Forwards: 70\r
Contact: <sip:101@127.0.0.1:9>\r
Content-Length: 0\r
\r
"""


async def _challenges(folder: Path, *options: str) -> list[str]:
    """The algorithms of the 401, in order."""
    port, (first, last) = free_port(), free_range(20)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sip", "--data", str(folder), "--sip-host", "127.0.0.1", "--sip-port", str(port)),
        *("--rtp-ports", f"{first}-{last}", "--media-port", str(free_port()), *options),
        cwd=ROOT,
    )
    loop = asyncio.get_running_loop()
    try:
        with socket.socket(type=socket.SOCK_DGRAM) as phone:
            phone.setblocking(False)
            phone.bind(("127.0.0.1", 0))
            async with asyncio.timeout(30):
                while True:  # the switch may still be starting
                    await loop.sock_sendto(phone, REGISTER.encode(), ("127.0.0.1", port))
                    try:
                        async with asyncio.timeout(0.5):
                            answer = (await loop.sock_recv(phone, 65536)).decode()
                        break
                    except (TimeoutError, ConnectionRefusedError):
                        continue
    finally:
        process.terminate()
        await process.wait()
    assert answer.startswith("SIP/2.0 401")
    lines = [line for line in answer.split("\r\n") if line.startswith("WWW-Authenticate")]
    return [line.partition("algorithm=")[2].partition(",")[0] for line in lines]


@pytest.mark.parametrize(
    ("options", "expected"), [((), ["MD5"]), (("--digest", "strongest"), ["SHA-256", "MD5"])], ids=["default", "strong"]
)
async def test_a_phone_is_challenged_as_the_site_wants(
    tmp_path: Path, options: tuple[str, ...], expected: list[str]
) -> None:
    assert await _challenges(tmp_path, *options) == expected
