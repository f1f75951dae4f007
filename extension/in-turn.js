/** What must not overlap, as to look and then to write, goes one after the other. */

/**
 * @returns {(step: () => Promise<void>) => Promise<void>} runs each step once those before it have
 *   ended, well or not, and ends as that step does
 */
export function turns() {
  let last = Promise.resolve();
  return (step) => {
    const turn = last.then(step);
    last = turn.catch(() => {});
    return turn;
  };
}
