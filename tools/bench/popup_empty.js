// A popup that reads no page: what opening one costs anyway.

document.querySelector("#found")?.removeAttribute("hidden");
document.querySelector("#popup")?.removeAttribute("hidden");
