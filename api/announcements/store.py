"""The files of the sounds, which the switch's media workers play."""

import contextlib
from pathlib import Path

from sip.contract import prompts

SHIPPED = Path(prompts.__file__).parents[1] / "media" / "sounds"
"""The sounds that come with the program."""


class SoundFiles:
    """`<id>.ulaw` in a folder: 8 kHz µ-law without header. Ids are checked before (`api.site.reception.SoundId`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, sound: str, coded: bytes) -> None:
        """Whole or not at all: the workers may read at any moment."""
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._folder / f"{sound}.new"
        new.write_bytes(coded)
        new.replace(self._folder / f"{sound}.ulaw")

    def read(self, sound: str) -> bytes | None:
        """One's own sound of that name, else the shipped one, else None."""
        for folder in (self._folder, SHIPPED):
            with contextlib.suppress(FileNotFoundError):
                return (folder / f"{sound}.ulaw").read_bytes()
        return None

    def delete(self, sound: str) -> None:
        """Nothing if it is not there."""
        (self._folder / f"{sound}.ulaw").unlink(missing_ok=True)
