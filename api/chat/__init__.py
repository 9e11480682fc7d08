"""Chat: between two users, and announcements to many (F4.6, F9.9)."""
