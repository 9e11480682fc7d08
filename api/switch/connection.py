"""One connection to a switch: frames in and out, answers matched to questions."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from typing import Final

from api.switch.errors import SwitchDown
from sip.contract.commands import AnyCommand, AnyResult
from sip.contract.frames import AnyFrame, Decoder, FrameError, Hello, Request, Response, encode

READ: Final = 65536


class Connection:
    """Owns the two streams of a connection that has just been made."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._decoder = Decoder()
        self._ids = itertools.count(1)
        self._asked: dict[int, asyncio.Future[AnyResult]] = {}

    async def greeting(self) -> Hello:
        """The switch's `Hello`. Raises `FrameError`, `EOFError` and `OSError`."""
        frames: list[AnyFrame] = []
        while not frames:
            frames = await self._receive()
        # The switch says nothing more before it has our Hello, so there is exactly one frame.
        if not isinstance(frames[0], Hello) or len(frames) > 1:
            raise FrameError(f"the first frame is {type(frames[0]).__name__}, not Hello alone")
        return frames[0]

    async def frames(self) -> AsyncIterator[AnyFrame]:
        """Everything but responses, which `ask` gives to whom they belong. Ends by `EOFError`, `OSError` or
        `FrameError`."""
        while True:
            for frame in await self._receive():
                if isinstance(frame, Response):
                    self._answered(frame)
                else:
                    yield frame

    def write(self, frame: AnyFrame) -> None:
        """Send `frame`."""
        if not self._writer.transport.is_closing():
            self._writer.write(encode(frame))

    async def ask(self, command: AnyCommand) -> AnyResult:
        """Send `command` and wait for its result. Raises `SwitchDown` where the connection ends first."""
        if self._writer.transport.is_closing():
            raise SwitchDown("the connection has ended")
        number = next(self._ids)
        answer: asyncio.Future[AnyResult] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        try:
            self.write(Request(id=number, command=command))
            return await answer
        finally:
            self._asked.pop(number, None)

    def close(self) -> None:
        """End the connection; every `ask` under way raises `SwitchDown`."""
        self._writer.transport.abort()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(SwitchDown("the connection ended before the answer"))

    def _answered(self, response: Response) -> None:
        answer = self._asked.get(response.id)
        if answer is not None and not answer.done():
            answer.set_result(response.result)

    async def _receive(self) -> list[AnyFrame]:
        data = await self._reader.read(READ)
        if not data:
            raise EOFError("closed by the switch")
        return self._decoder.feed(data)
