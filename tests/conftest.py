"""Fixtures that every part may use."""

import os

from hypothesis import settings

pytest_plugins = ["tests.support.postgres"]

# A change is judged by the same examples every time; whoever develops gets new ones with every run.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
