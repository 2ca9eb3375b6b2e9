// Words and numbers that nobody planned for: nothing may stick out of a phone.

import { promise } from "./handbook.js";

const sentence = "You get exactly what we said, at the hour we said, from the person we named, ".repeat(6).slice(0, 400);
const german = "Rechtsschutzversicherungsgesellschaftsangestelltenweihnachtsfeierkoordinatorinnen";
const many = (n, file) => Object.fromEntries(Array.from({ length: n }, (_, number) => file(number)));

const systems = many(60, (n) => [
  `content/systems/list-${n}.md`,
  `---\ntitle: ${n % 3 ? `List ${n}` : `${german} ${n}`}\nkeeps: hot\nowner: keeper\nrun_when: ${sentence.slice(0, n * 6 + 10)}\npause: at ${n}\n---\n## Floor\n- [ ] @keeper ${sentence} ^one\n  - must: yes\n  - then: runner\n- [ ] @keeper اكتب الاسم والرقم. ^two\n`,
]);
const crowd = {
  ...systems,
  "content/promises/hot.md": promise("おもてなしの約束", sentence, "satisfaction", "wants: all\n"),
  ...many(4, (n) => [`content/promises/p${n}.md`, promise(`${german}${n}`, sentence, "satisfaction")]),
  "content/wants/all.md": `---\ntitle: الانتظار في الطابور\nfrom: walkers\nat: queue\nsays: ${sentence}\nmeans: ${german}\ndecision: adopt\nowner: keeper\n---\n`,
  "content/roles/keeper.md": `---\ntitle: ${german}\nmay: [${Array.from({ length: 6 }, () => `"${sentence.slice(0, 120)}"`).join(", ")}]\nbackup: runner\n---\n`,
  "content/customers/walkers.md": "---\ntitle: お客様と、その家族と、その友人たち\n---\n",
  "content/stories/long.md": `---\ntitle: ${german}\ndate: 2026-03-01\nwhere: pier\ntype: example\nshows: hot\n---\n${sentence}\n`,
};
const bare = {
  "content/missions/counter.md": null,
  "content/roles/keeper.md": null,
  "content/roles/runner.md": null,
  "content/customers/walkers.md": null,
  "content/journey.yaml": null,
  "content/promises/hot.md": null,
  "content/systems/warm-cups.md": null,
};

const ask = (when, page, change, says) => ({ when, page, change, says });

export default {
  view: "roles/keeper/",
  question: "And if it is far too much, in three scripts, or nothing at all?",
  asks: [
    ask("on a role page with 60 lists", "roles/keeper/", crowd, ["What is yours now", "53 more lists", german.slice(0, 20)]),
    ask("on a new starter's page", "roles/keeper/start/", crowd, ["Your steps", "more lists: they stand on your page"]),
    ask("on a pocket card", "roles/keeper/card/", crowd, ["What we promise", german.slice(0, 20)]),
    ask("on the line-up", "today/", crowd, ["One promise", "One story"]),
    ask("on a run sheet", "systems/list-59/run/", crowd, ["Run sheet", "List 59", "اكتب الاسم والرقم."]),
    ask("on the register", "register/", crowd, ["おもてなしの約束", "List 59"]),
    ask("on the throughline", "throughline/", crowd, ["5 promises, 61 systems and 121 steps."]),
    ask("on the throughline of a handbook with one page", "throughline/", bare, ["1 aim, 0 missions", "No mission serves this aim yet."]),
    ask("on the line-up of a handbook with one page", "today/", bare, ["There is nothing to talk about yet."]),
    ask("on the register of a handbook with one page", "register/", bare, ["vision"]),
  ],
};
