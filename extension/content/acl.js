/** Links on the ACL Anthology: a paper's buttons; volumes, events and author pages. */

const ENTRY = ".d-sm-flex.align-items-stretch:has(> .list-button-row)";

const { ownPaper, paperOf } = papersBy(LINK_RULES.acl);

/**
 * Adds a link below an entry's badges, with the classes of the bib badge, whatever the Bootstrap version.
 * @param {Element} entry
 * @param {string} paper
 */
function addBadge(entry, paper) {
  const column = entry.querySelector(".list-button-row");
  const badge = column?.querySelector('a[href$=".bib"]') ?? column?.querySelector("a.badge");
  if (!column || !badge || column.querySelector(`.${OURS}`)) return;
  const line = ours("span", withClasses(linkTo(paper), badge.className));
  line.className += " d-inline d-sm-block";
  // Do not widen the column: that would move the titles.
  line.style.width = "0";
  line.style.minWidth = "100%";
  column.append(line);
}

/**
 * @param {HTMLElement} link
 * @param {string} classes the site's own
 */
function withClasses(link, classes) {
  link.className += ` ${classes}`;
  return link;
}

/**
 * @param {Element} part of the page
 * @returns {string[]} the papers that it lists, front matter left out
 */
function addToEntries(part) {
  return [...part.querySelectorAll(ENTRY)].flatMap((entry) => {
    const papers = papersIn(entry);
    for (const paper of papers) addBadge(entry, paper);
    return papers;
  });
}

/**
 * @param {Element} entry
 * @returns {string[]} its paper, or none
 */
function papersIn(entry) {
  const paper = paperOf(entry.querySelector("strong > a.align-middle"));
  return paper ? [paper] : [];
}

/** Adds a link beside each year of an author, and one to all papers above the first year. */
function addToYears() {
  const all = [...document.querySelectorAll("h4:not(.d-sm-flex)")].flatMap((year) => {
    const papers = entriesBelow(year).flatMap(papersIn);
    if (papers.length && !isOurs(year.lastElementChild)) year.append(inYear(linkToAll(papers)));
    return papers;
  });
  const first = document.querySelector(`h4:has(> .${OURS})`);
  if (first && !isOurs(first.previousElementSibling)) first.before(ours("p", linkToAll(all)));
}

/**
 * @param {Element} heading
 * @returns {Element[]} the entries between it and the next heading
 */
function entriesBelow(heading) {
  const entries = [];
  let next = heading.nextElementSibling;
  for (; next && next.localName !== heading.localName; next = next.nextElementSibling) {
    if (next.matches(ENTRY)) entries.push(next);
  }
  return entries;
}

/** @param {HTMLElement} link */
function inYear(link) {
  const small = ours("small", " ", link);
  small.style.fontSize = "1rem";
  return small;
}

keepLinks({
  key: "acl",
  addLinks() {
    const listed = addToEntries(document.body);
    const buttons = document.querySelector("div.acl-paper-link-block");
    const own = ownPaper();
    if (buttons && (own || listed.length) && !buttons.querySelector(`.${OURS}`)) {
      const link = own ? linkTo(own) : linkToAll(listed, { isShort: true });
      const button = withClasses(link, "btn btn-secondary");
      button.style.whiteSpace = "normal";
      const alike = [...buttons.querySelectorAll(":scope > .btn-secondary")];
      if (alike.length) alike[alike.length - 1].after(button);
      else buttons.append(button);
    }
    for (const heading of document.querySelectorAll("h4.d-sm-flex")) {
      const papers = addToEntries(heading.parentElement ?? heading);
      if (papers.length && !isOurs(heading.previousElementSibling)) {
        heading.before(ours("small", " ", linkToAll(papers)));
      }
    }
    if (!buttons) addToYears();
  },
});
