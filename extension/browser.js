/**
 * The browser's extension API. No other module uses `chrome`, and differences between browsers belong
 * here. Scripts that run in pages cannot import, so they use `chrome` directly.
 */

export const browser = globalThis.chrome;
