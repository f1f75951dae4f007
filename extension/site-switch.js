/** A switch for the links on a site's pages, for the pages that have one. */

import { LINK_SITES } from "./settings.js";

/**
 * @param {string} site as in LINK_SITES
 * @returns {HTMLLabelElement} with a checkbox in it, named as in the store
 */
export function siteSwitch(site) {
  const input = document.createElement("input");
  input.type = "checkbox";
  input.name = `links.${site}`;
  const label = document.createElement("label");
  label.className = "choice";
  label.append(input, LINK_SITES[site].host);
  return label;
}
