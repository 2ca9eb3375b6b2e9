import { frozen, promise } from "./handbook.js";

// An edition in full, and what became of its page since.
const cup = (id, more = "") => promise("A hot cup", "Your cup is hot when you get it.", "satisfaction", more);
const basis = {
  "handbook.yaml": "title: The kiosk\nas_of: 2026-02-01\n",
  "content/vision.md": "---\nsays: Nobody leaves our kiosk colder than they came.\nowner: keeper\naims:\n  warm: You hold something warm in your hands.\n---\n",
  "content/roles/keeper.md": "---\ntitle: Keeper\n---\n",
};
const lines = (...names) => names.map(([name, from]) => `${name} files:${"0".repeat(32)} cut:${from} from:${from} by:keeper\n`).join("");
const first = frozen("2026-1", { ...basis, "content/promises/hot.md": cup("hot") });
const second = (files) => frozen("2026-2", { ...basis, ...files });

export default {
  view: "editions/2026-1/promises/hot/",
  question: "What did it say then, and what stands in its place?",
  // The banner stands above everything else of the page.
  within: "body",
  asks: [
    {
      when: "while it is in force",
      change: { ...first, "editions.lock": lines(["2026-1", "2026-02-01"]) },
      says: ["2026-1", "2026-02-01", "A hot cup", "Your cup is hot when you get it."],
      never: ["uperseded"],
    },
    {
      when: "after the next one",
      change: { ...first, ...second({ "content/promises/hot.md": cup("hot") }), "editions.lock": lines(["2026-1", "2026-02-01"], ["2026-2", "2026-04-01"]) },
      says: ["2026-1", "uperseded", "2026-2", "A hot cup"],
    },
    {
      when: "after the promise got another id",
      change: {
        ...first,
        ...second({ "content/promises/warm.md": cup("warm", "was: hot\n") }),
        "content/promises/hot.md": null,
        "content/promises/warm.md": cup("warm", "was: hot\n"),
        "content/systems/warm-cups.md": null,
        "editions.lock": lines(["2026-1", "2026-02-01"], ["2026-2", "2026-05-01"]),
      },
      says: ["uperseded", "2026-2", "2026-05-01", "A hot cup"],
    },
  ],
};
