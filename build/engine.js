// Answers calls from build/engine.py, one JSON line each, with the rendered extension's modules.

const folder = Deno.args[0];

/** Functions beside those of the modules. */
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
  /** Milliseconds that a call takes, the fastest of some. */
  async milliseconds(module, name, args, times) {
    const called = (await import(`file://${folder}/${module}`))[name];
    let fastest = Infinity;
    for (let time = 0; time < times; time++) {
      const start = performance.now();
      called(...args);
      fastest = Math.min(fastest, performance.now() - start);
    }
    return fastest;
  },
};

async function answer({ module, name, args }) {
  const called = module ? (await import(`file://${folder}/${module}`))[name] : own[name];
  return await called(...args);
}

const lines = Deno.stdin.readable
  .pipeThrough(new TextDecoderStream())
  .pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        this.rest = (this.rest ?? "") + chunk;
        const lines = this.rest.split("\n");
        this.rest = lines.pop();
        for (const line of lines) controller.enqueue(line);
      },
    }),
  );
for await (const line of lines) {
  let reply;
  try {
    // JSON knows no undefined.
    reply = { value: (await answer(JSON.parse(line))) ?? null };
  } catch (error) {
    reply = { error: String(error?.stack ?? error) };
  }
  console.log(JSON.stringify(reply));
}
