"""The face of the domain: inputs with their time in, events and effects out."""

from collections.abc import Callable

from msgspec import Struct

from sip.contract.commands import AnyCommand, AnyResult, Done
from sip.contract.config import SwitchConfig
from sip.contract.enums import Cause
from sip.contract.events import AnyEvent
from sip.contract.snapshot import LiveCall, LiveOperator
from sip.domain.effects import AnyEffect, AnyOrigin


class LiveState(Struct, frozen=True, kw_only=True):
    """The domain's share of a contract `Snapshot`; the shell adds switch, seq and trunks."""

    config_version: int
    calls: tuple[LiveCall, ...]
    operators: tuple[LiveOperator, ...]
    registrations: dict[str, int]


class Centre:
    """The call centre without its input and output.

    `ids(kind)` gives ids that are unique for ever, kind being `call`, `visit`, `offer`, `segment`, `hold` or `leg`.
    Every input takes `now` (ms, monotonic, never decreasing) last; after each, `take()` gives what it caused, in order.

    The domain knows no wall clock: it emits `LoggedOut` with `effective_mono` and `effective_at=0`, and the shell fills
    in `effective_at = at - (mono - effective_mono)`. `PhoneChanged` and `RegistrationChanged` come from here;
    `SwitchStarted`, `TrunkChanged` and `Alarm` are the shell's own.
    """

    def __init__(self, ids: Callable[[str], str]) -> None:
        self._ids = ids

    def take(self) -> list[AnyEvent | AnyEffect]:
        """What happened since the last `take()`, in order, events and effects mixed."""
        return []

    def next_due(self) -> int | None:
        """When `tick` must be called at the latest, ms; None: not before another input."""
        return None

    def configure(self, config: SwitchConfig, now: int) -> None:
        """Replace the configuration (contract `Configure`)."""

    def command(self, command: AnyCommand, now: int) -> AnyResult:
        """Carry out a command: `Done`, `Dialled` or `Refused`; a refused one changes and emits nothing.

        `Configure`, `AttachPhone` and `GetSnapshot` are the shell's (`configure`, `phone_attached`, `snapshot`) and
        raise `TypeError` here. For `DetachPhone` the shell closes the media leg afterwards.
        """
        return Done()

    def phone_attached(self, operator: str, now: int) -> None:
        """The media of `operator`'s browser phone flows. Again while attached: replaced, what it hears is repeated."""

    def phone_lost(self, operator: str, now: int) -> None:
        """The browser phone is gone; a call on it is kept for the grace time (F5.9)."""

    def devices(self, extension: str, count: int, now: int) -> None:
        """`extension` now has `count` registered desk phones."""

    def api_link(self, up: bool, now: int) -> None:
        """Whether heartbeats can reach us at all; down at first. Silence counts only while the link is up."""

    def incoming(self, leg: str, origin: AnyOrigin, now: int) -> None:
        """A new leg calls. It is answered by `Ring`, `Accept` or `Release` effects, perhaps later."""

    def leg_ringing(self, leg: str, early_media: bool, now: int) -> None:
        """The far end of an originated leg rings; `early_media`: it sends sound already (RFC 3960)."""

    def leg_answered(self, leg: str, now: int) -> None:
        """An originated leg was answered."""

    def leg_failed(self, leg: str, cause: Cause, sip_status: int, now: int) -> None:
        """An originated leg came to nothing; `sip_status`: the final response, 0 where there was none."""

    def leg_ended(self, leg: str, cause: Cause, now: int) -> None:
        """A leg's party hung up (BYE, or CANCEL of an incoming leg), or the leg broke down."""

    def tick(self, now: int) -> None:
        """Let the timers that are due by `now` go off."""

    def snapshot(self) -> LiveState:
        """The live state. Take what is waiting in `take()` first, so that the log position matches."""
        raise RuntimeError
