// A bare loop that adds the same anchors.

for (const row of document.querySelectorAll("dl#articles > dt")) {
  const id = row.querySelector('a[title="Abstract"]')?.getAttribute("href")?.slice("/abs/".length);
  const link = document.createElement("a");
  link.className = "cool-papers-link";
  link.href = `https://papers.cool/arxiv/${id}`;
  link.target = "_blank";
  link.rel = "noopener";
  link.title = "Open on Cool Papers (link added by Cool Papers Redirector)";
  link.textContent = "Cool Papers";
  link.style.whiteSpace = "nowrap";
  const span = document.createElement("span");
  span.className = "cool-papers-link";
  span.append(", ", link);
  row.lastElementChild?.after(span);
}
stop();
