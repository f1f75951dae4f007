/**
 * The browser's permissions for the sites that take links: for optional sites the reader grants them,
 * for the others they may be withheld, as where the site access is "on click".
 */

import { LINK_SITES } from "./registry/sites.js";

/**
 * @param {string} site a key of LINK_SITES
 * @returns {Promise<boolean>} whether the browser lets us add links to its pages
 */
export async function hasPermission(site) {
  return await chrome.permissions.contains({ origins: LINK_SITES[site].pages });
}

/**
 * Asks the browser for the permission if we lack it; the browser shows its own prompt.
 * @param {string} site a key of LINK_SITES
 * @returns {Promise<boolean>} whether we have it
 */
export async function requestPermission(site) {
  return await hasPermission(site) ||
    await chrome.permissions.request({ origins: LINK_SITES[site].pages });
}
