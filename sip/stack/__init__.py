"""A SIP user agent for asyncio: transactions, dialogs, digest, registrar. It knows nothing of call centres.

Start, with an `Application` (see `interfaces`) that decides what to do with calls::

    agent = UserAgent(app, realm="example", advertised="192.0.2.1")
    port = await agent.listen("udp", "0.0.0.0", 5060)          # also "tcp"; port 0 takes a free one
    ...
    await agent.close()

Take a call. `app.on_invite(session)` is called once for an INVITE that is authenticated (`session.trunk` or
`session.user` says how). Give it a handler, then answer now or later::

    session.handler = MyHandler()                               # a SessionHandler
    answered = sdp.answer(session.remote_sdp, host, port, session_id=7)   # SdpError -> session.reject(488)
    session.ring()                                              # 180; session.progress(answered.text) is 183 with sound
    session.accept(answered.text)                               # 200, repeated until the ACK
    session.reject(486)                                         # or refuse

An INVITE without SDP has `remote_sdp == ""`: `accept(offer)`, then `on_confirmed(session, answer)`.

Make a call; the callbacks of the handler tell the rest::

    session = agent.invite("sip:0312345678@carrier.example", handler, sdp=offer, caller=NameAddr("sip:050@our.example"),
                           destination=Address("udp", "198.51.100.7", 5060), credentials=Credentials("user", "secret"))
    for binding in agent.registrar.bindings("201"):             # ring a registered desk phone
        agent.invite(binding.contact, handler, sdp=offer, caller=caller, destination=binding.source, keep_flow=True)

`session.end()` does what the state demands: CANCEL (held until a provisional came), BYE, or a refusal.
`session.reoffer(sdp)` sends a re-INVITE, at once or when the offer under way is done; the result is `on_reanswered`.
The far end's re-INVITE or UPDATE is `on_reoffer(session, sdp) -> answer`. After `on_failed`, `on_ended`, `end()` or
`reject()` nothing is called any more.

Keep a carrier: `agent.register(aor, destination, credentials, changed)` and `agent.keep_alive(…)`; both tell
`changed(standing, status)`.

SDP is a `str`, "" where there is none. Callbacks run in the loop and must not block; what they raise is logged and ends
that session only. Everything is single-threaded: call it from the loop's thread.
"""
