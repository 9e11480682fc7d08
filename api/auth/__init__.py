"""Log-in, sessions, and the guard in front of every route (F1.1–F1.4)."""
