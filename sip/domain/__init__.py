"""The pure core of the switch: calls, visits, offers, presence, distribution and who hears whom.

No sockets, clocks, randomness or logging: time (ms, monotonic) and ids are arguments, what happened and what must be
done come out of `Centre.take()`. Layers, each knowing only those before it: `effects`, `states`, `timers`, `dialplan` →
`sound` → `floor` → `presence`, `visits` → `offers`, `live` → `calls` → `distribution` → `phones`, `routing` →
`control` → `settings` → `centre`. Data lives in `floor`; the other modules are what happens to it.
"""
