// Adds to pages what only a reader's own device can know: whose pages these are, what is ticked, what has changed since
// they were last here, which day it is. Every page is whole without it, and nothing that it keeps leaves the device.

(() => {
  "use strict";

  // Where the site begins, and this page in it: several handbooks may share one device.
  const root = document.currentScript.src.replace(/assets\/[^/]*$/, "");
  const bare = (address) => address.replace(/(index\.html)?([?#].*)?$/, "");
  const path = bare(location.href).slice(root.length);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);

  // ---- What the device keeps. It may be forbidden, or full: then the page is as it was built. ----

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(root + name));
    } catch {
      return null;
    }
  }

  function keep(name, value) {
    try {
      if (value === null) localStorage.removeItem(root + name);
      else localStorage.setItem(root + name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  function make(name, words, look = "") {
    const made = document.createElement(name);
    made.textContent = words;
    made.className = look;
    if (name === "button") made.type = "button";
    return made;
  }

  // Eight characters or fewer by which words are known again.
  function mark(words) {
    let sum = 0x811c9dc5;
    for (const char of words.replace(/\s+/g, " ").trim()) sum = Math.imul(sum ^ char.codePointAt(0), 0x01000193);
    return (sum >>> 0).toString(36);
  }

  const day = (date) => new Date(date - date.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
  const today = one("meta[name=throughline-day]")?.content ?? day(new Date());
  // The day at a counter ends at four in the morning: a night shift is one day.
  const shift = day(new Date(Date.now() - 144e5));

  // ---- What has changed since somebody was last here: by the words of each block, before anything is added to them ----

  const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, pre";
  const ASIDE = ".margin, .why, [data-live]";

  // Without the words of blocks inside, and without figures, which change every week.
  function ownWords(block) {
    const inner = (node) => node.matches && (node.matches(`${BLOCKS}, [data-live]`) || node.querySelector(BLOCKS));
    return [...block.childNodes].filter((node) => !inner(node)).map((node) => node.textContent).join("");
  }

  function tellChanges() {
    const main = one("main[data-remember]");
    // A preview changes all day long.
    if (!main || one("script[data-page]")) return;
    const blocks = [...main.querySelectorAll(BLOCKS)]
      .filter((block) => !block.closest(ASIDE) && ownWords(block).trim())
      .map((block) => ({ block, words: mark(ownWords(block)) }));
    const now = { day: day(new Date()), words: [...new Set(blocks.map(({ words }) => words))].join(" "), mark: main.dataset.remember };
    const name = `seen:${path}`;
    const last = read(name);
    const before = new Set(last?.words?.split(" "));
    const fresh = blocks.filter(({ words }) => !before.has(words));
    const isGone = [...before].some((words) => !now.words.split(" ").includes(words));
    if (!last?.words || (fresh.length === 0 && !isGone)) {
      keep(name, now);
      return;
    }
    for (const { block } of fresh) block.classList.add("fresh");
    const count = fresh.length === 1 ? "One place has" : `${fresh.length} places have`;
    const what = fresh.length === 0 ? "Something that stood here is gone" : `${count} changed on this page`;
    const news = make("div", "", "news");
    news.setAttribute("role", "status");
    const seen = make("button", "I have seen it");
    seen.addEventListener("click", () => {
      keep(name, now);
      for (const { block } of fresh) block.classList.remove("fresh");
      news.remove();
    });
    news.append(make("p", `${what} since you were last here, on ${last.day}.`), seen);
    main.querySelector(".body")?.prepend(news);
  }

  // Links in lists say it of the pages behind them, where this device has seen those.
  function tellChangedPages() {
    if (one("script[data-page]")) return;
    for (const link of all("a[data-mark]")) {
      const last = read(`seen:${bare(link.href).slice(root.length)}`);
      if (!last?.mark || last.mark === link.dataset.mark) continue;
      link.append(" ", make("em", "changed since you were here", "since"));
    }
  }

  // ---- My role, one tap away from everywhere ----

  const link = one(".top .me");
  const toRoles = link && { words: link.textContent, href: link.href };

  function showRole() {
    const mine = read("role");
    if (!link) return;
    link.textContent = mine ? mine.title : toRoles.words;
    link.href = mine ? root + mine.path : toRoles.href;
    link.setAttribute("aria-label", mine ? `Your role: ${mine.title}` : toRoles.words);
    for (const other of all("main a, .menu a")) {
      other.classList.toggle("yours", mine !== null && bare(other.href) === bare(link.href));
    }
  }

  function offerRole() {
    if (!link || !document.body.classList.contains("role")) return;
    const title = one("h1").textContent;
    const choose = make("button", "This is my role", "choose");
    // From disk only the file itself leads back here, on a host the folder as well.
    const here = { path: location.href.slice(root.length).replace(/[?#].*$/, ""), title };
    const isMine = () => bare(read("role")?.path ?? "") === path;
    const show = () => choose.setAttribute("aria-pressed", isMine());
    if (isMine()) keep("role", here);
    choose.addEventListener("click", () => {
      if (!keep("role", isMine() ? null : here)) {
        choose.replaceWith(make("p", "This device keeps nothing for the handbook, so it cannot remember your role.", "note"));
      }
      show();
      showRole();
    });
    show();
    one(".head").append(choose);
  }

  // ---- Ticks, which stay on the device until the shift is over ----

  function keepTicks() {
    const boxes = all(".ticks input");
    if (boxes.length === 0) return;
    const name = `ticks:${path}`;
    const steps = boxes.map((box) => {
      const words = mark(box.closest("li").textContent);
      return { box, words, id: box.id || words };
    });
    const last = read(name);
    const ticked = last?.shift === shift ? last.steps : {};
    const warn = ({ box, id }) => {
      const warning = make("p", "The words of this step have changed since you ticked it: read it again.", "ifnot again");
      warning.id = `again-${id}`;
      box.closest("li").append(warning);
      box.setAttribute("aria-describedby", warning.id);
    };
    for (const step of steps) {
      step.box.checked = ticked[step.id] === step.words;
      if (ticked[step.id] && !step.box.checked) warn(step);
    }
    const told = make("p", "");
    told.setAttribute("role", "status");
    const clear = make("button", "Clear all ticks");
    const bar = make("div", "", "ticked");
    bar.append(told, clear);
    const show = (isKept) => {
      const count = steps.filter(({ box }) => box.checked).length;
      const until = isKept ? "kept on this device until the day is over" : "not kept: this device keeps nothing for the handbook";
      told.textContent = count ? `${count} of ${steps.length} ticked, ${until}.` : "";
      bar.hidden = count === 0;
    };
    const save = () => {
      const now = steps.filter(({ box }) => box.checked).map(({ id, words }) => [id, words]);
      show(keep(name, now.length ? { shift, steps: Object.fromEntries(now) } : null));
    };
    for (const { box } of steps) {
      box.addEventListener("change", () => {
        box.closest("li").querySelector(".again")?.remove();
        save();
      });
    }
    clear.addEventListener("click", () => {
      for (const { box } of steps) box.checked = false;
      save();
      steps[0].box.focus();
    });
    boxes.at(-1).closest(".ticks").after(bar);
    show(true);
  }

  // ---- What has become overdue since the handbook was built ----

  function tellOverdue() {
    for (const due of all("time[data-due]:not(.over)")) {
      if (due.dateTime >= today) continue;
      due.classList.add("over");
      due.after(" ", make("em", "overdue", "late"));
    }
  }

  // ---- The menu, where it lies over the page ----

  function closeMenu() {
    const menu = one(".menu");
    if (!menu) return;
    addEventListener("click", ({ target }) => {
      if (!menu.contains(target)) menu.open = false;
    });
    addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  tellChanges();
  tellChangedPages();
  offerRole();
  showRole();
  keepTicks();
  tellOverdue();
  closeMenu();
})();
