/** The switches for links on sites, shared by the options and the welcome page. */

import { browser } from "../browser.js";
import { LINK_SITES, OPTIONAL_SITES } from "../registry/sources.js";
import { hasPermission, requestPermissions, saveSetting } from "../settings.js";

/** Optional sites that get links. */
export const SITES_TO_ASK_FOR = OPTIONAL_SITES.filter((site) => !LINK_SITES[site].label);
/** Optional sites that get something else, which the label of their switch says. */
export const NOTICE_SITES = OPTIONAL_SITES.filter((site) => LINK_SITES[site].label);

/**
 * @param {string} site a key of LINK_SITES
 * @returns {HTMLLabelElement} with a checkbox, named like the setting
 */
export function linkSwitch(site) {
  const input = document.createElement("input");
  input.type = "checkbox";
  input.name = `links.${site}`;
  const label = document.createElement("label");
  label.className = "choice";
  const { name, host, label: message } = LINK_SITES[site];
  const where = document.createElement("small");
  where.textContent = host;
  const text = document.createElement("span");
  text.append(message ? browser.i18n.getMessage(message) : name, " ", where);
  label.append(input, text);
  return label;
}

/**
 * Switches the links of a site on or off, requesting the permission if needed.
 * @param {string} site a key of LINK_SITES
 * @param {boolean} on must be called in a click's listener, before any `await`: otherwise the browser
 *   does not prompt
 * @returns {() => Promise<boolean>} saves the setting; whether they are on then, false if the permission
 *   was denied
 */
export function switchLinks(site, on) {
  if (on) return switchOn([site]);
  return async () => {
    await saveSetting(`links.${site}`, false);
    return false;
  };
}

/**
 * Switches the links of sites on, requesting the permissions that are missing in a single prompt.
 * @param {readonly string[]} sites keys of LINK_SITES; must be called in a click's listener, before any
 *   `await`: otherwise the browser does not prompt
 * @returns {() => Promise<boolean>} waits for the answer and saves the settings; false if the permissions
 *   were denied: then nothing changes
 */
export function switchOn(sites) {
  const answer = requestPermissions(sites);
  answer.catch(() => {}); // reported by the save, which may start later
  return async () => {
    if (!await answer) return false;
    for (const site of sites) await saveSetting(`links.${site}`, true);
    return true;
  };
}

/**
 * @param {Record<string, boolean>} wanted by site, from the settings
 * @returns {Promise<Record<string, boolean>>} by site, whether its links are both wanted by the reader
 *   and permitted by the browser
 */
export async function sitesWithLinks(wanted) {
  const sites = Object.keys(wanted);
  const permitted = await Promise.all(sites.map(hasPermission));
  return Object.fromEntries(sites.map((site, at) => [site, wanted[site] && permitted[at]]));
}

/**
 * Shows for which non-optional sites the browser withholds our permission.
 * @param {HTMLElement} line of the page; hidden if there are none
 * @param {string} message with a placeholder for their hosts
 */
export async function showWithheld(line, message) {
  const sites = Object.keys(LINK_SITES).filter((site) => !OPTIONAL_SITES.includes(site));
  const permitted = await Promise.all(sites.map(hasPermission));
  const hosts = sites.filter((_, at) => !permitted[at]).map((site) => LINK_SITES[site].host);
  line.hidden = hosts.length === 0;
  line.textContent = hosts.length ? browser.i18n.getMessage(message, hosts.join(", ")) : "";
}

/**
 * Calls the listener when a setting, or the result of `sitesWithLinks`, may have changed.
 * @param {() => void} listener
 */
export function onChanged(listener) {
  for (
    const event of [
      browser.storage.sync.onChanged,
      browser.permissions.onAdded,
      browser.permissions.onRemoved,
    ]
  ) {
    event.addListener(() => listener());
  }
}
