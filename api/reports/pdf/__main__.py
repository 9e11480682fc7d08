"""`python -m api.reports.pdf`: a job in MessagePack on standard input, the file on standard output."""

import sys

import msgspec

from api.reports.pdf.job import PdfJob
from api.reports.pdf.report_pdf import report_pdf
from api.reports.pdf.sheet import load_font


def main() -> None:
    """Make one file."""
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=PdfJob)
    load_font()
    sys.stdout.buffer.write(report_pdf(job))


if __name__ == "__main__":
    main()
