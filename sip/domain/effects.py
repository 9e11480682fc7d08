"""What the domain is told about a new leg, and what it asks the shell to do.

Effects come out of `Centre.take()` in one list with the contract's events; the shell carries them out in that order.

A *leg* is one party's connection, named by a string. Legs that come in are named by the shell, originated ones by the
domain (`ids("leg")`); an operator's browser phone is the leg `phone:<operator id>` (`phone_leg`), nailed up while it
is attached: it is never originated, accepted or released by the domain.
"""

from typing import Final, TypeAlias

from msgspec import Struct

from sip.contract.enums import CallerId, Cause

PHONE_PREFIX: Final = "phone:"


def phone_leg(operator: str) -> str:
    """The leg of `operator`'s browser phone."""
    return PHONE_PREFIX + operator


class Origin(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """Base of where a leg came from; `number` is the one that was called."""

    number: str


class TrunkOrigin(Origin, frozen=True, kw_only=True):
    """A call from the carrier: `number` is the DID, `from_*` the calling party (F10.1)."""

    trunk: str
    from_number: str = ""
    from_name: str = ""
    caller_id: CallerId = CallerId.NUMBER
    at: int = 0
    """Wall clock at which the call came, UTC, ms since the epoch: what opening hours are compared with."""


class ExtensionOrigin(Origin, frozen=True, kw_only=True):
    """A call dialled on an authenticated desk phone of `extension`. `replaces`: the leg whose place it is to take
    (RFC 3891), "" where none."""

    extension: str
    replaces: str = ""


AnyOrigin: TypeAlias = TrunkOrigin | ExtensionOrigin


class Target(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """Base of what an originated leg leads to."""


class ExtensionTarget(Target, frozen=True, kw_only=True):
    """All registered devices of `extension`; the shell forks under the one leg, the first to answer is the leg.
    `auto_answer`: its user has asked for the call already, so a phone that can answers by itself."""

    extension: str
    auto_answer: bool = False


class OutsideTarget(Target, frozen=True, kw_only=True):
    """An outside `number` (digits, perhaps with a leading `+`); the shell tries the trunks in order. `emergency`: those
    only that take emergency calls."""

    number: str
    emergency: bool = False


AnyTarget: TypeAlias = ExtensionTarget | OutsideTarget


class Caller(Struct, frozen=True, kw_only=True):
    """Who is shown to the party of an originated leg. `number` "" with `CallerId.NUMBER`: the trunk's own default.
    `group` is the group whose number is shown or that was called, "" where there is none."""

    number: str = ""
    name: str = ""
    caller_id: CallerId = CallerId.NUMBER
    group: str = ""


class Effect(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """Base of all effects; `leg` is the leg concerned."""

    leg: str


class Originate(Effect, frozen=True, kw_only=True):
    """Begin a new `leg` for `call`. Reported back by `leg_ringing`, `leg_answered`, `leg_failed`, `leg_ended`.
    `behind`: the leg that is led on by this one, "" where it leads nothing on: what came too far goes no further."""

    call: str
    target: AnyTarget
    caller: Caller
    behind: str = ""


class Ring(Effect, frozen=True, kw_only=True):
    """Tell an incoming leg that the other end rings (180)."""


class Progress(Effect, frozen=True, kw_only=True):
    """Let an incoming leg hear us before it is answered (early media: 183 with our description, RFC 3960). It counts as
    unanswered still. What it hears is said by `Hear`, after this."""


class Accept(Effect, frozen=True, kw_only=True):
    """Answer an incoming leg (200). From here on it counts as answered; no report is awaited."""


class Release(Effect, frozen=True, kw_only=True):
    """End the leg: BYE, CANCEL or a refusal with the status of `cause`, as the leg's state demands.

    It is the last that the domain says of the leg: reports on it that cross the release are ignored, so the shell ends
    by itself a fork that answers while it is being cancelled. On a ringing leg `Cause.NORMAL` means that the call was
    answered elsewhere (RFC 3326 `Reason: SIP;cause=200`), `Cause.CANCELLED` that the caller gave up.
    """

    cause: Cause


class LegSource(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """The sound of another leg."""

    leg: str


class Prompt(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """A prompt by name, looped: `ringback` or the configuration's `hold_music`."""

    name: str


class MixSource(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """The sound of several other legs together."""

    legs: tuple[str, ...]


Source: TypeAlias = LegSource | Prompt | MixSource | None
"""What a party hears; None is silence."""

RINGBACK: Final = Prompt(name="ringback")


class Hear(Effect, frozen=True, kw_only=True):
    """What the party of `leg` hears from now on. Replaces what it heard before; a new leg hears nothing."""

    source: Source


class Referred(Effect, frozen=True, kw_only=True):
    """Tell the desk phone of `leg`, which asked for a transfer (`Centre.refer`), what came of it: `Cause.NORMAL`: it is
    being carried out, and the leg is released next; else why it is not."""

    cause: Cause


class SendDigits(Effect, frozen=True, kw_only=True):
    """Send `digits` (`0-9*#A-D`) to the party of `leg` (RFC 4733, or in-band where it has no telephone-event)."""

    digits: str


class Listen(Effect, frozen=True, kw_only=True):
    """Whether keys that the party of `leg` presses matter now: then tones in its sound are digits, too. Digits that it
    sends as events are always reported (`Centre.digit`)."""

    on: bool


class Play(Effect, frozen=True, kw_only=True):
    """Let the party of `leg` hear `prompts` by name, one after the other, once, in place of what it heard before.

    At the end the shell reports `leg_played`, and the leg hears silence. A `Hear` or another `Play` before the end
    takes the place of this one, which is then not reported. A name that the media worker does not know has no length.
    """

    prompts: tuple[str, ...]


class Record(Effect, frozen=True, kw_only=True):
    """Write what the party of `leg` says from now on to the file of `recording`. Ends with `StopRecording`, or with the
    leg; a browser phone that is attached anew goes on."""

    recording: str


class StopRecording(Effect, frozen=True, kw_only=True):
    """No more. Nothing where the leg is gone: its recording ended with it."""


AnyEffect: TypeAlias = (
    Originate
    | Ring
    | Progress
    | Accept
    | Release
    | Hear
    | Play
    | Referred
    | SendDigits
    | Listen
    | Record
    | StopRecording
)
