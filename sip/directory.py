"""What the switch's shell needs of the configuration: who may register, where numbers lead, which trunks there are."""

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Final

from sip.contract.config import SwitchConfig, Trunk
from sip.contract.enums import NumberFrom, TrunkState
from sip.contract.events import TrunkCalls, TrunkChanged
from sip.domain.effects import Caller
from sip.legs import Destination, Line
from sip.stack.agent import UserAgent
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, Credentials
from sip.stack.message import reason_of
from sip.stack.registrar import Binding
from sip.stack.registration import KeepAlive, Registration, Standing
from sip.stack.terms import PHONE, Terms, Use
from sip.stack.transports.certificates import Trust
from sip.stack.uri import host_port
from sip.trunks import Trunks, hosts_of, terms_of

RESOLVE_S: Final = 5.0
"""How long a carrier's host name may take to resolve before the trunk counts as unreachable."""

RENEW_S: Final = 60.0
"""How often the host names of trunks that are down are looked up anew: a carrier that moved is found again."""

log = logging.getLogger(__name__)


async def _resolve(trunk: Trunk, host: str, port: int) -> list[Address]:
    try:
        async with asyncio.timeout(RESOLVE_S):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except (OSError, TimeoutError) as error:
        log.error("trunk %s: %s does not resolve: %s", trunk.id, host, error)
        return []
    return [Address(trunk.transport, each, port) for each in sorted({str(entry[4][0]) for entry in found})]


class Directory:
    """The present configuration, as the legs and the stack look at it. `on_trunk` hears of each trunk's changes."""

    def __init__(
        self,
        agent: UserAgent,
        own_host: str,
        on_trunk: Callable[[TrunkChanged], None],
        phone_srtp: Use = Use.OPTIONAL,
    ) -> None:
        self._agent = agent
        self._phone_srtp = phone_srtp
        self._own_host = own_host
        self._on_trunk = on_trunk
        self._config = SwitchConfig(version=0)
        self._trunks = Trunks((), {}, own_host)
        self._states: dict[str, TrunkState] = {}
        self._watches: dict[str, tuple[Trunk, Registration | KeepAlive]] = {}
        self._digests: dict[str, dict[str, str]] = {}
        self._loads: dict[str, int] = {}
        self._renewal: asyncio.Task[None] | None = None

    async def configure(self, config: SwitchConfig) -> None:
        """Replace the configuration; host names of trunks are resolved first, but for those that are watched where they
        are: what changes there is the watch's affair."""
        found = await asyncio.gather(*(self._known(trunk) for trunk in config.trunks))
        addresses = {trunk.id: known for trunk, known in zip(config.trunks, found, strict=True)}
        self._config = config
        self._trunks.replace(config.trunks, addresses)
        for trunk in config.trunks:
            if trunk.transport == "tls" and not trunk.tls_verify:
                log.warning("trunk %s: whoever answers there is believed (tls_verify is off)", trunk.id)
        self._digests = {extension.number: extension.digest for extension in config.extensions}
        self._watch(config.trunks, addresses)
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._renew(), name="names of trunks")

    async def _known(self, trunk: Trunk) -> tuple[Address, ...]:
        """Where the trunk can be reached, or could be before where its names resolve no more: a fault of the name
        service must not turn calls away that come from there."""
        known = self._watches.get(trunk.id)
        if known is not None and known[0] == trunk:
            return self._trunks.addresses(trunk.id)
        before = self._trunks.find(trunk.id)
        same = before is not None and (hosts_of(before), before.transport) == (hosts_of(trunk), trunk.transport)
        return await self._locate(trunk) or (self._trunks.addresses(trunk.id) if same else ())

    async def _locate(self, trunk: Trunk) -> tuple[Address, ...]:
        """Where the trunk can be reached, best first; () where no host resolves. What its hosts must prove by TLS is
        settled along with it, since only here is it known which address stands for which name."""
        hosts = hosts_of(trunk)
        found = await asyncio.gather(*(_resolve(trunk, host, port) for host, port in hosts))
        if trunk.transport == "tls":
            for (host, _), addresses in zip(hosts, found, strict=True):
                for address in addresses:
                    self._agent.trust(address, Trust(host, trunk.domain, trunk.tls_ca, trunk.tls_verify))
        return tuple(dict.fromkeys(address for each in found for address in each))

    async def close(self) -> None:
        """Take the registrations with carriers back and stop watching."""
        if self._renewal is not None:
            self._renewal.cancel()
            await asyncio.gather(self._renewal, return_exceptions=True)
        for _, watch in self._watches.values():
            watch.stop()
        self._watches.clear()

    def digest(self, username: str, realm: str, algorithm: str) -> str | None:
        """HA1 of the extension `username`; None: no such extension, realm or algorithm."""
        if realm != self._config.realm:
            return None
        return self._digests.get(username, {}).get(algorithm)

    def classify(self, source: Address) -> str | None:
        """The trunk that sends from `source`."""
        return self._trunks.classify(source)

    def bindings(self, extension: str) -> list[Binding]:
        """The registered devices of an extension."""
        return list(self._agent.registrar.bindings(extension))

    def destinations(self, number: str, caller: Caller, *, emergency: bool = False) -> list[Destination]:
        """The trunks to an outside number, best first; for an emergency call those only that take it."""
        down = frozenset(trunk for trunk, state in self._states.items() if state is TrunkState.DOWN)
        return self._trunks.destinations(number, caller, down, emergency=emergency)

    def terms(self, trunk: str) -> Terms:
        """What is agreed with a trunk; "": with phones."""
        found = self._trunks.find(trunk)
        return PHONE if found is None else terms_of(found)

    def srtp(self, trunk: str, phone: Address) -> Use:
        """Whether SRTP is used with a trunk; "": with a phone at this address, where that is one over TLS."""
        if not trunk:
            return self._phone_srtp if phone.transport == "tls" else Use.OFF
        found = self._trunks.find(trunk)
        return Use.OFF if found is None else Use(found.srtp.value)

    def number_from(self, trunk: str) -> NumberFrom:
        """Where the trunk's INVITEs say which number was called."""
        found = self._trunks.find(trunk)
        return NumberFrom.AUTO if found is None else found.number_from

    def take(self, trunk_id: str) -> Line | None:
        """See `sip.legs.Lines`."""
        return self._trunks.take(trunk_id)

    def inside(self, number: str, name: str) -> NameAddr:
        """How a caller is shown to a device of ours."""
        return NameAddr(f"sip:{number or 'anonymous'}@{self._own_host}", name)

    def trunk_states(self) -> dict[str, TrunkState]:
        """State of every trunk."""
        return {trunk.id: self._states.get(trunk.id, TrunkState.UNKNOWN) for trunk in self._config.trunks}

    def loads(self) -> list[TrunkCalls]:
        """The trunks whose number of calls is another one than at the last time."""
        now = self._trunks.loads()
        changed = [
            TrunkCalls(trunk=trunk, calls=calls) for trunk, calls in now.items() if calls != self._loads.get(trunk, 0)
        ]
        self._loads = now
        return changed

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_S)
            await self.look_up_lost()

    async def look_up_lost(self) -> None:
        """Look the names of the trunks up that are down, and go on where they lead now."""
        config = self._config
        for trunk in config.trunks:
            if self._states.get(trunk.id) is TrunkState.DOWN:
                found = await self._locate(trunk)
                if self._config is not config:
                    return  # another configuration, which has looked up for itself
                if found and set(found) != set(self._trunks.addresses(trunk.id)):
                    self._relocate(trunk, found)

    def _relocate(self, trunk: Trunk, addresses: tuple[Address, ...]) -> None:
        log.warning("trunk %s has other addresses now: %s", trunk.id, ", ".join(each.host for each in addresses))
        self._trunks.relocate(trunk.id, addresses)
        known = self._watches.pop(trunk.id, None)
        if known is not None:
            known[1].stop()
        begun = self._begin(trunk, addresses)
        if begun is None:
            self._changed(trunk.id, TrunkState.UNKNOWN, "")
        else:
            self._watches[trunk.id] = (trunk, begun)

    def _watch(self, trunks: tuple[Trunk, ...], addresses: dict[str, tuple[Address, ...]]) -> None:
        wanted = {trunk.id: trunk for trunk in trunks}
        for trunk_id, (trunk, watch) in tuple(self._watches.items()):
            if wanted.get(trunk_id) != trunk:
                watch.stop()
                del self._watches[trunk_id]
        for trunk_id in tuple(self._states):
            if trunk_id not in self._watches and (trunk_id not in wanted or addresses[trunk_id]):
                self._changed(trunk_id, TrunkState.UNKNOWN, "")
                del self._states[trunk_id]
        for trunk in trunks:
            if trunk.id in self._watches:
                self._trunks.prefer(trunk.id, self._watches[trunk.id][1].serving)
                continue
            if known := addresses[trunk.id]:
                begun = self._begin(trunk, known)
                if begun is not None:
                    self._watches[trunk.id] = (trunk, begun)
            else:
                self._changed(trunk.id, TrunkState.DOWN, f"{trunk.host} does not resolve")

    def _begin(self, trunk: Trunk, addresses: tuple[Address, ...]) -> Registration | KeepAlive | None:
        address, *others = addresses

        def changed(standing: Standing, status: int) -> None:
            faults = (self._agent.fault(each) for each in addresses)
            detail = next(filter(None, faults), "") if standing is Standing.DOWN else ""
            self._changed(trunk.id, TrunkState(standing.value), detail or f"{status} {reason_of(status)}")

        def moved(to: Address) -> None:
            log.warning("trunk %s is served by %s now", trunk.id, host_port(to.host, to.port))
            self._trunks.prefer(trunk.id, to)

        domain = trunk.domain or trunk.host
        if trunk.register:
            aor = f"sip:{trunk.username}@{domain}"
            credentials = Credentials(trunk.username, trunk.password)
            return self._agent.register(
                aor,
                address,
                credentials,
                changed,
                registrar=f"sip:{domain}",
                backups=tuple(others),
                moved=moved,
            )
        if not trunk.options_s:
            return None
        return self._agent.keep_alive(
            f"sip:{host_port(domain, trunk.port)}",
            address,
            changed,
            caller=NameAddr(f"sip:{self._own_host}"),
            interval=float(trunk.options_s),
            backups=tuple(others),
            moved=moved,
        )

    def _changed(self, trunk: str, state: TrunkState, detail: str) -> None:
        before = self._states.get(trunk, TrunkState.UNKNOWN)
        if before is state:
            return
        self._states[trunk] = state
        match state:
            case TrunkState.DOWN:
                log.error("trunk %s is down: %s", trunk, detail)
            case TrunkState.UP if before is TrunkState.DOWN:
                log.warning("trunk %s is up again: %s", trunk, detail)
            case _:
                log.info("trunk %s: %s %s", trunk, state, detail)
        self._on_trunk(TrunkChanged(trunk=trunk, state=state, detail=detail))
