/** The page that opens once installed: what the extension does, and a paper to try it on. */

import { localize } from "../localize.js";
import { keepShortcutsShown } from "../shortcuts.js";
import { SITES_ON_REQUEST, switchLinks } from "../site-permissions.js";
import { siteSwitch } from "../site-switch.js";

localize();
const shortcuts = /** @type {HTMLElement} */ (document.querySelector(".shortcuts"));
keepShortcutsShown(shortcuts);
document.querySelector("#more")?.append(...SITES_ON_REQUEST.map((site) => {
  const label = siteSwitch(site);
  const box = /** @type {HTMLInputElement} */ (label.firstChild);
  box.addEventListener("change", async () => {
    box.checked = await switchLinks(site, box.checked);
  });
  return label;
}));
document.querySelector("button")?.addEventListener("click", () => {
  void chrome.runtime.openOptionsPage();
});
