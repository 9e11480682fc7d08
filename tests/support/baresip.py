"""baresip as a desk phone: a real SIP phone of other people's making, worked over its control socket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.support.chromium import tone_wav
from tests.support.ports import free_port
from tests.support.sound import pitch_of_samples, share_of_samples

MODULES = Path("/usr/lib/baresip/modules")
WAIT_S = 45.0
RATE = 8000
WAV_HEADER = 44


class DeskPhone:
    """A running baresip. `events` are its own, in order."""

    def __init__(
        self,
        folder: Path,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        process: asyncio.subprocess.Process,
    ) -> None:
        self._folder = folder
        self._reader = reader
        self._writer = writer
        self.process = process
        self.events: list[dict[str, Any]] = []

    async def until(self, kind: str) -> dict[str, Any]:
        """The next event of this type (`REGISTER_OK`, `CALL_INCOMING`, `CALL_ESTABLISHED`, `CALL_CLOSED` …)."""
        try:
            async with asyncio.timeout(WAIT_S):
                while True:
                    message = await self._message()
                    if message.get("event"):
                        self.events.append(message)
                        if message.get("type") == kind:
                            return message
        except TimeoutError:
            raise AssertionError(f"the desk phone told no {kind}, but {self.events}") from None

    async def registered(self) -> None:
        """Wait until the switch has taken the registration."""
        try:
            async with asyncio.timeout(WAIT_S):
                while True:
                    await self.do("reginfo")
                    message = await self._message()
                    while "data" not in message:
                        message = await self._message()
                    if "OK" in message["data"]:
                        return
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError("the desk phone is not registered:\n" + self.log()) from None

    def log(self) -> str:
        """What baresip has written."""
        return (self._folder / "log").read_text(errors="replace")

    def refer_to(self, number: str) -> str:
        """The Refer-To of an attended transfer to whom this phone has called by `number`: the URI with `Replaces`
        (RFC 5589 7), of the dialog that its own trace shows."""
        call_id, to_tag, from_tag = self._answered(number)
        return f"<sip:{number}@127.0.0.1?Replaces={quote(f'{call_id};to-tag={to_tag};from-tag={from_tag}', safe='')}>"

    def replaces(self, extension: str) -> str:
        """The Replaces of who takes the place of this phone, whose number is `extension`, in a call that it took."""
        call_id, own_tag, tag = self._answered(extension)
        return f"{call_id};to-tag={tag};from-tag={own_tag}"

    def _answered(self, called: str) -> tuple[str, str, str]:
        """Call-ID, To tag and From tag of the last call to `called` that the phone's own trace shows as answered."""
        oks = [part for part in re.split(r"\r?\n\r?\n", self.log()) if re.search(r"SIP/2\.0 200 ", part)]
        to = rf"(?m)^To: .*sip:{re.escape(called)}(?:-[^@]*)?@.*;tag=(\S+)"
        found = [part for part in oks if re.search(to, part) and re.search(r"(?m)^CSeq: \d+ INVITE", part)]
        assert found, "the phone has no such call:\n" + self.log()
        rules = (r"(?m)^Call-ID: *(\S+)", to, r"(?m)^From: .*;tag=(\S+)")
        call_id, to_tag, from_tag = (match[1] if (match := re.search(rule, found[-1])) else "" for rule in rules)
        return call_id, to_tag, from_tag

    async def do(self, command: str, parameters: str = "") -> None:
        """Give a command, such as `accept`, `hangup`, `dial`."""
        body = json.dumps({"command": command, "params": parameters}).encode()
        self._writer.write(b"%d:%s," % (len(body), body))
        await self._writer.drain()

    async def _message(self) -> dict[str, Any]:
        length = int((await self._reader.readuntil(b":"))[:-1])
        body = await self._reader.readexactly(length + 1)
        found: dict[str, Any] = json.loads(body[:-1])
        return found

    def heard(self) -> float:
        """Strongest frequency (Hz) of the last half second that was recorded of the received sound; 0: nothing."""
        files = sorted(self._folder.glob("dump-*-dec.wav"), key=lambda path: path.stat().st_mtime)
        if not files:
            return 0.0
        # 16-bit mono at the codec's rate; the header's length is not written before the call ends.
        samples = files[-1].read_bytes()[WAV_HEADER:]
        return pitch_of_samples(samples[: len(samples) // 2 * 2][-RATE:], RATE)

    def shares(self, *hertz: float) -> list[float]:
        """The share (0 to 1) of each of these tones in the last half second of the received sound."""
        files = sorted(self._folder.glob("dump-*-dec.wav"), key=lambda path: path.stat().st_mtime)
        samples = files[-1].read_bytes()[WAV_HEADER:] if files else b""
        return [share_of_samples(samples[: len(samples) // 2 * 2][-RATE:], RATE, tone) for tone in hertz]

    async def hears(self, hertz: float) -> None:
        """Wait until this tone arrives."""
        found = 0.0
        for _ in range(int(WAIT_S / 0.1)):
            found = self.heard()
            if abs(found - hertz) < 12:
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"the desk phone hears {found:.0f} Hz, not {hertz} Hz")


def _configure(
    folder: Path, sip: dict[str, Any], user: dict[str, Any], hertz: int, control: int, trusted: Path | None
) -> None:
    extension, password = user["extension"], user["sip_password"]
    way = f"{sip['port']};transport=udp" if trusted is None else f"{sip['tls_port']};transport=tls"
    (folder / "accounts").write_text(
        f"<sip:{extension}@{sip['host']}:{way}>;auth_user={extension};auth_pass={password}"
        ";answermode=manual;regint=60;audio_codecs=PCMU/8000/1,PCMA/8000/1;ptime=20"
        f"{';mediaenc=srtp-mand' if trusted else ''}\n",
        encoding="utf-8",
    )
    secure = "" if trusted is None else f"module srtp.so\nsip_cafile {trusted}\n"
    (folder / "contacts").write_text("")
    voice = tone_wav(folder / "voice.wav", hertz, seconds=60)
    modules = "".join(f"module {name}.so\n" for name in ("g711", "aufile", "aubridge", "sndfile")) + "".join(
        f"module_app {name}.so\n" for name in ("account", "menu", "ctrl_tcp")
    )
    (folder / "config").write_text(
        f"module_path {MODULES}\n{secure}{modules}ctrl_tcp_listen 127.0.0.1:{control}\n"
        f"audio_source aufile,{voice}\naudio_player aubridge,nobody\naudio_alert aubridge,nobody\n"
        f"ausrc_srate 48000\nauplay_srate 8000\nsnd_path {folder}\nnet_interface 127.0.0.1\n",
        encoding="utf-8",
    )


@contextlib.asynccontextmanager
async def desk_phone(
    folder: Path, sip: dict[str, Any], user: dict[str, Any], hertz: int, trusted: Path | None = None
) -> AsyncIterator[DeskPhone]:
    """A phone that is registered as `user`'s extension and speaks a tone of `hertz`. `trusted`: the file of the
    authority by which it knows the centre over TLS; then it takes SRTP only."""
    folder.mkdir(parents=True)
    control = free_port()
    _configure(folder, sip, user, hertz, control, trusted)
    with (folder / "log").open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            "baresip", "-s", "-f", str(folder), stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        reader, writer = await _connect(control, folder)
        phone = DeskPhone(folder, reader, writer, process)
        yield phone
        writer.close()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _connect(port: int, folder: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for _ in range(100):
        with contextlib.suppress(ConnectionRefusedError):
            return await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(0.05)
    raise AssertionError("baresip does not start:\n" + (folder / "log").read_text(errors="replace"))
