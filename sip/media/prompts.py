"""Sounds by name, cut into frames of 20 ms in both codecs."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sip.media.g711 import PCMA, SILENCE_ULAW, ULAW_TO_ALAW
from sip.media.rtp import FRAME

BUILT_IN: Final = Path(__file__).parent / "sounds"
SILENCE: Final = bytes([SILENCE_ULAW]) * FRAME


class Prompts:
    """All `*.ulaw` files (8 kHz µ-law without header) of some folders; a later folder wins over an earlier one.

    Frames are cut at the start, and converted when a codec first asks for them: half a minute is 1500 of them.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._frames: dict[tuple[str, bool], tuple[bytes, ...]] = {}
        self._files: dict[str, tuple[Path, int, int]] = {}
        self.names: tuple[str, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Look into the folders again: read what is new or has changed, forget what is gone. What is being played
        plays on as it was."""
        found: dict[str, tuple[Path, int, int]] = {}
        for folder in self._folders:
            for path in sorted(folder.glob("*.ulaw")):
                status = path.stat()
                found[path.stem] = (path, status.st_mtime_ns, status.st_size)
        for name in self._files.keys() - found.keys():
            self._forget(name)
        for name, file in found.items():
            if self._files.get(name) != file:
                self._forget(name)
                self._frames[name, False] = _cut(file[0].read_bytes())
        self._files = found
        self.names = tuple(sorted(found))

    def _forget(self, name: str) -> None:
        for law in (False, True):
            self._frames.pop((name, law), None)

    def frames(self, name: str, payload_type: int) -> tuple[bytes, ...]:
        """The frames of a prompt; none for an unknown name."""
        law = payload_type == PCMA
        found = self._frames.get((name, law))
        if found is None:
            found = tuple(frame.translate(ULAW_TO_ALAW) for frame in self._frames.get((name, False), ()))
            self._frames[name, law] = found
        return found


def silence(payload_type: int) -> bytes:
    """A silent frame."""
    return SILENCE.translate(ULAW_TO_ALAW) if payload_type == PCMA else SILENCE


def _cut(data: bytes) -> tuple[bytes, ...]:
    data += SILENCE[: -len(data) % FRAME]
    return tuple(data[at : at + FRAME] for at in range(0, len(data), FRAME))
