// The preview: somebody writes, and the browser shows it. Nothing is timed; what has to become true is waited for.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { assert } from "./assert.js";
import { copyExample } from "./handbooks.js";
import { violations } from "./page.js";

const PROMISE = "content/promises/call-back-today.md";
const PAGE = "promises/call-back-today/index.html";
const PATIENCE = 30_000;

export async function serve({ browser, folder, program, repository, test }) {
  const root = join(folder, "written");
  copyExample(repository, root);
  const server = await start(program, root);
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 700 } });
    context.setDefaultTimeout(PATIENCE);
    const desk = { context, root, url: server.url, test };
    await writing(desk);
    await faults(desk);
    await moving(desk);
    await styles(desk);
    await looks(desk);
    await context.close();
  } finally {
    server.child.kill();
  }
}

export async function start(program, root) {
  const child = spawn(program, ["serve", "-p", "0", "--root", root]);
  const url = await new Promise((found, failed) => {
    let said = "";
    child.on("exit", () => failed(new Error(`the server ended: ${said}`)));
    child.stdout.resume();
    child.stderr.on("data", (bytes) => {
      said += bytes;
      const address = said.match(/http:\/\/\S+/);
      if (address) found(address[0]);
    });
  });
  return { child, url };
}

// A page that listens, with everything that goes wrong on it.
async function open({ context, url }, path) {
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
  page.on("pageerror", (error) => page.wrong.push(error.message));
  const listening = page.waitForResponse((response) => response.url().includes("/.throughline/events"));
  await page.goto(url + path);
  await listening;
  return page;
}

function edit({ root }, path, change) {
  writeFileSync(join(root, path), change(readFileSync(join(root, path), "utf8")));
}

const says = (page, words) => page.getByText(words).first().waitFor();
const mark = (page) => page.evaluate(() => void (window.mark = "here before"));
const isMarked = (page) => page.evaluate(() => window.mark === "here before");

async function writing(desk) {
  await desk.test("typing into a file changes the page, which keeps its place", async () => {
    const page = await open(desk, PAGE);
    edit(desk, PROMISE, (text) => `${text}\n${"A line to scroll by.\n\n".repeat(60)}\nThe end, version one.\n`);
    await says(page, "The end, version one.");
    await page.evaluate(() => scrollTo(0, 900));
    edit(desk, PROMISE, (text) => text.replace("version one", "version two"));
    await says(page, "The end, version two.");
    await page.waitForFunction(() => scrollY === 900);
    assert(page.wrong.length === 0, page.wrong.join("\n"));
    await page.close();
  });

  await desk.test("a page that is not concerned is not loaded again", async () => {
    const page = await open(desk, "register/index.html");
    const other = await open(desk, PAGE);
    await mark(page);
    edit(desk, PROMISE, (text) => text.replace("version two", "version three"));
    await says(other, "The end, version three.");
    assert(await isMarked(page), "it was loaded again");
    await Promise.all([page.close(), other.close()]);
  });

  await desk.test("a saved file that says the same loads nothing", async () => {
    const page = await open(desk, PAGE);
    await mark(page);
    edit(desk, PROMISE, (text) => text);
    edit(desk, "content/welcome.md", (text) => `${text}\nOne more line.\n`);
    const other = await open(desk, "welcome/index.html");
    await says(other, "One more line.");
    assert(await isMarked(page), "it was loaded again");
    await Promise.all([page.close(), other.close()]);
  });
}

async function faults(desk) {
  const badge = (page) => page.locator("button.badge");
  const panel = (page) => page.getByRole("dialog");

  await desk.test("a broken file shows its fault over the page, and mended it goes", async () => {
    const page = await open(desk, PAGE);
    const good = readFileSync(join(desk.root, PROMISE), "utf8");
    edit(desk, PROMISE, (text) => text.replace(/^owner: .*$/m, "owner: fornt-desk"));
    await panel(page).waitFor();
    const told = await panel(page).innerText();
    for (const part of ["This page needs mending", "fornt-desk", `${PROMISE}:`, "did you mean"]) {
      assert(told.includes(part), `no \`${part}\` in: ${told}`);
    }
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert((await page.evaluate(() => document.activeElement === document.body)), "the focus was taken from whoever writes");
    const rule = panel(page).getByRole("link").first();
    const answer = await page.request.get(new URL(await rule.getAttribute("href"), desk.url).href);
    assert(answer.status() === 200, `the rule's page is answered with ${answer.status()}`);
    await look(desk, page, "overlay");
    writeFileSync(join(desk.root, PROMISE), good);
    await panel(page).waitFor({ state: "hidden" });
    await badge(page).waitFor({ state: "hidden" });
    assert(page.wrong.length === 0, page.wrong.join("\n"));
    await page.close();
  });

  await desk.test("a fault elsewhere is a number, and the keyboard opens and closes the list", async () => {
    const page = await open(desk, "register/index.html");
    edit(desk, PROMISE, (text) => `${text}\n[nowhere](promise:no-such-promise-at-all)\n`);
    await badge(page).filter({ hasText: "1 error" }).waitFor();
    assert(await panel(page).isHidden(), "the list opened by itself");
    await look(desk, page, "badge");
    await badge(page).focus();
    await page.keyboard.press("Enter");
    await panel(page).waitFor();
    // Between two states of the disk a file may be read half-written, and then another fault is told for a moment.
    await panel(page).getByText("no-such-promise-at-all").first().waitFor();
    const held = () => page.evaluate(() => document.querySelector("aside[aria-label=Findings]").shadowRoot.activeElement?.className);
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "hidden" });
    assert((await held()) === "badge error", `the focus is back where it was, not at \`${await held()}\``);
    edit(desk, PROMISE, (text) => text.replace("\n[nowhere](promise:no-such-promise-at-all)\n", ""));
    await badge(page).waitFor({ state: "hidden" });
    await page.close();
  });

  await desk.test("a list that was closed stays closed while the fault is the same", async () => {
    edit(desk, PROMISE, (text) => text.replace(/^owner: .*$/m, (line) => `${line}x`));
    const page = await open(desk, PAGE);
    await panel(page).waitFor();
    await panel(page).getByRole("button", { name: "Close" }).click();
    edit(desk, PROMISE, (text) => text.replace("---\n", "---\n# a line above it\n").replace("version three", "version four"));
    await says(page, "The end, version four.");
    await badge(page).filter({ hasText: "1 error" }).waitFor();
    assert(await panel(page).isHidden(), "it opened again");
    edit(desk, PROMISE, (text) => text.replace(/^(owner: .*)x$/m, "$1"));
    await badge(page).waitFor({ state: "hidden" });
    await page.close();
  });

  await desk.test("a template with a slip leaves the page as it was and says which line", async () => {
    const template = join(desk.root, "themes/default/templates/promise.html");
    mkdirSync(join(template, ".."), { recursive: true });
    const page = await open(desk, PAGE);
    await mark(page);
    writeFileSync(template, '{% extends "base.html" %}\n{% block content %}\n{{ page.title }\n{% endblock %}\n');
    await panel(page).waitFor();
    assert(/promise\.html:\d|promise\.html/.test(await panel(page).innerText()), await panel(page).innerText());
    assert(await isMarked(page), "the last good page was thrown away");
    await page.reload();
    await says(page, "The end, version four.");
    rmSync(join(desk.root, "themes"), { recursive: true });
    await panel(page).waitFor({ state: "hidden" });
    await page.close();
  });
}

async function moving(desk) {
  const renamed = "content/promises/ring-back-today.md";

  await desk.test("the browser follows a file that is renamed, and back", async () => {
    const page = await open(desk, PAGE);
    renameSync(join(desk.root, PROMISE), join(desk.root, renamed));
    await page.waitForURL("**/promises/ring-back-today/index.html");
    await says(page, "The end, version four.");
    renameSync(join(desk.root, renamed), join(desk.root, PROMISE));
    await page.waitForURL(`**/${PAGE}`);
    await page.close();
  });

  await desk.test("a deleted page says so, and is there again when the file is", async () => {
    const page = await open(desk, PAGE);
    const text = readFileSync(join(desk.root, PROMISE));
    rmSync(join(desk.root, PROMISE));
    await says(page, "There is no such page");
    writeFileSync(join(desk.root, PROMISE), text);
    await says(page, "The end, version four.");
    await page.close();
  });

  await desk.test("a mistyped address leads on to what was meant", async () => {
    const page = await open(desk, "promises/call-back-todya/");
    await look(desk, page, "missing");
    await page.getByRole("link", { name: "We call back the same day" }).last().click();
    await page.waitForURL(`**/${PAGE}`);
    await page.close();
  });
}

async function styles(desk) {
  await desk.test("a changed style is swapped and no page is loaded again", async () => {
    const style = join(desk.root, "themes/default/assets/style.css");
    mkdirSync(join(style, ".."), { recursive: true });
    writeFileSync(style, "body { background: rgb(1, 2, 3) }");
    const page = await open(desk, PAGE);
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
    await mark(page);
    writeFileSync(style, "body { background: rgb(4, 5, 6) }");
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(4, 5, 6)");
    await page.waitForFunction(() => document.querySelectorAll('link[href*="style."]').length === 1);
    assert(await isMarked(page), "it was loaded again");
    rmSync(join(desk.root, "themes"), { recursive: true });
    await page.close();
  });

  await desk.test("a page reads without JavaScript", async () => {
    const context = await desk.context.browser().newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(desk.url + PAGE);
    await says(page, "The end, version four.");
    await context.close();
  });
}

// What the script adds is as good as the page: on a phone and a desk, in light and dark.
async function looks(desk) {
  edit(desk, PROMISE, (text) => text.replace(/^owner: .*$/m, (line) => `${line}x`));
  const page = await open(desk, PAGE);
  await page.getByRole("dialog").waitFor();
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await desk.test(`faults at ${width} px, ${colorScheme}`, async () => {
        const wrong = await violations(page);
        assert(wrong.length === 0, wrong.join("\n"));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert(wide <= 0, `${wide} px too wide`);
      });
    }
  }
  await page.close();
}

// Pictures for whoever changes how this looks: LOOK=folder node tests/browser/run.js
async function look(desk, page, name) {
  const folder = process.env.LOOK;
  if (!folder || !existsSync(folder)) return;
  const before = page.viewportSize();
  for (const colorScheme of ["light", "dark"]) {
    for (const [size, width, height] of [["phone", 390, 844], ["desk", 1280, 800]]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
}
