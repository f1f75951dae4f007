// Calls functions of the rendered extension's modules for build/engine.py: one line of JSON each.

const folder = Deno.args[0];

/** Functions that can be called besides those of the modules. */
const own = {
  /** @param {string} source @param {string} flags */
  compileError(source, flags) {
    try {
      new RegExp(source, flags);
      return null;
    } catch (error) {
      return String(error);
    }
  },
  async each(module, name, inputs) {
    const called = (await import(`file://${folder}/${module}`))[name];
    return inputs.map((input) => called(input));
  },
  /** The paper that a site's content script finds in a link on one of its pages. */
  async paperInLink(site, href, reverseRules) {
    const { LINK_SITES } = await import(`file://${folder}/registry/sources.js`);
    const { linkReader } = await import(`file://${folder}/papers/plain-scripts.js`);
    // A plain script, which exports nothing.
    const script = await Deno.readTextFile(`${folder}/registry/link-rules.js`);
    const rules = new Function(`${script}; return LINK_RULES;`)()[site];
    if (reverseRules) rules.reverse();
    return linkReader(rules, `https://${LINK_SITES[site].host}/`)(href);
  },
  /**
   * How many milliseconds a call takes, on the processor: what else runs on the machine does not
   * count. The fastest of some runs.
   */
  async milliseconds(module, name, args, times) {
    // Not at the top: it would slow every start of an engine.
    const { default: process } = await import("node:process");
    const called = (await import(`file://${folder}/${module}`))[name];
    let fastest = Infinity;
    for (let time = 0; time < times; time++) {
      const start = process.cpuUsage();
      called(...args);
      const { user, system } = process.cpuUsage(start);
      fastest = Math.min(fastest, (user + system) / 1000);
    }
    return fastest;
  },
};

async function answer({ module, name, args }) {
  const called = module ? (await import(`file://${folder}/${module}`))[name] : own[name];
  return await called(...args);
}

/** The lines of standard input, read synchronously: streams cost more than most answers. */
function* lines() {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(1 << 16);
  let rest = "";
  for (let size; (size = Deno.stdin.readSync(chunk)) !== null; ) {
    const parts = decoder.decode(chunk.subarray(0, size), { stream: true }).split("\n");
    parts[0] = rest + parts[0];
    rest = parts.pop();
    yield* parts;
  }
}

for (const line of lines()) {
  let reply;
  try {
    // JSON has no undefined.
    reply = { value: (await answer(JSON.parse(line))) ?? null };
  } catch (error) {
    reply = { error: String(error?.stack ?? error) };
  }
  console.log(JSON.stringify(reply));
}
