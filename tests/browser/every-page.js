// Every page at three widths, in light and dark.

import { relative } from "node:path";
import { pathToFileURL } from "node:url";

import { htmlBelow, sidewaysScrolling, violations } from "./page.js";

const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];
// The middle width has no layout of its own that axe could tell from the other two.
const WIDTHS_FOR_AXE = [320, 1280];
const AT_ONCE = 2;

export async function everyPage({ browser, site, test }) {
  const files = htmlBelow(site).sort();
  await test("the example has pages", () => assert(files.length > 50, `only ${files.length}`));
  const rest = [...files];
  const worker = async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    for (let file = rest.shift(); file; file = rest.shift()) {
      await onePage(page, site, file, test);
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function onePage(page, site, file, test) {
  const name = relative(site, file);
  const said = [];
  const listeners = {
    console: (message) => said.push(`the console says: ${message.text()}`),
    pageerror: (error) => said.push(`a script failed: ${error.message}`),
    request: (request) => {
      if (!staysInside(site, request.url())) said.push(`a request leaves the site: ${request.url()}`);
    },
    requestfailed: (request) => said.push(`nothing there: ${request.url()}`),
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  await page.goto(pathToFileURL(file).href);
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await test(`${name} at ${width} px, ${scheme}`, async () => {
        const wrong = [...said, ...(await sidewaysScrolling(page, width))];
        if (WIDTHS_FOR_AXE.includes(width)) wrong.push(...(await violations(page)));
        assert(wrong.length === 0, wrong.join("\n"));
      });
    }
  }
  await test(`${name} asks nobody and says nothing`, () => assert(said.length === 0, said.join("\n")));
  for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
}

function staysInside(site, url) {
  return url.startsWith(pathToFileURL(site).href + "/") || url.startsWith("data:");
}

function assert(holds, message) {
  if (!holds) throw new Error(message);
}
