"""Settings: which stored or imported values are kept, and the result with defaults."""

import json
from typing import Any

import pytest

from build import registry
from build.engine import Engine

SETTINGS = "settings.js"
DEFAULTS: dict[str, Any] = {
    "where": "beside",
    "search": "arxiv",
    "everywhere": True,
    # A site that needs an optional permission is off until the reader switches it on.
    "links": {
        **{key: not site.optional for it in registry.load() for key, site in it.sites.items()},
        "coolpapers": False,
    },
}


@pytest.mark.parametrize(
    ("stored", "changed"),
    [
        ({}, {}),
        (None, {}),
        ("broken", {}),
        ([], {}),
        ({"version": 1, "where": "same"}, {"where": "same"}),
        ({"where": "same", "links.acl": False}, {"where": "same", "links.acl": False}),
        ({"version": 99, "search": "ask", "tomorrow": 1}, {"search": "ask"}),
        ({"version": "broken", "search": "ask"}, {"search": "ask"}),
        ({"version": 1, "where": "beside", "everywhere": True}, {}),
        ({"version": 1, "where": "moon", "everywhere": "no", "links.acl": None}, {}),
        ({"version": 1, "constructor": "same", "links": {"acl": False}}, {}),
    ],
    ids=[
        "empty",
        "nothing",
        "a text",
        "a list",
        "today's",
        "without a version",
        "of a later version",
        "of no version",
        "the defaults",
        "unknown values",
        "unknown names",
    ],
)
def test_valid_settings_are_kept(engine: Engine, stored: Any, changed: dict[str, Any]) -> None:
    assert engine.call(SETTINGS, "changedSettings", stored) == changed


@pytest.mark.parametrize(
    ("changed", "differing"),
    [
        ({}, {}),
        ({"where": "window", "search": "ask"}, {"where": "window", "search": "ask"}),
        ({"everywhere": False}, {"everywhere": False}),
        (
            {"links.acl": False, "links.pmlr": True},
            {"links": DEFAULTS["links"] | {"acl": False, "pmlr": True}},
        ),
    ],
    ids=["none", "choices", "switch", "site"],
)
def test_missing_settings_are_the_defaults(
    engine: Engine, changed: dict[str, Any], differing: dict[str, Any]
) -> None:
    assert engine.call(SETTINGS, "toSettings", changed) == {**DEFAULTS, **differing}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "1",
        "[]",
        "{}",
        '{"coolPapersRedirector": null}',
        '{"coolPapersRedirector": "same"}',
        '{"coolPapersRedirector": ["same"]}',
    ],
)
def test_file_without_settings(engine: Engine, text: str) -> None:
    assert engine.call(SETTINGS, "parseExported", text) is None


@pytest.mark.parametrize(
    ("settings", "unknown"),
    [
        ({"version": 1, "where": "same", "links.acl": True}, []),
        ({"where": "same"}, []),
        ({"version": 99, "where": "moon", "tomorrow": 1}, ["where", "tomorrow"]),
        ({"version": 1, "toString": True}, ["toString"]),
    ],
    ids=["today's", "older", "of a later version", "a name that every object has"],
)
def test_file_of_settings(engine: Engine, settings: dict[str, Any], unknown: list[str]) -> None:
    text = json.dumps({"coolPapersRedirector": settings})
    parsed = engine.call(SETTINGS, "parseExported", text)
    assert parsed == settings
    assert engine.call(SETTINGS, "unknownSettings", parsed) == unknown
