export default {
  view: "glossary/",
  question: "What do we call it, and what do we not call it?",
  asks: [
    { when: "before anybody wrote a word down", says: ["content/glossary.yaml"] },
    {
      when: "with a word",
      change: { "content/glossary.yaml": "- { term: walker, means: Whoever comes past the kiosk., instead_of: [client, punter] }\n" },
      says: ["walker", "Whoever comes past the kiosk.", "client", "punter"],
    },
  ],
};
