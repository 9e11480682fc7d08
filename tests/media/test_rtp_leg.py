"""The parts of an RTP leg that need no worker."""

import socket
import weakref
from collections.abc import Callable

from sip.media.ports import PortPool
from sip.media.protocol import Connected, Notification, RtpRemote
from sip.media.rtp_leg import RtpLeg, disconnect
from tests.media.test_outlet import rtp


def test_a_closed_leg_leaves_nothing_behind() -> None:
    """The worker runs without a collector of cycles, so a closed leg must be freed by reference counting alone."""
    said: list[Notification] = []
    watched: dict[socket.socket, Callable[[], None]] = {}

    def watch(sock: socket.socket, handler: Callable[[], None] | None) -> None:
        if handler is None:
            del watched[sock]
        else:
            watched[sock] = handler

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.bind(("127.0.0.1", 0))
        port, sockets = PortPool("127.0.0.1", 32200, 32299).take()
        leg = RtpLeg("a", said.append, sockets, watch, 30.0)
        leg.set_remote(RtpRemote(host="127.0.0.1", port=phone.getsockname()[1]), 0.0)
        phone.sendto(rtp(0, 1, 0, 5), ("127.0.0.1", port))
        watched[sockets[0]]()
        assert said == [Connected(leg="a")]
        dead = weakref.ref(leg)
        leg.close()
        del leg
        assert dead() is None
        assert watched == {}
        assert sockets[0].fileno() == -1


def test_a_disconnected_socket_hears_everybody_again_on_its_port() -> None:
    port, (ours, control) = PortPool("127.0.0.1", 32300, 32399).take()
    with (
        ours,
        control,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other,
    ):
        for each in (one, other):
            each.bind(("127.0.0.1", 0))
        ours.settimeout(5)
        ours.connect(one.getsockname())
        disconnect(ours)
        assert ours.getsockname() == ("127.0.0.1", port)
        other.sendto(b"x", ("127.0.0.1", port))
        assert ours.recvfrom(10) == (b"x", other.getsockname())
