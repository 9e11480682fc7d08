"""`python -m sip.media --fd N`: a media worker on an inherited socket; see `sip.media.serving`."""

import argparse
import logging

from sip.media.serving import serve


def main() -> None:
    """Run the worker until the other end of the socket is shut."""
    parser = argparse.ArgumentParser(prog="python -m sip.media", description="Media worker; started by the switch.")
    parser.add_argument("--fd", type=int, required=True, help="inherited end of a Unix stream socket pair")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    serve(arguments.fd)


if __name__ == "__main__":
    main()
