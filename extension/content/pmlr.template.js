{% from "extension/content/rules.include.js" import rules_of %}
{{- rules_of(["proceedings.mlr.press", "openreview.net"]) }}

/**
 * @param {Element} links to one paper
 * @returns {string | undefined} the paper; where it is on OpenReview too, it is filed under that
 */
function paperIn(links) {
  const papers = [...links.querySelectorAll("a")].flatMap((link) =>
    papersOf(link.host === location.host ? link.pathname : link.href)
  );
  return papers.find((paper) => paper.endsWith("@OpenReview")) ?? papers[0];
}

keepLinks(
  "pmlr",
  () => {
    const listed = [...document.querySelectorAll("div.paper > p.links")].flatMap((links) => {
      const paper = paperIn(links);
      if (paper && !isOurs(links.lastElementChild)) {
        links.append(ours("span", "[", linkTo(paper), "]"));
      }
      return paper ?? [];
    });
    const first = document.querySelector("div.paper");
    if (first && listed.length && !isOurs(first.previousElementSibling)) {
      first.before(ours("p", linkToAll(listed)));
    }
    const extras = document.querySelector("#extras ul");
    const own = papersOf(location.pathname)[0];
    if (extras && own && !isOurs(extras.lastElementChild)) {
      const filed = paperIn(extras);
      extras.append(ours("li", linkTo(filed?.endsWith("@OpenReview") ? filed : own)));
    }
  },
  false,
  false,
);
