/** The features that scripts use: found by their types, since many methods have the same names. */

import { dirname, join } from "node:path";
import ts from "typescript";
import { at, bcd } from "./data.js";
import { selectorFeatures, styleFeatures } from "./styles.js";

/**
 * @typedef {import("./styles.js").Used} Used
 */

/** Where global names are, in the order of search. */
const GLOBALS = [
  ...["javascript.builtins", "api"],
  ...["api.Window", "api.WorkerGlobalScope", "api.EventTarget"],
];
const OPTIONS = {
  allowJs: true,
  checkJs: true,
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: [],
};
/** Syntax that is younger than the rest, by the kind of its node. */
const SYNTAX = new Map([
  [ts.SyntaxKind.ImportAttributes, "javascript.statements.import.import_attributes"],
  [ts.SyntaxKind.ClassStaticBlockDeclaration, "javascript.classes.static.initialization_blocks"],
]);
/** Parts of regular expressions that are younger than the rest. */
const PATTERNS = new Map([
  [/\(\?[ims]*(?:-[ims]+)?:(?<!\(\?:)/, "javascript.regular_expressions.modifier"],
  [/\(\?<([^>]+)>.*\(\?<\1>/s, "duplicate_named_capturing_groups"],
  [/\/[a-z]*v[a-z]*$/, "javascript.builtins.RegExp.unicodeSets"],
]);
/** Members that are as old as scripts, and not in the data: prototypes, and constants such as those of nodes. */
const EVERYWHERE = /^(?:prototype|[A-Z_]+_NODE|DOCUMENT_POSITION_[A-Z_]+)$/;
const TYPED_ARRAY = /^(?:Big)?(?:Ui|I)nt\d+(?:Clamped)?Array$|^Float\d+Array$/;
/** Methods that take selectors. */
const SELECTING = /^(?:querySelector(?:All)?|closest|matches)$/;
const STYLING = /^(?:replaceSync|replace|insertRule)$/;

/**
 * @param {string[]} files
 * @returns {Generator<Used>} the features that they use, in any order
 */
export function* scriptFeatures(files) {
  const program = ts.createProgram([...files, chromeTypes()], OPTIONS);
  const checker = program.getTypeChecker();
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (!source) throw new Error(`${file}: cannot be read`);
    /** @type {ts.Node[]} */
    const waiting = [source];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      for (const used of featuresOf(node, checker)) yield { file, line: line + 1, ...used };
      ts.forEachChild(node, (child) => void waiting.push(child));
    }
  }
}

/** @returns {string} the file with the types of extension APIs, in Deno's folder beside TypeScript's */
function chromeTypes() {
  const packages = join(dirname(ts.sys.getExecutingFilePath()), "..", "..", "..");
  const folder = join(packages, "@types", "chrome");
  const version = ts.sys.getDirectories(folder).sort().at(-1);
  if (!version) throw new Error(`no types of extension APIs in ${folder}`);
  return join(folder, version, "index.d.ts");
}

/** @param {ts.Node} node @param {ts.TypeChecker} checker @returns {Generator<Used>} */
function* featuresOf(node, checker) {
  const syntax = SYNTAX.get(node.kind);
  if (syntax) yield { name: syntax, feature: at(bcd, syntax) };
  if ((node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Using) {
    yield { name: "using", feature: at(bcd, "javascript.statements.using") };
  }
  if (ts.isPropertyAccessExpression(node)) {
    yield* memberFeatures(node.expression, node.name, checker);
  } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = node.propertyName ?? node.name;
    if (ts.isIdentifier(name)) yield* memberFeatures(node.parent, name, checker);
  } else if (ts.isIdentifier(node)) yield* globalFeatures(node, checker);
  else if (ts.isCallExpression(node)) yield* callFeatures(node, checker);
  else if (ts.isRegularExpressionLiteral(node)) yield* patternFeatures(node);
}

/**
 * @param {ts.Node} owner whose member it is
 * @param {ts.MemberName} name
 * @param {ts.TypeChecker} checker
 * @returns {Generator<Used>}
 */
function* memberFeatures(owner, name, checker) {
  const type = checker.getApparentType(
    checker.getNonNullableType(checker.getTypeAtLocation(owner)),
  );
  for (const part of type.isUnion() ? type.types : [type]) {
    const member = checker.getApparentType(part).getProperty(name.text);
    if (!member || !isBuiltIn(member)) continue;
    const full = checker.getFullyQualifiedName(member);
    if (full.startsWith("chrome.")) {
      const used = extensionFeature(full);
      // What calls take and give is in the data in part.
      if (used.feature || !isField(member)) yield used;
    } else if (owner.getText() !== "globalThis") {
      const used = memberFeature(owner, part, name.text, checker);
      if (used) yield used;
    }
  }
}

/** @param {ts.Symbol} symbol @returns {boolean} whether it is part of a value, in contrast to a namespace */
const isField = (symbol) => !!symbol.declarations?.some((it) => ts.isTypeElement(it));

/** @param {ts.Symbol} symbol @returns {boolean} whether a browser defines it */
const isBuiltIn = (symbol) =>
  !!symbol.declarations?.length &&
  symbol.declarations.every((it) => /\/(?:typescript|@types)\//.test(it.getSourceFile().fileName));

/**
 * @param {ts.Node} owner
 * @param {ts.Type} type
 * @param {string} name
 * @param {ts.TypeChecker} checker
 * @returns {Used | undefined} undefined for a value without an interface of its own
 */
function memberFeature(owner, type, name, checker) {
  if (EVERYWHERE.test(name)) return undefined;
  const owners = [...typeNames(type, checker)];
  if (ts.isIdentifier(owner)) owners.push(owner.text);
  if (owners.some((it) => /^CSSStyle(?:Declaration|Properties)$/.test(it))) {
    const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const feature = at(bcd, `css.properties.${property}`);
    if (feature) return { name: property, feature };
  }
  const keys = [name, `${name}_static`];
  if (name.startsWith("on")) keys.push(`${name.slice(2)}_event`);
  for (const it of owners) {
    for (const root of ["javascript.builtins", "api"]) {
      for (const key of keys) {
        const feature = at(bcd, `${root}.${it}.${key}`);
        if (feature) return { name: `${it}.${name}`, feature };
      }
    }
  }
  const isInterface = at(bcd.api, owners[0]) ?? at(bcd.javascript.builtins, owners[0]);
  return isInterface && { name: `${owners[0]}.${name}` };
}

/**
 * @param {ts.Type} type
 * @param {ts.TypeChecker} checker
 * @returns {Generator<string>} the type's name in the data, and those of what it inherits from
 */
function* typeNames(type, checker) {
  for (const part of type.isUnionOrIntersection() ? type.types : [type]) {
    const symbol = part.getSymbol();
    if (symbol) yield interfaceName(checker.getFullyQualifiedName(symbol));
    if (checker.isArrayLikeType(part)) yield "Array";
    if (part.getCallSignatures().length) yield "Function";
    if (TYPED_ARRAY.test(symbol?.name ?? "")) yield "TypedArray";
    const target = /** @type {any} */ (part).target ?? part;
    if (target.isClassOrInterface?.()) {
      for (const base of checker.getBaseTypes(target)) yield* typeNames(base, checker);
    }
  }
}

/** @param {string} name of a type in TypeScript */
const interfaceName = (name) =>
  name.replace(/^Readonly(?=Array|Map|Set)/, "")
    .replace(/^(?:Iterator(?:Object)|\w+Iterator)$/, "Iterator")
    .replace(/^ParentNode$/, "Element")
    .replace(/(?<=^HTMLCollection|^NodeList)Of$/, "")
    .replace(/(?<=.)Constructor$/, "");

/** @param {string} full name in the types of extension APIs @returns {Used} */
function extensionFeature(full) {
  const name = full.replace(/^chrome\./, "");
  const path = name.replace(/^contextMenus\b/, "menus").replace(/^menus\.(?=On|Create)/, "menus.");
  return { name: full, feature: at(bcd.webextensions.api, path), alias: name };
}

/** @param {ts.Identifier} node @param {ts.TypeChecker} checker @returns {Generator<Used>} */
function* globalFeatures(node, checker) {
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
  if (isMember && !/^(?:globalThis|window|self)$/.test(parent.expression.getText())) return;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return;
  if (ts.isBindingElement(parent) || ts.isJSDoc(parent)) return;
  const symbol = checker.getSymbolAtLocation(node);
  if (!symbol || !isBuiltIn(symbol) || !isGlobal(symbol, checker)) return;
  const made = ts.isNewExpression(parent) && parent.expression === node;
  const name = node.text;
  for (const root of GLOBALS) {
    const feature = at(bcd, `${root}.${name}`);
    if (!feature) continue;
    yield { name, feature };
    if (made && feature[name]) yield { name: `new ${name}`, feature: feature[name] };
    return;
  }
  yield { name };
}

/** @param {ts.Symbol} symbol @param {ts.TypeChecker} checker */
const isGlobal = (symbol, checker) =>
  !checker.getFullyQualifiedName(symbol).replace(/^globalThis\./, "").includes(".") &&
  !!(symbol.flags & ts.SymbolFlags.Value) && symbol.name !== "chrome" &&
  !/^(?:undefined|globalThis)$/.test(symbol.name);

/**
 * @param {ts.CallExpression} call
 * @param {ts.TypeChecker} checker
 * @returns {Generator<Used>} events, options of extension APIs, selectors and styles
 */
function* callFeatures(call, checker) {
  const called = call.expression;
  if (!ts.isPropertyAccessExpression(called)) return;
  const method = called.name.text;
  for (const used of memberFeatures(called.expression, called.name, checker)) {
    yield* optionFeatures(call, used);
  }
  const texts = call.arguments.slice(0, 1).flatMap((it) => literals(it, checker));
  for (const text of texts) {
    if (SELECTING.test(method)) yield* withoutLines(selectorFeatures(text));
    else if (STYLING.test(method)) yield* withoutLines(styleFeatures(text));
    else if (method === "addEventListener") {
      const type = checker.getApparentType(checker.getTypeAtLocation(called.expression));
      const used = memberFeature(called.expression, type, `${text}_event`, checker);
      if (used?.feature) yield used;
    }
  }
}

/** @param {Used[]} found in a text of a script @returns {Used[]} */
const withoutLines = (found) => found.map(({ line: _, ...it }) => it);

/**
 * @param {ts.CallExpression} call
 * @param {Used} called
 * @returns {Generator<Used>}
 */
function* optionFeatures(call, called) {
  const places = Object.entries({ ...called.feature, "": called.feature });
  for (const options of call.arguments.filter(ts.isObjectLiteralExpression)) {
    for (const name of options.properties.map((it) => it.name?.getText() ?? "")) {
      const used = { name: `${called.name}: ${name}`, alias: `${called.alias}.${name}` };
      for (const [key, place] of places) {
        // "options_delegatesFocus_parameter", or a key of its own.
        if (key.endsWith(`_${name}_parameter`)) yield { ...used, feature: place };
        else if (place?.[name]?.__compat) yield { ...used, feature: place[name] };
      }
    }
  }
}

/** @param {ts.Expression} node @param {ts.TypeChecker} checker @returns {string[]} texts it can be */
function literals(node, checker) {
  const type = checker.getTypeAtLocation(node);
  const found = (type.isUnion() ? type.types : [type]).filter((it) => it.isStringLiteral())
    .map((it) => it.value);
  if (found.length || !ts.isTemplateExpression(node)) return found;
  // What is put in is a name, or a selector, for which any name can stand.
  return [
    [node.head, ...node.templateSpans.map((it) => it.literal)].map((it) => it.text).join("x"),
  ];
}

/** @param {ts.RegularExpressionLiteral} node @returns {Generator<Used>} */
function* patternFeatures(node) {
  for (const [pattern, name] of PATTERNS) {
    const path = name.includes(".")
      ? name
      : `javascript.regular_expressions.named_capturing_group.${name}`;
    if (pattern.test(node.text)) yield { name: path, feature: at(bcd, path) };
  }
}
