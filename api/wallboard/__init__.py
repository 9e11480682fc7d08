"""Wallboards: a read-only link that shows chosen figures on a screen where nobody is logged in."""
