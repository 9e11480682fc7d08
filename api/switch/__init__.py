"""The link to the switch: commands out, events in.

Wiring, by the composition root (everything is handed in, nothing is global; a second switch is a second `SwitchLink`)::

    link = SwitchLink(settings.socket, intake, configure, restore)        # both async, see `link`
    presence = Presence(link, …)                                          # see `api/phone/__init__.py`
    exception handlers: ProblemHandlers({SwitchError: switch_problem})     # api.switch.problems
    on start: link.start()          on stop: await link.close(), before the database is closed
    after a change of configuration: await link.configure()

As the link needs `presence.restore` and presence needs the link, hand over an `async def restore(log)` that
awaits `presence.restore()`; `configure` awaits `config_store.switch_config(database, settings.grace_s)`.
`intake` has `async last_seq(switch) -> int` and `async take(Events) -> int` (`link.Intake`).
`link.listen(callback)` tells of every change of `link.connected`.
"""
