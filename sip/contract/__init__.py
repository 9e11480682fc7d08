"""The messages between the switch (`sip`) and everything else (`api`).

Pure data: msgspec tagged unions, no behaviour, no I/O. `api` imports nothing else of `sip`.
One word per thing, everywhere the same: *call*, *visit*, *offer*, *segment*, *hold*, *ACW*, *status span*
are defined in `docs/terms.md`.
"""
