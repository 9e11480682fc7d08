"""A worker as a process of its own."""

import contextlib
import gc
import os
import resource
import signal
import socket
from typing import Final

from sip.media.worker import Worker

_NICE: Final = -10


def serve(descriptor: int) -> None:
    """Run a worker on its end of the socket pair until the client is gone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    # Sound goes before reports and databases on a busy machine. Needs CAP_SYS_NICE (or LimitNICE= of systemd).
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, _NICE)
    # Ctrl-C reaches the whole process group; the switch decides when the media ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker = Worker(socket.socket(fileno=descriptor))
    # A collection would stop all sound for milliseconds. The few cycles (a leg and its sockets' handlers) are cut by
    # hand where a leg is closed.
    gc.disable()
    worker.run()
