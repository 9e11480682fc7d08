"""A browser's media side in Python: ICE checks, DTLS client, SRTP. For tests and benches that need no real browser."""

import secrets
import socket
import time
from dataclasses import dataclass, field

from sip.media.dtls import Association, Identity
from sip.media.stun import COOKIE, binding_request


def offer(fingerprint: str, dtmf: int | None = 126) -> str:
    """What a browser offers, as far as it matters."""
    formats = "111 0 8" + ("" if dtmf is None else f" {dtmf}")
    lines = [
        "v=0",
        "o=- 1 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0",
        f"m=audio 9 UDP/TLS/RTP/SAVPF {formats}",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        "a=ice-ufrag:abcd",
        "a=ice-pwd:0123456789abcdef01234567",
        "a=ice-options:trickle",
        f"a=fingerprint:sha-256 {fingerprint}",
        "a=setup:actpass",
        "a=mid:0",
        "a=sendrecv",
        "a=rtcp-mux",
        "a=rtpmap:111 opus/48000/2",
        "a=rtpmap:0 PCMU/8000",
        "a=rtpmap:8 PCMA/8000",
    ]
    if dtmf is not None:
        lines.append(f"a=rtpmap:{dtmf} telephone-event/8000")
    return "\r\n".join(lines) + "\r\n"


def attribute(sdp: str, name: str) -> str:
    """Value of the first `a=name:` line."""
    return next(line.removeprefix(f"a={name}:") for line in sdp.splitlines() if line.startswith(f"a={name}:"))


@dataclass
class PyBrowser:
    """Non-blocking after `connect`; the caller polls `socket` and gives what comes to `take`."""

    identity: Identity = field(default_factory=Identity)
    wrong_certificate: bool = False

    def __post_init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.association: Association | None = None

    @property
    def offer(self) -> str:
        """The SDP offer."""
        other = Identity() if self.wrong_certificate else self.identity
        return offer(other.fingerprint)

    def check(self) -> None:
        """Send a Binding request that nominates."""
        username = f"{self._ufrag}:abcd".encode()
        request = binding_request(secrets.token_bytes(12), username, self._pwd.encode(), use_candidate=True)
        self.socket.send(request)

    def prepare(self, answer: str) -> None:
        """Take the answer in: where to send, with which password."""
        self._ufrag, self._pwd = attribute(answer, "ice-ufrag"), attribute(answer, "ice-pwd")
        digest, _, fingerprint = attribute(answer, "fingerprint").partition(" ")
        host, port = attribute(answer, "candidate").split()[4:6]
        self.ssrc = int(attribute(answer, "ssrc").split()[0])
        self.socket.connect((host, int(port)))
        self.association = Association(self.identity, digest, fingerprint, self._send, client=True)

    def connect(self, answer: str, timeout: float = 5.0) -> None:
        """ICE check and DTLS handshake, blocking. Raises `TimeoutError`, `DtlsFailed`, `DtlsClosed`."""
        self.prepare(answer)
        assert self.association is not None
        due = time.monotonic() + timeout
        self.socket.settimeout(0.05)
        while not self._checked():
            if time.monotonic() > due:
                raise TimeoutError("ICE check")
        self.socket.settimeout(timeout)
        self.association.take(b"")
        while self.association.srtp is None:
            if time.monotonic() > due:
                raise TimeoutError("DTLS handshake")
            data = self.socket.recv(2048)
            if 19 < data[0] < 64:
                self.association.take(data)
        self.socket.setblocking(False)

    def _checked(self) -> bool:
        """A check and its answer; checks are repeated, for the worker may not know of us yet."""
        self.check()
        try:
            return self.socket.recv(2048)[4:8] == COOKIE
        except TimeoutError:
            return False

    def _send(self, datagram: bytes) -> None:
        self.socket.send(datagram)

    def send(self, packet: bytes) -> None:
        """Protect and send an RTP packet."""
        assert self.association is not None
        assert self.association.srtp is not None
        self.socket.send(self.association.srtp.outgoing.protect(packet))

    def take(self, data: bytes) -> bytes | None:
        """The RTP packet of a datagram that came; None if it is something else (DTLS is seen to)."""
        assert self.association is not None
        if 19 < data[0] < 64:
            self.association.take(data)
        elif 127 < data[0] < 192 and self.association.srtp is not None and not 192 <= data[1] <= 223:
            return self.association.srtp.incoming.unprotect(data)
        return None

    def close(self, *, notify: bool = True) -> None:
        """Go, with or without a close_notify."""
        if notify and self.association is not None:
            self.association.close()
        self.socket.close()
