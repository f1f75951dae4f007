// Prints, for every pattern of a rendered extension, what the ReDoS checker says of it.
// Arguments: the extension's folder, and a JSON list of the digests of patterns not to check again.

import { check } from "recheck";

// Steps are counted, time is not: a busy machine must not change a verdict.
const WITHOUT_CLOCK = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  recallTimeout: null,
};

const [folder, known] = Deno.args;
const safe = new Set(JSON.parse(known));
const exported = await import(`file://${folder}/registry/sources.js`);

/** @returns {Generator<[string, RegExp]>} */
function* patterns(name, value) {
  if (value instanceof RegExp) yield [name, value];
  else if (value && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) yield* patterns(`${name}.${key}`, item);
  }
}

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(bytes).toHex().slice(0, 16);
}

for (const [name, { source, flags }] of patterns("sources", { ...exported })) {
  const id = await digest(`${flags} ${source}`);
  const { status, complexity, attack, error } = safe.has(id)
    ? { status: "known" }
    : await check(source, flags, WITHOUT_CLOCK);
  safe.add(id); // some sources share patterns
  const verdict = { name, id, status, complexity: complexity?.summary, attack: attack?.pattern };
  console.log(JSON.stringify({ ...verdict, error, source }));
}
// recheck's own worker would keep the process alive.
Deno.exit();
