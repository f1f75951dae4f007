/**
 * Opens the welcome page once installed; updates open nothing.
 * @param {Pick<chrome.runtime.InstalledDetails, "reason">} installed
 */
export async function openWelcome({ reason }) {
  if (reason !== "install") return;
  try {
    await chrome.tabs.create({ url: chrome.runtime.getURL("welcome/welcome.html") });
  } catch {
    // A browser without a window has nowhere to show it, and nobody to read it.
  }
}
