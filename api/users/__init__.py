"""Users of the centre (F9.2)."""
