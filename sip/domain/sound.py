"""Who hears whom: the present sound of every leg, and the effects of its changes."""

from collections.abc import Callable

from sip.domain.effects import Hear, Source


class Sound:
    """Keeps what each leg hears, so that only changes become effects. `emit` takes the effects."""

    __slots__ = ("_emit", "_heard")

    def __init__(self, emit: Callable[[Hear], None]) -> None:
        self._emit = emit
        self._heard: dict[str, Source] = {}

    def hear(self, leg: str, source: Source) -> None:
        """Let the party of `leg` hear `source` from now on."""
        if self._heard.get(leg) != source:
            self._put(leg, source)
            self._emit(Hear(leg=leg, source=source))

    def forget(self, leg: str) -> None:
        """The leg is gone, or begins anew: it hears nothing, and nobody need tell it so."""
        self._heard.pop(leg, None)

    def heard(self) -> dict[str, Source]:
        """What each leg hears that does not hear silence."""
        return dict(self._heard)

    def _put(self, leg: str, source: Source) -> None:
        if source is None:
            self._heard.pop(leg, None)
        else:
            self._heard[leg] = source
