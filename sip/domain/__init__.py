"""The pure core of the switch: calls, visits, offers, presence, distribution and who hears whom.

No sockets, clocks, randomness or logging: time (ms, monotonic) and ids are arguments, what happened and what must be
done come out of `Centre.take()`. Layers, each knowing only those before it: `effects`, `states`, `timers`, `sound`,
`dialplan` → `floor` → `presence`, `visits`, `offers` → `calls` → `distribution`, `ringing` → `control` → `centre`.
"""
