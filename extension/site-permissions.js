/**
 * The sites whose pages get links only on request: the browser is asked for leave when one is
 * switched on, and has it back when it is switched off.
 */

import { turns } from "./in-turn.js";
import { LINK_SITES, saveSetting } from "./settings.js";

/** What the sites that get links anyway and those on request have in common. */
const SHARED_SCRIPT = "content/links.js";

/** Their names, as in LINK_SITES. */
export const SITES_ON_REQUEST = Object.keys(LINK_SITES).filter((site) =>
  LINK_SITES[site].onRequest
);

/** What is registered goes one after the other: to register is to look, then to add. */
const inTurn = turns();

/**
 * Switches the links of a site on or off, after asking for leave if that is needed.
 * @param {string} site as in LINK_SITES
 * @param {boolean} on called from a click, or the browser does not ask
 * @returns {Promise<boolean>} whether they are on now; false where leave was not given
 */
export async function switchLinks(site, on) {
  const { onRequest, pages } = LINK_SITES[site];
  if (on && onRequest && !await chrome.permissions.request({ origins: pages })) return false;
  await saveSetting(`links.${site}`, on);
  return on;
}

/**
 * Tells of each site whether its pages get links: wanted by the reader, and allowed by the browser.
 * @param {Record<string, boolean>} wanted by site, as the settings say
 * @returns {Promise<Record<string, boolean>>} by site
 */
export async function sitesWithLinks(wanted) {
  /** @type {Record<string, boolean>} */
  const on = {};
  for (const [site, isWanted] of Object.entries(wanted)) {
    on[site] = isWanted && (!LINK_SITES[site].onRequest || await isAllowed(site));
  }
  return on;
}

/**
 * Calls when what `sitesWithLinks` tells, or any other setting, may have changed.
 * @param {() => void} listener
 */
export function onChanged(listener) {
  for (
    const changed of [
      chrome.storage.sync.onChanged,
      chrome.permissions.onAdded,
      chrome.permissions.onRemoved,
    ]
  ) {
    changed.addListener(() => listener());
  }
}

/**
 * @param {string} site
 * @returns {Promise<boolean>} whether the browser lets us add links to it
 */
async function isAllowed(site) {
  return await chrome.permissions.contains({ origins: LINK_SITES[site].pages });
}

/** Registers the scripts of the sites that we have leave for, and of no other. */
export function registerScripts() {
  // Its scripts are those of the worker of ordinary windows.
  if (chrome.extension.inIncognitoContext) return;
  void inTurn(async () => {
    const allowed = await filter(SITES_ON_REQUEST, isAllowed);
    const there = (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id);
    const unwanted = there.filter((id) => !allowed.includes(id));
    const missing = allowed.filter((site) => !there.includes(site));
    if (unwanted.length) await chrome.scripting.unregisterContentScripts({ ids: unwanted });
    await chrome.scripting.registerContentScripts(missing.map((site) => ({
      id: site,
      matches: LINK_SITES[site].pages,
      js: scriptsOf(site),
      runAt: "document_end",
    })));
  });
}

/**
 * Runs a site's script in its pages that are open already, once there is leave.
 * @param {chrome.permissions.Permissions} added
 */
export async function addToOpenPages({ origins = [] }) {
  for (const site of SITES_ON_REQUEST) {
    const { pages } = LINK_SITES[site];
    if (!pages.some((page) => origins.includes(page))) continue;
    for (const { id: tabId = chrome.tabs.TAB_ID_NONE } of await chrome.tabs.query({ url: pages })) {
      const run = chrome.scripting.executeScript({ target: { tabId }, files: scriptsOf(site) });
      // A page that is just going; or one that has the script from when the site was last on,
      // which follows the setting by itself.
      run.catch(() => {});
    }
  }
}

/**
 * Gives leave back for the sites that have been switched off, on this device or another.
 * @param {Record<string, chrome.storage.StorageChange>} changes of the settings
 */
export async function giveBack(changes) {
  for (const site of SITES_ON_REQUEST) {
    const change = changes[`links.${site}`];
    if (change && !change.newValue) {
      await chrome.permissions.remove({ origins: LINK_SITES[site].pages });
    }
  }
}

/** @param {string} site */
function scriptsOf(site) {
  return [SHARED_SCRIPT, `content/${site}.js`];
}

/**
 * @param {string[]} sites
 * @param {(site: string) => Promise<boolean>} isWanted
 */
async function filter(sites, isWanted) {
  const wanted = await Promise.all(sites.map(isWanted));
  return sites.filter((_, at) => wanted[at]);
}
