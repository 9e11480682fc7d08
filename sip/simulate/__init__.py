"""The scenario simulator: years of a centre as an event log in minutes.

`simulate(Simulation(...))` drives the switch's own core (`sip.domain`) in virtual time by its public inputs: callers,
operators, supervisors and the people who are dialled are played, everything between them is decided as in the switch.
So what comes out is a log that the switch could have written, and every figure made of it holds together.
"""

from sip.simulate.centre import simulate as simulate
