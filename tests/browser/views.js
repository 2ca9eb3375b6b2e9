// Every view is asked its question. A file in views/ is one view: a small handbook, the question, and the words that have
// to stand on the page; then the handbook is changed, and the words have to change with it.
//
// A file exports as default:
//   view      its address, such as "ladder/"
//   question  what it is for, as people ask it
//   handbook  files on top of the kiosk of views/handbook.js; null takes one of its files away
//   asks      [{ when, change, page, says, never, link }]: `change` are files on top of `handbook`, `page` another address,
//             `says` words in the order in which they have to stand, `never` words that may not, `link` [its name, where
//             it leads]
//   within    where the words stand, such as "body"; else in "main"
//   widths    the widths at which it is read, else a phone's and a desk's

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { build } from "./handbooks.js";
import { kiosk } from "./views/handbook.js";
import { sidewaysScrolling, violations } from "./page.js";

const WIDTHS = [320, 1280];
const here = join(dirname(fileURLToPath(import.meta.url)), "views");

export async function views({ browser, folder, program, test }) {
  const names = readdirSync(here).filter((name) => name.endsWith(".js") && name !== "handbook.js");
  // Answers are read without JavaScript; axe needs it.
  const context = await browser.newContext({ javaScriptEnabled: false });
  const scripted = await browser.newContext();
  const [page, axe] = [await context.newPage(), await scripted.newPage()];
  const desk = { folder: join(folder, "asked"), page, axe, program, test };
  for (const name of names.sort()) await view(desk, (await import(pathToFileURL(join(here, name)).href)).default);
  await Promise.all([context.close(), scripted.close()]);
}

async function view(desk, { view, question, handbook, asks, within = "main", widths = WIDTHS }) {
  const answers = [];
  for (const ask of asks) {
    const site = build(desk.program, desk.folder, { ...kiosk, ...handbook, ...ask.change });
    const address = join(site, ask.page ?? view, "index.html");
    for (const width of widths) {
      await desk.test(`${view} "${question}" ${ask.when}, at ${width} px`, async () => {
        await desk.page.setViewportSize({ width, height: 800 });
        await desk.page.goto(pathToFileURL(address).href);
        const text = plain(await desk.page.locator(within).innerText());
        if (width === widths[0]) answers.push(text);
        const wrong = [...check(text, ask), ...(await sidewaysScrolling(desk.page, width))];
        await desk.axe.setViewportSize({ width, height: 800 });
        await desk.axe.goto(pathToFileURL(address).href);
        wrong.push(...(await violations(desk.axe)));
        if (ask.link) wrong.push(...(await leads(desk.page, ask.link)));
        if (wrong.length > 0) throw new Error(`${wrong.join("\n")}\nThe page says: ${text.slice(0, 1500)}`);
      });
    }
  }
  await desk.test(`${view}: another handbook has another answer`, () => {
    if (asks.length < 2) throw new Error("it is asked of one handbook only");
    if (new Set(answers).size !== asks.length) throw new Error("two handbooks have the same answer");
  });
}

function check(text, { says = [], never = [] }) {
  const wrong = [];
  let from = 0;
  for (const words of says) {
    const at = text.indexOf(plain(words), from);
    if (at < 0) wrong.push(`it does not say, or not in this order: ${words}`);
    else from = at + plain(words).length;
  }
  return [...wrong, ...never.filter((words) => text.includes(plain(words))).map((words) => `it says: ${words}`)];
}

// No-break spaces and line ends are how words stand, not what they say.
const plain = (text) => text.replace(/\s+/g, " ").trim();

async function leads(page, [name, to]) {
  const link = page.getByRole("link", { name, exact: true }).first();
  const href = (await link.count()) > 0 ? await link.getAttribute("href") : "nowhere";
  return href?.endsWith(to) ? [] : [`the link "${name}" leads to ${href}, not to ${to}`];
}
