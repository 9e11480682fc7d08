"""The live board: a snapshot, and what changes in it (F3)."""
