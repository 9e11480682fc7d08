"""Erlang A (M/M/n+M): who waits gives up at a constant rate (C. Palm 1946; Mandelbaum and Zeltyn, "Service engineering
in action: the Palm/Erlang-A queue, with applications to call centers", 2007).

While everybody is busy and k callers wait, the number of callers in the centre is a chain of births (arrivals, λ) and
deaths (n·μ answers and k·θ callers who leave). Its states beyond the last free operator are summed until the rest is
provably nothing; how long callers wait within T comes of the density of the wait that somebody with endless patience
would have, λ·π(n-1)·exp(λ(1-exp(-θt))/θ - nμt) (Baccelli and Hebuterne 1981).
"""

import math
from typing import Final

from msgspec import Struct

from api.statistics.staffing.erlang import Performance, Traffic, erlang_b
from api.statistics.staffing.quadrature import integral

TRUNCATION: Final = 1e-13
"""Relative error at most of each sum over the states that are left out."""
_LARGE: Final = 1e250
_LOG_LARGE: Final = math.log(_LARGE)
_NOTHING: Final = 40.0
"""e to the minus this is less than any rounding."""


class Queue(Struct, frozen=True):
    """The states in which everybody is busy. `log_states`: logarithm of the sum of all, in units of the one in which
    nobody waits; `waiting`: callers who wait, on average over these states; `answered`: see `_queue`, likewise."""

    log_states: float
    waiting: float
    answered: float


def _queue(rate: float, service: float, leave: float) -> Queue:
    """Sums of t(k) = ∏ λ/(nμ+iθ), i = 1…k, weighted by 1, by k, and by H(k) = Σ 1/(nμ+iθ), i = 1…k. That is the mean
    wait of a caller who joins as the k-th and is answered: each step of the queue before them takes 1/(nμ+iθ), their
    own leaving included, whichever way it goes. A k-th caller is answered in nμ/(nμ+kθ) of all cases, and
    λ·t(k-1) = t(k)·(nμ+kθ), so the waits of those answered sum to nμ/λ · Σ t(k)·H(k).

    They end once the terms fall like a geometric series with ratio r < 1 whose rest is small: what is left of the
    terms weighted by k is at most t(k)·(k/(1-r) + 1/(1-r)²). H(k)/k falls, so the same share bounds what is left of the
    other sums. Where more arrives than is answered they begin at `_first`. Sums that would overflow are scaled, which
    is kept as a logarithm.
    """
    k = _first(rate, service, leave)
    x = service / leave
    term, harmonic = 1.0, (digamma(x + k + 1.0) - digamma(x + 1.0)) / leave
    states, waiting, answered = 1.0, float(k), harmonic
    scale = k * math.log(rate / leave) - math.lgamma(x + k + 1.0) + math.lgamma(x + 1.0)
    out = service + k * leave
    while True:
        k += 1
        out += leave
        term *= rate / out
        harmonic += 1.0 / out
        states += term
        waiting += k * term
        answered += harmonic * term
        if out + leave > rate:
            slack = 1.0 - rate / (out + leave)
            if term * (k * slack + 1.0) <= TRUNCATION * slack * slack * waiting:
                break
        elif term > _LARGE:
            term, states, waiting, answered = (one / _LARGE for one in (term, states, waiting, answered))
            scale += _LOG_LARGE
    return Queue(log_states=math.log(states) + scale, waiting=waiting / states, answered=answered / states)


def _first(rate: float, service: float, leave: float) -> int:
    """Where to begin the sums: the terms grow up to k* = (λ-nμ)/θ, and from δ = √(100·λ/θ) states before that on at
    least by 1 + jθ/λ with j to go, so that t(k*-δ) is below e^-50·t(k*), and so is each term before it."""
    return max(0, math.floor((rate - service) / leave - 10.0 * math.sqrt(rate / leave)))


def digamma(z: float) -> float:
    """Derivative of the logarithm of the gamma function, z > 0: sums of 1/(x+i) are its differences (Abramowitz and
    Stegun 6.3.5 up to 12, then the series 6.3.18, whose first term left out is below 10^-15)."""
    steps = 0.0
    while z < 12.0:
        steps += 1.0 / z
        z += 1.0
    v = 1.0 / (z * z)
    series = v * (1 / 12 - v * (1 / 120 - v * (1 / 252 - v * (1 / 240 - v * (1 / 132 - v * 691 / 32760)))))
    return math.log(z) - 0.5 / z - series - steps


def performance_a(traffic: Traffic, agents: int, within_s: float, patience_s: float) -> Performance:
    """What `agents` achieve for callers who leave after `patience_s` on average."""
    rate, leave = traffic.rate, 1.0 / patience_s
    if rate <= 0.0:
        return Performance(waits=0.0, level=1.0, abandoned=0.0, answer_s=0.0, occupancy=0.0)
    service = agents / traffic.handle_s
    queue = _queue(rate, service, leave)
    lone = math.exp(-queue.log_states)
    blocked = erlang_b(agents, traffic.load)
    waits = blocked / (lone + (1.0 - lone) * blocked)
    abandoned = min(leave * waits * queue.waiting / rate, 1.0)
    served = 1.0 - abandoned
    late = waits * queue.answered * service / rate
    return Performance(
        waits=waits,
        level=min(1.0 - waits + waits * _answered_within(rate, service, leave, within_s, queue), served),
        abandoned=abandoned,
        answer_s=late / served if served > 0.0 else None,
        occupancy=min(traffic.load * served / agents, 1.0),
    )


def _answered_within(rate: float, service: float, leave: float, within_s: float, queue: Queue) -> float:
    """Share of those who wait that is answered within the time: the density of the wait, times those still there."""
    log_density = math.log(service) - queue.log_states

    def exponent(t: float) -> float:
        return log_density - rate * math.expm1(-leave * t) / leave - (service + leave) * t

    slope = rate - service - leave
    # g is concave: where it falls from the beginning, it lies under its tangent there.
    end = min(within_s, -_NOTHING / slope) if slope < 0.0 else within_s
    if end <= 0.0:
        return 0.0
    steepest = max(abs(slope), abs(rate * math.exp(-leave * end) - service - leave))
    return integral(exponent, end, max(1, math.ceil(end * max(steepest / 2.0, leave))))
