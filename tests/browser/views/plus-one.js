import { kept } from "./handbook.js";

const head = "id,week,system,what,by,state,costs,result\n";
const lid = "lid,2026-W05,warm-cups,Offer a lid,runner,trying,free,\nlid,2026-W10,warm-cups,Offer a lid,runner,kept,free,fewer spills\n";
const song = "song,2026-W08,warm-cups,Hum a song,keeper,trying,,\nsong,2026-W12,warm-cups,Hum a song,keeper,kept,,\n";
const dropped = `${song}song,2026-W15,warm-cups,Hum a song,keeper,dropped,,the runner asked for silence\n`;

export default {
  view: "plus-one/",
  question: "How many small improvements are still kept?",
  handbook: {},
  asks: [
    { when: "with none recorded", says: ["Nothing is recorded yet.", "content/records/plus-ones.csv"], never: ["arithmetic"] },
    {
      when: "with two kept",
      change: { "content/records/plus-ones.csv": head + lid + song },
      says: ["2 small improvements are kept", "0 were dropped", "52 kept weeks would be +52 % or ×1.68 on paper", "arithmetic, not measurement", "Warm the cups", "Hum a song", "Offer a lid", "kept since 2026-W10", "fewer spills"],
    },
    {
      when: "with one of them dropped again",
      change: { "content/records/plus-ones.csv": head + lid + dropped },
      says: ["1 small improvement is kept", "1 was dropped", "dropped in 2026-W15", "the runner asked for silence"],
    },
    {
      when: "with one that is part of the floor",
      change: { "content/records/plus-ones.csv": `${head}${lid}lid,2026-W16,warm-cups,Offer a lid,runner,in-floor,free,\n` },
      says: ["1 small improvement is kept, 1 of them part of the floor by now", "part of the floor since 2026-W16"],
    },
    {
      when: "with numbers before and since",
      change: { "content/records/plus-ones.csv": head + lid, "content/records/kept.csv": kept({ hot: 18 }) },
      says: ["Offer a lid", "A hot cup: 36 of 40 before (90 %), 144 of 160 since (90 %): no clear difference."],
    },
  ],
};
