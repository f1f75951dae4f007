// Runs before the popup: notes when its list is on the screen, in milliseconds since it was opened.

new MutationObserver((_, observer) => {
  const found = document.querySelector("#found");
  if (!found || found.hasAttribute("hidden")) return;
  observer.disconnect();
  requestAnimationFrame(() =>
    setTimeout(() => {
      document.documentElement.dataset.milliseconds = `${performance.now()}`;
    })
  );
}).observe(document, { attributes: true, childList: true, subtree: true });
