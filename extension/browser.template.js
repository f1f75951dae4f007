/**
 * The browser's extension API, what differs between browsers, and how to wait for the API. No other module
 * uses `chrome`. Scripts that run in pages cannot import, so they use `chrome` directly.
 */

export const browser = globalThis.chrome;

/**
 * What differs between browsers: rendered from build/browsers.py, which explains each field.
 * @typedef {object} Quirks
 * @property {string} shortcutSettings
 * @property {boolean} parsesSuggestions
 * @property {boolean} defaultSuggestionFollows
 * @property {boolean} separatesIncognito whether incognito windows have their own worker and storage
 */

/** @type {Quirks} */
export const QUIRKS = {{ browser.script_data | literal }};

/** How long (ms) extension storage may take: a click must not wait forever. */
const MAX_STORAGE_TIME = 1000;

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} limit in milliseconds
 * @returns {Promise<T | undefined>} settles as the promise does; undefined after the limit
 */
export async function withinTime(promise, limit) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(undefined), limit);
  });
  try {
    return await Promise.race([promise, /** @type {Promise<undefined>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @template T
 * @param {Promise<T>} promise of extension storage
 * @returns {Promise<T | undefined>} undefined if storage takes too long
 */
export async function withinStorageTime(promise) {
  return await withinTime(promise, MAX_STORAGE_TIME);
}

/**
 * Runs async steps one at a time, so that a read-then-write is never interleaved.
 * @returns {(step: () => Promise<void>) => Promise<void>} queues a step behind earlier ones, even
 *   failed ones, and settles as the step does
 */
export function serialQueue() {
  let last = Promise.resolve();
  return (step) => {
    const result = last.then(step);
    last = result.catch(() => {});
    return result;
  };
}
