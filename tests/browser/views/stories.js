const principle = "---\ntitle: Look up first\ntype: principle\n---\nA face before a cup.\n";

const story = (title, where, date, type = "example", shows = "principles/look-up") =>
  `---\ntitle: ${title}\ndate: ${date}\nwhere: ${where}\ntype: ${type}\nshows: [${shows}]\n---\nIt rained.\n`;

const three = {
  "content/stories/a.md": story("The umbrella", "pier", "2026-01-03"),
  "content/stories/b.md": story("The late bus", "park", "2026-02-03"),
  "content/stories/c.md": story("Two dogs", "gate", "2026-03-03", "fan-letter"),
};

export default {
  view: "stories/",
  question: "Show me three places where this worked, and one where it did not.",
  handbook: { "content/principles/look-up.md": principle, ...three },
  asks: [
    {
      when: "from three places, and no miss",
      says: [
        "Look up first",
        "Where it worked",
        "Two dogs",
        "Fan letter · The Gate",
        "The late bus",
        "The Park",
        "The umbrella",
        "The Pier",
        "Where it did not",
        "No miss is told yet",
        "All stories, the newest first",
        "Two dogs",
      ],
      never: ["No story yet", "Tied to no principle"],
      link: ["Two dogs", "stories/c/index.html"],
    },
    {
      when: "when one place is missing",
      change: { "content/stories/c.md": story("Two dogs", "park", "2026-03-03") },
      says: ["Where it worked", "Two dogs", "The umbrella", "No story yet from The Gate.", "Where it did not", "1 more"],
    },
    {
      when: "with one where it did not work",
      change: { "content/stories/d.md": story("Eyes on the phone", "pier", "2026-04-03", "miss") },
      says: ["Where it did not", "Eyes on the phone", "A miss · The Pier"],
      never: ["No miss is told yet"],
    },
    {
      when: "with a story that shows a promise only",
      change: { "content/stories/e.md": story("Blue fingers", "pier", "2026-05-03", "example", "hot") },
      says: ["Tied to no principle", "Blue fingers", "It shows A hot cup.", "All stories", "Blue fingers"],
    },
    {
      when: "without a principle",
      change: { "content/principles/look-up.md": null },
      says: ["No principle is written down yet.", "type: principle", "All stories, the newest first", "Two dogs"],
    },
    {
      when: "without a story",
      change: Object.fromEntries(Object.keys(three).map((path) => [path, null])),
      says: ["No story is told yet. Write content/stories/NAME.md", "Look up first", "No story yet from The Pier, The Park or The Gate."],
    },
  ],
};
