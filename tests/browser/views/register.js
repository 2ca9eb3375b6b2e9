import { promise } from "./handbook.js";

export default {
  view: "register/",
  question: "Which documents are there, who answers for each, who approved it, and when is it looked at again?",
  asks: [
    {
      when: "before anything was reviewed",
      says: ["Document", "Kind", "State", "Owner", "Approved", "Reviewed", "Next review", "A hot cup", "hot", "Promise", "standing", "Keeper"],
      never: ["2026-01-12"],
      link: ["The same as a table for a spreadsheet (CSV)", "register.csv"],
    },
    {
      when: "with an approval, a review and the next one",
      change: {
        "content/promises/hot.md": promise(
          "A hot cup",
          "Your cup is hot when you get it.",
          "satisfaction",
          "approved: 2026-01-10\nreviewed: 2026-01-12\nreview_every: 6 months\n",
        ),
      },
      says: ["A hot cup", "standing", "Keeper", "2026-01-10", "2026-01-12", "2026-07-12"],
    },
  ],
};
