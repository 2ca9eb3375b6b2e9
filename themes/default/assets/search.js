// The search page. The index is asked for when somebody types, and only the pieces that the words need.
(() => {
  const AT_ONCE = 10; // results that are shown before somebody asks for more
  const PARTS = 3; // places within a page that are shown below it
  const PAUSE = 150; // milliseconds without a key before the index is asked
  const KEY = "throughline:search-key";
  const FILTERS = { kind: "Kind", owner: "Owner", customer: "For" };

  const form = document.querySelector("form.search");
  const field = document.getElementById("search-words");
  const told = document.querySelector(".told span");
  const elsewhere = document.querySelector(".told .else");
  const found = document.querySelector(".found");
  const more = document.querySelector(".more");
  const nothing = document.querySelector(".nothing");
  const narrow = document.querySelector(".narrow");
  const lists = document.querySelector(".narrow div");
  const key = document.querySelector(".key");
  if (!form || !field || !told) return;

  const say = (words, isTrouble = false) => {
    told.textContent = words;
    elsewhere.hidden = !isTrouble;
  };

  // A browser gives a page that was opened as a file no other file to read.
  if (!/^https?:$/.test(location.protocol)) {
    say("This page was opened as a file, and searching needs a server: open the handbook at its address.", true);
    return;
  }

  // The engine, loaded once.
  let engine;
  const load = () => {
    const base = new URL(form.dataset.index, location.href);
    engine ??= import(new URL("pagefind.js", base).href).then((pagefind) =>
      pagefind.createInstance({ basePath: base.pathname, noWorker: true, excerptLength: 24 }),
    );
    return engine;
  };

  const make = (name, ...children) => {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  };

  // An excerpt as text and marked words: nothing of it is ever read as HTML.
  const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  const quote = (excerpt, skip) => {
    if (!excerpt.split(/\s+/).slice(skip).join(" ").includes("<mark>")) return null;
    const line = make("p");
    line.className = "said";
    const words = excerpt.split(/\s+/).slice(skip);
    // What is cut out of a sentence says so.
    const bare = words.map((word) => word.replace(/<\/?mark>/g, ""));
    if (/^\p{Ll}/u.test(bare[0])) line.append("… ");
    for (const word of words) {
      const marked = /^<mark>(.*)<\/mark>$/s.exec(word);
      line.append(marked ? make("mark", plain(marked[1])) : plain(word), " ");
    }
    if (/[\p{L}\p{N},]$/u.test(bare.at(-1))) line.append("…");
    return line;
  };

  const link = (href, title) => {
    const anchor = make("a", title);
    anchor.href = form.dataset.root + href;
    return anchor;
  };

  // A place within a page. An excerpt begins with the heading that it stands below, which is told already.
  const part = (page, sub) => {
    const begins = sub.plain_excerpt.startsWith(sub.title.slice(0, -1));
    const words = quote(sub.excerpt, begins ? sub.title.split(/\s+/).length : 0);
    const item = make("li", link(`${page.raw_url}#${encodeURIComponent(sub.anchor.id)}`, sub.title));
    if (words) item.append(words);
    return item;
  };

  const item = (page) => {
    const { title, kind, says } = page.meta;
    const line = make("li", make("small", kind ?? ""), link(page.raw_url, title ?? page.raw_url));
    const parts = page.sub_results.filter((sub) => sub.anchor?.id).slice(0, PARTS);
    const top = page.sub_results.find((sub) => !sub.anchor?.id);
    if (says) line.append(make("p", says));
    else if (top && parts.length === 0) line.append(quote(page.excerpt, 0) ?? "");
    if (parts.length > 0) line.append(make("ul", ...parts.map((sub) => part(page, sub))));
    return line;
  };

  let asked = 0; // the number of the latest question: answers to earlier ones are dropped
  let results = [];
  let shown = 0;

  const showMore = async () => {
    const question = asked;
    const pages = await Promise.all(results.slice(shown, shown + AT_ONCE).map((result) => result.data()));
    if (question !== asked) return;
    found.append(...pages.map(item));
    shown += pages.length;
    more.hidden = shown >= results.length;
  };

  const chosen = () => {
    const all = [...narrow.querySelectorAll("select")].filter((select) => select.value);
    return Object.fromEntries(all.map((select) => [select.name, select.value]));
  };

  // Lists to narrow the results down by, once there are some.
  const offer = async (pagefind) => {
    if (lists.childElementCount > 0) return;
    const filters = await pagefind.filters();
    if (lists.childElementCount > 0) return;
    for (const [name, label] of Object.entries(FILTERS)) {
      const values = Object.keys(filters[name] ?? {});
      if (values.length < 2) continue;
      const select = make("select", new Option("all", ""), ...values.map((value) => new Option(value, value)));
      select.name = name;
      select.addEventListener("change", ask);
      lists.append(make("label", label, " ", select));
    }
    narrow.hidden = lists.childElementCount === 0;
  };

  const remember = (words) => {
    const address = new URL(location.href);
    if (words) address.searchParams.set("q", words);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  };

  async function ask() {
    const words = field.value.trim();
    const question = ++asked;
    remember(words);
    if (!words) {
      found.replaceChildren();
      more.hidden = nothing.hidden = true;
      say("");
      return;
    }
    try {
      const pagefind = await load();
      const answer = await pagefind.search(words, { filters: chosen() });
      if (question !== asked) return;
      results = answer.results;
      shown = 0;
      found.replaceChildren();
      more.hidden = true;
      nothing.hidden = results.length > 0;
      await showMore();
      if (question !== asked) return;
      say(`${results.length === 0 ? "Nothing" : results.length} found for “${words}”.`);
      if (results.length > 0) await offer(pagefind);
    } catch (error) {
      if (question !== asked) return;
      engine = undefined;
      found.replaceChildren();
      more.hidden = nothing.hidden = true;
      say(`The search could not be loaded (${error.message}). Load this page anew to try again.`, true);
    }
  }

  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });

  const links = () => [...found.querySelectorAll("a")];

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(pause);
    await ask();
    links()[0]?.focus();
  });

  more.querySelector("button").addEventListener("click", async () => {
    const next = links().length;
    await showMore();
    links()[next]?.focus();
  });

  // Down and up go from the field through the results and back.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [field, ...links()];
    const at = all.indexOf(document.activeElement);
    if (!step || at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = all[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  // A key of one character has to be possible to turn off.
  const box = key.querySelector("input");
  try {
    box.checked = localStorage.getItem(KEY) !== "off";
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, "off");
    });
    key.hidden = false;
  } catch {
    // A browser that keeps nothing has the key on.
  }

  say("");
  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (location.hash === "#search-words") field.focus();
  if (field.value) ask();
})();
