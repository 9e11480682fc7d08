"""Extensions (F9.7)."""
