"""Why a command did not succeed.

SwitchError
├── SwitchDown      no connection, it ended before the answer, or no answer in time
└── SwitchRefused   the switch answered `Refused`
"""

from sip.contract.enums import Refusal


class SwitchError(Exception):
    """A command was not, or not certainly, carried out."""


class SwitchDown(SwitchError):
    """The switch could not be asked, or its answer did not come; it may have carried the command out."""


class SwitchRefused(SwitchError):
    """The switch refused: `code` says why; nothing changed. `detail` is for the log."""

    def __init__(self, code: Refusal, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.detail = detail
