"""What the READMEs say is so."""

import json
import re
from pathlib import Path

import pytest

from build import registry
from build.docs import HEADINGS, with_table
from build.render import ROOT

README = {name: (ROOT / name).read_text(encoding="utf-8") for name in HEADINGS}


@pytest.mark.parametrize("name", README)
def test_table_of_sources_is_the_registry_s(name: str) -> None:
    """If not: `python -m build.docs`."""
    assert README[name] == with_table(README[name], registry.load(), HEADINGS[name])


@pytest.mark.parametrize("name", README)
def test_every_permission_is_explained(name: str, rendered: Path) -> None:
    manifest = json.loads((rendered / "manifest.json").read_text("utf-8"))
    explained = set(re.findall(r"^- `([A-Za-z]+)`", README[name], re.MULTILINE))
    assert explained == set(manifest["permissions"])


@pytest.mark.parametrize("name", README)
def test_every_file_that_is_named_is_there(name: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README[name])
    links += re.findall(r"`((?:build|extension|tests|tools)/[\w./-]*)`", README[name])
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
