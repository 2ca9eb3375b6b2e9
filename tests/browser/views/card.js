export default {
  view: "roles/keeper/card/",
  question: "What do we want, what comes first when in doubt, what do we promise, and what may I do?",
  asks: [
    {
      when: "with a promise and nothing that one may do",
      says: [
        "What we want",
        "Nobody leaves our kiosk colder than they came.",
        "What we promise",
        "Your cup is hot when you get it.",
        "Keeper: you may, without asking",
        "Nothing is written yet. Write it as may: in content/roles/keeper.md",
      ],
      never: ["When in doubt"],
    },
    {
      when: "with an order of priority and something that one may do",
      change: {
        "content/vision.md":
          "---\nsays: Nobody leaves our kiosk colder than they came.\nowner: keeper\naims:\n  warm: You hold something warm.\nwhen_in_doubt: [safety, warmth]\n---\n",
        "content/roles/keeper.md": "---\ntitle: Keeper\nmay: [give a cup away, close in a storm]\n---\n",
      },
      says: ["When in doubt, in this order", "safety", "warmth", "What we promise", "give a cup away", "close in a storm"],
    },
    {
      when: "without a vision and without a promise",
      change: { "content/vision.md": null, "content/promises/hot.md": null },
      says: ["There is no vision yet. Write content/vision.md", "No promise is made yet. A promise in content/promises/NAME.md"],
    },
  ],
};
