const story = (title, more = "") => `---
title: ${title}
date: 2026-03-0${title.length % 9 || 9}
where: pier
type: example
shows: hot
${more}---
${title} is what happened.
`;

export default {
  view: "roles/keeper/start/",
  question: "I am new here: what do we want, what do I promise, what do I do, what do I listen for, and how did it go?",
  asks: [
    {
      when: "with the vision, one promise and one list",
      says: [
        "New here: Keeper",
        "What we want",
        "Nobody leaves our kiosk colder than they came.",
        "You hold something warm in your hands.",
        "Your promises",
        "Your cup is hot when you get it.",
        "Your steps",
        "Warm the cups",
        "Hold the cup in both hands.",
        "What to listen for",
        "Three stories",
        "No story is told yet. Write content/stories/NAME.md",
      ],
    },
    {
      when: "with a want and four stories",
      change: {
        "content/wants/cold.md":
          "---\ntitle: Cold hands\nfrom: walkers\nat: queue\nsays: It is windy today.\nmeans: My hands are cold.\ndecision: adopt\nowner: keeper\n---\n",
        "content/stories/a.md": story("The lost glove"),
        "content/stories/b.md": story("The bench", "").replace("example", "miss").replace("pier", "park"),
        "content/stories/c.md": story("A letter").replace("example", "fan-letter").replace("pier", "gate"),
        "content/stories/d.md": story("Another glove was lost"),
      },
      says: ["What to listen for", "It is windy today.", "means My hands are cold.", "Three stories", "is what happened."],
      never: ["No story is told yet"],
    },
    {
      when: "without a vision, a promise and steps",
      change: { "content/vision.md": null, "content/promises/hot.md": null, "content/systems/warm-cups.md": null },
      says: ["There is no vision yet. Write content/vision.md", "No promise passes through your hands yet", "No step is yours yet"],
    },
  ],
};
