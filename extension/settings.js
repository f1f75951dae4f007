/**
 * The reader's settings: names, values, defaults, migrations. storage.sync holds only what differs
 * from the defaults. Content scripts cannot import this, so they read `links.<site>` themselves.
 *
 * And the host permissions that the sites with links need. The reader grants those of optional sites; the
 * browser may withhold the others, for example if site access is "on click". Content scripts of optional
 * sites are registered while we have the permission.
 */

import { browser, serialQueue, withinStorageTime } from "./browser.js";
import { LINK_SITES, OPTIONAL_SITES } from "./registry/sources.js";

/**
 * @typedef {object} Settings
 * @property {"beside" | "background" | "same" | "window"} where results open
 * @property {"arxiv" | "venue" | "ask"} search which branch of Cool Papers to search if no id is found
 * @property {boolean} everywhere whether the menu entry shows on unknown sites too
 * @property {Record<string, boolean>} links by site: whether the reader wants links on its pages
 */

/**
 * The allowed values of each setting, the default first.
 * @type {Record<string, unknown[]>}
 */
const ALLOWED = {
  where: ["beside", "background", "same", "window"],
  search: ["arxiv", "venue", "ask"],
  everywhere: [true, false],
  ...Object.fromEntries(
    Object.entries(LINK_SITES).map((
      [site, { optional }],
    ) => [`links.${site}`, [!optional, optional]]),
  ),
};

/** The key of the stored schema version; each migration raises it by one. */
const VERSION = "version";

/**
 * Steps from one schema version to the next, starting from settings without a version.
 * @type {((stored: Record<string, unknown>) => Record<string, unknown>)[]}
 */
const MIGRATIONS = [
  // Official v0.2.0 and our 0.3.0 stored no version; no name has changed since.
  (stored) => stored,
];

/** @typedef {Record<string, unknown>} Stored */

/**
 * Migrates settings stored by any version to the current schema.
 * @param {unknown} stored anything, including corrupt data or some other file
 * @returns {Stored} the valid values that differ from the defaults
 */
export function changedSettings(stored) {
  const values = migrated(stored);
  const changed = Object.entries(ALLOWED)
    .filter(([name, [, ...others]]) => others.includes(values[name]))
    .map(([name]) => [name, values[name]]);
  return Object.fromEntries(changed);
}

/**
 * @param {unknown} stored
 * @returns {string[]} names that this version does not know, and names with invalid values
 */
export function unknownSettings(stored) {
  const others = Object.entries(migrated(stored)).filter(([name]) => name !== VERSION);
  return others.filter(([name, value]) => !isAllowed(name, value)).map(([name]) => name);
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function isAllowed(name, value) {
  return Object.hasOwn(ALLOWED, name) && ALLOWED[name].includes(value);
}

/**
 * @param {unknown} stored
 * @returns {Stored} in the current schema
 */
function migrated(stored) {
  if (typeof stored !== "object" || stored === null) return {};
  let values = /** @type {Stored} */ (stored);
  for (const migrate of MIGRATIONS.slice(versionOf(values))) values = migrate(values);
  return values;
}

/**
 * @param {Stored} stored
 * @returns {number} its schema version, 0 for none
 */
function versionOf(stored) {
  const version = Number(stored[VERSION] ?? 0);
  return version >= 0 ? version : 0;
}

/**
 * @returns {Promise<Settings>} the defaults if extension storage cannot be read
 */
export async function readSettings() {
  return toSettings(await readChanged());
}

/**
 * @param {Stored} changed as returned by `changedSettings`
 * @returns {Settings}
 */
export function toSettings(changed) {
  const all = Object.entries(ALLOWED).map(([name, [value]]) => [name, changed[name] ?? value]);
  /** @type {Record<string, any>} */
  const values = Object.fromEntries(all);
  const links = Object.keys(LINK_SITES).map((site) => [site, values[`links.${site}`]]);
  const { where, search, everywhere } = values;
  return { where, search, everywhere, links: Object.fromEntries(links) };
}

/** @returns {Promise<Stored>} the valid stored values */
export async function readChanged() {
  try {
    return changedSettings(await withinStorageTime(browser.storage.sync.get(null)));
  } catch {
    return {};
  }
}

/**
 * Stores one setting by its key ("where", "links.arxiv").
 * @param {string} name
 * @param {unknown} value
 */
export async function saveSetting(name, value) {
  const stored = await browser.storage.sync.get(null);
  const changed = { ...changedSettings(stored), [name]: value };
  // If the schema is current, leave other keys alone: another page may be saving too, and a later
  // version has further keys.
  if (versionOf(stored) < MIGRATIONS.length) await replaceSettings(changed);
  else if (value === ALLOWED[name][0]) await browser.storage.sync.remove(name);
  else await browser.storage.sync.set({ [name]: value });
}

/**
 * Replaces all settings; missing ones are reset to the default.
 * @param {unknown} stored as exported by any version
 */
export async function replaceSettings(stored) {
  const changed = changedSettings(stored);
  const unchanged = Object.keys(ALLOWED).filter((name) => !(name in changed));
  const { [VERSION]: version } = await browser.storage.sync.get(VERSION);
  const kept = Math.max(versionOf({ version }), MIGRATIONS.length);
  await browser.storage.sync.set({ ...changed, [VERSION]: kept });
  await browser.storage.sync.remove(unchanged);
}

/** @returns {Promise<string>} the settings as a file's text, to be read by `parseExported` */
export async function exportSettings() {
  const exported = { [VERSION]: MIGRATIONS.length, ...(await readChanged()) };
  return JSON.stringify({ coolPapersRedirector: exported }, null, 2) + "\n";
}

/**
 * @param {string} text of a file
 * @returns {Stored | undefined} undefined if it is not a settings file
 */
export function parseExported(text) {
  try {
    const exported = JSON.parse(text)?.coolPapersRedirector;
    const isObject = typeof exported === "object" && exported !== null;
    return isObject && !Array.isArray(exported) ? exported : undefined;
  } catch {
    return undefined;
  }
}

// ---------------------------------------------------------------- permissions for sites

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
