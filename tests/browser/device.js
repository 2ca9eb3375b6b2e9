// What a reader's own device adds: my role, ticks, what changed since I was here, what is overdue today; and that a page is
// whole where the device keeps nothing, or runs no script. Over file://, which is how the strictest reader opens it.

import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { violations } from "./page.js";
import { assert } from "./assert.js";
import { copyExample } from "./handbooks.js";

const PHONE = { width: 390, height: 844 };
const SHEET = "systems/call-back/run/index.html";
const SYSTEM = "content/systems/call-back.md";
const PROMISE = "promises/call-back-today/index.html";
const ROLE = "roles/front-desk/index.html";
const MORNING = new Date("2026-11-17T09:00:00");

export async function device({ browser, folder, program, repository, test }) {
  const root = join(folder, "device");
  copyExample(repository, root);
  // The example is read as of one day; here the day is the reader's.
  change(root, "handbook.yaml", (text) => text.replace(/^as_of:.*$/m, ""));
  const site = join(folder, "device-site");
  const build = (...more) => execFileSync(program, ["build", "-q", "--root", root, "-o", site, ...more], { stdio: "inherit" });
  build("--on", "2026-11-16");
  const desk = { browser, repository, root, site, build, test };
  await role(desk);
  await ticks(desk);
  await changes(desk);
  await changedPages(desk);
  await days(desk);
  await label(desk);
  await nothingKept(desk);
  await withoutScripts(desk);
}

function change(root, path, how) {
  const text = readFileSync(join(root, path), "utf8");
  const changed = how(text);
  assert(changed !== text, `nothing changed in ${path}`);
  writeFileSync(join(root, path), changed);
}

// A phone of its own, which keeps what it was told; everything that goes wrong on its pages fails the test.
async function phone({ browser, site }, options = {}) {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, ...options });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  const open = (path) => page.goto(pathToFileURL(join(site, path)).href);
  const close = async () => {
    await context.close();
    assert(wrong.length === 0, wrong.join("\n"));
  };
  return { context, page, open, close };
}

const text = (page, selector) => page.locator(selector).innerText();

async function noViolations(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const found = await violations(page);
    assert(found.length === 0, found.join("\n"));
  }
}

async function role({ test, ...desk }) {
  await test("my role is remembered, and one tap away from everywhere", async () => {
    const { page, open, close } = await phone(desk);
    await open("index.html");
    assert((await text(page, ".top .me")) === "Your role", "nobody has said which");
    await page.locator(".top .me").click();
    assert(page.url().endsWith("/roles/index.html"), page.url());
    await open(ROLE);
    const choose = page.getByRole("button", { name: "This is my role" });
    assert((await choose.getAttribute("aria-pressed")) === "false", "it is not chosen yet");
    await choose.click();
    assert((await choose.getAttribute("aria-pressed")) === "true", "it is chosen");
    await noViolations(page);
    for (const path of ["index.html", PROMISE, SHEET, "rules/index.html"]) {
      await open(path);
      const link = page.getByRole("link", { name: "Your role: Front desk" });
      await link.click();
      assert(page.url().endsWith(`/${ROLE}`), `${path}: ${page.url()}`);
    }
    await open("index.html");
    assert((await page.locator(".mine .yours").count()) === 1, "mine is marked among the roles");
    await noViolations(page);
    await open(ROLE);
    await choose.click();
    await open(PROMISE);
    assert((await text(page, ".top .me")) === "Your role", "it is forgotten");
    await close();
  });
}

async function ticks({ test, build, root, ...desk }) {
  await test("ticks stay for the shift, warn when the words changed, and go with the next day", async () => {
    const { page, open, close } = await phone(desk);
    await page.clock.setFixedTime(MORNING);
    await open(SHEET);
    const boxes = page.getByRole("checkbox");
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    assert((await text(page, ".ticked")).includes("2 of 8 ticked"), await text(page, ".ticked"));
    await noViolations(page);
    await page.reload();
    assert(await boxes.nth(1).isChecked(), "a tick stays");
    assert(!(await boxes.nth(2).isChecked()), "and only where it was made");

    change(root, SYSTEM, (words) => words.replace("Phone back and ask", "Phone back within the hour and ask"));
    build("--on", "2026-11-16");
    await page.reload();
    assert(await boxes.nth(0).isChecked(), "a step that is as it was stays ticked");
    assert(!(await boxes.nth(1).isChecked()), "a step with new words is not done");
    assert((await text(page, ".again")).includes("have changed since you ticked it"), "and says so");
    await noViolations(page);
    await boxes.nth(1).check();
    assert((await page.locator(".again").count()) === 0, "read and ticked again");

    await page.clock.setFixedTime(new Date("2026-11-18T02:30:00"));
    await page.reload();
    assert(await boxes.nth(0).isChecked(), "a night shift is one day");
    await page.clock.setFixedTime(new Date("2026-11-18T08:00:00"));
    await page.reload();
    assert((await page.locator("input:checked").count()) === 0, "the next day begins without ticks");

    await boxes.nth(3).check();
    await page.getByRole("button", { name: "Clear all ticks" }).click();
    await page.reload();
    assert((await page.locator("input:checked").count()) === 0, "cleared by hand");
    await close();
  });
}

async function changes({ test, build, root, ...desk }) {
  await test("a page tells what changed since I was last here, until I have seen it", async () => {
    const { page, open, close } = await phone(desk);
    await page.clock.setFixedTime(MORNING);
    await open(PROMISE);
    assert((await page.locator(".news").count()) === 0, "the first visit has nothing to compare");
    await page.reload();
    assert((await page.locator(".news").count()) === 0, "nothing changed");
    change(root, "content/promises/call-back-today.md", (words) => words.replace("We cannot always pick up.", "We often cannot pick up."));
    build("--on", "2026-11-16");
    await page.clock.setFixedTime(new Date("2026-11-19T09:00:00"));
    for (let visit = 0; visit < 2; visit += 1) {
      await page.reload();
      const news = await text(page, ".news");
      assert(news.includes("One place has changed on this page since you were last here, on 2026-11-17."), news);
      assert((await text(page, ".fresh")).startsWith("We often cannot pick up."), "the place is marked");
    }
    await noViolations(page);
    await page.getByRole("button", { name: "I have seen it" }).click();
    assert((await page.locator(".news, .fresh").count()) === 0, "seen");
    await page.reload();
    assert((await page.locator(".news").count()) === 0, "and stays seen");
    await close();
  });
}

async function changedPages({ test, build, root, ...desk }) {
  const LISTS = ["index.html", "promises/index.html", ROLE];
  await test("links say which pages have changed since this device saw them, and nothing on a first visit", async () => {
    const { page, open, close } = await phone(desk);
    const marked = async (path) => {
      await open(path);
      return page.locator("main a:has(.since)").evaluateAll((links) => links.map((link) => link.href.replace(/^.*?site\//, "")));
    };
    for (const path of LISTS) assert((await marked(path)).length === 0, `${path}: the first visit`);
    await open(PROMISE);
    for (const path of LISTS) assert((await marked(path)).length === 0, `${path}: nothing has changed`);

    change(root, "content/promises/call-back-today.md", (words) => words.replace(/^reviewed:.*$/m, "reviewed: 2026-11-01"));
    build("--on", "2026-11-16");
    for (const path of LISTS) assert((await marked(path)).length === 0, `${path}: a review changes no words`);

    change(root, "content/promises/call-back-today.md", (words) => words.replace("phone goes to a machine", "phone goes to an old machine"));
    // Another page has changed as well, which this device has never seen.
    change(root, "content/promises/price-first.md", (words) => `${words}\nAnd it stays the price.\n`);
    build("--on", "2026-11-16");
    for (const path of LISTS) {
      const found = await marked(path);
      assert(found.length === 1 && found[0] === PROMISE, `${path}: ${found.join(", ")}`);
      assert((await text(page, ".since")) === "changed since you were here", "in words");
      await noViolations(page);
    }
    await open(PROMISE);
    await page.getByRole("button", { name: "I have seen it" }).click();
    for (const path of LISTS) assert((await marked(path)).length === 0, `${path}: seen`);
    await close();
  });
}

async function days({ test, build, ...desk }) {
  const due = ".margin time[data-due]";
  await test("a review turns overdue on the reader's day when nobody chose another", async () => {
    build();
    const { page, open, close } = await phone(desk);
    await page.clock.setFixedTime(MORNING);
    await open(PROMISE);
    const day = await page.locator(due).getAttribute("datetime");
    await page.clock.setFixedTime(new Date(`${day}T12:00:00`));
    await page.reload();
    assert((await page.locator(".late").count()) === 0, "on the last day it holds");
    const next = new Date(`${day}T12:00:00`);
    next.setDate(next.getDate() + 1);
    await page.clock.setFixedTime(next);
    await page.reload();
    assert((await text(page, ".margin .late")) === "overdue", "on the next it does not");
    await noViolations(page);
    await close();
  });
  await test("a handbook that is read as of a day stays on that day", async () => {
    build("--on", "2026-11-16");
    const { page, open, close } = await phone(desk);
    await page.clock.setFixedTime(new Date("2036-01-01T12:00:00"));
    await open(PROMISE);
    assert((await page.locator(due).count()) === 1 && (await page.locator(".late").count()) === 0, "ten years do not count");
    await close();
  });
}

async function label({ test, build, ...desk }) {
  await test("a preview says so on every part of a page, and on paper, those of old editions too", async () => {
    const editions = ["editions", "editions.lock"];
    for (const part of editions) cpSync(join(desk.repository, part), join(desk.root, part), { recursive: true });
    build("--on", "2026-11-16", "--label", "change 123, not in force");
    const { page, open, close } = await phone(desk);
    const old = "editions/2025-4/";
    const todays = ["index.html", PROMISE, SHEET, "404.html", "register/index.html"];
    for (const path of [...todays, `${old}index.html`, `${old}${PROMISE}`, `${old}${SHEET}`]) {
      await open(path);
      const isInView = () =>
        page.locator(".label").evaluate((mark) => {
          const { top, bottom } = mark.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight && mark.textContent === "change 123, not in force";
        });
      assert((await page.locator(".label").count()) === 1, `${path}: once`);
      assert(await isInView(), `${path}: at the top`);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      assert(await isInView(), `${path}: at the end`);
      if (path !== "404.html") await noViolations(page);
      await page.emulateMedia({ media: "print" });
      assert(await page.locator(".label").isVisible(), `${path}: in print`);
      await page.emulateMedia({ media: "screen" });
    }
    for (const part of editions) rmSync(join(desk.root, part), { recursive: true });
    build("--on", "2026-11-16");
    // The page for missing addresses asks for its style at the root of a host, which a folder is not.
    await close().catch((error) => assert(/ERR_FILE_NOT_FOUND|ERR_FAILED/.test(error.message), error.message));
  });
}

async function nothingKept({ test, ...desk }) {
  await test("where the device keeps nothing, every page is as it was built and says so when asked", async () => {
    const { context, page, open, close } = await phone(desk);
    await context.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("denied", "SecurityError");
      };
      Object.defineProperty(window, "localStorage", { get: refuse });
    });
    for (const path of ["index.html", PROMISE]) {
      await open(path);
      await open(path);
      assert((await page.locator(".news").count()) === 0, path);
    }
    await open(ROLE);
    await page.getByRole("button", { name: "This is my role" }).click();
    assert((await text(page, ".head .note")).includes("cannot remember your role"), "it says why");
    await open(SHEET);
    const first = page.getByRole("checkbox").first();
    await first.check();
    assert(await first.isChecked(), "ticking works while the page is open");
    assert((await text(page, ".ticked")).includes("not kept"), await text(page, ".ticked"));
    await close();
  });
}

async function withoutScripts({ test, ...desk }) {
  await test("without scripts the same words are there, and nothing that needs one", async () => {
    const plain = await phone(desk, { javaScriptEnabled: false });
    const full = await phone(desk);
    for (const path of ["index.html", PROMISE, ROLE, SHEET]) {
      await plain.open(path);
      await full.open(path);
      const lines = (await text(plain.page, "main")).split("\n").filter((line) => line.trim());
      const withScripts = new Set((await text(full.page, "main")).split("\n"));
      const lost = lines.filter((line) => !withScripts.has(line));
      assert(lines.length > 5 && lost.length === 0, `${path}: scripts take away ${lost.join(" | ")}`);
      assert((await plain.page.locator("button").count()) === 0, `${path}: no button without its script`);
    }
    await plain.close();
    await full.close();
  });
  await test("every page leads to the roles and to every part of the menu without scripts", async () => {
    const { page, open, close } = await phone(desk, { javaScriptEnabled: false });
    for (const path of ["index.html", PROMISE, SHEET, "health/index.html"]) {
      await open(path);
      await page.getByText("Menu", { exact: true }).click();
      for (const group of ["Decide", "Discover", "Deliver", "Look up"]) {
        const part = page.locator(".menu details", { hasText: group }).first();
        if ((await part.getAttribute("open")) === null) await part.locator("summary").click();
        assert(await part.getByRole("link").first().isVisible(), `${path}: ${group}`);
      }
    }
    await close();
  });
}
