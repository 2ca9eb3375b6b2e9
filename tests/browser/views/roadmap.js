import { kept, promise } from "./handbook.js";

const trial = (level) => promise("A biscuit", "You get a biscuit.", level).replace("state: standing", "state: trial");
const system =
  "---\ntitle: Hand out biscuits\nkeeps: biscuit\nowner: keeper\nrun_when: each cup\n---\n## Floor\n- [ ] @keeper Put one on the lid. ^lid\n";

export default {
  view: "roadmap/",
  question: "What is on trial, and what does each promise still need to stand?",
  handbook: {},
  asks: [
    { when: "with nothing on trial", says: ["What comes next", "Nothing is on trial", "content/promises/NAME.md"] },
    {
      when: "with a trial that just began",
      change: { "content/promises/biscuit.md": trial("satisfaction") },
      says: ["1 promise stands; the vision allows 5.", "On trial", "A biscuit", "3 things missing.", "Missing: A system that keeps it", "Missing: 8 more weeks with checks: 0 of 8 are there.", "Missing: Proof of 90 %: 42 checks with no miss would do"],
      link: ["A biscuit", "promises/biscuit/index.html"],
    },
    {
      when: "with a system and some weeks",
      change: {
        "content/promises/biscuit.md": trial("satisfaction"),
        "content/systems/biscuits.md": system,
        "content/records/kept.csv": kept({ biscuit: 19 }).split("\n").filter((row) => !/W(0|1[0-9])/.test(row)).join("\n"),
      },
      says: ["2 things missing.", "Kept by Hand out biscuits.", "Missing: 5 more weeks with checks: 3 of 8 are there.", "94 checks with 3 misses would do; so far kept 57 of 60."],
    },
    {
      when: "with everything shown",
      change: {
        "content/promises/biscuit.md": trial("satisfaction"),
        "content/systems/biscuits.md": system,
        "content/records/kept.csv": kept({ biscuit: 20 }),
      },
      says: ["A biscuit", "kept 400 of 400, keeping", "Nothing is missing: it may stand with the next edition."],
      never: ["Missing:"],
    },
    {
      when: "with care before satisfaction is kept",
      change: {
        "content/promises/biscuit.md": trial("care"),
        "content/systems/biscuits.md": system,
        "content/records/kept.csv": kept({ hot: 11, biscuit: 20 }),
      },
      says: ["1 thing missing.", "Missing: Satisfaction before care", "A hot cup", "220 of 400", "falling short"],
    },
    {
      when: "with a draft",
      change: { "content/promises/chair.md": "---\nsays: You get a chair.\n---\n" },
      says: ["Being written", "You get a chair.", "Still lacks for, at_most, at_least or by, target, if_we_miss, wants or ours, a system that keeps it."],
      never: ["On trial"],
    },
    {
      when: "with no room",
      change: {
        "content/promises/biscuit.md": trial("satisfaction"),
        "content/vision.md":
          "---\nsays: Nobody leaves our kiosk colder than they came.\nowner: keeper\naims: { warm: You hold something warm in your hands. }\npromises_at_most: 1\n---\n",
      },
      says: ["Missing: Room: 1 stand and 1 may, so one has to retire first."],
    },
  ],
};
