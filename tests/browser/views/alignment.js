import { kept, promise } from "./handbook.js";

const want = (title, decision, more = "") => `---
title: ${title}
from: walkers
at: queue
says: It is windy today.
means: My hands are cold.
aim: warm
decision: ${decision}
owner: keeper
${more}---
`;

export default {
  view: "alignment/",
  question: "Where do our aims and their wants meet, which aim is empty, and which want has no answer?",
  handbook: {
    "content/wants/cold-hands.md": want("Cold hands", "adopt"),
    "content/promises/hot.md": promise("A hot cup", "Your cup is hot when you get it.", "satisfaction", "wants: cold-hands\n"),
  },
  asks: [
    {
      when: "with one want that a promise answers",
      says: ["Every aim is carried by a promise in force.", "Of 1 want, 1 answered by a promise, 0 without an answer, 0 declined."],
      never: ["Only words", "Wants without an answer"],
    },
    {
      when: "with a record that shows it kept",
      change: { "content/records/kept.csv": kept({ hot: 20 }) },
      says: ["Aim by aim", "You hold something warm in your hands.", "Cold hands", "A hot cup", "kept 400 of 400, keeping"],
    },
    {
      when: "when nobody promises anything for it",
      change: {
        "content/promises/hot.md": promise("A hot cup", "Your cup is hot when you get it.", "satisfaction", "ours: We like warm hands.\n"),
      },
      says: [
        "1 without an answer",
        "No want that we heard is answered here.",
        "Ours, unasked",
        "Wants without an answer",
        "Cold hands",
        "What nobody asked for",
        "We like warm hands.",
      ],
    },
    {
      when: "with an aim that no promise carries",
      change: {
        "content/vision.md":
          "---\nsays: Nobody leaves our kiosk colder than they came.\nowner: keeper\naims:\n  warm: You hold something warm.\n  quick: You are back on your way.\n---\n",
      },
      says: [
        '“You are back on your way.” is only words: no promise in force carries it.',
        "You are back on your way.",
        "Only words: no promise in force carries it.",
      ],
      link: ["You are back on your way.", "index.html#quick"],
    },
    {
      when: "with a want that we declined",
      change: { "content/wants/soup.md": want("Soup", "decline", "reason: One thing, and that one well.\nsay_instead: Not here.\n") },
      says: ["Of 2 wants, 1 answered by a promise, 0 without an answer, 1 declined.", "What we said no to", "Soup", "One thing, and that one well."],
      link: ["In which words we say no", "not-promised/index.html"],
    },
    {
      when: "without a mission between them",
      change: { "content/missions/counter.md": null },
      says: ["is only words", "No aim", "These promises reach no aim."],
    },
    {
      when: "without wants and promises",
      change: { "content/wants/cold-hands.md": null, "content/promises/hot.md": null },
      says: ["No want and no promise is written down yet. Write content/wants/NAME.md"],
    },
  ],
};
