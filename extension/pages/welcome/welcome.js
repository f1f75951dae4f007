/** The page that opens after installation: what the extension does, and a paper to try it on. */

import { browser, serialQueue } from "../../browser.js";
import { hasOpenedPaper } from "../../flow/session.js";
import { LINK_SITES, OPTIONAL_SITES } from "../../registry/sources.js";
import { readSettings } from "../../settings.js";
import {
  linkSwitch,
  onChanged,
  showWithheld,
  sitesWithLinks,
  switchLinks,
} from "../link-switches.js";
import { ignoreRepeats, localize, openBy } from "../own-page.js";
import { keepShortcutsShown } from "../shortcuts.js";

ignoreRepeats();
localize();
const shortcuts = /** @type {HTMLElement} */ (document.querySelector(".shortcuts"));
keepShortcutsShown(shortcuts);
const withheld = /** @type {HTMLElement} */ (document.querySelector("#withheld"));
const status = /** @type {HTMLElement} */ (document.querySelector(".status"));
/** Serializes saving and showing: what is shown meanwhile would be outdated, and undo the next click. */
const queue = serialQueue();
/** By site. @type {Map<string, HTMLInputElement>} */
const boxes = new Map();
const columns = /** @type {HTMLElement} */ (document.querySelector(".columns"));
columns.append(...OPTIONAL_SITES.map((site) => {
  const label = linkSwitch(site);
  const box = /** @type {HTMLInputElement} */ (label.firstChild);
  boxes.set(site, box);
  box.addEventListener("change", () => {
    const wanted = box.checked;
    const save = switchLinks(site, wanted);
    status.textContent = ""; // now: later, the switches would move away from the next click
    void queue(async () => {
      box.checked = await save();
      if (box.checked === wanted) return;
      status.textContent = browser.i18n.getMessage("optionsNotAllowed", LINK_SITES[site].host);
    });
  });
  return label;
}));
void queue(showSwitches);
onChanged(() => void queue(showSwitches));
const options = /** @type {HTMLButtonElement} */ (document.querySelector("button"));
options.addEventListener("click", () => openBy(options, () => browser.runtime.openOptionsPage()));
const worked = /** @type {HTMLElement} */ (document.querySelector("#worked"));
void sayIfItWorked();
browser.storage.session.onChanged.addListener(sayIfItWorked);

/** Once the reader has opened a paper, says so; from then on, it stays. */
async function sayIfItWorked() {
  if (worked.textContent || !await hasOpenedPaper()) return;
  worked.textContent = browser.i18n.getMessage("welcomeWorked");
}

async function showSwitches() {
  const on = await sitesWithLinks((await readSettings()).links);
  for (const [site, box] of boxes) box.checked = on[site];
  await showWithheld(withheld, "welcomeLinksWithheld");
}
