/** The page that opens once installed: what the extension does, and a paper to try it on. */

import { localize } from "../localize.js";
import { keepShortcutsShown } from "../shortcuts.js";

localize();
const shortcuts = /** @type {HTMLElement} */ (document.querySelector(".shortcuts"));
keepShortcutsShown(shortcuts);
document.querySelector("button")?.addEventListener("click", () => {
  void chrome.runtime.openOptionsPage();
});
