"""The live state that the fold keeps: what is open now, and today's figures. Serialisable by msgspec, whole."""

from msgspec import Struct, field

from api.statistics.busy import Busy
from api.statistics.facts import CallFile, Login, StatusSpan, Supervision
from api.statistics.ledger import Ledger
from api.statistics.memory import Memory, Past
from api.statistics.timeline import Timeline
from sip.contract.enums import Cause, Refusal, StatusId, TrunkState


class FailedDial(Struct, kw_only=True):
    """What somebody dialled last and came to nothing `at` (wall ms): a call that ended with `cause` (`sip_status`: the
    final response that refused it, 0 where there was none; `rang`: it had been ringing), or a `refusal` before there
    was any."""

    at: int
    number: str
    internal: bool = False
    cause: Cause | None = None
    sip_status: int = 0
    rang: bool = False
    refusal: Refusal | None = None


class OperatorState(Struct, kw_only=True):
    """An operator as the log shows them. `login` and `span` are None while logged out; `logged_out`: wall time of the
    last log-out; `lost`: it was because the client was gone (F3.12); `recent`: closed spans of this login of the last
    hour, which a late log-out may still take back; `next`: status chosen during the present call for afterwards, "" =
    none; `acws`: segment → call of the ACW that is open; `failed`: the last call dialled, if it failed and none has
    followed in this login."""

    login: Login | None = None
    span: StatusSpan | None = None
    next: StatusId = ""
    logged_out: int | None = None
    lost: bool = False
    alert: bool = False
    phone: bool = False
    recent: list[StatusSpan] = field(default_factory=list)
    acws: dict[str, str] = field(default_factory=dict)
    busy: Busy = field(default_factory=Busy)
    failed: FailedDial | None = None
    dropped: int | None = None
    """Wall time of the last log-out, where that was because the client was gone; kept when they are back."""
    last_day: int = 0
    """When the last business day began that counts as one with a log-in (`d_login`)."""


class Ended(Struct):
    """A call that is over, and when that was on its switch's timeline; it is forgotten a minute later."""

    call: str
    switch: str
    elapsed: int


class TrunkLive(Struct, kw_only=True):
    """A trunk as its switch tells it. `since`: wall time at which its state began, None: never told; `reason`: the
    carrier's answer that made it so; `calls`: both directions together."""

    state: TrunkState = TrunkState.UNKNOWN
    since: int | None = None
    reason: str = ""
    calls: int = 0


class LiveState(Struct, kw_only=True):
    """Everything open, and the ledger. `position`: how many events it has seen, of all switches; `parts`: id of a
    visit, offer, segment or hold → id of its call. `memory`: what the switch's distribution chooses by; `past`: the
    same when the present run of the switch began."""

    position: int = 0
    at: int = 0
    timelines: dict[str, Timeline] = field(default_factory=dict)
    calls: dict[str, CallFile] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    ended: list[Ended] = field(default_factory=list)
    operators: dict[str, OperatorState] = field(default_factory=dict)
    devices: dict[str, int] = field(default_factory=dict)
    supervisions: dict[str, Supervision] = field(default_factory=dict)
    """Supervision → its present stretch."""
    trunks: dict[str, TrunkLive] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    memory: Memory = field(default_factory=Memory)
    past: Past = field(default_factory=Past)

    def trunk(self, trunk: str) -> TrunkLive:
        """The trunk's state, made if there was none."""
        return self.trunks.setdefault(trunk, TrunkLive())

    def operator(self, operator: str) -> OperatorState:
        """The operator's state, made if there was none."""
        state = self.operators.get(operator)
        if state is None:
            state = self.operators[operator] = OperatorState()
        return state
