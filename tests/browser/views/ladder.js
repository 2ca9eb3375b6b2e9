import { kept, promise } from "./handbook.js";

const biscuit = promise("A biscuit", "You get a biscuit that you did not ask for.", "delight", "told: no\n");

export default {
  view: "ladder/",
  question: "Which of satisfaction, care and delight is promised and kept, and where do we skip a rung?",
  handbook: {},
  asks: [
    {
      when: "with one rung and no record",
      says: ["No rung is skipped. Nothing is recorded yet, so nobody knows which rungs hold.", "Walkers", "Standing in the queue", "A hot cup"],
      never: ["is promised and"],
      link: ["Standing in the queue", "journey/index.html#queue"],
    },
    {
      when: "with a record that shows it kept",
      change: { "content/records/kept.csv": kept({ hot: 20 }) },
      says: ["No rung is skipped", "A hot cup", "kept 400 of 400, keeping"],
    },
    {
      when: "with delight on top of satisfaction",
      change: { "content/promises/biscuit.md": biscuit },
      says: [
        "In one place a rung is skipped",
        "Walkers, Standing in the queue: delight is promised and care is skipped.",
        "A hot cup",
        "skipped",
        "A biscuit",
      ],
    },
    {
      when: "with care while satisfaction falls short",
      change: {
        "content/promises/napkin.md": promise("A napkin", "You get a napkin with it.", "care"),
        "content/records/kept.csv": kept({ hot: 11 }),
      },
      says: [
        "In one place a rung is skipped, or climbed before the one below it holds.",
        'care is promised before satisfaction is kept: “A hot cup” (kept 220 of 400, falling short).',
        "A napkin",
      ],
      never: ["care is skipped"],
    },
    {
      when: "with a letter about it",
      change: {
        "content/stories/gloves.md":
          "---\ntitle: Without gloves\ndate: 2026-02-01\nwhere: pier\ntype: fan-letter\nshows: hot\n---\nThank you.\n",
      },
      says: ["Walkers", "A hot cup", "Without gloves"],
    },
    {
      when: "with a group that nothing is promised to",
      change: { "content/customers/anglers.md": "---\ntitle: Anglers\n---\n" },
      says: ["Anglers", "Nothing is promised to them yet."],
    },
    {
      when: "with nothing promised",
      change: { "content/promises/hot.md": null },
      says: ["Nothing is promised yet. Write content/promises/NAME.md"],
      never: ["No rung is skipped"],
    },
  ],
};
