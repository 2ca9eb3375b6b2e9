const head = "date,from,how,says,at,means,want,by\n";
const asked = '2026-05-20,walkers,asked,"Is it hot?",queue,"Was handed a cold one last week",still-hot,keeper\n';
const want = (decision) => `---
title: Still hot
from: walkers
says: Is it hot?
means: I do not want to carry it back.
decision: ${decision}
owner: keeper
---
`;

export default {
  view: "voices/",
  question: "Whom did we ask, how long have they been silent, what did they mean, and what was decided?",
  handbook: { "content/wants/still-hot.md": want("listening") },
  asks: [
    { when: "with nobody heard", says: ["Nobody was heard yet", "content/records/voices.csv"], never: ["We are still listening"] },
    {
      when: "with one group asked",
      change: { "content/records/voices.csv": head + asked },
      says: ["1 voice: once we asked or watched, never they spoke up unasked", "Walkers", "asked 12 days ago", "at least every 90 days", "I do not want to carry it back.", "We are still listening", "Is it hot?", "Was handed a cold one last week"],
      link: ["I do not want to carry it back.", "wants/still-hot/index.html"],
    },
    {
      when: "with a silence that lasts too long",
      change: { "content/records/voices.csv": head + asked.replace("2026-05-20", "2025-12-01") },
      says: ["Walkers", "silent too long: asked 182 days ago"],
    },
    {
      when: "with a group that only complained",
      change: { "content/records/voices.csv": head + asked.replace("asked", "complaint") },
      says: ["once they spoke up unasked", "never asked; they spoke up themselves"],
    },
    {
      when: "with a decision",
      change: { "content/records/voices.csv": head + asked, "content/wants/still-hot.md": want("adopt") },
      says: ["I do not want to carry it back.", "We said yes"],
      never: ["still listening"],
    },
    {
      when: "with work that is handed on",
      change: {
        "content/records/voices.csv": head + asked,
        "content/systems/warm-cups.md":
          "---\ntitle: Warm the cups\nkeeps: hot\nowner: keeper\nrun_when: each morning\n---\n## Floor\n- [ ] @keeper Hold the cup. ^hold\n  - then: runner\n",
      },
      says: ["Colleagues who receive our work", "Runner", "never asked"],
    },
  ],
};
