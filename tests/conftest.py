"""What holds for all tests: how many cases, how long is waited, and which run in one process."""

import os

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.profile import PROFILE
from tools.browser.waiting import PATIENCE
from tools.setup.running import child_environment

# Pytest may have been started without dev.py.
os.environ |= child_environment()

expect.set_options(timeout=1000 * PATIENCE)

_COMMON = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("default", _COMMON, max_examples=25, derandomize=True)
settings.register_profile("nightly", _COMMON, max_examples=2000, print_blob=True)
settings.load_profile(PROFILE)

SHARE_A_BROWSER = (
    (
        *("links_acl", "links_arxiv", "links_openreview", "links_optional", "links_real_pages"),
        "cool_papers",
    ),
    ("accessibility", "options", "own_pages", "tour"),
)
"""Browser tests that use a browser which hardly any others use: it is started once, in one process.

All processes end at about the same time: what has the most tests starts first, and each group takes
less than a process's share.
"""


class _ByBrowser(LoadFileScheduling):
    """The tests of a file run in one process; so do those of files that share a browser."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        name = file.rpartition("/test_")[2].removesuffix(".py")
        return next(("+".join(names) for names in SHARE_A_BROWSER if name in names), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """Keep together what shares a browser."""
    return _ByBrowser(config, log)
