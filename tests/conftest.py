"""Fixtures that every part may use."""

pytest_plugins = ["tests.support.postgres"]
