// Prints, for every pattern of a rendered extension, what the ReDoS checker says of it.
// Arguments: the extension's folder, a JSON list of the digests of patterns not to check again, and
// a JSON object of long patterns' alternatives by the pattern's name: each is checked alone.

import { check } from "recheck";

// Steps are counted, time is not: a busy machine must not change a verdict.
const WITHOUT_CLOCK = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  recallTimeout: null,
};

const [folder, known, parts] = Deno.args;
const safe = new Set(JSON.parse(known));
const alternatives = JSON.parse(parts);
const exported = await import(`file://${folder}/registry/sources.js`);

/** @returns {Generator<[string, RegExp]>} */
function* patterns(name, value) {
  const apart = alternatives[name];
  if (apart) { for (const part of apart) yield [name, new RegExp(part, value.flags)]; }
  else if (value instanceof RegExp) yield [name, value];
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
