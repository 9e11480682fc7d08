"""Who hears whom: the present sound of every leg, and the effects of its changes."""

from collections.abc import Callable, Iterable

from sip.domain.effects import Hear, LegSource, Listen, MixSource, Play, Prompt, Source


def legs_of(source: Source) -> tuple[str, ...]:
    """The legs that are heard in `source`."""
    if isinstance(source, LegSource):
        return (source.leg,)
    return source.legs if isinstance(source, MixSource) else ()


def together(legs: tuple[str, ...]) -> Source:
    """The sound of `legs`, each once."""
    each = tuple(dict.fromkeys(legs))
    if not each:
        return None
    return LegSource(leg=each[0]) if len(each) == 1 else MixSource(legs=each)


class Sound:
    """Keeps what each leg hears, and whose keys matter, so that only changes become effects. `emit` takes them.

    What a leg hears is the `hear` of its call, and beside it the legs of `add`; music and prompts are heard alone.
    """

    __slots__ = ("_added", "_emit", "_heard", "_listening", "_own", "_playing")

    def __init__(self, emit: Callable[[Hear | Play | Listen], None]) -> None:
        self._emit = emit
        self._heard: dict[str, Source] = {}
        self._playing: set[str] = set()
        self._listening: set[str] = set()
        self._added: dict[str, tuple[str, ...]] = {}
        self._own: dict[str, Source] = {}
        """What the call of each leg in `_added` lets it hear."""

    def hear(self, leg: str, source: Source) -> None:
        """Let the party of `leg` hear `source` from now on."""
        if leg in self._added:
            self._own[leg] = source
            source = self._beside(source, self._added[leg])
        if leg in self._playing or self._heard.get(leg) != source:
            self._playing.discard(leg)
            self._put(leg, source)
            self._emit(Hear(leg=leg, source=source))

    def add(self, leg: str, legs: tuple[str, ...]) -> None:
        """Let the party of `leg` hear `legs` from now on, in place of what was added before, beside what its call lets
        it hear."""
        if self._added.get(leg, ()) == legs:
            return
        own = self.own(leg)
        if legs:
            self._added[leg] = legs
        else:
            del self._added[leg]
            self._own.pop(leg, None)
        if leg not in self._playing:
            self.hear(leg, own)

    def own(self, leg: str) -> Source:
        """What the call of `leg` lets it hear."""
        return self._own.get(leg) if leg in self._added else self._heard.get(leg)

    def added(self) -> tuple[str, ...]:
        """The legs that hear something beside their call."""
        return tuple(self._added)

    def part(self, leg: str, hearers: Iterable[str]) -> None:
        """The leg is about to go: neither `hearers` nor those to whom it was added hear it any more, and nothing is
        added to what it hears itself."""
        self._added.pop(leg, None)
        self._own.pop(leg, None)
        for hearer in hearers:
            legs = legs_of(self.own(hearer))
            if leg in legs:
                self.hear(hearer, together(tuple(each for each in legs if each != leg)))
        for hearer, legs in tuple(self._added.items()):
            self.add(hearer, tuple(each for each in legs if each != leg))

    def play(self, leg: str, prompts: tuple[str, ...]) -> None:
        """Let the party of `leg` hear `prompts` once, from their beginning, in place of all else."""
        if leg in self._added:
            self._own[leg] = None
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
        self._own.pop(leg, None)
        self._added.pop(leg, None)
        self._playing.discard(leg)
        self._listening.discard(leg)

    def heard(self) -> dict[str, Source]:
        """What each leg hears that does not hear silence."""
        return dict(self._heard)

    def _beside(self, source: Source, legs: tuple[str, ...]) -> Source:
        return source if isinstance(source, Prompt) else together((*legs_of(source), *legs))

    def _put(self, leg: str, source: Source) -> None:
        if source is None:
            self._heard.pop(leg, None)
        else:
            self._heard[leg] = source
