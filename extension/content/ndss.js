/** Links on NDSS's lists: its papers are known by their titles, so each link is a search. */

const TITLE = '.pt-cv-title > a[href*="/ndss-paper/"]';

keepLinks({
  key: "ndss",
  isOnByDefault: false,
  watches: true, // Further pages of a list come without loading.
  addLinks() {
    for (const title of document.querySelectorAll(TITLE)) {
      if (isOurs(title.nextElementSibling)) continue;
      title.after(linkInTitle(searchPath("venue", searchWords(title.textContent ?? ""))));
    }
  },
});
