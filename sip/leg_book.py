"""The legs that are there, and what the domain wants done with them."""

import logging
from collections.abc import Callable
from itertools import count
from typing import Final, Protocol

from sip.contract.enums import Cause
from sip.contract.voicemail import file_name
from sip.domain.effects import (
    PHONE_PREFIX,
    Accept,
    AnyEffect,
    Caller,
    ExtensionTarget,
    Hear,
    LegSource,
    Listen,
    MixSource,
    Originate,
    OutsideTarget,
    Play,
    Progress,
    Prompt,
    Record,
    Referred,
    Release,
    Ring,
    SendDigits,
    Source,
    StopRecording,
)
from sip.leg_media import LegMedia
from sip.leg_reports import LegReports
from sip.legs import Destination, IncomingLeg, Inviter, Lines, OutgoingLeg, SipLeg
from sip.media import client as media
from sip.media.client import MediaClient, MediaUnavailable, NoPort
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address
from sip.stack.registrar import Binding
from sip.stack.session import Session
from sip.stack.terms import PHONE, Use

MAX_LEGS: Final = 5000
"""Beyond this incoming calls are refused with 503 rather than served badly."""
AUTO_ANSWER: Final = (
    ("call-info", "<sip:kikite.invalid>;answer-after=0"),  # Snom, Grandstream, Linphone, baresip
    ("alert-info", "<http://kikite.invalid>;info=alert-autoanswer;delay=0"),  # Yealink, Polycom, Panasonic
    ("answer-mode", "Auto"),  # RFC 5373
)
"""What asks a desk phone to answer by itself, in the words of the makers. A phone that knows none of them rings."""

log = logging.getLogger(__name__)


class Directory(Lines, Protocol):
    """Where legs can lead to, by the present configuration."""

    def bindings(self, extension: str) -> list[Binding]:
        """The registered devices of an extension."""

    def destinations(self, number: str, caller: Caller, *, emergency: bool = False) -> list[Destination]:
        """The trunks to an outside number, best first; for an emergency call those only that take it."""

    def srtp(self, trunk: str, phone: Address) -> Use:
        """Whether SRTP is used with a trunk, or ("") with a phone at this address."""

    def inside(self, number: str, name: str) -> NameAddr:
        """How a caller is shown to a device of ours."""


def _source(source: Source) -> media.Source | None:
    match source:
        case LegSource(leg=leg):
            return media.FromLeg(leg)
        case MixSource(legs=legs):
            return media.Mix(legs)
        case Prompt(name=name):
            return media.Prompt(name)
        case None:
            return None


class LegBook:
    """Carries out the domain's effects (`perform`) and reports what becomes of the legs."""

    def __init__(
        self,
        sounds: MediaClient,
        inviter: Inviter,
        directory: Directory,
        reports: LegReports,
        ids: Callable[[str], str],
    ) -> None:
        self._sounds = sounds
        self._inviter = inviter
        self._directory = directory
        self._reports = reports
        self._ids = ids
        self._legs: dict[str, SipLeg] = {}
        self._numbers = count(1)

    def __len__(self) -> int:
        """SIP legs that are there."""
        return len(self._legs)

    def take_in(self, session: Session) -> str | None:
        """A leg for an incoming session, or None where there are too many; then it has been refused. `SdpError`: its
        offer cannot be answered."""
        if len(self._legs) >= MAX_LEGS:
            session.reject(503, headers={"retry-after": ["5"]})
            return None
        srtp = self._directory.srtp(session.trunk, session.source)
        if not session.trunk and srtp is Use.OFF:
            srtp = Use.OPTIONAL  # what a phone offers by itself is what it wants
        if session.remote_sdp:
            LegMedia.check(session.remote_sdp, srtp)
        line = self._directory.take(session.trunk) if session.trunk else None
        if session.trunk and line is None:
            log.warning("all lines of trunk %s are taken", session.trunk)
            session.reject(486)
            return None
        name = self._ids("leg")
        leg = IncomingLeg(name, session, self._media(name, srtp), self)
        leg.line = line
        session.handler = leg
        self._legs[name] = leg
        return name

    def perform(self, effect: AnyEffect) -> None:
        """Carry out one effect. Effects on a leg that is gone already are ignored: its report is on the way."""
        match effect:
            case Hear(leg=name, source=source):
                self._sounds.hear(name, _source(source))
            case Play(leg=name, prompts=prompts):
                self._sounds.play(name, prompts)
            case Originate():
                self._originate(effect)
            case Ring() | Progress() | Accept() | Referred():
                self._tell(effect)
            case Release(leg=name, cause=cause):
                if leg := self._legs.pop(name, None):
                    leg.release(cause)
            case Record() | StopRecording():
                self._record(effect)
            case SendDigits(leg=name, digits=digits):
                self._sounds.send_digits(name, digits)
            case Listen(leg=name, on=on):
                self._sounds.listen(name, on)

    def _record(self, effect: Record | StopRecording) -> None:
        if isinstance(effect, Record):
            self._sounds.record(effect.leg, file_name(effect.recording))
        else:
            self._sounds.stop_recording(effect.leg)

    def _tell(self, effect: Ring | Progress | Accept | Referred) -> None:
        leg = self._legs.get(effect.leg)
        match effect:
            case _ if leg is None:
                return
            case Ring():
                leg.ring()
            case Progress():
                leg.progress()
            case Accept():
                leg.accept()
            case Referred(cause=cause):
                leg.referred(cause)

    def media_lost(self, name: str, cause: Cause) -> None:
        """The sound of a SIP leg is gone: end the leg and report it."""
        if leg := self._legs.get(name):
            leg.release(cause)
            self.leg_ended(name, cause)

    def close(self) -> None:
        """End all legs without reports: the switch stops."""
        legs, self._legs = self._legs, {}
        for leg in legs.values():
            leg.release(Cause.NORMAL)

    def leg_ringing(self, leg: str, early_media: bool) -> None:
        """See `LegReports`."""
        self._reports.leg_ringing(leg, early_media)

    def leg_answered(self, leg: str) -> None:
        """See `LegReports`."""
        self._reports.leg_answered(leg)

    def leg_failed(self, leg: str, cause: Cause, sip_status: int) -> None:
        """See `LegReports`."""
        self._legs.pop(leg, None)
        self._reports.leg_failed(leg, cause, sip_status)

    def leg_ended(self, leg: str, cause: Cause) -> None:
        """See `LegReports`."""
        self._legs.pop(leg, None)
        self._reports.leg_ended(leg, cause)

    def leg_refers(self, leg: str, number: str) -> None:
        """See `LegReports`."""
        self._reports.leg_refers(leg, number)

    def leg_refers_to_call(self, leg: str, other: str) -> None:
        """See `LegReports`."""
        self._reports.leg_refers_to_call(leg, other)

    def leg_held(self, leg: str, on: bool) -> None:
        """See `LegReports`."""
        self._reports.leg_held(leg, on)

    def _media(self, name: str, srtp: Use) -> LegMedia:
        return LegMedia(self._sounds, name, next(self._numbers), srtp=srtp)

    def _originate(self, effect: Originate) -> None:
        forks, fallbacks = self._where(effect)
        if not forks and not fallbacks:
            self._reports.leg_failed(effect.leg, Cause.UNREACHABLE, 0)
            return
        srtp = Use.OPTIONAL if isinstance(effect.target, ExtensionTarget) else Use.OFF
        leg = OutgoingLeg(effect.leg, self._media(effect.leg, srtp), self, self._inviter, self._directory)
        self._legs[effect.leg] = leg
        try:
            leg.begin(forks, fallbacks)
        except (NoPort, MediaUnavailable) as error:
            log.error("leg %s has no media: %s", effect.leg, error)
            self.leg_failed(effect.leg, Cause.MEDIA_FAILURE, 0)

    def _where(self, effect: Originate) -> tuple[list[Destination], list[Destination]]:
        match effect.target:
            case ExtensionTarget(extension=extension, auto_answer=auto_answer):
                shown = effect.caller
                headers = AUTO_ANSWER if auto_answer else ()
                return [
                    Destination(
                        uri=binding.contact,
                        address=binding.source,
                        credentials=None,
                        caller=self._directory.inside(shown.number, shown.name),
                        headers=headers,
                        keep_flow=True,
                        terms=PHONE,
                        srtp=self._directory.srtp("", binding.source),
                    )
                    for binding in self._directory.bindings(extension)
                ], []
            case OutsideTarget(number=number, emergency=emergency):
                found = self._directory.destinations(number, effect.caller, emergency=emergency)
                behind = self._legs.get(effect.behind)
                if isinstance(behind, IncomingLeg):
                    hops = ("max-forwards", str(behind.hops))
                    found = [each._replace(headers=(*each.headers, hops)) for each in found]
                return [], found


def is_phone(leg: str) -> bool:
    """Whether `leg` is a browser phone."""
    return leg.startswith(PHONE_PREFIX)
