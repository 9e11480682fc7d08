"""How calls are handled in the whole centre (F5.7, F5.10)."""
