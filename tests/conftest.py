"""Fixtures that every part may use."""

import os

from hypothesis import HealthCheck, settings
from playwright import async_api, sync_api

pytest_plugins = ["tests.support.parallel", "tests.support.postgres"]

# A change is judged by the same examples every time; whoever develops gets new ones with every run.
# How long examples take to make says something of the machine only.
settings.register_profile("ci", derandomize=True, suppress_health_check=[HealthCheck.too_slow])
if os.environ.get("CI"):
    settings.load_profile("ci")

# How long a browser takes says something of the machine only, too: what does not come within this time does not come.
for api in (async_api, sync_api):
    api.expect.set_options(timeout=45_000)
