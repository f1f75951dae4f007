"""Pictures for the READMEs: taken again, wherever the extension is unpacked, they are the same."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.profile import AT_NIGHT
from tools import pictures
from tools.browser.fake_sites import FakeSites

if sys.platform != "linux":
    pytest.skip("pictures are taken of a virtual X screen: Linux", allow_module_level=True)

pytestmark = pytest.mark.native


# The address of the options shows the extension's id, that of the references a key, too.
@AT_NIGHT
@pytest.mark.parametrize("name", ["options", "references"])
def test_picture_taken_again_is_the_same(
    playwright: Playwright,
    built: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    with FakeSites() as web:
        for place in ("here", "there"):
            extension = shutil.copytree(built, tmp_path / place / "chrome")
            pictures.fix_id(extension)
            pictures.take_screens(playwright, extension, web, tmp_path, "en-US", [name])
    file = tmp_path / f"{name}.png"
    assert capsys.readouterr().out.splitlines() == [f"{file}: new", f"{file}: as before"]
