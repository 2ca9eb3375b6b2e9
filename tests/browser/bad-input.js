// Handbooks that nobody should write and somebody does: every page has to fit a narrow phone, and says what it can.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { build } from "./handbooks.js";
import { htmlBelow, sidewaysScrolling } from "./page.js";
import { kept, kiosk, promise } from "./views/handbook.js";

const NARROW = 320;
const LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftshaus";
const ARABIC = "نعدكم بأن يكون الكوب ساخنا حين تمسكونه بأيديكم في كل صباح من أيام الشتاء";
const JAPANESE = "お渡しするときには必ず温かいカップをお約束します。寒い朝でも桟橋の上でも同じです。";
const SENTENCE = `You get ${"a hot cup, a warm word and a dry bench, ".repeat(9)}and nobody hurries you.`;

// The kiosk with every title in these words, in each place that has one.
function titled(words) {
  const quoted = JSON.stringify(words);
  return {
    "handbook.yaml": `title: ${quoted}\nas_of: 2026-06-01\nplaces: { pier: ${quoted} }\n`,
    "content/vision.md": `---\nsays: ${quoted}\nowner: keeper\naims:\n  warm: ${quoted}\n  quick: ${quoted}\n---\n`,
    "content/missions/counter.md": `---\ntitle: ${quoted}\nsays: ${quoted}\nserves: warm\nowner: keeper\n---\n`,
    "content/roles/keeper.md": `---\ntitle: ${quoted}\nmay: ${quoted}\n---\n`,
    "content/customers/walkers.md": `---\ntitle: ${quoted}\n---\n`,
    "content/journey.yaml": `- { id: queue, title: ${quoted}, during: arriving, expects: dread }\n`,
    "content/promises/hot.md": promise(quoted, quoted, "delight", `costs: ${quoted}\nworth: ${quoted}\nwants: cold\nnot_included: ${quoted}\n`),
    "content/promises/warm.md": promise(quoted, quoted, "satisfaction", `costs: 5 minutes\nours: ${quoted}\n`),
    "content/systems/warm-cups.md": `---\ntitle: ${quoted}\nkeeps: hot\nowner: keeper\nrun_when: ${quoted}\nfloor: { at_most: 2 minutes, target: 95% }\n---\n## Floor\n- [ ] @keeper ${words} ^hold\n  - then: runner\n  - seen: yes\n- [ ] @runner ${words}\n`,
    "content/wants/cold.md": `---\ntitle: ${quoted}\nfrom: walkers\nat: queue\nsays: ${quoted}\nmeans: ${quoted}\ncue: ${quoted}\ndecision: adopt\nowner: keeper\n---\n`,
    "content/wants/soup.md": `---\ntitle: ${quoted}\nfrom: walkers\nmeans: ${quoted}\ndecision: decline\nreason: ${quoted}\nsay_instead: ${quoted}\nsend_to: ${quoted}\nowner: keeper\n---\n`,
    "content/principles/first.md": `---\ntitle: ${quoted}\ntype: principle\n---\n${words}\n`,
    "content/stories/rain.md": `---\ntitle: ${quoted}\ndate: 2026-01-01\nwhere: pier\ntype: fan-letter\nshows: [hot, principles/first]\n---\n${words}\n`,
    "content/records/kept.csv": kept({ hot: 11, warm: 12 }),
  };
}

function manySystems(count) {
  const files = Array.from({ length: count }, (_, n) => [
    `content/systems/list-${n}.md`,
    kiosk["content/systems/warm-cups.md"].replace("Warm the cups", `List number ${n}`),
  ]);
  return Object.fromEntries(files);
}

const none = (...parts) =>
  Object.fromEntries(Object.keys(kiosk).filter((path) => parts.some((part) => path.includes(part))).map((path) => [path, null]));

// What each handbook is, its files on top of the kiosk, and words that have to stand on a page.
const handbooks = [
  ["a promise of 400 characters", { "content/promises/hot.md": promise("A hot cup", SENTENCE, "satisfaction") }, {}],
  ["a role with 60 systems", manySystems(60), { journey: /List number 59/, ladder: /A hot cup/ }],
  ["80-letter German words", titled(LONG_WORD), { ladder: new RegExp(LONG_WORD) }],
  ["Arabic", { ...titled(ARABIC), "handbook.yaml": `title: ${ARABIC}\nlanguage: ar\nas_of: 2026-06-01\n` }, { journey: new RegExp(ARABIC) }],
  ["Japanese", { ...titled(JAPANESE), "handbook.yaml": `title: ${JAPANESE}\nlanguage: ja\nas_of: 2026-06-01\n` }, {}],
  ["no missions", none("missions/"), { alignment: /These promises reach no aim/ }],
  ["no records", {}, { ladder: /nobody knows which rungs hold/ }],
  ["an image that is missing", { "content/hello.md": "# Hello\n\n![The pier in the rain](gone.png)\n" }, { hello: /The pier in the rain/ }],
  [
    "one page and nothing else",
    { ...none("content/"), "content/hello.md": "# Hello\n\nOne page.\n" },
    {
      ladder: /Write content\/promises\/NAME\.md/,
      alignment: /Write aims: in content\/vision\.md/,
      journey: /Write content\/journey\.yaml/,
      "not-promised": /content\/wants\/NAME\.md/,
      costs: /content\/promises\/NAME\.md/,
      stories: /Write content\/stories\/NAME\.md/,
    },
  ],
  [
    "a thousand wants",
    Object.fromEntries(
      Array.from({ length: 1000 }, (_, n) => [
        `content/wants/want-${n}.md`,
        `---\ntitle: Want number ${n}\nfrom: walkers\nat: queue\nmeans: Something warm, number ${n}.\ndecision: listening\nowner: keeper\n---\n`,
      ]),
    ),
    { alignment: /1000 without an answer/ },
  ],
];

export async function badInput({ browser, folder, program, test }) {
  const context = await browser.newContext({ viewport: { width: NARROW, height: 700 } });
  const page = await context.newPage();
  for (const [name, files, expected] of handbooks) {
    const site = build(program, join(folder, "bad-input"), { ...kiosk, ...files });
    for (const [view, words] of Object.entries(expected)) {
      await test(`${name}: /${view}/ says ${words}`, async () => {
        await page.goto(pathToFileURL(join(site, view, "index.html")).href);
        const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
        if (!words.test(text)) throw new Error(`it says: ${text.slice(0, 400)}`);
      });
    }
    // The pages of the rules do not depend on the handbook, a thousand wants look alike, and the page for missing addresses
    // finds its style on a server only.
    const isAlike = (path) => /\/404|\/rules\/|\/wants\/want-\d\d|\/systems\/list-\d\d/.test(path);
    for (const file of htmlBelow(site).filter((path) => !isAlike(path))) {
      await test(`${name}: ${file.slice(site.length)} fits ${NARROW} px`, async () => {
        await page.goto(pathToFileURL(file).href);
        const wrong = await sidewaysScrolling(page, NARROW);
        if (wrong.length > 0) throw new Error(wrong.join("\n"));
      });
    }
  }
  await context.close();
}
