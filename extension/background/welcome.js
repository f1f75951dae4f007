/** Opens the welcome page. */

import { openOwnPages } from "../flow/tabs.js";

/**
 * Opens the welcome page when the extension is installed, not when it is updated.
 * @param {Pick<chrome.runtime.InstalledDetails, "reason">} installed
 */
export async function openWelcome({ reason }) {
  if (reason !== "install") return;
  try {
    await openOwnPages(["pages/welcome/welcome.html"]);
  } catch {
    // A browser without a window cannot show it.
  }
}
