/** The page that opens once installed: what the extension does, and a paper to try it on. */

import { turns } from "../in-turn.js";
import { localize } from "../localize.js";
import { LINK_SITES, readSettings } from "../settings.js";
import { keepShortcutsShown } from "../shortcuts.js";
import { onChanged, SITES_ON_REQUEST, sitesWithLinks, switchLinks } from "../site-permissions.js";
import { siteSwitch } from "../site-switch.js";

localize();
const shortcuts = /** @type {HTMLElement} */ (document.querySelector(".shortcuts"));
keepShortcutsShown(shortcuts);
const status = /** @type {HTMLElement} */ (document.querySelector(".status"));
/** By site. @type {Map<string, HTMLInputElement>} */
const boxes = new Map();
status.before(...SITES_ON_REQUEST.map((site) => {
  const label = siteSwitch(site);
  const box = /** @type {HTMLInputElement} */ (label.firstChild);
  boxes.set(site, box);
  box.addEventListener("change", async () => {
    const wanted = box.checked;
    box.checked = await switchLinks(site, wanted);
    status.textContent = box.checked === wanted
      ? ""
      : chrome.i18n.getMessage("optionsNotAllowed", LINK_SITES[site].host);
  });
  return label;
}));
/** One look after the other: an older one that ends later would show what was. */
const inTurn = turns();
void inTurn(showSwitches);
onChanged(() => void inTurn(showSwitches));
document.querySelector("button")?.addEventListener("click", () => {
  void chrome.runtime.openOptionsPage();
});

async function showSwitches() {
  const on = await sitesWithLinks((await readSettings()).links);
  for (const [site, box] of boxes) box.checked = on[site];
}
