"""A party by plain RTP: a SIP phone or a carrier.

Symmetric RTP (RFC 4961): a party behind an address translator sends from elsewhere than its SDP says, so its real
address is learnt, but only from its first packets; then the socket is connected to it and the kernel keeps strangers
away (and finds the route once, which saves a microsecond per packet).
"""

import ctypes
import os
import socket
from collections.abc import Callable
from time import monotonic
from typing import Final

from sip.media.leg import Leg, Notify
from sip.media.protocol import LostReason, RtpRemote
from sip.media.rtp import HEADER, plain

_RECEIVE: Final = 2048
_BUFFER: Final = 1 << 18
_CONVINCING: Final = 3
"""Packets in a row from one address other than the announced one until it is believed."""

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
        self._candidate: tuple[tuple[str, int], int] | None = None
        self._seen = 0
        self._packets = 0
        self._heard_at = 0.0
        self._reported = False
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
        address = (remote.host, remote.port)
        if address != self._announced:
            self._announced, self._candidate = address, None
            if self._learnt is not None:
                self._learnt = None
                disconnect(self._rtp)
            self._watch(self._rtp, self._unlearnt)
        self._set_transmit()

    def check(self, now: float) -> None:
        """Report a party that should send and does not, once per silence."""
        remote, packets = self._remote, self.inlet.packets
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
        host, port = self._learnt or (remote.host, remote.port)
        moved = (host, port) != (remote.host, remote.port)
        self._rtcp.sendto(packet, (host, port + 1 if moved or not remote.rtcp_port else remote.rtcp_port))

    def close(self) -> None:
        """RTCP BYE, then shut the sockets."""
        self.report(monotonic(), 0.0, bye=True)
        self.outlet.set_transmit(None)
        self.inlet.release()
        for each in (self._rtp, self._rtcp):
            self._watch(each, None)
            each.close()

    def _set_transmit(self) -> None:
        remote = self._remote
        if remote is None or not remote.direction.receives or not remote.reachable:
            self.outlet.set_transmit(None)
        elif self._learnt is not None:
            self.outlet.set_transmit(self._rtp.send)
        else:
            sendto, address = self._rtp.sendto, (remote.host, remote.port)
            self.outlet.set_transmit(lambda packet: sendto(packet, address))

    def _connected(self) -> None:
        """Per packet once the address is known: the kernel lets through only what comes from there."""
        try:
            data = self._receive(_RECEIVE)
        except OSError:
            return
        self.inlet.receive(data, monotonic())

    def _unlearnt(self) -> None:
        try:
            data, address = self._rtp.recvfrom(_RECEIVE)
        except OSError:
            return
        address = address[:2]
        if self._announced is None or not self._believe(data, address):
            self.dropped += 1
            return
        try:
            self._rtp.connect(address)
        except OSError:
            self.dropped += 1
            return
        self._learnt = address
        self._set_transmit()
        self._watch(self._rtp, self._connected)
        first = self.inlet.packets == 0
        self.inlet.receive(data, monotonic())
        if first:
            self.connected()

    def _believe(self, data: bytes, address: tuple[str, int]) -> bool:
        """The announced address at once; any other after some RTP packets in a row of one source."""
        if len(data) < HEADER or plain(data) is None or 192 <= data[1] <= 223:
            return False
        if address == self._announced:
            return True
        origin = int.from_bytes(data[8:12], "big")
        if self._candidate != (address, origin):
            self._candidate, self._seen = (address, origin), 0
        self._seen += 1
        return self._seen >= _CONVINCING

    def _control(self) -> None:
        try:
            data, address = self._rtcp.recvfrom(_RECEIVE)
        except OSError:
            return
        host = (self._learnt or self._announced or ("", 0))[0]
        if address[0] == host:
            self.take_report(data)
        else:
            self.dropped += 1
