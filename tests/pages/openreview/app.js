/**
 * A small site that behaves as OpenReview does: the markup that the server sent comes to life some
 * time after the page has loaded, lists arrive empty and fill when the API has answered, and
 * moving within the site changes parts of the page only.
 */

const ROWS_ON_PAGE = 3;
const state = { hydrated: false, moves: 0 };

/** As React: what is not from the server breaks the hydration, and all is made anew. */
function hydrate() {
  const root = document.querySelector("#__next");
  if (root.querySelectorAll("*").length !== Number(root.dataset.elements)) {
    console.error("React error 418");
    const nav = element("nav", "nav_navBar__KcePe");
    root.replaceChildren(nav, Object.assign(element("main"), { id: "content" }));
  }
  state.hydrated = true;
  document.body.append(element("next-route-announcer"));
  dispatchEvent(new Event("hydrated"));
  show();
}

function hydrateInSlices(left) {
  const until = performance.now() + 4;
  while (performance.now() < until);
  if (!left) return hydrate();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => hydrateInSlices(left - 1);
  port2.postMessage(null);
}

function element(tag, classes = "", ...content) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  made.append(...content);
  return made;
}

function link(href, ...content) {
  const made = element("a", "", ...content);
  made.setAttribute("href", href);
  return made;
}

async function api(path) {
  const answer = await fetch(path);
  return await answer.json();
}

function note({ id, title }) {
  const pdf = link(`/attachment?id=${id}&name=pdf`, "PDF");
  pdf.className = "pdf-link";
  const opens = link(`/forum?id=${id}`, title);
  opens.addEventListener("click", (event) => {
    event.preventDefault();
    go(opens.getAttribute("href"));
  });
  return element("div", "note undefined", element("h4", "", opens, pdf));
}

/** A list that keeps to its own rows, whatever else is among them. */
class List {
  constructor(classes) {
    this.element = element("ul", classes);
    this.rows = [];
  }

  fill(notes) {
    for (const row of this.rows) this.element.removeChild(row);
    this.rows = notes.map((it) => element("li", "", note(it)));
    for (const row of this.rows) this.element.insertBefore(row, null);
  }

  /** As React does for rows without keys: the same elements show other papers. */
  refill(notes) {
    notes.forEach((it, at) => {
      const opens = this.rows[at].querySelector("h4 > a");
      opens.setAttribute("href", `/forum?id=${it.id}`);
      opens.firstChild.data = it.title;
    });
  }
}

class Tab {
  constructor(name) {
    this.name = name;
    this.list = new List("list-unstyled list-paginated");
    this.holder = element("div", "submissions-list", this.list.element);
    this.pane = element("div", "tab-pane fade", element("div", "", this.holder));
    this.pane.id = name;
    this.head = element("li", "", link(`#${name}`, name));
    this.head.addEventListener("click", (event) => {
      event.preventDefault();
      state.tabs.forEach((it) => it.activate(it === this));
    });
  }

  activate(on) {
    this.head.classList.toggle("active", on);
    this.pane.classList.toggle("active", on);
    if (on && !this.notes) this.load();
  }

  async load() {
    this.notes = await api(`/notes/${this.name}`);
    this.turn(0);
  }

  turn(number) {
    this.list.fill(this.notes.slice(number * ROWS_ON_PAGE, (number + 1) * ROWS_ON_PAGE));
  }

  /** Searching makes a new list. */
  search(word) {
    const list = new List("list-unstyled list-paginated");
    list.fill(this.notes.filter(({ title }) => title.includes(word)));
    this.holder.replaceChild(list.element, this.list.element);
    this.list = list;
  }
}

function group() {
  state.tabs = ["oral", "poster", "empty"].map((name) => new Tab(name));
  const heads = element("ul", "nav nav-tabs", ...state.tabs.map(({ head }) => head));
  const panes = element("div", "tab-content", ...state.tabs.map(({ pane }) => pane));
  state.tabs[0].activate(true);
  return element("div", "tabs-container", heads, panes);
}

function search() {
  state.list = new List("list-unstyled submissions-list");
  api("/notes/oral").then((notes) => state.list.fill(notes));
  return element("div", "", element("h3", "", "Results"), state.list.element);
}

async function forum(id) {
  const { title, replies } = await api(`/forums/${id}`);
  const pdf = link(`/pdf?id=${id}`, "PDF");
  pdf.className = "citation_pdf_url";
  const heading = element("h2", "citation_title", title);
  const answers = replies.map((it) => element("li", "", note(it)));
  const about = element("div", "", element("ul", "list-unstyled", ...answers));
  about.id = "forum-replies";
  return element(
    "div",
    "Forum_forum__wS8Fw",
    element("div", "forum-title mt-2 mb-2", heading, element("div", "forum-content-link", pdf)),
    about,
  );
}

/** The page follows its URL only when it has what to show. */
async function show() {
  const move = ++state.moves;
  const id = new URLSearchParams(location.search).get("id");
  const shown = { "/forum": () => forum(id), "/group": group, "/search": search }[
    location.pathname
  ];
  const content = element("main", "", (await shown?.()) ?? "Nothing here");
  if (move !== state.moves) return;
  content.id = "content";
  document.querySelector("#content").replaceWith(content);
}

function go(href) {
  history.pushState(null, "", href);
  show();
}

/** As MathJax: what was text becomes elements. */
function typeset() {
  for (const title of document.querySelectorAll("h4 > a:first-child, h2.citation_title")) {
    title.replaceChildren(element("mjx-container", "MathJax", ...title.childNodes));
  }
}

const hydrated = new Promise((done) => addEventListener("hydrated", done, { once: true }))
  .then(() => true);
addEventListener("popstate", show);
addEventListener("load", () => hydrateInSlices(25));
globalThis.app = { state, hydrated, go, typeset, show };
