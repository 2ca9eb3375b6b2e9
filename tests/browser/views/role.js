import { cups } from "./handbook.js";

const keeper = (more = "") => `---\ntitle: Keeper\n${more}---\n`;

const floor = (steps, more) => cups(`## Floor\n${steps}\n`, more);

const coins = (at) => `---
title: Short of coins
from: walkers
at: ${at}
says: Just a small one, please.
cue: counts in the palm
means: I do not know whether I have enough.
decision: decline
reason: One price, and that one fair.
say_instead: Pay the rest tomorrow.
owner: keeper
---
`;

export default {
  view: "roles/keeper/",
  question: "What do I do, must I do, may I do without asking, listen for, and whom do I serve next?",
  asks: [
    {
      when: "with one list and one must",
      says: [
        "What is yours now",
        "Warm the cups",
        "each morning",
        "1 step, 1 must",
        "You must, whatever happens",
        "Hold the cup in both hands.",
        "If not: take another one",
        "Who is better off because of you",
        "Walkers",
        "A hot cup",
        "What you answer for",
      ],
      never: ["You may", "Listen for", "Whom you serve next"],
      link: ["Warm the cups", "systems/warm-cups/run/index.html"],
    },
    {
      when: "with a pause and something that one may do",
      change: {
        "content/roles/keeper.md": keeper("may: give a cup away\n"),
        "content/systems/warm-cups.md": floor("- [ ] @keeper Hold the cup. ^hold", "pause: 09:00\n"),
      },
      says: ["What is yours now", "Warm the cups", "09:00", "1 step", "You may, without asking", "give a cup away", "Pause 09:00"],
      never: ["You must"],
    },
    {
      when: "with a want at a moment where it has steps",
      change: { "content/wants/coins.md": coins("queue") },
      says: [
        "Listen for",
        "Standing in the queue",
        "Just a small one, please.",
        "counts in the palm",
        "means I do not know whether I have enough.",
        "we do not; say Pay the rest tomorrow.",
      ],
    },
    {
      when: "with a want at a moment where it has none",
      change: {
        "content/journey.yaml":
          "- { id: queue, title: Standing in the queue, during: arriving, expects: fine }\n- { id: bench, title: On the bench, during: after, expects: fine }\n",
        "content/wants/coins.md": coins("bench"),
        "content/roles/keeper.md": keeper("may: say no\n"),
      },
      says: ["say no"],
      never: ["Listen for", "I do not know whether I have enough."],
    },
    {
      when: "when it hands over and takes over",
      change: {
        "content/systems/warm-cups.md": floor(
          "- [ ] @runner Bring the cups. ^bring\n  - then: keeper\n- [ ] @keeper Warm them. ^warm\n- [ ] @keeper Call the name. ^call\n  - then: runner",
        ),
      },
      says: ["Whom you serve next", "Runner", "Call the name.", "Who hands over to you", "Runner", "Bring the cups."],
    },
    {
      when: "when somebody else does the steps",
      change: { "content/systems/warm-cups.md": floor("- [ ] @runner Bring the cups. ^bring") },
      says: ["No step is yours yet. Write - [ ] @keeper … below a list in content/systems/NAME.md", "What you answer for"],
      never: ["Who is better off"],
    },
    {
      when: "as the one who is led, and stands in",
      page: "roles/runner/",
      change: { "content/roles/keeper.md": keeper("backup: runner\n") },
      says: ["No step is yours yet", "You report to", "Keeper", "You stand in for", "Keeper"],
    },
  ],
};
