// The search: over http, from a file, without JavaScript, and in the preview.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { assert } from "./assert.js";
import { copyExample } from "./handbooks.js";
import { host } from "./host.js";
import { sidewaysScrolling, violations } from "./page.js";
import { start } from "./serve.js";

const PATIENCE = 30_000;

export async function search({ browser, folder, program, repository, site, test }) {
  const { server, url } = await host(site, "hand book");
  try {
    await published({ browser, url, site, test });
  } finally {
    server.close();
  }
  await previewed({ browser, folder, program, repository, test });
}

// A page, with everything that goes wrong on it.
async function open(context, address) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.wrong = [];
  page.asked = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.wrong.push(message.text()));
  page.on("pageerror", (error) => page.wrong.push(error.message));
  page.on("request", (request) => page.asked.push(request.url()));
  await page.goto(address);
  return page;
}

const type = (page, words) => page.getByLabel("What are you looking for?").fill(words);
const told = (page, words) => page.getByRole("status").getByText(words).waitFor();

async function published({ browser, url, site, test }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });

  await test("on paper the search says what page it is, and has no field", async () => {
    const page = await open(context, `${url}search/index.html`);
    await page.emulateMedia({ media: "print" });
    assert(await page.getByRole("heading", { level: 1, name: "Search" }).isVisible(), "the page is empty");
    assert(await page.getByLabel("What are you looking for?").isHidden(), "nobody types on paper");
    await page.close();
  });

  await test("the key / leads to the search, words to results, and arrows to the step that says them", async () => {
    const page = await open(context, `${url}promises/index.html`);
    await page.keyboard.press("/");
    await page.waitForURL(/search\/index\.html/);
    await page.waitForFunction(() => document.activeElement?.id === "search-words");
    assert(!page.asked.some((address) => address.includes("pagefind")), "the index was asked for before anybody typed");
    await page.keyboard.type("worry", { delay: 20 });
    await told(page, /found for “worry”/);
    const step = page.locator(".found ul a", { hasText: "worry" }).first();
    const href = await step.getAttribute("href");
    assert(/^\.\.\/systems\/[a-z-]+\/index\.html#[a-z-]+$/.test(href), href);
    for (let n = 0; n < 12 && !(await step.evaluate((link) => link === document.activeElement)); n += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(/systems\/.*#/);
    const target = await page.evaluate(() => document.querySelector(":target")?.textContent);
    assert(target?.includes("worry"), `it leads to: ${target}`);
    assert(page.wrong.length === 0, page.wrong.join("\n"));
    assert(page.asked.every((address) => address.startsWith(url)), page.asked.join("\n"));
    await page.close();
  });

  await test("Enter goes to the best result, and a promise tells its sentence", async () => {
    const page = await open(context, `${url}search/index.html`);
    await type(page, "call back");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.closest(".found"));
    const first = await page.locator(".found > li").first().innerText();
    assert(/Promise|System/.test(first), first);
    assert((await page.evaluate(() => location.search)) === "?q=call+back", "the words stand in the address");
    await page.reload();
    await told(page, /found for “call back”/);
    assert(page.wrong.length === 0, page.wrong.join("\n"));
    await page.close();
  });

  await test("results can be narrowed down to one kind", async () => {
    const page = await open(context, `${url}search/index.html?q=phone`);
    await page.getByText("Narrow it down").click();
    await page.getByLabel("Kind").selectOption("System");
    await page.waitForFunction(() => {
      const kinds = [...document.querySelectorAll(".found > li > small")];
      return kinds.length > 0 && kinds.every((kind) => kind.textContent === "System");
    });
    assert(page.wrong.length === 0, page.wrong.join("\n"));
    await page.close();
  });

  await test("words that nobody wrote find nothing, and the page says what to do", async () => {
    const page = await open(context, `${url}search/index.html?q=xylophone`);
    await told(page, "Nothing found for “xylophone”.");
    await page.getByText("Nothing here says that.").waitFor();
    const href = await page.locator(".nothing a").first().getAttribute("href");
    assert(href === "../register/index.html", href);
    await page.close();
  });

  await test("the key / stays a letter for whoever types, and can be turned off", async () => {
    const page = await open(context, `${url}search/index.html`);
    await type(page, "and");
    await page.getByLabel("What are you looking for?").press("/");
    assert((await page.getByLabel("What are you looking for?").inputValue()) === "and/", "it was typed");
    await page.getByLabel(/The key/).uncheck();
    const other = await open(context, `${url}index.html`);
    await other.keyboard.press("/");
    await other.waitForTimeout(200);
    assert(other.url() === `${url}index.html`, other.url());
    await page.getByLabel(/The key/).check();
    await Promise.all([page.close(), other.close()]);
  });

  for (const [width, colorScheme] of [[320, "light"], [1280, "dark"]]) {
    await test(`results at ${width} px, ${colorScheme}, break no rule of axe and do not scroll sideways`, async () => {
      const page = await open(context, `${url}search/index.html?q=phone`);
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await told(page, /found for/);
      await page.getByText("Narrow it down").click();
      await page.locator(".narrow select").first().waitFor();
      if (process.env.LOOK) await page.screenshot({ path: join(process.env.LOOK, `search-${width}.png`), fullPage: true });
      const wrong = [...(await sidewaysScrolling(page, width)), ...(await violations(page))];
      assert(wrong.length === 0, wrong.join("\n"));
      await page.close();
    });
  }
  await context.close();

  await test("without JavaScript the page says so and names where else to look", async () => {
    const bare = await browser.newContext({ javaScriptEnabled: false });
    const page = await open(bare, `${url}search/index.html`);
    await page.getByText("Searching needs JavaScript").waitFor();
    assert(!(await page.getByLabel("What are you looking for?").isVisible()), "there is no field that does nothing");
    await page.getByRole("link", { name: "register" }).first().click();
    await page.waitForURL(/register\/index\.html/);
    await bare.close();
  });

  await test("a page that was opened as a file says that searching needs a server", async () => {
    const files = await browser.newContext();
    const page = await open(files, pathToFileURL(join(site, "search/index.html")).href);
    await page.getByText("searching needs a server").waitFor();
    assert(await page.getByRole("link", { name: "register" }).first().isVisible(), "it names the register");
    assert(page.wrong.length === 0, page.wrong.join("\n"));
    await files.close();
  });
}

async function previewed({ browser, folder, program, repository, test }) {
  const root = join(folder, "searched");
  copyExample(repository, root);
  const server = await start(program, root);
  try {
    const context = await browser.newContext();
    await test("the preview finds what was saved, and no longer what went", async () => {
      const file = join(root, "content/welcome.md");
      writeFileSync(file, `${readFileSync(file, "utf8")}\nMind the zeppelin.\n`);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      const results = async (words) => {
        await page.goto(`${server.url}search/index.html?q=${words}`);
        await told(page, /found for/);
        return page.locator(".found > li").count();
      };
      const becomes = async (words, count) => {
        for (let n = 0; n < 50; n += 1) if ((await results(words)) === count) return;
        throw new Error(`${words} is not found ${count} times`);
      };
      await becomes("zeppelin", 1);
      writeFileSync(file, readFileSync(file, "utf8").replace("zeppelin", "dirigible"));
      await becomes("dirigible", 1);
      await becomes("zeppelin", 0);
    });
    await context.close();
  } finally {
    server.child.kill();
  }
}
