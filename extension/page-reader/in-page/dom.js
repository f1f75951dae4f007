/**
 * The DOM members that the other files here use.
 *
 * `executeScript` runs these files again at each click, in the same isolated world as our content
 * scripts. So each is a block that declares one global, with `var`, and stores nothing between clicks.
 */

"use strict";
{
  // Named form controls and images shadow members of forms and of the document
  // (https://html.spec.whatwg.org/#the-form-element), so take the members from the prototypes.
  /**
   * @param {object} prototype
   * @param {string} name of a property
   * @returns {(node: any) => any}
   */
  const getter = (prototype, name) => {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get ?? (() => undefined);
    return (node) => get.call(node);
  };
  /**
   * @param {object} prototype
   * @param {string} name of a method
   * @returns {(node: any, ...args: any[]) => any}
   */
  const method = (prototype, name) => {
    const call = /** @type {any} */ (prototype)[name];
    return (node, ...args) => call.apply(node, args);
  };
  const ofDocument = method(Document.prototype, "querySelectorAll");
  const attribute = method(Element.prototype, "getAttribute");
  const focusedInDocument = getter(Document.prototype, "activeElement");
  const focusedInShadow = getter(ShadowRoot.prototype, "activeElement");
  // Of browsers without `chrome.dom`.
  const openOrClosedShadowRoot = getter(Element.prototype, "openOrClosedShadowRoot");
  /**
   * @param {Element | null | undefined} element
   * @returns {ShadowRoot | null} open or closed
   */
  const shadowRoot = (element) =>
    element instanceof HTMLElement
      ? (globalThis.chrome?.dom?.openOrClosedShadowRoot ?? openOrClosedShadowRoot)(element) ?? null
      : null;
  /** @param {Document | ShadowRoot} [root] @returns {Element | null} the focused element, also in shadow roots */
  const focused = (root = document) => {
    const element = (root instanceof Document ? focusedInDocument : focusedInShadow)(root) ?? null;
    const shadow = shadowRoot(element);
    return (shadow && focused(shadow)) ?? element;
  };

  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var pageDom = {
    getter,
    method,
    firstChild: getter(Node.prototype, "firstChild"),
    nextSibling: getter(Node.prototype, "nextSibling"),
    nodeType: getter(Node.prototype, "nodeType"),
    nodeValue: getter(Node.prototype, "nodeValue"),
    textContent: getter(Node.prototype, "textContent"),
    localName: getter(Element.prototype, "localName"),
    parent: getter(Node.prototype, "parentElement"),
    contains: method(Node.prototype, "contains"),
    comparePosition: method(Node.prototype, "compareDocumentPosition"),
    firstElementChild: getter(Element.prototype, "firstElementChild"),
    children: getter(Element.prototype, "children"),
    previousElement: getter(Element.prototype, "previousElementSibling"),
    nextElement: getter(Element.prototype, "nextElementSibling"),
    openShadowRoot: getter(Element.prototype, "shadowRoot"),
    ariaHidden: getter(Element.prototype, "ariaHidden"),
    attribute,
    closest: method(Element.prototype, "closest"),
    matches: method(Element.prototype, "matches"),
    checkVisibility: method(Element.prototype, "checkVisibility"),
    byId: method(Document.prototype, "getElementById"),
    first: method(Element.prototype, "querySelector"),
    all: method(Element.prototype, "querySelectorAll"),
    documentTitle: () => getter(Document.prototype, "title")(document),
    /** @returns {Element | null} */
    top: () =>
      getter(Document.prototype, "body")(document) ??
        getter(Document.prototype, "documentElement")(document),
    /** @type {(selector: string) => Element[]} */
    inDocument: (selector) => [...ofDocument(document, selector)],
    /** @type {(element: Element, name: string) => boolean} */
    hasClass: (element, name) => (attribute(element, "class") ?? "").split(/\s+/).includes(name),
    /**
     * @param {Element} element
     * @returns {string} the URL of a link, in HTML or SVG
     */
    hrefOf: (element) => {
      const { href } = /** @type {any} */ (element);
      return typeof href === "string" ? href : href?.baseVal ?? "";
    },
    shadowRoot,
    focused,
  };
}
