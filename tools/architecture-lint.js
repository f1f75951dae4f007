/**
 * Lint rules that hold the extension's architecture: which folder may use what.
 * Deno's plugin API: https://docs.deno.com/runtime/reference/lint_plugins/
 */

/** What opens a tab or a window, and the only file that may. */
const OPENERS =
  /^(?:(?:browser|chrome)\.(?:tabs\.(?:create|update|duplicate)|windows\.create)|window\.open)$/;
const OPENING_FILE = "flow/tabs.js";
/** The only module that names the object with the browser's APIs. */
const BROWSER_FILE = "browser.js";
/**
 * Names of browsers, and URLs of their own pages: what differs between browsers is data in that module, a
 * template. The object with the APIs is called `chrome` in all of them.
 */
const BROWSER_NAMES =
  /Chrom(?:e|ium)|Safari|\bEdge\b|[Ff]irefox|[Gg]ecko|[Mm]ozilla|(?:chrome|moz)-extension:|(?:chrome|edge):\/\/|\babout:[a-z]/;
/** Plain scripts, which cannot import that module. */
const PLAIN_SCRIPTS = /^(?:content|page-reader\/in-page)\//;

/** By folder, the folders and root files that its modules may import from, besides itself. */
const IMPORTS = {
  registry: ["papers"], // types only
  papers: ["registry"],
  reading: ["papers", "registry"],
  "page-reader": ["browser.js", "registry"],
  flow: ["browser.js", "papers", "reading", "page-reader", "settings.js"],
  background: ["browser.js", "flow", "papers", "registry", "settings.js"],
  pages: ["browser.js", "flow", "papers", "reading", "page-reader", "registry", "settings.js"],
  content: [],
};
/** Folders whose code runs in any JavaScript engine. */
const WITHOUT_BROWSER = ["papers", "reading", "registry"];

/** @param {string} file @returns {string | undefined} its path in the extension */
const inExtension = (file) => file.replaceAll("\\", "/").split("/extension/")[1];

export default {
  name: "architecture",
  rules: {
    "one-opener": {
      create(context) {
        const file = inExtension(context.filename);
        if (!file || file === OPENING_FILE) return {};
        return {
          MemberExpression(node) {
            const named = context.sourceCode.getText(node).replace(/\s/g, "");
            if (OPENERS.test(named)) {
              context.report({
                node,
                message: `${named}: tabs are opened in ${OPENING_FILE} only`,
              });
            }
          },
        };
      },
    },
    "one-browser-object": {
      create(context) {
        const file = inExtension(context.filename);
        if (!file || file === BROWSER_FILE || PLAIN_SCRIPTS.test(file)) return {};
        return {
          MemberExpression(node) {
            if (node.object.name === "chrome") {
              context.report({ node, message: `chrome: modules import it from ${BROWSER_FILE}` });
            }
          },
        };
      },
    },
    "no-browser-names": {
      create(context) {
        const file = inExtension(context.filename);
        if (!file || file === BROWSER_FILE) return {};
        return {
          Program(node) {
            const [name] = context.sourceCode.text.match(BROWSER_NAMES) ?? [];
            if (name) {
              const message = `${name}: what differs between browsers is in ${BROWSER_FILE} only`;
              context.report({ node, message });
            }
          },
        };
      },
    },
    "imports": {
      create(context) {
        const file = inExtension(context.filename);
        const [folder] = file?.split("/") ?? [];
        const allowed = IMPORTS[folder];
        if (!file || !allowed) return {};
        return {
          ImportDeclaration(node) {
            const path = new URL(node.source.value, `https://x/${file}`).pathname.slice(1);
            const [from] = path.split("/");
            if (from !== folder && !allowed.includes(from)) {
              context.report({ node, message: `${folder}/ may not import from ${path}` });
            }
          },
        };
      },
    },
    "lazy-patterns": {
      create(context) {
        const file = inExtension(context.filename);
        if (!file || !WITHOUT_BROWSER.includes(file.split("/")[0])) return {};
        return {
          Literal(node) {
            if (node.regex && /\\p\{/i.test(node.regex.pattern)) {
              context.report({
                node,
                message: "\\p{…} is slow to make: write it as a lazyPattern",
              });
            }
          },
        };
      },
    },
    "without-browser": {
      create(context) {
        const file = inExtension(context.filename);
        if (!file || !WITHOUT_BROWSER.includes(file.split("/")[0])) return {};
        return {
          MemberExpression(node) {
            if (["browser", "chrome", "document", "window"].includes(node.object.name)) {
              context.report({ node, message: `${node.object.name}: ${file} must run anywhere` });
            }
          },
        };
      },
    },
  },
};
