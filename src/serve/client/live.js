// In every page of a preview: listens for what changes while the handbook is written, and shows its faults.
// The page has all its words without this script.

(() => {
  "use strict";

  const script = document.currentScript;
  const home = script.src.slice(0, script.src.lastIndexOf("/") + 1);
  const { page, source } = script.dataset;
  const PLACE = "throughline:place";
  const CLOSED = "throughline:closed";

  // ---- The stream. A browser has six connections for one server: tabs that nobody sees hold none. ----

  let stream = null;

  function listen() {
    if (stream || document.visibilityState === "hidden") return;
    const asked = [location.pathname, page, source].map(encodeURIComponent);
    stream = new EventSource(`${home}events?address=${asked[0]}&page=${asked[1]}&source=${asked[2]}`);
    stream.addEventListener("page", () => leave(() => location.reload()));
    stream.addEventListener("go", (event) => leave(() => location.replace(event.data + location.hash), event.data));
    stream.addEventListener("style", (event) => restyle(JSON.parse(event.data)));
    stream.addEventListener("faults", (event) => show(JSON.parse(event.data)));
  }

  function silence() {
    stream?.close();
    stream = null;
  }

  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? silence() : listen()));
  addEventListener("pagehide", silence);
  addEventListener("pageshow", listen);

  // ---- The place on the page, kept while it is loaded again ----

  function leave(go, path = location.pathname) {
    silence();
    store(PLACE, JSON.stringify({ path, x: scrollX, y: scrollY }));
    go();
  }

  function comeBack() {
    const place = JSON.parse(read(PLACE) ?? "null");
    store(PLACE, "null");
    if (place?.path === location.pathname) scrollTo({ left: place.x, top: place.y, behavior: "instant" });
  }

  // Storage may be forbidden; then only the place is lost.
  function store(key, value) {
    try {
      sessionStorage.setItem(key, value);
    } catch {}
  }

  function read(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  // ---- Styles. Each comes as its name with and without the part that changes with its content. ----

  function restyle(styles) {
    for (const { stem, ending, address } of styles) {
      for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
        const path = new URL(link.href).pathname;
        const isIt = path.startsWith(stem) && path.endsWith(ending) && !path.slice(stem.length, -ending.length).includes("/");
        if (!isIt || path === address || link.dataset.old) continue;
        const next = link.cloneNode();
        next.href = address;
        link.dataset.old = "yes";
        next.addEventListener("load", () => link.remove());
        next.addEventListener("error", () => next.remove());
        link.after(next);
      }
    }
  }

  // ---- Faults: a badge with their number, and the list. Both in a shadow, so that no theme bends them. ----

  const aside = document.createElement("aside");
  aside.setAttribute("aria-label", "Findings");
  const shadow = aside.attachShadow({ mode: "open" });
  const sheet = make("link", { rel: "stylesheet", href: `${home}live.css` });
  const badge = make("button", { type: "button", className: "badge", hidden: true });
  const panel = make("section", { id: "panel", hidden: true, tabIndex: -1 });
  const title = make("h2", { id: "title" });
  const close = make("button", { type: "button", className: "close", textContent: "Close" });
  const list = make("div", { className: "list" });
  const status = make("p", { className: "status" });
  const head = make("header", {});
  let shown = "";

  function make(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  badge.setAttribute("aria-haspopup", "dialog");
  badge.setAttribute("aria-controls", "panel");
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", "title");
  list.setAttribute("role", "group");
  list.setAttribute("aria-labelledby", "title");
  list.tabIndex = 0;
  status.setAttribute("role", "status");
  head.append(title, close);
  panel.append(head, list);
  // Nothing is shown before it has its style.
  sheet.addEventListener("load", () => aside.removeAttribute("hidden"));
  aside.hidden = true;
  shadow.append(sheet, status, badge, panel);

  badge.addEventListener("click", () => (panel.hidden ? open(true) : shut()));
  close.addEventListener("click", shut);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden && !event.defaultPrevented) shut();
  });

  function open(byHand) {
    panel.hidden = false;
    settle();
    // Who writes in an editor keeps the focus there; who asked for the list gets it.
    if (byHand) panel.focus();
  }

  // The end of the page can be scrolled out from under the list.
  function settle() {
    badge.setAttribute("aria-expanded", String(!panel.hidden));
    document.body.style.paddingBlockEnd = panel.hidden ? "" : `${panel.offsetHeight}px`;
  }

  // A list that was closed stays closed until there is something else to say.
  function shut() {
    const held = panel.contains(shadow.activeElement);
    panel.hidden = true;
    settle();
    store(CLOSED, shown);
    if (held) badge.focus();
  }

  // `weight` is the heaviest finding's, `summary` their number, `faults` the list as HTML, `here` whether this page is broken.
  function show({ weight, summary, faults, here }) {
    const { scrollTop } = list;
    list.innerHTML = faults;
    list.scrollTop = scrollTop;
    // A fault is the same one when lines were put in above it.
    const own = list.querySelectorAll("ol:not(.others) > li > p:first-child");
    const sentences = [...own].map((sentence) => sentence.textContent);
    const key = [location.pathname, ...sentences].join("\n");
    const isNew = key !== shown && key !== read(CLOSED);
    shown = key;
    status.textContent = badge.textContent !== summary ? summary : "";
    badge.textContent = summary;
    badge.className = `badge ${weight}`;
    badge.hidden = summary === "";
    title.textContent = here ? "This page needs mending" : "What was found";
    if (badge.hidden || (!here && panel.dataset.here === "yes")) panel.hidden = true;
    panel.dataset.here = here ? "yes" : "no";
    if (here && isNew) open(false);
    settle();
  }

  document.body.append(aside);
  comeBack();
  listen();
})();
