"""What holds for all tests: how many cases are generated, and how long is waited."""

from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

from tests.profile import PROFILE
from tools.browser.waiting import PATIENCE

expect.set_options(timeout=1000 * PATIENCE)

_COMMON = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("default", _COMMON, max_examples=25, derandomize=True)
settings.register_profile("nightly", _COMMON, max_examples=2000, print_blob=True)
settings.load_profile(PROFILE)
