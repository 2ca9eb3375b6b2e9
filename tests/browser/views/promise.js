import { kept, promise } from "./handbook.js";

export default {
  view: "promises/hot/",
  question: "What exactly do we promise, to whom, what not, what if we miss, how are we doing, who keeps it?",
  asks: [
    {
      when: "of a promise that nobody counted yet",
      says: ["A hot cup", "Your cup is hot when you get it.", "3 minutes", "90 %", "Walkers", "Standing in the queue", "If we miss", "You get another one.", "How we keep it", "Warm the cups", "Hold the cup in both hands.", "Keeper"],
      never: ["keeping", "What it does not cover"],
      link: ["Warm the cups", "systems/warm-cups/index.html"],
    },
    {
      when: "with what it does not cover, and half a year that was kept",
      change: {
        "content/promises/hot.md": promise("A hot cup", "Your cup is hot when you get it.", "satisfaction", "not_included: Cups that you bring yourself.\n"),
        "content/records/kept.csv": kept({ hot: 20 }),
      },
      says: ["keeping", "What it does not cover", "Cups that you bring yourself.", "If we miss"],
    },
    {
      when: "that no system keeps",
      change: { "content/systems/warm-cups.md": null },
      says: ["A hot cup", "No system keeps this promise: it is a wish."],
      never: ["How we keep it"],
    },
    {
      when: "that was taken back for another one",
      change: {
        "content/promises/hot.md": promise("A hot cup", "Your cup is hot when you get it.", "satisfaction", "replaced_by: quick\n").replace("state: standing", "state: retired"),
        "content/promises/quick.md": promise("A quick cup", "You wait three minutes at the most.", "satisfaction"),
        "content/systems/warm-cups.md": null,
      },
      says: ["Retired", "Replaced by A quick cup"],
      never: ["it is a wish"],
    },
  ],
};
