// Every page at three widths, in light and dark.

import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";

import { htmlBelow, sidewaysScrolling, violations } from "./page.js";
import { assert } from "./assert.js";

const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];
const AT_ONCE = 2;

// What a page may do, and no more; only the search's own page may run WebAssembly, and fetch its index.
const POLICY = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "media-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
};
const OF_SEARCH = { "script-src": ["'self'", "'wasm-unsafe-eval'"], "connect-src": ["'self'"] };

export async function everyPage({ browser, site, test }) {
  const files = htmlBelow(site).sort();
  await test("the example has pages", () => assert(files.length > 50, `only ${files.length}`));
  for (const file of files) policy(site, file, test);
  // A page that only leads on is gone before anybody can look at it.
  const rest = files.filter((file) => !readFileSync(file, "utf8").includes('http-equiv="refresh"'));
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
  // Pages of an old edition come from the same templates: each is looked at once, where it is most crowded.
  const isOld = /^editions\/[^/]+\//.test(name);
  for (const scheme of isOld ? SCHEMES.slice(1) : SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of isOld ? WIDTHS.slice(0, 1) : WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await test(`${name} at ${width} px, ${scheme}`, async () => {
        const wrong = [...said, ...(await sidewaysScrolling(page, width))];
        wrong.push(...(await violations(page)));
        assert(wrong.length === 0, wrong.join("\n"));
      });
    }
  }
  await test(`${name} asks nobody and says nothing`, () => assert(said.length === 0, said.join("\n")));
  for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
}

async function policy(site, file, test) {
  const name = relative(site, file);
  await test(`${name} may do no more than it needs`, () => {
    const html = readFileSync(file, "utf8");
    const written = html.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/)?.[1];
    assert(written, "it has no policy");
    const isSearch = /^(editions\/[^/]+\/)?search\/index\.html$/.test(name);
    const allowed = isSearch ? { ...POLICY, ...OF_SEARCH } : POLICY;
    for (const directive of written.split(";").map((words) => words.trim()).filter(Boolean)) {
      const [kind, ...sources] = directive.split(/\s+/);
      const beyond = sources.filter((source) => !allowed[kind]?.includes(source));
      assert(kind in allowed && beyond.length === 0, `it allows ${directive}`);
    }
    assert(written.includes("default-src 'none'"), written);
  });
}

function staysInside(site, url) {
  return url.startsWith(pathToFileURL(site).href + "/") || url.startsWith("data:");
}
