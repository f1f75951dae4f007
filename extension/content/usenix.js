/** Links on USENIX: conference sessions and papers. */

const { ownPaper, paperOf } = papersBy(LINK_RULES.usenix);

/** @returns {string[]} the papers that the page lists */
function addToSessions() {
  return [...document.querySelectorAll(".node-paper h2")].flatMap((title) => {
    const paper = paperOf(title.querySelector("a"));
    if (!paper) return [];
    if (!isOurs(title.lastElementChild)) title.append(linkInTitle(paper));
    return [paper];
  });
}

/**
 * @param {Element | null | undefined} place
 * @param {() => HTMLElement} make
 */
function addAfter(place, make) {
  if (place && !isOurs(place.nextElementSibling)) place.after(make());
}

keepLinks({
  key: "usenix",
  isOnByDefault: false,
  addLinks() {
    const listed = addToSessions();
    const title = document.querySelector("h1#page-title");
    const own = ownPaper();
    if (!own) {
      if (listed.length) addAfter(title, () => ours("p", linkToAll(listed)));
      return;
    }
    const pdfs = document.querySelectorAll(`.field-name-field-final-paper-pdf a:not(.${OURS})`);
    if (pdfs.length) addAfter([...pdfs].at(-1), () => ours("span", " | ", linkTo(own)));
    else addAfter(title, () => ours("p", linkTo(own)));
  },
});
