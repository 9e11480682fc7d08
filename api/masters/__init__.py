"""The status master (F9.4)."""
