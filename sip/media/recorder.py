"""What a party says, written to a file as it comes (voicemail; a call's recording is one of each party's).

A file is WAV with µ-law at 8 kHz: what the network carries, at half the size of samples, and nothing is computed but
A-law into µ-law. It grows while the party speaks, at the latest `FLUSH` seconds + `LAG` seconds after it was said, so
that no more is lost where this process is killed. Its header holds no lengths until `seal`, which may come later and
from another process: they follow from the file's size.
"""

import contextlib
import logging
import os
import queue
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from sip.media.g711 import ALAW_TO_ULAW, PCMA, PCMU, SILENCE_ULAW
from sip.media.rtp import CLOCK, HEADER, Forward

FLUSH: Final = 0.5
"""Seconds between two writes."""
LAG: Final = 0.6
"""Seconds by which what is written stays behind, so that late and reordered packets still find their place."""
_STRAY: Final = CLOCK * 2 // 5
"""A packet whose timestamp would put it farther from its time of arrival than this many samples begins a new stretch
(the party's clock jumps, or drifts)."""
_UNKNOWN: Final = 0xFFFFFFFF
_SILENCE: Final = bytes([SILENCE_ULAW])

_WAV: Final = struct.Struct("<4sI4s4sIHHIIHHH4sII4sI")
"""RIFF, `fmt ` with extension (18 octets), `fact`, and the head of `data`."""
WAV_HEADER: Final = _WAV.size

_log = logging.getLogger(__name__)


def wav_header(samples: int | None) -> bytes:
    """The header of a µ-law file (RFC 2361, format 7) of so many samples, an even number; None: not known yet."""
    data = _UNKNOWN if samples is None else samples
    riff = _UNKNOWN if samples is None else samples + WAV_HEADER - 8
    head = (b"RIFF", riff, b"WAVE", b"fmt ", 18, 7, 1, CLOCK, CLOCK, 1, 8, 0)
    return _WAV.pack(*head, b"fact", 4, data, b"data", data)


def seal(path: Path) -> None:
    """Write the lengths into the header of a file that grew since. Nothing for one that is none of ours. Raises
    `OSError`."""
    with path.open("r+b") as file:
        head, blank = file.read(WAV_HEADER), wav_header(None)
        samples = os.fstat(file.fileno()).st_size - WAV_HEADER
        even = samples + samples % 2
        if head == wav_header(even) or head[:4] + head[8:38] != blank[:4] + blank[8:38]:
            return
        if samples != even:  # a chunk of odd length would want an octet behind it
            file.seek(0, os.SEEK_END)
            file.write(_SILENCE)
        file.seek(0)
        file.write(wav_header(even))


def seal_all(folder: Path) -> None:
    """Finish every file of a folder, after a process was killed that had been writing them."""
    for path in folder.glob("*.wav"):
        try:
            seal(path)
        except OSError as error:
            _log.error("recording %s: %s", path.name, error)


class Take:
    """The sound of one party on one time line, from `begun` (seconds) on. Pure.

    Packets lie where their RTP timestamps say, from the arrival of the first of their source on; what is missing is
    silence, so that the length is that of the clock.
    """

    __slots__ = ("_anchor", "_begun", "_sound", "_source", "_written")

    def __init__(self, begun: float) -> None:
        self._begun = begun
        self._sound = bytearray()
        self._written = 0
        self._source = -1
        self._anchor = 0

    def take(self, data: bytes, second: int, sequence: int, timestamp: int, ssrc: int, now: float) -> None:
        """A packet of the party; see `rtp.Forward`. Keys and comfort noise are silence."""
        kind = second & 0x7F
        if kind == PCMU:
            sound = data[HEADER:]
        elif kind == PCMA:
            sound = data[HEADER:].translate(ALAW_TO_ULAW)
        else:
            return
        arrived = self._samples(now)
        at = (timestamp - self._anchor) & 0xFFFFFFFF
        if ssrc != self._source or abs(at - arrived) > _STRAY:
            self._source, self._anchor, at = ssrc, (timestamp - arrived) & 0xFFFFFFFF, arrived
        self._put(at - self._written, sound)

    def _put(self, at: int, sound: bytes) -> None:
        if at < 0:
            sound, at = sound[-at:], 0
        if at > len(self._sound):
            self._sound += _SILENCE * (at - len(self._sound))
        self._sound[at : at + len(sound)] = sound

    def flush(self, now: float) -> bytes:
        """What is older than `LAG`, once."""
        return self._cut(self._samples(now - LAG) - self._written)

    def finish(self, now: float) -> bytes:
        """The rest, up to now."""
        return self._cut(self._samples(now) - self._written)

    def _cut(self, count: int) -> bytes:
        if count <= 0:
            return b""
        self._sound += _SILENCE * (count - len(self._sound))
        cut = bytes(self._sound[:count])
        del self._sound[:count]
        self._written += count
        return cut

    def _samples(self, now: float) -> int:
        return max(0, round((now - self._begun) * CLOCK))


class _Job(NamedTuple):
    """Sound for a file: `begin` makes it, `end` seals it."""

    path: Path
    sound: bytes
    begin: bool = False
    end: bool = False


class Recorder:
    """All parties that are recorded on one worker. The disk is a thread's affair: nobody's sound waits for it.
    `failed` is told why a file cannot be written, once for each."""

    def __init__(self, failed: Callable[[str], None]) -> None:
        self._failed = failed
        self._failures: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._takes: dict[str, tuple[Take, Path]] = {}
        self._due = 0.0
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None

    def begin(self, leg: str, path: Path, now: float) -> None:
        """Write what `leg` says to a new file, in place of what was being written of it."""
        self.end(leg, now)
        if self._writer is None:
            self._writer = threading.Thread(target=self._write, name="recorder", daemon=True)
            self._writer.start()
        self._takes[leg] = (Take(now), path)
        self._jobs.put(_Job(path, b"", begin=True))

    def end(self, leg: str, now: float) -> bool:
        """Finish the file. Whether there was one."""
        found = self._takes.pop(leg, None)
        if found is None:
            return False
        self._jobs.put(_Job(found[1], found[0].finish(now), end=True))
        return True

    def forward(self, leg: str) -> tuple[Forward, ...]:
        """Where the packets of `leg` go to be recorded; nowhere if it is not."""
        found = self._takes.get(leg)
        return () if found is None else (found[0].take,)

    def tick(self, now: float) -> None:
        """Hand what has come to the disk, now and then."""
        if not self._takes or now < self._due:
            return
        while not self._failures.empty():
            self._failed(self._failures.get())
        self._due = now + FLUSH
        for take, path in self._takes.values():
            self._jobs.put(_Job(path, take.flush(now)))

    def close(self, now: float) -> None:
        """The worker ends: finish every file, and wait for the disk."""
        for leg in tuple(self._takes):
            self.end(leg, now)
        if self._writer is not None:
            self._jobs.put(None)
            self._writer.join()

    def _write(self) -> None:
        broken: set[Path] = set()
        while (job := self._jobs.get()) is not None:
            if job.path in broken and not job.begin:
                continue
            try:
                _carry_out(job)
            except OSError as error:
                broken.add(job.path)
                _log.error("recording %s: %s", job.path.name, error)
                self._failures.put(str(error))


def _carry_out(job: _Job) -> None:
    with contextlib.closing(_Append(job.path, new=job.begin)) as file:
        if job.begin:
            file.write(wav_header(None))
        file.write(job.sound)
    if job.end:
        seal(job.path)


class _Append:
    """A file to write at the end of. Opened for each write: there are two a second, and nothing is left open."""

    def __init__(self, path: Path, *, new: bool) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC
        self._descriptor = os.open(path, flags | (os.O_CREAT | os.O_EXCL if new else 0), 0o600)

    def write(self, data: bytes) -> None:
        """All of it."""
        while data:
            data = data[os.write(self._descriptor, data) :]

    def close(self) -> None:
        """Shut it."""
        os.close(self._descriptor)
