"""Fixtures that every part may use."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.support.postgres"]

# A change is judged by the same examples every time; whoever develops gets new ones with every run.
# How long examples take to make says something of the machine only.
settings.register_profile("ci", derandomize=True, suppress_health_check=[HealthCheck.too_slow])
if os.environ.get("CI"):
    settings.load_profile("ci")
