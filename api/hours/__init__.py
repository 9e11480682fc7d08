"""Opening hours, holidays and how groups receive callers (F10.5)."""
