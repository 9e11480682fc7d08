"""The steps of the schema, oldest first; see `api.db.migrate`."""
