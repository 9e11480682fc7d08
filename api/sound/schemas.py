"""What the test of the sound sends and gets."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from api.sound.verdict import Verdict

Label = Annotated[str, Meta(max_length=200)]
Count = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]
Milliseconds = Annotated[float, Meta(ge=0, le=600_000)]


class EchoFigures(Struct, frozen=True, kw_only=True):
    """What the media server has counted of one's browser phone since it was attached (RFC 3550 section 6.4.1); the
    difference of two such is what lies between. `echo`: whether the phone hears itself. `packets`, `lost`, `jitter`: of
    what came from the browser; `sent`: packets sent to it, `remote_lost`, `remote_jitter`, `rtt`: what the browser's
    own reports say of those, null before the first. Times in ms."""

    echo: bool
    packets: int
    lost: int
    jitter: float
    sent: int
    remote_lost: int | None
    remote_jitter: float | None
    rtt: float | None


class NewSoundTest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a test has shown. `microphone`, `speaker`, `ringer`: labels of the devices, "" for the browser's default;
    `heard`: whether what was said came back. `packets`, `lost`, `jitter`: from the browser to the server;
    `…_back`: of the echo, as the browser got it, so a packet that was lost on the way there is missing on the way back,
    too. `lost` may be negative where packets were repeated. Times in ms; `rtt` null: not measured."""

    microphone: Label = ""
    speaker: Label = ""
    ringer: Label = ""
    heard: bool
    packets: Annotated[int, Meta(ge=0, le=1_000_000)]
    lost: Count
    jitter: Milliseconds
    packets_back: Annotated[int, Meta(ge=0, le=1_000_000)]
    lost_back: Count
    jitter_back: Milliseconds
    rtt: Milliseconds | None = None


class SoundTestView(Struct, frozen=True, kw_only=True):
    """A test. `loss`, `loss_back`: percent. `verdict`: `good` (loss at most 1 %, jitter 30 ms, round trip 300 ms),
    `usable` (5 %, 60 ms, 800 ms), `bad` beyond that, `silent` where nothing that was said came back. The worse
    direction counts."""

    id: str
    user: str
    user_name: str
    at: datetime
    verdict: Verdict
    microphone: str
    speaker: str
    ringer: str
    heard: bool
    loss: float
    loss_back: float
    jitter: int
    jitter_back: int
    rtt: int | None
