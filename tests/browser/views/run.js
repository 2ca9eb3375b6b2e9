import { cups } from "./handbook.js";

export default {
  view: "systems/warm-cups/run/",
  question: "What now?",
  asks: [
    {
      when: "with one must",
      says: ["Run sheet", "Warm the cups", "each morning", "Every time", "Hold the cup in both hands.", "Must", "Keeper", "If not: take another one"],
      never: ["Pause"],
    },
    {
      when: "with a pause, a plus-one and a way out",
      change: {
        "content/systems/warm-cups.md": cups(
          "## Floor\n- [ ] @keeper Fill the pot. ^fill\n## Plus one\n- [ ] @keeper Smile. ^smile\n## If it goes wrong\n- [ ] @runner Fetch water. ^fetch\n",
          "pause: 09:00, before the first walkers\n",
        ),
      },
      says: ["Pause: do it, then check 09:00, before the first walkers", "Every time", "Fill the pot.", "Plus one", "Smile.", "If it goes wrong", "Fetch water."],
      never: ["Must"],
    },
    {
      when: "as a list that is read line by line",
      change: { "content/systems/warm-cups.md": cups("## Floor\n- [ ] @keeper Fill the pot. ^fill\n", "style: read-then-do\n") },
      says: ["Read a line, do it", "Fill the pot."],
    },
  ],
};
