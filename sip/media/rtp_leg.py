"""A party by RTP, plain or with SRTP keys of its SDP (RFC 4568): a SIP phone or a carrier.

Symmetric RTP (RFC 4961): a party behind an address translator sends from elsewhere than its SDP says, so its real
address is learnt, but only from its first packets; then the socket is connected to it and the kernel keeps strangers
away (and finds the route once, which saves a microsecond per packet). Where nothing comes from there any longer, the
translator may have begun anew: then the same source (SSRC) is believed from another address. By SRTP an address is
learnt from the first packet that is authentic.

Which functions see the packets is decided where the leg is set up, so that plain RTP pays nothing for SRTP.
"""

import ctypes
import os
import socket
from collections.abc import Callable
from time import monotonic
from typing import Final

from pylibsrtp import Error as SrtpError

from sip.media.leg import Leg, Notify
from sip.media.protocol import LostReason, RtpRemote
from sip.media.rtp import HEADER, Transmit, plain
from sip.media.srtp import LONGEST, Secured, secured

_RECEIVE: Final = 2048
_BUFFER: Final = 1 << 18
_CONVINCING: Final = 3
"""Packets in a row from one address other than the announced one until it is believed."""
_QUIET: Final = 1.5
"""Seconds of silence after which a party is looked for elsewhere: at the second check (they come once a second)."""

Watch = Callable[[socket.socket, Callable[[], None] | None], None]
"""Call a function whenever the socket is readable; None: no longer (before it is closed)."""

_libc = ctypes.CDLL(None, use_errno=True)


def disconnect(sock: socket.socket) -> None:
    """Undo `connect` of a UDP socket (connect(2): an address of family AF_UNSPEC). Its own port stays if it was bound
    by number; one that the kernel chose is lost."""
    if _libc.connect(sock.fileno(), bytes(16), 16) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


class RtpLeg(Leg):
    """Two bound sockets, RTP and RTCP. Nothing is sent or believed until the remote end is known."""

    def __init__(
        self, name: str, notify: Notify, sockets: tuple[socket.socket, socket.socket], watch: Watch, timeout: float
    ) -> None:
        super().__init__(name, notify)
        self._rtp, self._rtcp = sockets
        self._watch = watch
        self._timeout = timeout
        self._remote: RtpRemote | None = None
        self._announced: tuple[str, int] | None = None
        self._learnt: tuple[str, int] | None = None
        self._last: tuple[str, int] | None = None
        self._candidate: tuple[tuple[str, int], int] | None = None
        self._seen = 0
        self._packets = 0
        self._heard_at = 0.0
        self._reported = False
        self._known = -1
        self._secured: Secured | None = None
        for each in sockets:
            each.setblocking(False)
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self._receive = self._rtp.recv
        watch(self._rtp, self._unlearnt)
        watch(self._rtcp, self._control)

    def set_remote(self, remote: RtpRemote, now: float) -> None:
        """The party's SDP says this from now on."""
        self._remote = remote
        self._heard_at, self._reported = now, False
        self.dtmf_in = (
            remote.dtmf_payload_type if remote.own_dtmf_payload_type is None else remote.own_dtmf_payload_type
        )
        self.inlet.set_dtmf(self.dtmf_in)
        self.outlet.set_formats(remote.payload_type, remote.dtmf_payload_type)
        before, self._secured = self._secured, secured(remote.srtp, self._secured)
        address = (remote.host, remote.port)
        if address != self._announced:
            self._announced, self._known = address, -1
            self._look_for(None)
        elif self._learnt is not None and (before is None) is not (self._secured is None):
            self._watch(self._rtp, self._taker())
        self._set_transmit()

    def check(self, now: float) -> None:
        """Report a party that should send and does not, once per silence."""
        remote, packets = self._remote, self.inlet.packets
        if self._learnt is not None and packets == self._packets and now - self._heard_at >= _QUIET:
            self._known = self.inlet.source
            self._look_for(self._learnt)
        if remote is None or packets != self._packets or not (remote.watch and remote.direction.sends):
            self._packets, self._heard_at, self._reported = packets, now, False
        elif not self._reported and self._timeout and now - self._heard_at >= self._timeout:
            self._reported = True
            self.lost(LostReason.RTP_TIMEOUT)

    def put_report(self, packet: bytes) -> None:
        """To the announced RTCP port, or beside the port that the party really sends from."""
        remote = self._remote
        if remote is None or not remote.reachable:
            return
        host, port = self._learnt or self._last or (remote.host, remote.port)
        moved = (host, port) != (remote.host, remote.port)
        if self._secured is not None:
            try:
                packet = self._secured.srtp.outgoing.protect_rtcp(packet)
            except SrtpError:
                self.outlet.unsent += 1
                return
        self._rtcp.sendto(packet, (host, port + 1 if moved or not remote.rtcp_port else remote.rtcp_port))

    def close(self) -> None:
        """RTCP BYE, then shut the sockets."""
        self.report(monotonic(), 0.0, bye=True)
        self.outlet.set_transmit(None)
        self.inlet.release()
        for each in (self._rtp, self._rtcp):
            self._watch(each, None)
            each.close()

    def _look_for(self, last: tuple[str, int] | None) -> None:
        """Take packets from anywhere until one address is believed; `last`: where the party was."""
        self._candidate = None
        if self._learnt is not None:
            self._learnt = None
            disconnect(self._rtp)
        self._last = last
        self._watch(self._rtp, self._unlearnt)
        self._set_transmit()

    def _set_transmit(self) -> None:
        remote = self._remote
        if remote is None or not remote.direction.receives or not remote.reachable:
            self.outlet.set_transmit(None)
            return
        if self._learnt is not None:
            transmit: Transmit = self._rtp.send
        else:
            sendto, address = self._rtp.sendto, self._last or (remote.host, remote.port)

            def transmit(packet: bytes) -> object:
                return sendto(packet, address)

        self.outlet.set_transmit(transmit if self._secured is None else _protecting(self._secured, transmit))

    def _taker(self) -> Callable[[], None]:
        """What takes the packets of a party whose address is known."""
        return self._connected if self._secured is None else self._connected_secure

    def _connected(self) -> None:
        """Per packet once the address is known: the kernel lets through only what comes from there."""
        try:
            data = self._receive(_RECEIVE)
        except OSError:
            return
        self.inlet.receive(data, monotonic())

    def _connected_secure(self) -> None:
        """The same by SRTP."""
        try:
            data = self._receive(_RECEIVE)
        except OSError:
            return
        opened = self._open(data)
        if opened is not None:
            self.inlet.receive(opened, monotonic())

    def _open(self, data: bytes) -> bytes | None:
        """The RTP packet in an SRTP packet; None: it is none, or was SRTCP, which is seen to."""
        if self._secured is None or not HEADER <= len(data) <= LONGEST:
            self.dropped += 1
            return None
        try:
            if 192 <= data[1] <= 223:  # both on one port (RFC 5761)
                self.take_report(self._secured.srtp.incoming.unprotect_rtcp(data))
                return None
            return self._secured.srtp.incoming.unprotect(data)
        except SrtpError:
            self.dropped += 1
            return None

    def _unlearnt(self) -> None:
        try:
            data, address = self._rtp.recvfrom(_RECEIVE)
        except OSError:
            return
        address = address[:2]
        if self._announced is not None and self._secured is not None:
            opened = self._open(data)
            if opened is None:
                return
            data = opened
        elif self._announced is None or not self._believe(data, address):
            self.dropped += 1
            return
        try:
            self._rtp.connect(address)
        except OSError:
            self.dropped += 1
            return
        self._learnt = address
        self._set_transmit()
        self._watch(self._rtp, self._taker())
        first = self.inlet.packets == 0
        self.inlet.receive(data, monotonic())
        if first:
            self.connected()

    def _believe(self, data: bytes, address: tuple[str, int]) -> bool:
        """The announced address at once, and where the party was; any other after some RTP packets in a row of one
        source, which must be the party's own where that is known."""
        if len(data) < HEADER or plain(data) is None or 192 <= data[1] <= 223:
            return False
        if address in (self._announced, self._last):
            return True
        origin = int.from_bytes(data[8:12], "big")
        if self._known not in (-1, origin):
            return False
        if self._candidate != (address, origin):
            self._candidate, self._seen = (address, origin), 0
        self._seen += 1
        return self._seen >= _CONVINCING

    def _control(self) -> None:
        try:
            data, address = self._rtcp.recvfrom(_RECEIVE)
        except OSError:
            return
        host = (self._learnt or self._last or self._announced or ("", 0))[0]
        if address[0] != host:
            self.dropped += 1
        elif self._secured is None:
            self.take_report(data)
        else:
            self._open_report(self._secured, data)

    def _open_report(self, secured: Secured, data: bytes) -> None:
        try:
            self.take_report(secured.srtp.incoming.unprotect_rtcp(data[:LONGEST]))
        except SrtpError:
            self.dropped += 1


def _protecting(secured: Secured, send: Transmit) -> Transmit:
    """`send`, with what it sends protected."""
    protect = secured.srtp.outgoing.protect

    def transmit(packet: bytes) -> None:
        try:
            send(protect(packet))
        except (SrtpError, ValueError) as error:
            raise OSError("SRTP refuses the packet") from error

    return transmit
