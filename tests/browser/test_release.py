"""The check before a release asks Chromium itself for its install warnings."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from build.__main__ import build
from build.browsers import BROWSERS
from tools.release import install_warnings
from tools.release.package import manifest


def test_warnings_of_two_manifests(tmp_path: Path) -> None:
    _, archive = build(BROWSERS["chrome"], tmp_path)
    now = manifest(archive)
    more = {**now, "permissions": [*now["permissions"], "history"]}
    # Playwright runs once in a thread, and other tests' browsers run in this one.
    with ThreadPoolExecutor() as another:
        asked = another.submit(install_warnings.of, archive, [now, more], tmp_path)
    own, added = asked.result()
    assert own == ["Read and change your data on aclanthology.org, arxiv.org, and openreview.net"]
    assert len(added) == 2
    assert len(install_warnings.unexplained(own, added, "")) == 1
