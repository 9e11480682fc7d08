"""What a leg tells of its party."""

from typing import Protocol

from sip.contract.enums import Cause


class LegReports(Protocol):
    """What a leg tells the switch; the domain's inputs of the same names."""

    def leg_ringing(self, leg: str, early_media: bool) -> None:
        """The far end of an originated leg rings."""

    def leg_answered(self, leg: str) -> None:
        """An originated leg was answered."""

    def leg_failed(self, leg: str, cause: Cause, sip_status: int) -> None:
        """An originated leg came to nothing. The leg has forgotten itself."""

    def leg_ended(self, leg: str, cause: Cause) -> None:
        """The party hung up, or the leg broke down. The leg has forgotten itself."""

    def leg_refers(self, leg: str, number: str) -> None:
        """The party asks to be replaced by `number` (REFER)."""

    def leg_refers_to_call(self, leg: str, other: str) -> None:
        """The party asks to be replaced by the other end of its leg `other` (REFER with Replaces)."""

    def leg_held(self, leg: str, on: bool) -> None:
        """The party, connected, wants to hear nothing (its hold key), or does again."""
