// Asks for a day and marks the edition that was in force on it. Without this script the table of periods answers.
// The day is the handbook's own when it has one, else the device's.
(() => {
  "use strict";
  const table = document.querySelector("table.periods");
  if (!table) return;
  const rows = [...table.querySelectorAll("tr[data-from]")];

  function today() {
    const fixed = document.querySelector('meta[name="throughline-day"]');
    if (fixed) return fixed.content;
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  const field = document.createElement("p");
  field.className = "on-a-day";
  const label = document.createElement("label");
  label.htmlFor = "day:in-force";
  label.textContent = "On";
  const day = document.createElement("input");
  day.type = "date";
  day.id = "day:in-force";
  day.value = today();
  const answer = document.createElement("output");
  answer.htmlFor = "day:in-force";
  field.append(label, " ", day, " ", answer);
  table.parentElement.before(field);

  // Days are written year first, so that their order is that of their letters.
  const holds = (row) => row.dataset.from <= day.value && (!row.dataset.until || day.value <= row.dataset.until);

  function show() {
    const found = day.value ? rows.find(holds) : undefined;
    for (const row of rows) row.classList.toggle("picked", row === found);
    const name = found?.querySelector("th").textContent;
    answer.textContent = !day.value ? "" : name ? `in force: edition ${name}` : "no edition was in force";
  }

  day.addEventListener("input", show);
  show();
})();
