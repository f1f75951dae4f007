// Prints, for every pattern of a rendered extension, what the ReDoS checker says of it.

import { check } from "recheck";

// Steps are counted, time is not: a busy machine must not change a verdict.
const WITHOUT_CLOCK = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  recallTimeout: null,
};

const exported = await import(`file://${Deno.args[0]}/registry/sources.js`);

/** @returns {Generator<[string, RegExp]>} */
function* patterns(name, value) {
  if (value instanceof RegExp) yield [name, value];
  else if (value && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) yield* patterns(`${name}.${key}`, item);
  }
}

for (const [name, { source, flags }] of patterns("sources", { ...exported })) {
  const { status, complexity, attack, error } = await check(source, flags, WITHOUT_CLOCK);
  const verdict = { name, status, complexity: complexity?.summary, attack: attack?.pattern };
  console.log(JSON.stringify({ ...verdict, error, source }));
}
// recheck's own worker would keep the process alive.
Deno.exit();
