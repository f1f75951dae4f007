// Which rule decides what a page is about, and what would be decided without it.

const { OWN_RULES, ownPaper } = await import("./reading/own-rules.js");
const { decoded } = await import("./reading/page-content.js");

export function names() {
  return OWN_RULES.map(({ name }) => name);
}

/** What is decided of a page by all rules, or by all but one. */
export function decide(wire, without = "") {
  const page = decoded(wire);
  const place = { pages: [page], near: [page], addresses: [page.url] };
  const { certainty, papers } = ownPaper(place, OWN_RULES.filter(({ name }) => name !== without));
  return { certainty, ids: papers.map(({ id, words }) => id ?? words) };
}
