import { cups, kept, promise } from "./handbook.js";

const hot = (more) => promise("A hot cup", "Your cup is hot when you get it.", "satisfaction", more);

const steps = `## Floor
- [ ] @keeper Hold the cup in both hands. ^hold
## Plus one
- [ ] @keeper Draw a leaf in the foam. ^leaf
  - costs: free
- [ ] @keeper Carry it to the bench. ^bench
`;

export default {
  view: "costs/",
  question: "What does each delivery cost, how often is it due, and what is it worth?",
  handbook: {
    "content/promises/hot.md": hot("costs: 3 minutes\nworth: they come back\n"),
    "content/systems/warm-cups.md": cups(steps),
  },
  asks: [
    {
      when: "without a record, the free ones first",
      says: [
        "Of 2 things with a cost, 1 is free. No record says how often they are due",
        "Of one, nobody has written what it costs.",
        "Draw a leaf in the foam.",
        "free",
        "A hot cup",
        "3 minutes",
        "they come back",
        "Nobody has written what it costs",
        "Carry it to the bench.",
      ],
      never: ["Due a week"],
    },
    {
      when: "with a record of how often it is due",
      change: { "content/records/kept.csv": kept({ hot: 19 }) },
      says: ["comes to about 1 h a week", "A hot cup", "3 minutes", "20", "1 h", "they come back"],
    },
    {
      when: "with money",
      change: {
        "content/promises/hot.md": hot("costs: 2 minutes and 0.50 euros\n"),
        "content/records/kept.csv": kept({ hot: 19 }),
      },
      says: ["comes to about 40 min and 10 euros a week", "A hot cup", "40 min and 10 euros"],
      never: ["they come back"],
    },
    {
      when: "when a system's cost is its promise's",
      change: {
        "content/systems/warm-cups.md": cups(steps, "costs: 3 minutes\n"),
        "content/records/kept.csv": kept({ hot: 19 }),
      },
      says: ["comes to about 1 h a week", "Warm the cups", "1 h not in the sum"],
    },
    {
      when: "when nothing has a price",
      change: {
        "content/promises/hot.md": hot(""),
        "content/systems/warm-cups.md": cups(steps.replace("  - costs: free\n", "")),
      },
      says: ["Nobody has written yet what anything costs. Write costs: free", "Draw a leaf in the foam."],
    },
  ],
};
