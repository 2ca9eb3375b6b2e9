import { frozen, promise } from "./handbook.js";

const cup = (limit) => promise("A hot cup", "Your cup is hot when you get it.", "satisfaction").replace(/^at_most: .*$/m, `at_most: ${limit}`);
const basis = { "handbook.yaml": "title: The kiosk\nas_of: 2026-06-01\n", "content/roles/keeper.md": "---\ntitle: Keeper\n---\n" };
const line = (name, rest) => `${name} files:${"0".repeat(32)} ${rest}\n`;
const first = line("2026-1", "cut:2026-01-05 from:2026-02-01 by:keeper note:\"As we always did it.\"");
const second = (from, by) => line("2026-2", `cut:2026-03-01 from:${from} by:${by} note:\"Quicker cups.\"`);
const two = (from, by, limit) => ({
  ...frozen("2026-1", { ...basis, "content/promises/hot.md": cup("9 minutes") }),
  ...frozen("2026-2", { ...basis, "content/promises/hot.md": cup(limit) }),
  "editions.lock": first + second(from, by),
});

export default {
  view: "changes/",
  question: "What changed, who approved it, and what was in force on 3 March?",
  handbook: {},
  asks: [
    { when: "before the first edition", says: ["What changed", "Nothing was cut yet", "throughline edition cut NAME"] },
    {
      when: "with two editions, the second in force before",
      change: two("2026-03-02", "keeper", "5 minutes"),
      says: ["Edition 2026-2 is in force since 2026-03-02.", "2026-2", "2026-03-02", "until further notice", "Keeper", "2026-1", "2026-02-01", "2026-03-01", "Quicker cups.", "What it changed"],
      link: ["What it changed", "changes/2026-2/from/2026-1/index.html"],
    },
    {
      when: "with the second in force later, approved by somebody else",
      change: two("2026-03-09", "runner", "5 minutes"),
      says: ["Edition 2026-2 is in force since 2026-03-09.", "2026-2", "2026-03-09", "Runner", "2026-1", "2026-02-01", "2026-03-08", "Keeper"],
    },
    {
      when: "of one difference",
      change: two("2026-03-02", "keeper", "5 minutes"),
      page: "changes/2026-2/from/2026-1/",
      says: ["What changed from 2026-1 to 2026-2", "approved by Keeper", "Quicker cups.", "What customers now hear", "raised", "A hot cup", "at most 9 5 minutes"],
    },
    {
      when: "of a difference the other way",
      change: two("2026-03-02", "keeper", "12 minutes"),
      page: "changes/2026-2/from/2026-1/",
      says: ["What customers now hear", "lowered", "A hot cup", "at most 9 12 minutes", "Why: Quicker cups."],
    },
    {
      when: "of one role's sheet",
      change: two("2026-03-02", "keeper", "5 minutes"),
      page: "changes/2026-2/from/2026-1/roles/runner/",
      says: ["What changed for Runner", "concerns you", "Name or initials", "Date"],
      never: ["at most 9 5 minutes"],
    },
  ],
};
