"""Sounds of one's own: announcements and hold music."""
