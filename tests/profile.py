"""How much is tested: in each run, or in the nightly one."""

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
"""The profile of hypothesis: how many cases are generated."""
NIGHTLY = PROFILE == "nightly"
"""Whether this is the nightly run, which tries more and larger input."""
