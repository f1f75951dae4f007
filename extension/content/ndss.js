/** Links on NDSS's lists. Its papers are known only by title, so each link is a search. */

const TITLE = '.pt-cv-title > a[href*="/ndss-paper/"]';

keepLinks({
  key: "ndss",
  isOnByDefault: false,
  watches: true, // The next pages of a list appear without loading.
  addLinks() {
    for (const title of document.querySelectorAll(TITLE)) {
      if (isOurs(title.nextElementSibling)) continue;
      title.after(linkInTitle(searchPath("venue", searchWords(title.textContent ?? ""))));
    }
  },
});
