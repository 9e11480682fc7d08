"""Sound: RTP legs, browser legs (ICE-lite, DTLS-SRTP), prompts and digits, in worker processes of their own.

The switch uses `sip.media.client` and the messages of `sip.media.protocol`; everything else runs in the worker
(`python -m sip.media`). Nothing here knows of calls or operators: a *leg* is one party's sound, in and out.
"""
