"""Taking the switch's events: stored once, folded once, told to whoever shows them.

Wiring (composition root)::

    intake = Intake(EventLog(db), Calendar("Asia/Tokyo", day_start_min=0))
    await intake.start()                        # last state + replay; afterwards intake.live is the centre as it is
    link = SwitchLink(path, intake, …)          # gives it batches: `last_seq`, `take`
    stop = intake.subscribe(lambda batch: …)    # called after each commit, in the same instant as intake.live changed

    monitor = Monitor(intake, directory, valid=sessions.valid)   # api.monitor.service; directory() -> Directory, now
    monitor.start()                             # after intake.start()
    monitor.refresh()                           # names, groups or members changed
    monitor.hub.end(session_id)                 # a session was revoked
    await monitor.close()

    routes: monitor_router(monitor), calls_router(Calls(db, names), Explanations(db, intake, names)), list_metrics

    await intake.close()                        # stores the fold's state, so that the next start is quick
"""
