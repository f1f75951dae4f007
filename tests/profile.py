"""How much is tested: in each run, or in the nightly one."""

import os

import pytest

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
"""The profile of hypothesis: how many cases are generated."""
NIGHTLY = PROFILE == "nightly"
"""Whether this is the nightly run, which tries more and larger input."""
AT_NIGHT = pytest.mark.skipif(not NIGHTLY, reason="runs at night: others of each run come close")
"""For what costs much and differs little from tests of each run: one more language, page or way."""
