// Runs before a content script, in its world: starts the clock, and stops it while the script
// waits for the store.

let milliseconds = 0;
let since = 0;

const store = chrome.storage.sync;
const get = store.get.bind(store);
store.get = async (key) => {
  milliseconds += performance.now() - since;
  const stored = await get(key);
  since = performance.now();
  // What follows the answer has run some microtasks later.
  (async () => {
    for (let step = 0; step < 20; step++) await undefined;
    stop();
  })();
  return stored;
};

/** Tells the page how long the script ran. */
function stop() {
  milliseconds += performance.now() - since;
  document.documentElement.dataset.milliseconds = `${milliseconds}`;
}

since = performance.now();
