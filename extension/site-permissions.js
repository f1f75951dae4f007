/** The browser's permissions for the sites that take links. */

import { LINK_SITES } from "./registry/sites.js";

/**
 * @param {string} site a key of LINK_SITES
 * @returns {Promise<boolean>} whether the browser lets us add links to its pages
 */
export async function hasPermission(site) {
  const { optional, pages } = LINK_SITES[site];
  return !optional || await chrome.permissions.contains({ origins: pages });
}

/**
 * Asks the browser for the permission, which shows its own prompt.
 * @param {string} site a key of LINK_SITES
 * @returns {Promise<boolean>} whether we have it; always true for sites that need none
 */
export async function requestPermission(site) {
  const { optional, pages } = LINK_SITES[site];
  return !optional || await chrome.permissions.request({ origins: pages });
}
