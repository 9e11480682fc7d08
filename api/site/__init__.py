"""The site file: one TOML document from which an empty database is filled (`docs/site.md`)."""
