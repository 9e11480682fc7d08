"""The operator's phone (F5): one's own view, its stream, presence and call control.

Wiring, by the composition root::

    presence = Presence(link, lambda: fold.state, open_sessions)       # async: the ids of all valid sessions
    phones = Phones(lambda: fold.state, lambda: link.connected, wall_ms, valid=sessions.is_open)
    phones.configured(config)                  # at start and after each change of configuration (`SwitchConfig`)
    link.listen(lambda connected: phones.switch_changed())
    after each batch of events:  phones.changed(touched)     # the set from `Fold.flush()`
    router: phone_router(link, phones, presence)             # under /api
    auth, after the session row was stored:   await presence.log_in(user, role, session)
    auth, after the session row was ended:    await presence.log_out(user, role, session, reason); phones.end(session)
    on stop: phones.close(); await presence.close()
"""
