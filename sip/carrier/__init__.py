"""The carrier simulator (F10.6): a telephone network in one process, for demo, training and tests.

Real SIP and RTP. It calls the centre's numbers by itself or when told to over its control socket, answers the numbers
that the centre dials, speaks, and measures what it hears. `python -m sip.carrier --help` lists what it can do.
"""
