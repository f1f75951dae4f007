"""What runs in CI is pinned, so that nobody else can change it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools.release.__main__ import STORES

ROOT = Path(__file__).parents[2]


WORKFLOWS = {
    it.name: it.read_text("utf-8") for it in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
}
RELEASE = WORKFLOWS["release.yml"]


def test_actions_are_pinned_by_commit() -> None:
    used = [
        line.split("uses:", 1)[1].strip()
        for text in WORKFLOWS.values()
        for line in text.splitlines()
        if "uses:" in line
    ]
    assert used
    assert [it for it in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[0-9.]+", it)] == []


def test_an_action_has_one_commit_everywhere() -> None:
    pins = set(re.findall(r"uses: (\S+)@(\S+ # \S+)", "".join(WORKFLOWS.values())))
    assert pins
    assert len({action for action, _ in pins}) == len(pins)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_may_only_read_unless_a_job_says_more(name: str) -> None:
    permissions = re.search(r"^permissions:\n((?:  .*\n)+)", WORKFLOWS[name], re.MULTILINE)
    assert permissions
    allowed = [line.split("#")[0].strip() for line in permissions[1].splitlines()]
    more = {"live.yml": ["issues: write"]}.get(name, [])
    assert allowed == ["contents: read", *more]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_scripts_hold_no_text_from_outside(name: str) -> None:
    """What is in ``${{ }}`` is pasted into a script as code: it goes through ``env``."""
    scripts = re.findall(r"run: (?:\|\n(?:(?: {10,}.*)?\n)+|.*\n)", WORKFLOWS[name])
    assert scripts
    assert [it for it in scripts if "${{" in it] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_job_ends(name: str) -> None:
    assert WORKFLOWS[name].count("runs-on:") == WORKFLOWS[name].count("timeout-minutes:") > 0


# --- the workflow of a release --------------------------------------------------------------------


def _jobs() -> dict[str, str]:
    _, *parts = re.split(r"^  ([a-z-]+):\n", RELEASE.partition("\njobs:\n")[2], flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_release_is_tested_checked_and_signed() -> None:
    jobs = _jobs()
    assert [*jobs] == ["build", "release", "publish"]
    order = [".ci/run", "tools.release pictures", "tools.release check", "name: release"]
    places = [jobs["build"].index(it) for it in order]
    assert places == sorted(places)
    order = ["sha256sum --check", "attest-build-provenance@", "gh release create"]
    places = [jobs["release"].index(it) for it in order]
    assert places == sorted(places)


def test_by_hand_nothing_is_released() -> None:
    for name in ("release", "publish"):
        assert "    if: github.event_name == 'push'\n" in _jobs()[name]
    for text in ("secrets.", ": write", "--really"):
        assert text not in _jobs()["build"]


def test_only_the_approved_job_has_secrets() -> None:
    jobs = _jobs()
    assert "    environment: stores" in jobs["publish"]
    assert "    needs: release\n" in jobs["publish"]
    named = re.findall(r"^ +(\w+): .*== '(\w+)' && secrets\.(\w+)", jobs["publish"], re.MULTILINE)
    wanted = [(name, store, name) for store, kind in STORES.items() for name in kind.credentials]
    assert sorted(named) == sorted(wanted)
    assert RELEASE.count("secrets.") == len(wanted)


@pytest.mark.parametrize("store", STORES)
def test_store_without_secrets_is_left_out(store: str) -> None:
    code, said = _publish(store, {})
    assert (code, "::notice::Not published" in said) == (0, True)


@pytest.mark.parametrize("store", STORES)
def test_missing_secret_is_named(store: str) -> None:
    first, *rest = STORES[store].credentials
    code, said = _publish(store, {first: "set"})
    assert code == 2
    assert f"also needs {' '.join(rest)}:" in said


def test_unknown_store_is_refused() -> None:
    assert _publish("opera", {})[0] == 2


def _publish(store: str, env: Mapping[str, str]) -> tuple[int, str]:
    """Run the script, which must end before it calls Python."""
    ended = subprocess.run(
        ["bash", str(ROOT / ".ci" / "publish"), store],
        env={"PATH": "/usr/bin:/bin", **env},
        capture_output=True,
        text=True,
    )
    return ended.returncode, ended.stdout + ended.stderr


# --- packages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["tools", "tools/references"])
def test_python_packages_are_pinned_by_hash(folder: str) -> None:
    lines = (ROOT / folder / "requirements.txt").read_text("utf-8").splitlines()
    packages = [line for line in lines if re.match(r"[A-Za-z0-9]", line)]
    assert packages
    assert [it for it in packages if not re.match(r"[\w.\[\]-]+==\S+ .*\\$", it)] == []
    assert "--hash=sha256:" in "\n".join(lines)


def test_npm_packages_are_pinned_by_hash() -> None:
    config = json.loads((ROOT / "tools" / "deno.json").read_text("utf-8"))
    text = (ROOT / "tools" / "deno.lock").read_text("utf-8")
    locked = json.loads(text)["npm"]
    named = [*config["imports"].values(), *config["compilerOptions"]["types"]]
    assert named
    for it in named:
        scheme, _, package = it.partition(":")
        assert scheme == "npm"
        assert re.fullmatch(r".+@[0-9]+\.[0-9]+\.[0-9]+", package)
        assert package in locked
    assert [it for it in locked if not locked[it]["integrity"].startswith("sha512-")] == []
    assert "http" not in text
