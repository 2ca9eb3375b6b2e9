const nothing = (kind, folder, words) => ({
  when: `of ${kind}, with none`,
  page: `${folder}/`,
  says: [words, `Write content/${folder}/NAME.md, and it stands here.`],
});

export default {
  view: "systems/",
  question: "What is there of this kind, and which file do I write if there is nothing?",
  handbook: {
    "content/promises/hot.md": null,
    "content/systems/warm-cups.md": null,
    "content/customers/walkers.md": null,
    "content/missions/counter.md": null,
    "content/roles/keeper.md": null,
    "content/roles/runner.md": null,
  },
  asks: [
    nothing("missions", "missions", "No mission is written yet: what each team does for the vision."),
    nothing("promises", "promises", "No promise is written yet"),
    nothing("systems", "systems", "No system is written yet"),
    nothing("roles", "roles", "No role is written yet"),
    nothing("customers", "customers", "No customer group is written yet"),
    nothing("wants", "wants", "No want is written yet"),
    {
      when: "of systems, with one",
      change: { "content/systems/sweep.md": "---\ntitle: Sweep the floor\nrun_when: at night\n---\n" },
      says: ["Sweep the floor", "at night"],
      never: ["Write content/systems/NAME.md"],
    },
  ],
};
