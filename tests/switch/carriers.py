"""The switch's trunks against carriers with habits of their own, in virtual time: the real directory, legs and stack.

`line = await between(preset, carriers)` has the switch at 10.0.0.2 with one trunk to each of `carriers`, which is at
10.0.1.1, 10.0.1.2 … and behaves by its quirks.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, cast

import msgspec

from api.site.presets import presets
from sip.carrier.border import Border, BorderCore, shown_of
from sip.carrier.invitation import invitation
from sip.carrier.quirks import Quirks, imitation
from sip.contract.config import SwitchConfig, Trunk
from sip.contract.enums import CallerId, Cause
from sip.contract.events import TrunkChanged
from sip.directory import Directory
from sip.domain.effects import Accept, Caller, Originate, OutsideTarget, Release, Ring
from sip.identity import Caller as Shown, called_of, caller_of
from sip.leg_book import LegBook
from sip.media.client import MediaClient
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address
from sip.stack.message import Request
from sip.stack.session import Session
from tests.stack.kit import OFFER, App, Recorder, VirtualAgent, Wire, World, answer_at_once
from tests.switch.virtual import SilentMedia

HOST = "10.0.0.2"
MAIN, LINE = "0350000001", "0350000002"
"""Numbers of the contract: the first one, and the one that is called."""
CUSTOMER = "09012345678"
ACCOUNT, PASSWORD = "0350000001", "secret"
HOUR = 3600.0


class VirtualCarrier(VirtualAgent):
    """A carrier on the wire: who is called rings and answers at once."""

    core_kind = BorderCore

    def __init__(self, wire: Wire, host: str, quirks: Quirks) -> None:
        self.border = Border(quirks)
        self.taken = App(answer_at_once)
        self.taken.passwords = dict(quirks.accounts)
        super().__init__(wire, host, self.taken)
        self.imitate(quirks)

    def imitate(self, quirks: Quirks) -> None:
        """Behave otherwise from now on."""
        self.border.imitate(quirks)
        self.agreed = quirks.terms()
        self.registrar.min_expires, self.registrar.max_expires = quirks.min_expires, quirks.max_expires

    def change(self, **values: Any) -> None:
        """Change some of the quirks."""
        self.imitate(msgspec.structs.replace(self.border.quirks, **values))

    def rings(self, number: str, caller: str = CUSTOMER) -> tuple[Session, Recorder]:
        """Call the centre's `number`."""
        quirks, recorder = self.border.quirks, Recorder()
        bindings = self.registrar.bindings(ACCOUNT, self.wire.world.now)
        assert bindings or not quirks.accounts, "the trunk is not registered"
        here = self.here.host
        invite = invitation(
            quirks, number, here=here, centre=Address("udp", HOST, 5060), binding=bindings[0] if bindings else None
        )
        shown = NameAddr(f"sip:{caller}@{here}") if caller else NameAddr("sip:anonymous@anonymous.invalid", "Anonymous")
        session = self.invite(
            invite.target,
            recorder,
            caller=shown,
            called=invite.called,
            destination=invite.destination,
            sdp=OFFER,
            headers=invite.headers if caller else {**invite.headers, "privacy": ["id"]},
            terms=invite.terms,
        )
        return session, recorder

    def shown(self) -> str:
        """The number that the party of the last call sees."""
        return shown_of(self.taken.sessions[-1].request, self.border.quirks)


class Trunked(App):
    """Our side: directory, legs and stack as `sip.switch` joins them; calls from trunks are answered at once."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.agent = VirtualAgent(wire, HOST, self)
        self.changes: list[TrunkChanged] = []
        self.directory = Directory(self.agent, HOST, self.changes.append)
        self.agent.terms = self.directory.terms  # type: ignore[method-assign]
        self.media = SilentMedia()
        numbers = itertools.count(1)
        self.legs = LegBook(
            cast(MediaClient, self.media), self.agent, self.directory, self, lambda kind: f"{kind}{next(numbers)}"
        )
        self.incoming: list[tuple[str, str, Shown]] = []
        self.told: list[tuple[object, ...]] = []

    def classify(self, source: Address, request: Request) -> str | None:
        return self.directory.classify(source)

    def on_invite(self, session: Session) -> None:
        leg = self.legs.take_in(session)
        assert leg is not None
        place = self.directory.number_from(session.trunk)
        self.incoming.append((leg, called_of(session.request, place), caller_of(session.request)))
        self.legs.perform(Ring(leg=leg))
        self.legs.perform(Accept(leg=leg))

    def call(self, number: str, caller: str = LINE, caller_id: CallerId = CallerId.NUMBER, leg: str = "out") -> None:
        """Call an outside number."""
        target = OutsideTarget(number=number)
        self.legs.perform(
            Originate(leg=leg, call="c", target=target, caller=Caller(number=caller, caller_id=caller_id))
        )

    def release(self, leg: str = "out") -> None:
        self.legs.perform(Release(leg=leg, cause=Cause.NORMAL))

    # sip.legs.LegReports

    def leg_ringing(self, leg: str, early_media: bool) -> None:
        self.told.append(("ringing", leg))

    def leg_answered(self, leg: str) -> None:
        self.told.append(("answered", leg))

    def leg_failed(self, leg: str, cause: Cause, sip_status: int) -> None:
        self.told.append(("failed", leg, sip_status))

    def leg_ended(self, leg: str, cause: Cause) -> None:
        self.told.append(("ended", leg, cause))

    def leg_refers(self, leg: str, number: str) -> None:
        raise AssertionError("no carrier does that")


class Lines:
    """A switch and its carriers."""

    def __init__(self, carriers: Sequence[Quirks], trunks: Sequence[Trunk]) -> None:
        self.world = World()
        self.wire = Wire(self.world)
        self.carriers = [VirtualCarrier(self.wire, f"10.0.1.{place}", each) for place, each in enumerate(carriers, 1)]
        self.carrier = self.carriers[0]
        self.ours = Trunked(self.wire)
        self.trunks = tuple(trunks)

    async def begin(self) -> None:
        await self.ours.directory.configure(SwitchConfig(version=1, trunks=self.trunks))
        self.world.run(1)

    def states(self) -> list[str]:
        return [str(event.state) for event in self.ours.changes]

    def quiet(self) -> bool:
        """Whether nothing is left of any call."""
        return self.ours.agent.quiet and all(carrier.quiet for carrier in self.carriers) and not self.ours.media.open


def trunk(preset: str, host: str = "10.0.1.1", **more: Any) -> Trunk:
    """A trunk as a site file with this preset makes it."""
    registers = {"username": ACCOUNT, "password": PASSWORD} if presets().get(preset, {}).get("register") else {}
    values = {"id": preset or "plain", "host": host, "numbers": [MAIN, LINE], **presets().get(preset, {}), **registers}
    return msgspec.convert({**values, **more}, Trunk)


def carrier(preset: str, **more: Any) -> Quirks:
    """The habits of the carrier that the preset is for."""
    registers = presets().get(preset, {}).get("register")
    given = {"main_number": MAIN, "numbers": [MAIN, LINE], "accounts": {ACCOUNT: PASSWORD} if registers else {}}
    return imitation(preset, **{**given, **more})


async def line_of(preset: str, *, of_trunk: dict[str, Any] | None = None, **quirks: Any) -> Lines:
    """One trunk of the preset and its carrier."""
    lines = Lines([carrier(preset, **quirks)], [trunk(preset, **(of_trunk or {}))])
    await lines.begin()
    return lines
