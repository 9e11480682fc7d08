"""Voicemail: the mailboxes as masters, and the messages in them for whom they were left (F6.3, F6.5, F9.7)."""
