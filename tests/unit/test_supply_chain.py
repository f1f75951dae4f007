"""What runs in CI is pinned, so that nobody else can change it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_actions_are_pinned_by_commit() -> None:
    workflows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    used = [
        line.split("uses:", 1)[1].strip()
        for workflow in workflows
        for line in workflow.read_text("utf-8").splitlines()
        if "uses:" in line
    ]
    assert used
    assert [it for it in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[0-9.]+", it)] == []


@pytest.mark.parametrize("folder", ["tools", "tools/references"])
def test_python_packages_are_pinned_by_hash(folder: str) -> None:
    lines = (ROOT / folder / "requirements.txt").read_text("utf-8").splitlines()
    packages = [line for line in lines if re.match(r"[A-Za-z0-9]", line)]
    assert packages
    assert [it for it in packages if not re.match(r"[\w.\[\]-]+==\S+ .*\\$", it)] == []
    assert "--hash=sha256:" in "\n".join(lines)
