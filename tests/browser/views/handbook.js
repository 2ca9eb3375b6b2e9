// A coffee kiosk: the small handbook that the views are asked about. Each file of this folder puts its own files on top.

export const kiosk = {
  "handbook.yaml": "title: The kiosk\nas_of: 2026-06-01\nplaces: { pier: The Pier, park: The Park, gate: The Gate }\n",
  "content/vision.md": `---
says: Nobody leaves our kiosk colder than they came.
owner: keeper
aims:
  warm: You hold something warm in your hands.
---
`,
  "content/missions/counter.md": `---
title: At the counter
says: We hand over cups that we would like to be handed.
serves: warm
owner: keeper
---
`,
  "content/roles/keeper.md": "---\ntitle: Keeper\n---\n",
  "content/roles/runner.md": "---\ntitle: Runner\nreports_to: keeper\n---\n",
  "content/customers/walkers.md": "---\ntitle: Walkers\n---\n",
  "content/journey.yaml": "- { id: queue, title: Standing in the queue, during: arriving, expects: fine }\n",
  "content/promises/hot.md": promise("A hot cup", "Your cup is hot when you get it.", "satisfaction"),
  "content/systems/warm-cups.md": cups(`## Floor
- [ ] @keeper Hold the cup in both hands. ^hold
  - must: yes
  - if not: take another one
`),
};

// A standing promise to walkers in the queue; `more` are further lines of its header.
export function promise(title, says, level, more = "") {
  return `---
title: ${title}
says: ${says}
serves: counter
for: walkers
at: queue
level: ${level}
state: standing
at_most: 3 minutes
target: 90%
if_we_miss: You get another one.
owner: keeper
${more}---
`;
}

// The system that keeps the hot cup, with these steps; `more` are further lines of its header.
export function cups(steps, more = "") {
  return `---
title: Warm the cups
keeps: hot
owner: keeper
run_when: each morning
floor: { at_most: 2 minutes, target: 95% }
${more}---
${steps}`;
}

// Half a year of records: each promise with how many of twenty were kept in a week.
export function kept(promises) {
  const rows = Object.entries(promises).flatMap(([promise, kept]) =>
    Array.from({ length: 20 }, (_, week) => `2026-W${String(week + 3).padStart(2, "0")},${promise},pier,20,20,${kept},all`),
  );
  return `week,promise,place,due,checked,kept,picked\n${rows.join("\n")}\n`;
}

// An edition as a frozen folder. Nobody looks at its digits here: that it is not what was recorded is a finding.
export const frozen = (name, files) => Object.fromEntries(Object.entries(files).map(([path, text]) => [`editions/${name}/${path}`, text]));
