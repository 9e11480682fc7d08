"""Who hears whom: the present sound of every leg, and the effects of its changes."""

from collections.abc import Callable

from sip.domain.effects import Hear, Listen, Play, Source


class Sound:
    """Keeps what each leg hears, and whose keys matter, so that only changes become effects. `emit` takes them."""

    __slots__ = ("_emit", "_heard", "_listening", "_playing")

    def __init__(self, emit: Callable[[Hear | Play | Listen], None]) -> None:
        self._emit = emit
        self._heard: dict[str, Source] = {}
        self._playing: set[str] = set()
        self._listening: set[str] = set()

    def hear(self, leg: str, source: Source) -> None:
        """Let the party of `leg` hear `source` from now on."""
        if leg in self._playing or self._heard.get(leg) != source:
            self._playing.discard(leg)
            self._put(leg, source)
            self._emit(Hear(leg=leg, source=source))

    def play(self, leg: str, prompts: tuple[str, ...]) -> None:
        """Let the party of `leg` hear `prompts` once, from their beginning, in place of all else."""
        self._put(leg, None)
        self._playing.add(leg)
        self._emit(Play(leg=leg, prompts=prompts))

    def played(self, leg: str) -> bool:
        """The prompts have ended, so that the leg hears silence. Whether it was being played any."""
        if leg not in self._playing:
            return False
        self._playing.discard(leg)
        return True

    def listen(self, leg: str, on: bool) -> None:
        """Whether keys that the party of `leg`, which has been answered, presses matter from now on."""
        if on != (leg in self._listening):
            (self._listening.add if on else self._listening.discard)(leg)
            self._emit(Listen(leg=leg, on=on))

    def forget(self, leg: str) -> None:
        """The leg is gone, or begins anew: it hears nothing, and nobody need tell it so."""
        self._heard.pop(leg, None)
        self._playing.discard(leg)
        self._listening.discard(leg)

    def heard(self) -> dict[str, Source]:
        """What each leg hears that does not hear silence."""
        return dict(self._heard)

    def _put(self, leg: str, source: Source) -> None:
        if source is None:
            self._heard.pop(leg, None)
        else:
            self._heard[leg] = source
