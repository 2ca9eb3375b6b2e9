export default {
  view: "throughline/",
  question: "How does the sentence at the top become my Tuesday, and where does the line break?",
  asks: [
    {
      when: "when it is whole",
      says: [
        "1 aim, 1 mission, 1 promise, 1 system and 1 step. The line breaks nowhere.",
        "Nobody leaves our kiosk colder than they came.",
        "You hold something warm in your hands.",
        "At the counter",
        "A hot cup",
        "Warm the cups",
        "Hold the cup in both hands.",
        "must",
        "Keeper",
      ],
      never: ["Not on the line"],
    },
    {
      when: "when nothing keeps the promise, and a list keeps nothing",
      change: {
        "content/systems/warm-cups.md":
          "---\ntitle: Sweep the floor\nowner: keeper\nrun_when: at night\n---\n## Floor\n- [ ] Sweep. ^sweep\n",
      },
      says: [
        "Where the line breaks",
        "A hot cup Promise No system keeps this promise: it is a wish.",
        "Sweep the floor System It keeps no promise",
        "Sweep. Step Nobody does this step.",
        "A hot cup",
        "No system keeps this promise: it is a wish.",
        "Not on the line",
        "Sweep the floor",
      ],
      never: ["breaks nowhere"],
    },
    {
      when: "when an aim is only words",
      change: { "content/missions/counter.md": null },
      says: ["You hold something warm in your hands. Aim No mission serves this aim yet.", "Not on the line", "A hot cup"],
    },
    {
      when: "without a vision",
      change: { "content/vision.md": null },
      says: ["There is no vision yet, so the line begins nowhere. Write content/vision.md", "Not on the line", "At the counter"],
    },
  ],
};
