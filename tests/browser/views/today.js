import { promise } from "./handbook.js";

const row = (week, missed, more = "") => `2026-W${week},hot,pier,20,20,${20 - missed},all${more}\n`;
const head = "week,promise,place,due,checked,kept,picked,note\n";

export default {
  view: "today/",
  question: "What do we talk about before we open: one promise, one story, one question, and what did we miss?",
  asks: [
    {
      when: "with one promise and nothing else",
      says: [
        "Monday 1 June",
        "One promise",
        "Your cup is hot when you get it.",
        "One question",
        "If we miss it today, which of us does this?",
        "You get another one.",
        "Tuesday 2 June",
        "Sunday 28 June",
        "What we missed last",
        "Nothing is recorded yet. Write a row into content/records/kept.csv",
      ],
      never: ["One story"],
    },
    {
      when: "with a second promise, a want and a story",
      change: {
        "content/promises/name.md": promise("Your name", "We call you by your name.", "satisfaction", "feels: expected\n"),
        "content/wants/cold.md":
          "---\ntitle: Cold hands\nfrom: walkers\nat: queue\nsays: It is windy today.\nmeans: My hands are cold.\ndecision: adopt\nowner: keeper\n---\n",
        "content/promises/hot.md": promise("A hot cup", "Your cup is hot when you get it.", "satisfaction", "wants: cold\n"),
        "content/stories/glove.md":
          "---\ntitle: The lost glove\ndate: 2026-03-01\nwhere: pier\ntype: example\nshows: hot\n---\nShe held the cup with both hands.\n",
      },
      says: [
        "Monday 1 June",
        "We call you by your name.",
        "What can we do today, so that somebody feels this?",
        "expected",
        "Tuesday 2 June",
        "Your cup is hot when you get it.",
        "The lost glove",
        "Example, The Pier",
        "What can we do today, so that nobody has to say this?",
        "It is windy today.",
      ],
    },
    {
      when: "with misses in the last week",
      change: { "content/records/kept.csv": head + row(20, 3, ",") + row(21, 2, ",the boiler") },
      says: ["What we missed last", "In week 21 of 2026:", "A hot cup", "The Pier: 2 of 20 missed", "(the boiler)"],
      never: ["3 of 20"],
    },
    {
      when: "with a clean week behind the misses",
      change: { "content/records/kept.csv": head + row(20, 3, ",") + row(21, 0, ",") },
      says: ["In week 20 of 2026; nothing was missed since, up to week 21 of 2026:", "3 of 20 missed"],
    },
    {
      when: "with a record without a miss",
      change: { "content/records/kept.csv": head + row(21, 0, ",") },
      says: ["No miss was ever recorded, up to week 21 of 2026."],
    },
    {
      when: "with nothing to talk about",
      change: { "content/promises/hot.md": null, "content/systems/warm-cups.md": null },
      says: ["There is nothing to talk about yet. Write a promise into content/promises/NAME.md"],
      never: ["One question"],
    },
  ],
};
