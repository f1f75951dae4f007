"""The stores' texts in both languages, in the folder ``listing``, and the stores' limits.

Names and summaries of the Chrome Web Store and Edge Add-ons come from the manifest, so from
``extension/_locales``. Limits as in https://developer.chrome.com/docs/webstore/cws-dashboard-listing,
https://learn.microsoft.com/microsoft-edge/extensions/publish/publish-extension,
https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json/name and the forms of
addons.mozilla.org; those of the dashboards' own fields for reasons are from experience.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build.render import EXTENSION
from tools.release.errors import InputError

LISTING = Path(__file__).with_name("listing")
LANGUAGES = ("en", "zh_CN")
STORES = ("chrome", "edge", "firefox")
SITES = "sites"
"""The reason for the sites that content scripts run on from the start."""
OPTIONAL_SITES = "optional_sites"
"""The reason for the sites that the reader may allow later."""


@dataclass(frozen=True)
class Limits:
    """How long one store's texts may be, in characters."""

    store: str
    name: int
    summary: int
    description: tuple[int, int]
    """At least, at most."""
    reason: int = 1000
    privacy: int = 20_000
    not_in_texts: Sequence[str] = ()
    """Words that the store does not want in name and description."""


LIMITS = (
    Limits(store="chrome", name=75, summary=132, description=(1, 16_000)),
    Limits(store="edge", name=45, summary=132, description=(250, 10_000), not_in_texts=("Chrome",)),
    Limits(store="firefox", name=50, summary=250, description=(1, 15_000)),
)
SEARCH_TERMS, SEARCH_WORDS, SEARCH_TERM = 7, 21, 30
"""Edge Add-ons: terms, words in all of them, characters in each."""
OWN_NOTES = 2000
"""Characters of the notes for reviewers: the least that a store takes."""


@dataclass(frozen=True)
class Listing:
    """One language's texts."""

    language: str
    name: str
    manifest_summary: str
    """What the stores take from the manifest."""
    summary: str
    """What addons.mozilla.org shows, which has a field for it."""
    description: str
    purpose: str
    """The single purpose, as the Chrome Web Store and Edge Add-ons ask."""
    search_terms: Sequence[str]
    privacy: str
    reviewers: str
    reasons: Mapping[str, str]
    """By permission, and for ``SITES`` and ``OPTIONAL_SITES``."""
    disclosures: Mapping[str, Mapping[str, Any]]
    """By store: the ``categories`` of data to tick, and ``why``."""


def load(language: str, folder: Path = LISTING, locales: Path = EXTENSION / "_locales") -> Listing:
    """Return a language's texts. Raises InputError if one is missing or malformed."""
    own = folder / language

    def text(name: str) -> str:
        return (own / f"{name}.txt").read_text("utf-8").strip()

    try:
        messages = json.loads((locales / language / "messages.json").read_text("utf-8"))
        return Listing(
            language=language,
            name=messages["name"]["message"],
            manifest_summary=messages["description"]["message"],
            summary=text("summary"),
            description=text("description"),
            purpose=text("purpose"),
            search_terms=text("search-terms").splitlines(),
            privacy=text("privacy"),
            reviewers=text("reviewers"),
            reasons=tomllib.loads((own / "permissions.toml").read_text("utf-8")),
            disclosures=tomllib.loads((own / "data.toml").read_text("utf-8")),
        )
    except OSError as error:
        raise InputError(f"{error.filename} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"the texts in {own} are malformed: {error}") from error


def problems(listing: Listing) -> Iterator[str]:
    """Yield what is wrong with a language's texts: their lengths, and words stores do not want."""
    for limits in LIMITS:
        yield from _outside(listing, limits)
    yield from _length(
        listing, "search-terms.txt", "terms", len(listing.search_terms), SEARCH_TERMS
    )
    words = sum(len(term.split()) for term in listing.search_terms)
    yield from _length(listing, "search-terms.txt", "words", words, SEARCH_WORDS)
    for term in listing.search_terms:
        yield from _length(
            listing, f"search-terms.txt ({term})", "characters", len(term), SEARCH_TERM
        )
    yield from _length(listing, "reviewers.txt", "characters", len(listing.reviewers), OWN_NOTES)
    for store in STORES:
        disclosure = listing.disclosures.get(store, {})
        if not disclosure.get("categories") or not disclosure.get("why"):
            yield f"listing/{listing.language}/data.toml: say for {store} categories and why"


def _outside(listing: Listing, limits: Limits) -> Iterator[str]:
    language, store = listing.language, limits.store
    summary = listing.summary if store == "firefox" else listing.manifest_summary
    texts = {
        "the extension's name": (listing.name, 1, limits.name),
        "summary.txt" if store == "firefox" else "the extension's description": (
            *(summary, 1),
            limits.summary,
        ),
        "description.txt": (listing.description, *limits.description),
        "purpose.txt": (listing.purpose, 1, limits.reason),
        "privacy.txt": (listing.privacy, 1, limits.privacy),
        **{
            f"permissions.toml ({name})": (reason, 1, limits.reason)
            for name, reason in listing.reasons.items()
        },
    }
    for name, (text, least, most) in texts.items():
        if not least <= len(text) <= most:
            takes = f"{store} takes {least} to {most}"
            yield f"{language}: {name} has {len(text)} characters, and {takes}: rewrite it"
    for word in limits.not_in_texts:
        if any(
            word.lower() in text.lower() for text in (listing.name, summary, listing.description)
        ):
            yield f"{language}: name, summary or description says {word}: {store} refuses that"


def _length(listing: Listing, name: str, unit: str, length: int, most: int) -> Iterator[str]:
    if length > most:
        yield f"listing/{listing.language}/{name}: {length} {unit}, and {most} are allowed"


def without_reason(listing: Listing, manifest: Mapping[str, Any]) -> list[str]:
    """Return the permissions in a manifest that a language's texts give no reason for."""
    asked = [*manifest.get("permissions", []), *manifest.get("optional_permissions", [])]
    if manifest.get("content_scripts") or manifest.get("host_permissions"):
        asked.append(SITES)
    if manifest.get("optional_host_permissions"):
        asked.append(OPTIONAL_SITES)
    return [name for name in asked if not listing.reasons.get(name)]


def needless_reasons(listing: Listing, manifests: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the reasons for permissions that no manifest asks for."""
    none = Listing(**{**vars(listing), "reasons": {}})
    asked = {name for manifest in manifests for name in without_reason(none, manifest)}
    return [name for name in listing.reasons if name not in asked]


def undeclared(listing: Listing, manifest: Mapping[str, Any]) -> str:
    """Return how Firefox's manifest and the texts differ on the data that is sent, "" if not."""
    settings = manifest.get("browser_specific_settings") or {}
    declared = (settings.get("gecko") or {}).get("data_collection_permissions") or {}
    stated = listing.disclosures.get("firefox", {}).get("categories", [])
    if sorted(declared.get("required", [])) == sorted(stated):
        return ""
    return (
        f"listing/{listing.language}/data.toml says {', '.join(stated)} for firefox, its manifest"
        f" {', '.join(declared.get('required', [])) or 'nothing'}: decide, and write one in both"
    )
