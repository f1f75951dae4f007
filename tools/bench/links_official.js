// Official v0.2.0's way, each row's HTML written anew, to the same end.

for (const row of document.querySelectorAll("dl#articles > dt")) {
  const id = row.querySelector('a[title="Abstract"]')?.getAttribute("href")?.split("/abs/")[1];
  row.innerHTML = row.innerHTML.replace(
    /\]\s*$/,
    '<span class="cool-papers-link">, <a class="cool-papers-link" target="_blank" rel="noopener" style="white-space: nowrap"' +
      ' title="Open on Cool Papers (link added by Cool Papers Redirector)"' +
      ` href="https://papers.cool/arxiv/${id}">Cool Papers</a></span>]`,
  );
}
stop();
