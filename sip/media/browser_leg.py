"""A party by WebRTC: ICE-lite, DTLS-SRTP, all parties on one UDP port.

A datagram is told by its first octet (RFC 7983). Only addresses from which a Binding request with the right password
came reach DTLS and SRTP, so a stranger cannot make either work; everything else is counted and forgotten.
"""

import socket
from collections.abc import Callable
from time import monotonic
from typing import Final, TypeAlias

from pylibsrtp import Error as SrtpError

from sip.media.dtls import Association, DtlsClosed, DtlsFailed, Identity
from sip.media.leg import Leg, Notify
from sip.media.protocol import LostReason, OpenBrowser
from sip.media.srtp import Srtp
from sip.media.stun import BindingRequest, binding_success, parse_binding_request

Address: TypeAlias = tuple[str, int]

_RECEIVE: Final = 2048
_BUFFER: Final = 1 << 22
"""Octets asked for: half a second of 200 browsers. Without CAP_NET_ADMIN the kernel gives `net.core.rmem_max`, by
default 27 ms of them."""
_SO_RCVBUFFORCE: Final = 33
_BATCH: Final = 64
"""Datagrams per wake at most: all browsers share the socket, but the sockets of others must have their turn."""
_ADDRESSES: Final = 8
"""Addresses that one browser may have verified at a time (its candidate pairs)."""


class BrowserPort:
    """The one UDP socket of all browser legs of a worker; IPv4. Raises `OSError` if the port is taken."""

    def __init__(self, host: str, port: int) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        try:
            self.socket.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _BUFFER)
        except PermissionError:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self.socket.bind((host, port))
        self.port: int = self.socket.getsockname()[1]
        self.identity = Identity()
        self.dropped = 0
        self._recvfrom = self.socket.recvfrom
        self._legs: dict[bytes, BrowserLeg] = {}
        self._media: dict[Address, Callable[[bytes], None]] = {}
        self._owners: dict[Address, BrowserLeg] = {}

    def readable(self) -> None:
        """Take what has come."""
        recvfrom, media = self._recvfrom, self._media
        try:
            for _ in range(_BATCH):
                data, address = recvfrom(_RECEIVE)
                take = media.get(address)
                if take is not None and data and 127 < data[0] < 192:
                    take(data)
                else:
                    self._other(data, address)
        except OSError:
            return

    def add(self, leg: "BrowserLeg") -> None:
        """Answer Binding requests for this leg from now on."""
        self._legs[leg.ufrag] = leg

    def remove(self, leg: "BrowserLeg") -> None:
        """Forget a leg and its addresses."""
        if self._legs.get(leg.ufrag) is leg:
            del self._legs[leg.ufrag]
        for address in [address for address, owner in self._owners.items() if owner is leg]:
            self.disown(address)

    def own(self, address: Address, leg: "BrowserLeg") -> None:
        """What comes from this address is for this leg; a browser that took a new leg takes its address along."""
        self._owners[address] = leg
        self._media[address] = leg.take_media

    def disown(self, address: Address) -> None:
        """Nothing from this address is believed any more."""
        self._owners.pop(address, None)
        self._media.pop(address, None)

    def _other(self, data: bytes, address: Address) -> None:
        first = data[0] if data else 255
        if first < 4:
            request = parse_binding_request(data)
            leg = self._legs.get(request.ufrag) if request is not None else None
            if request is not None and leg is not None and request.authentic(leg.pwd):
                leg.verified(request, address)
                return
        elif 19 < first < 64 and (owner := self._owners.get(address)) is not None:
            owner.take_dtls(data)
            return
        self.dropped += 1


class BrowserLeg(Leg):
    """One browser's peer connection."""

    def __init__(self, notify: Notify, port: BrowserPort, command: OpenBrowser, timeout: float, now: float) -> None:
        super().__init__(command.leg, notify, command.ssrc)
        self.ufrag = command.ufrag.encode()
        self.pwd = command.pwd.encode()
        self.dtmf_in = command.dtmf_payload_type
        self.inlet.set_dtmf(self.dtmf_in)
        self.outlet.set_formats(command.payload_type, command.dtmf_payload_type)
        self._port = port
        self._timeout = timeout
        self._consent_at = now
        self._address: Address | None = None
        self._verified: list[Address] = []
        self._gone = False
        self._dtls = Association(port.identity, command.digest, command.fingerprint, self._send)
        self._srtp: Srtp | None = None
        port.add(self)

    @property
    def shaking(self) -> bool:
        """Whether the DTLS handshake is still to be done."""
        return self._srtp is None and not self._gone

    def verified(self, request: BindingRequest, address: Address) -> None:
        """An authentic Binding request came: answer it, renew consent (RFC 7675), believe the address."""
        self._consent_at = monotonic()
        if address not in self._verified:
            self._verified.append(address)
            if len(self._verified) > _ADDRESSES:
                self._retire()
        self._port.own(address, self)
        try:
            self._port.socket.sendto(binding_success(request, self.pwd, *address), address)
        except OSError:
            self.outlet.unsent += 1
        # The browser nominates (RFC 8445 section 7.3.1.5); until then any verified address serves for DTLS.
        if address != self._address and (request.use_candidate or self._address is None):
            self._address = address
            self._set_transmit()

    def take_dtls(self, data: bytes) -> None:
        """A datagram of a verified address whose first octet says DTLS."""
        try:
            self._dtls.take(data)
        except DtlsFailed:
            self._lose(LostReason.DTLS_FAILED)
        except DtlsClosed:
            self._lose(LostReason.CLOSED)
        else:
            self._established()

    def retransmit(self) -> None:
        """Called at every tick while `shaking`."""
        try:
            self._dtls.retransmit()
        except DtlsFailed:
            self._lose(LostReason.DTLS_FAILED)

    def take_media(self, data: bytes) -> None:
        """A datagram of a verified address whose first octet says SRTP or SRTCP."""
        srtp = self._srtp
        if srtp is None or not 12 <= len(data) <= 1500:
            self.dropped += 1
            return
        try:
            if 192 <= data[1] <= 223:
                self.take_report(srtp.incoming.unprotect_rtcp(data))
                return
            data = srtp.incoming.unprotect(data)
        except SrtpError:
            self.dropped += 1
            return
        self.inlet.receive(data, monotonic())

    def check(self, now: float) -> None:
        """Report a browser that asked for nothing too long."""
        if not self._gone and now - self._consent_at >= self._timeout:
            self._lose(LostReason.CONSENT_EXPIRED)

    def put_report(self, packet: bytes) -> None:
        """Protected, on the same port (RFC 5761)."""
        if self._srtp is not None and self._address is not None:
            try:
                self._port.socket.sendto(self._srtp.outgoing.protect_rtcp(packet), self._address)
            except SrtpError:
                self.outlet.unsent += 1

    def close(self) -> None:
        """RTCP BYE and close_notify, so that the page knows at once."""
        if not self._gone:
            self.report(monotonic(), 0.0, bye=True)
            self._give_up()
        self.inlet.release()

    def _send(self, datagram: bytes) -> None:
        if self._address is not None:
            try:
                self._port.socket.sendto(datagram, self._address)
            except OSError:
                self.outlet.unsent += 1

    def _established(self) -> None:
        if self._srtp is None and self._dtls.srtp is not None:
            self._srtp = self._dtls.srtp
            self._set_transmit()
            self.connected()

    def _set_transmit(self) -> None:
        srtp, address = self._srtp, self._address
        if srtp is None or address is None:
            return
        protect, sendto = srtp.outgoing.protect, self._port.socket.sendto

        def transmit(packet: bytes) -> None:
            try:
                sendto(protect(packet), address)
            except (SrtpError, ValueError) as error:
                raise OSError("SRTP refuses the packet") from error

        self.outlet.set_transmit(transmit)

    def _retire(self) -> None:
        """Forget the oldest verified address that is not in use."""
        oldest = next(address for address in self._verified if address != self._address)
        self._verified.remove(oldest)
        self._port.disown(oldest)

    def _lose(self, reason: LostReason) -> None:
        self._give_up()
        self.lost(reason)

    def _give_up(self) -> None:
        self._gone = True
        self._srtp = None
        self._dtls.close()
        self.outlet.set_transmit(None)
        self._port.remove(self)
