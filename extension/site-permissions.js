/**
 * Host permissions for the sites that get links. The reader grants those of optional sites; the browser
 * may withhold the others, for example if site access is "on click". Content scripts of optional sites
 * are registered while we have the permission.
 */

import { browser, serialQueue } from "./browser.js";
import { LINK_SITES, OPTIONAL_SITES } from "./registry/sites.js";

/**
 * @param {string} site a key of LINK_SITES
 * @returns {Promise<boolean>} whether the browser lets us add links to its pages
 */
export async function hasPermission(site) {
  return await browser.permissions.contains({ origins: LINK_SITES[site].pages });
}

/**
 * @param {string} url of a page
 * @returns {string | undefined} the site that gets links by default and that the page is of, if any
 */
export function defaultSiteOf(url) {
  const pattern = URL.canParse(url) ? `${new URL(url).origin}/*` : "";
  return Object.keys(LINK_SITES).find((site) =>
    !LINK_SITES[site].optional && LINK_SITES[site].pages.includes(pattern)
  );
}

/**
 * Asks the browser for the permissions that we lack; the browser shows its own prompt, once for all.
 * @param {readonly string[]} sites keys of LINK_SITES; must be called in a click's listener, before any
 *   `await`: otherwise the browser does not prompt
 * @returns {Promise<boolean>} whether we have all of them
 */
export async function requestPermissions(sites) {
  // Of those that we have, the browser does not ask.
  const origins = sites.flatMap((site) => LINK_SITES[site].pages);
  return await browser.permissions.request({ origins });
}

/** Serializes registrations: each reads what is registered, then adds what is missing. */
const queue = serialQueue();

/** Registers content scripts for exactly the optional sites that we have permission for. */
export function registerScripts() {
  // Incognito windows share the registered scripts of ordinary windows.
  if (browser.extension.inIncognitoContext) return;
  void queue(async () => {
    const permitted = await Promise.all(OPTIONAL_SITES.map(hasPermission));
    const wanted = OPTIONAL_SITES.filter((_, at) => permitted[at]);
    const registered = (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id);
    const unwanted = registered.filter((id) => !wanted.includes(id));
    const missing = wanted.filter((site) => !registered.includes(site));
    if (unwanted.length) await browser.scripting.unregisterContentScripts({ ids: unwanted });
    await browser.scripting.registerContentScripts(missing.map((site) => ({
      id: site,
      matches: LINK_SITES[site].pages,
      js: LINK_SITES[site].scripts,
      runAt: "document_end",
    })));
  });
}

/**
 * Runs a site's scripts in its open pages as soon as the permission is granted.
 * @param {chrome.permissions.Permissions} added
 */
export async function addToOpenPages({ origins = [] }) {
  for (const { pages, scripts: files } of Object.values(LINK_SITES)) {
    if (!pages.some((page) => origins.includes(page))) continue;
    for (
      const { id: tabId = browser.tabs.TAB_ID_NONE } of await browser.tabs.query({ url: pages })
    ) {
      // Fails if the page is closing, or still has the scripts from when the site was last switched
      // on; those follow the setting by themselves.
      browser.scripting.executeScript({ target: { tabId }, files }).catch(() => {});
    }
  }
}

/**
 * Revokes permissions for sites switched off here or on another synced device.
 * @param {Record<string, chrome.storage.StorageChange>} changes of the settings
 */
export async function revokePermissions(changes) {
  for (const site of OPTIONAL_SITES) {
    const change = changes[`links.${site}`];
    if (change && !change.newValue) {
      await browser.permissions.remove({ origins: LINK_SITES[site].pages });
    }
  }
}
