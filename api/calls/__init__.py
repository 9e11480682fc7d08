"""通話履歴: the calls of all lines, newest first, and each with its legs (F8)."""
