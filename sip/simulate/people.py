"""Who is in the simulated centre, and the calls that there are."""

from sip.contract.config import SwitchConfig
from sip.contract.enums import LogOutReason, Role, Status
from sip.simulate.chance import Chance


class Agent:
    """A user. `on`: logged in, or of a supervisor: there. `until`: end of the shift, ms.

    `offer`, `segment`, `dialing` (call), `asked` (consultation with them), `work` (segment of the 後処理): what they
    have now, "" = none; `call`, `group`: of offer or segment; `consult`: their own about the call; `rest_ms`: what is
    left of the talk. `wish`: status to choose, and for how long (ms), when they are free; `leaving`: why they log out
    then; `pause_ms`: length of the status that was chosen; `gone`: their client is lost.
    """

    __slots__ = (
        "asked",
        "call",
        "consult",
        "dialing",
        "extension",
        "gone",
        "group",
        "groups",
        "leaving",
        "offer",
        "on",
        "pause_ms",
        "rest_ms",
        "segment",
        "status",
        "supervisor",
        "until",
        "user",
        "wish",
        "work",
    )

    def __init__(self, user: str, extension: str, groups: tuple[str, ...], supervisor: bool) -> None:
        self.user = user
        self.extension = extension
        self.groups = groups
        self.supervisor = supervisor
        self.on = self.gone = False
        self.until = 0
        self.status = ""
        self.call = self.group = self.offer = self.segment = self.dialing = self.asked = self.work = self.consult = ""
        self.rest_ms = 0
        self.wish: tuple[str, int] | None = None
        self.leaving: LogOutReason | None = None
        self.pause_ms = 0

    @property
    def in_call(self) -> bool:
        """Whether they are rung, dial or talk."""
        return bool(self.offer or self.segment or self.dialing or self.asked)

    @property
    def free(self) -> bool:
        """Whether they can do something else now."""
        return self.on and not (self.gone or self.in_call or self.work)

    @property
    def takes(self) -> bool:
        """Whether a colleague would call them now."""
        return self.free and (self.supervisor or self.status == Status.AVAILABLE)


class Line:
    """A call. `caller`, `called`: their numbers; `leg`: of the party outside, "" as long as there is none; `dialed`: it
    began inside; `segments`: how many of ours talk; `away`: it was led outside."""

    __slots__ = ("away", "call", "called", "caller", "dialed", "leg", "segments")

    def __init__(self, call: str, leg: str, caller: str, called: str, dialed: bool) -> None:
        self.call = call
        self.leg = leg
        self.caller = caller
        self.called = called
        self.dialed = dialed
        self.segments = 0
        self.away = False


class People:
    """Everybody by id, in the order of the configuration."""

    def __init__(self, config: SwitchConfig, chance: Chance) -> None:
        self._chance = chance
        groups: dict[str, tuple[str, ...]] = {}
        for group in config.groups:
            for member in group.members:
                groups[member.user] = (*groups.get(member.user, ()), group.id)
        self.by_id = {
            user.id: Agent(user.id, user.extension, groups.get(user.id, ()), user.role is Role.SUPERVISOR)
            for user in config.users
        }
        self.all = tuple(self.by_id.values())
        self.operators = tuple(agent for agent in self.all if not agent.supervisor)
        self.supervisors = tuple(agent for agent in self.all if agent.supervisor)

    def colleague(self, agent: Agent) -> Agent | None:
        """Somebody else who could take a call; None where nobody is found at a few glances."""
        for _ in range(6):
            other = self._chance.one(self.all)
            if other is not agent and other.takes and other.extension:
                return other
        return None
