import { promise } from "./handbook.js";

export default {
  view: "health/",
  question: "What does not hold, whose is it to mend, and what is excused until when?",
  asks: [
    { when: "of the kiosk as it is", says: ["2026-06-01"], never: ["broken-link"] },
    {
      when: "with a link that leads nowhere",
      change: { "content/promises/hot.md": promise("A hot cup", "Your cup is hot when you get it.", "satisfaction", "wants: warm-hands\n") },
      says: ["wants names warm-hands, and there is no such want", "broken-link", "content/promises/hot.md"],
    },
    {
      when: "with an excuse",
      change: {
        "content/promises/hot.md": promise("A hot cup", "Your cup is hot as soon as possible.", "satisfaction", "allow: [{ rule: evasive-words, reason: The kettle is old., until: 2026-12-31, by: keeper }]\n"),
      },
      says: ["Excused, with a reason", "evasive-words", "A hot cup", "2026-12-31", "The kettle is old."],
    },
  ],
};
