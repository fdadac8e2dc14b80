// The page works without this: it adds the filter and marks all pieces of a statement that is followed to its place.
(() => {
  "use strict";
  const mark = () => {
    for (const piece of document.querySelectorAll(".said.here")) piece.classList.remove("here");
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    for (const piece of document.querySelectorAll(".said[data-said]")) {
      if (piece.dataset.said.split(" ").includes(id)) piece.classList.add("here");
    }
    const target = document.getElementById(id);
    const folded = target && target.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", mark);
  mark();
  for (const filter of document.querySelectorAll(".filter")) {
    filter.hidden = false;
    filter.addEventListener("change", (event) => {
      const wanted = event.target.value;
      for (const claim of filter.parentElement.querySelectorAll(".claim")) {
        claim.hidden = wanted !== "all" && !claim.classList.contains(wanted);
      }
    });
  }
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
})();
