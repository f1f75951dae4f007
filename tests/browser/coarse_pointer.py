"""Shows a page of ours as with a finger, which Playwright cannot set for a browser that runs."""

from __future__ import annotations

from playwright.sync_api import Page

_APPLY = """() => {
  const sheet = new CSSStyleSheet();
  for (const it of [...document.styleSheets].flatMap((it) => [...it.cssRules])) {
    if (it.media?.mediaText !== "(pointer: coarse)") continue;
    for (const rule of it.cssRules) sheet.insertRule(rule.cssText, sheet.cssRules.length);
  }
  document.adoptedStyleSheets = [sheet];
  return sheet.cssRules.length;
}"""


def use_coarse_pointer(page: Page) -> None:
    """Apply the page's rules for a coarse pointer until it is left."""
    assert page.evaluate(_APPLY)
