/**
 * The browser's APIs for extensions: the only module that names their object. What differs between
 * browsers belongs here. Content scripts, which cannot import, name it themselves.
 */

export const browser = globalThis.chrome;
