// Choosing a place: what is for other places is hidden, here and on the next page. Without this script all is shown.
(() => {
  "use strict";
  // Several handbooks may share one device.
  const KEY = `${document.currentScript.src.replace(/assets\/[^/]*$/, "")}place`;
  const control = document.querySelector(".place-choice");
  const chosen = document.querySelector(".place-chosen");
  // Where nothing differs from place to place there is nothing to choose.
  if (!control || !chosen || !document.querySelector("[data-places]")) return;
  const select = control.querySelector("select");

  // A browser may keep nothing; then the choice holds for this page.
  const remembered = () => {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return "";
    }
  };
  const remember = (place) => {
    try {
      if (place) localStorage.setItem(KEY, place);
      else localStorage.removeItem(KEY);
    } catch {
      // Nothing is kept.
    }
  };

  const isElsewhere = (element) => element.classList.contains("elsewhere");
  const isEmpty = (element) =>
    isElsewhere(element) ||
    (element.matches("ul, ol, dl") && element.children.length > 0 && [...element.children].every(isElsewhere));

  // A heading over nothing is hidden as well.
  const hideBareHeadings = () => {
    for (const heading of document.querySelectorAll("main .body h2")) {
      const below = [];
      for (let next = heading.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
        below.push(next);
      }
      const isBare = below.some((element) => element.matches("[data-places]") || element.querySelector("[data-places]"));
      heading.classList.toggle("elsewhere", isBare && below.every(isEmpty));
    }
  };

  const show = (place) => {
    let hidden = 0;
    for (const element of document.querySelectorAll("[data-places]")) {
      const isHere = !place || element.dataset.places.split(" ").includes(place);
      element.classList.toggle("elsewhere", !isHere);
      if (!isHere) hidden += 1;
    }
    hideBareHeadings();
    const name = select.selectedOptions[0]?.textContent ?? "";
    const rest = hidden > 0 ? " What is for other places is left out." : "";
    chosen.textContent = place ? `Shown for ${name}.${rest}` : "";
  };

  const first = remembered();
  if ([...select.options].some((option) => option.value === first)) select.value = first;
  select.addEventListener("change", () => {
    remember(select.value);
    show(select.value);
  });
  control.hidden = false;
  show(select.value);
})();
