import { promise } from "./handbook.js";

const soup = (more) => `---
title: Soup
from: walkers
at: queue
says: Have you no soup?
means: I have not eaten.
decision: decline
owner: keeper
${more}---
`;

const kind = `reason: We do one thing, and that one well.
say_instead: We have no soup, but something warm to hold.
send_to: the bakery behind the pier
`;

export default {
  view: "not-promised/",
  question: "What do I say no to, in which words, where do I send them, and why?",
  handbook: { "content/wants/soup.md": soup(kind) },
  asks: [
    {
      when: "with kind words",
      says: [
        "Soup",
        "Have you no soup?",
        "You say",
        "We have no soup, but something warm to hold.",
        "Send them to",
        "the bakery behind the pier",
        "Why",
        "We do one thing, and that one well.",
      ],
      never: ["What our promises leave out"],
    },
    {
      when: "without words, a place or a reason",
      change: { "content/wants/soup.md": soup("") },
      says: [
        "There are no words for it yet: write say_instead in content/wants/soup.md",
        "Nowhere yet: write send_to in content/wants/soup.md",
        "Nobody has written why: reason in content/wants/soup.md",
      ],
    },
    {
      when: "with a promise that leaves something out",
      change: {
        "content/wants/soup.md": null,
        "content/promises/hot.md": promise("A hot cup", "Your cup is hot.", "satisfaction", "not_included: Lemonade stays cold.\n"),
      },
      says: ["What our promises leave out", "A hot cup", "Not included: Lemonade stays cold."],
      never: ["What we say no to"],
    },
    {
      when: "with nothing to say no to",
      change: { "content/wants/soup.md": null },
      says: ["There is nothing yet to say no to.", "content/wants/NAME.md"],
    },
  ],
};
