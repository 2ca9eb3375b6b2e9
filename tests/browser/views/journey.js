import { cups } from "./handbook.js";

const moments = `- { id: home, title: Walking home, during: after }
- { id: queue, title: Standing in the queue, during: arriving, expects: dread }
- { id: paying, title: Paying, during: leaving, expects: fine }
`;

const system = (steps) => cups(`## Floor
${steps}
## If it goes wrong
- [ ] @keeper Say sorry and fill another. ^sorry
`);

export default {
  view: "journey/",
  question: "What does the customer meet in each moment, and what has to happen behind it?",
  handbook: {
    "content/journey.yaml": moments,
    "content/systems/warm-cups.md": system(`- [ ] @keeper Fill the boiler. ^fill
  - then: runner
- [ ] @runner Hand the cup over with a word. ^hand
  - seen: yes
`),
    "content/wants/no-wait.md":
      "---\ntitle: No waiting\nfrom: walkers\nat: queue\nmeans: The ferry leaves at ten.\ndecision: listening\nowner: keeper\n---\n",
    "content/records/voices.csv":
      "date,from,how,says,at\n2026-05-01,walkers,asked,Long queue,queue\n2026-05-02,walkers,told,Longer queue,queue\n2027-05-02,walkers,told,Not said yet,queue\n",
  },
  asks: [
    {
      when: "in the order of the journey",
      says: [
        '3 moments. Customers dread “Standing in the queue”. Nothing is promised at “Paying” and “Walking home”.',
        "Arriving",
        "Standing in the queue",
        "Customers dread it, and nothing above satisfaction is promised here.",
        "No waiting",
        "We are still listening",
        "The ferry leaves at ten.",
        "2 voices heard here",
        "A hot cup",
        "They see",
        "Hand the cup over with a word.",
        "Behind the scenes",
        "Fill the boiler.",
        "Keeper hands over to Runner: Fill the boiler.",
        "If it goes wrong",
        "Say sorry and fill another.",
        "Leaving",
        "Paying",
        "Customers expect it to be fine.",
        "Nothing is promised here.",
        "Afterwards",
        "Walking home",
      ],
    },
    {
      when: "when no step says what they see",
      change: { "content/systems/warm-cups.md": system("- [ ] @keeper Fill the boiler. ^fill\n") },
      says: ["They see", "no step says seen: yes, so nobody knows what they see.", "Behind the scenes", "Fill the boiler."],
      never: ["hands over"],
    },
    {
      when: "from a page that names a moment",
      page: "hello",
      change: { "content/hello.md": "# Hello\n\nBegin [in the queue](moment:queue).\n" },
      says: ["in the queue"],
      link: ["in the queue", "journey/index.html#queue"],
    },
    {
      when: "without any moment",
      change: { "content/journey.yaml": null },
      says: ["No moment is written down yet. Write content/journey.yaml"],
    },
  ],
};
