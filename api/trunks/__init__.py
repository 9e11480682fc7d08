"""Trunks (F10.1)."""
