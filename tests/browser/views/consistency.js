import { kept, promise } from "./handbook.js";

// Twenty weeks at one place, of which the last ones are given.
const slipping = kept({ hot: 20 })
  .split("\n")
  .map((row, week) => (row.includes(",hot,") ? row.replace(/20,20,20/, week > 11 ? "200,200,188" : `200,200,${198 + (week % 2)}`) : row))
  .join("\n");

export default {
  view: "consistency/",
  question: "Do we keep what we promise, week by week and at each place?",
  handbook: {},
  asks: [
    {
      when: "with no record",
      says: ["Do we keep it?", "Nothing is recorded yet.", "content/records/kept.csv"],
      never: ["How to read a chart"],
    },
    {
      when: "with a record that shows it kept",
      change: { "content/records/kept.csv": kept({ hot: 20 }) },
      says: ["A hot cup", "kept 400 of 400, keeping", "Keeping. Kept 400 of 400.", "so it is kept", "target 90 %", "19 times in 20", "Read as of 2026-06-01"],
    },
    {
      when: "with too few weeks",
      change: { "content/records/kept.csv": kept({ hot: 20 }).split("\n").filter((row) => !/W(0|1[0-9])/.test(row)).join("\n") },
      says: ["too early", "5 more weeks with rows would do", "With 3 weeks no rule about their order is asked yet"],
    },
    {
      when: "with a record far below its target",
      change: { "content/records/kept.csv": kept({ hot: 11 }) },
      says: ["A hot cup", "kept 220 of 400, falling short", "that is not luck", "Mend what keeps it, or promise less."],
    },
    {
      when: "with weeks that lie lower than they used to",
      change: { "content/records/kept.csv": slipping },
      says: ["slipping", "weeks running lie below the usual", "something changed"],
    },
    {
      when: "with one bad place behind a good total",
      change: {
        "content/records/kept.csv":
          kept({ hot: 20 }) + kept({ hot: 20 }).replaceAll("pier,20,20,20", "park,4,4,2").split("\n").slice(1).join("\n"),
      },
      says: ["falling short", "40 of 80 at The Park", "the total hides it", "At each place", "The Pier", "The Park"],
    },
    {
      when: "with a promise that nobody counts",
      change: {
        "content/records/kept.csv": kept({ hot: 20 }),
        "content/promises/biscuit.md": promise("A biscuit", "You get a biscuit.", "care"),
      },
      says: ["A hot cup", "Not counted yet", "A biscuit"],
    },
  ],
};
