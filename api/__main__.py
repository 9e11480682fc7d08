"""The api's process: `python -m api`, set up by `api.settings`. Ends in order at SIGTERM and SIGINT."""

import asyncio
import logging
import signal
import sys
from typing import Final

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings, HTTP2Settings
from granian.log import LogLevels
from granian.server.embed import Server
from litestar import Litestar

from api.app import create_app
from api.settings import Settings, SettingsError, load
from api.wiring import with_site

log = logging.getLogger("api")

BACKPRESSURE: Final = 16_384
"""Requests under way at once, open streams included; granian's default would stop at some hundred."""
STOP_S: Final = 2.0
"""How long requests under way may take after the order to stop. Browsers keep idle connections open for longer, and
the web server would wait for them."""


def server(app: Litestar, settings: Settings) -> Server:
    """The web server: one worker in this process, HTTP/2 and HTTP/1.1 over TLS."""
    return Server(
        app,
        address=settings.https_host,
        port=settings.https_port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.auto,
        websockets=False,
        backlog=1024,
        backpressure=BACKPRESSURE,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        http2_settings=HTTP2Settings(keep_alive_interval=20_000, max_headers_size=64 * 1024),
        log_level=LogLevels.warning,
        ssl_cert=settings.certificate,
        ssl_key=settings.certificate_key,
    )


async def serve(settings: Settings) -> None:
    """Serve until a signal asks to stop. Raises what the start raises (database, certificate, port)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    app = create_app(await with_site(settings))
    async with app.lifespan():
        web = server(app, settings)
        serving = asyncio.create_task(web.serve(), name="web server")
        stopping = asyncio.create_task(stop.wait(), name="signals")
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        app.state.centre.end_streams()
        if not serving.done():
            web.stop()  # type: ignore[no-untyped-call]  # granian does not annotate it
            await asyncio.wait({serving}, timeout=STOP_S)
        if serving.done():
            serving.result()
        else:
            serving.cancel()
            log.info("connections still open were cut")


def main() -> int:
    """The process; returns its exit code."""
    try:
        settings = load()
    except (SettingsError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    uvloop.run(serve(settings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
