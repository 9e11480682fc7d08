"""The operator's phone (F5): one's own view, its stream, presence and call control.

Wiring, by the composition root::

    presence = Presence(link, lambda: intake.live, open_users)     # async: the ids of all users with a session
    phones = Phones(lambda: intake.live, lambda: link.connected, wall_ms, valid=sessions.valid)
    phones.configured(config)                  # at start and after each change of configuration (`SwitchConfig`)
    link.listen(lambda connected: phones.switch_changed())
    after each batch of events:  phones.changed(touched)     # `Batch.touched`; None: phones.switch_changed()
    router: phone_router(link, phones, presence, lasts)             # under /api
    auth, after the session row was stored:   await presence.log_in(user, role, session)
    auth, after a session row was ended:      phones.end(session); if it was the user's last, also
                                              await presence.log_out(user, role, reason)
    on stop: phones.close(); await presence.close()
"""
