"""監査ログ: what some have done to the system and to others, in one list (F1.6, F4.5, F9.10)."""
