import { kept, promise } from "./handbook.js";

const vision = (says, more = "") => `---
says: ${says}
owner: keeper
aims:
  warm: You hold something warm in your hands.
${more}---
The gate opens in the rain, and somebody is already looking up.
`;

export default {
  view: "",
  question: "What do we want?",
  asks: [
    {
      when: "of the kiosk",
      change: { "content/vision.md": vision("Nobody leaves our kiosk colder than they came.", "when_in_doubt: [safety, warmth, speed]\n") },
      says: ["Nobody leaves our kiosk colder than they came.", "somebody is already looking up", "You hold something warm in your hands.", "safety", "warmth", "speed", "Your cup is hot when you get it."],
      never: ["kept"],
      link: ["Your cup is hot when you get it.", "promises/hot/index.html"],
    },
    {
      when: "with another sentence at the top",
      change: { "content/vision.md": vision("Everybody leaves our kiosk with warm hands.") },
      says: ["Everybody leaves our kiosk with warm hands."],
      never: ["colder", "safety"],
    },
    {
      when: "before a promise stands",
      change: { "content/promises/hot.md": promise("A hot cup", "Your cup is hot when you get it.", "satisfaction").replace("state: standing", "state: draft") },
      says: ["What we promise", "No promise stands yet."],
      never: ["Your cup is hot when you get it."],
      link: ["What comes next", "roadmap/index.html"],
    },
    {
      when: "with two promises, and how well they are kept",
      change: {
        "content/promises/quick.md": promise("A quick cup", "You wait three minutes at the most.", "satisfaction"),
        "content/records/kept.csv": kept({ hot: 20, quick: 12 }),
      },
      says: ["Your cup is hot when you get it.", "keeping", "You wait three minutes at the most.", "falling short"],
    },
  ],
};
