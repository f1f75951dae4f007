"""How much is tested: in each run, or in the nightly one."""

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
"""The profile of hypothesis: how many cases are generated."""
NIGHTLY = PROFILE == "nightly"
"""Whether large and generated inputs are as large, and as many, as at night."""
