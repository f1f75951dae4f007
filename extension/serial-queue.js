/** Runs async steps one at a time, so that a read-then-write is never interleaved. */

/**
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
