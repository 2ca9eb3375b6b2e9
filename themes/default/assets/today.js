// Shows the line-up of the day; all four weeks stay one press away. Without it the page is the list of all.
// The day is the handbook's own when it has one (`data-on`), else the device's.
(() => {
  const list = document.querySelector("[data-turns]");
  if (!list) return;
  const DAY = 86_400_000;
  const ROUND = 28;
  const FIRST_MONDAY = 4; // days from 1970-01-01 to the Monday that turn 0 falls on
  const turns = [...list.children];
  const language = document.documentElement.lang;
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  const note = document.querySelector(".for-paper");
  let isWhole = false;

  function dayNumber() {
    const fixed = list.dataset.on;
    if (fixed) return Math.round(Date.parse(`${fixed}T00:00:00Z`) / DAY);
    const now = new Date();
    return Math.round(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY);
  }

  function inWords(day) {
    const form = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
    try {
      return new Date(day * DAY).toLocaleDateString(language === "en" ? "en-GB" : language, form);
    } catch {
      return new Date(day * DAY).toISOString().slice(0, 10);
    }
  }

  // Four weeks from this Monday on, each turn under the day that it falls on now.
  function show() {
    const today = dayNumber();
    const turnOf = (day) => (((day - FIRST_MONDAY) % ROUND) + ROUND) % ROUND;
    const monday = today - (turnOf(today) % 7);
    for (let day = monday; day < monday + ROUND; day += 1) {
      const turn = turns.find((turn) => Number(turn.dataset.turn) === turnOf(day));
      if (!turn) continue;
      const time = turn.querySelector("time");
      time.dateTime = new Date(day * DAY).toISOString().slice(0, 10);
      time.textContent = inWords(day);
      turn.classList.toggle("now", day === today);
      turn.hidden = !isWhole && day !== today;
      list.append(turn);
    }
    list.classList.toggle("single", !isWhole);
    if (note) note.hidden = !isWhole;
    // Today comes first, the way to the rest after it; over four weeks the way back stands where they begin.
    if (isWhole) list.before(button);
    else list.after(button);
    button.textContent = isWhole ? list.dataset.one : list.dataset.all;
    button.setAttribute("aria-expanded", String(isWhole));
  }

  button.addEventListener("click", () => {
    isWhole = !isWhole;
    show();
    button.focus();
  });
  // A tablet at the counter is never switched off: at midnight the day changes.
  let shown = dayNumber();
  setInterval(() => {
    if (dayNumber() === shown) return;
    shown = dayNumber();
    show();
  }, 60_000);
  show();
})();
