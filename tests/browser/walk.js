// A newcomer without JavaScript, on a phone: from the vision down the line to a step, and back up.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PHONE = { width: 390, height: 844 };

export async function walk({ browser, site, test }) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  const home = async () => {
    await page.goto(pathToFileURL(join(site, "index.html")).href);
    return page.locator("h1").innerText();
  };
  const kind = () => page.locator("header.head .kind").innerText();
  const above = () => page.locator("nav.why").innerText();

  await test("from the vision down the line to a step, and back up", async () => {
    const vision = await home();
    await page.locator("main .hang a[href*='missions/']").first().click();
    await expect("a mission", kind, /^mission/i);
    await expect("the vision above the mission", above, vision);

    await page.locator("nav.how a[href*='promises/']").first().click();
    await expect("a promise", kind, /^promise/i);
    await expect("the vision above the promise", above, vision);
    await expect("what the customer is told", () => page.locator("main").innerText(), /we promise/i);

    const step = page.locator("nav.how .step a").first();
    const words = await step.innerText();
    await step.click();
    await expect("a system", kind, /^system/i);
    await expect("the vision above the system", above, vision);
    const target = page.locator(":target");
    await expect("the step that was asked for", () => target.innerText(), words);
    if (!(await isInView(page, target))) throw new Error(`the step "${words}" is not in view`);

    await page.locator("nav.why a").first().click();
    await expect("the vision again", () => page.locator("h1").innerText(), vision);
  });

  await test("from the vision to one's role, its steps and a run sheet to tick", async () => {
    await home();
    await page.getByRole("link", { name: "Front desk", exact: true }).first().click();
    await expect("a role", kind, /^role/i);
    await expect("what one does", () => page.locator("main").innerText(), /what you do/i);
    await page.locator("main .job h3 a").first().click();
    await expect("a system", kind, /^system/i);
    await page.getByRole("link", { name: /run sheet/i }).click();
    await expect("a run sheet", kind, /^run sheet/i);
    const first = page.getByRole("checkbox").first();
    await first.check();
    if (!(await first.isChecked())) throw new Error("a tick does not stay");
  });

  await test("the menu opens and leads to the whole line", async () => {
    const vision = await home();
    await page.getByText("Menu", { exact: true }).click();
    await page.getByRole("link", { name: "The throughline" }).click();
    const tree = () => page.locator("main").innerText();
    await expect("the vision at the top", tree, vision);
    for (const rung of ["Mission", "Promise", "System"]) await expect(rung, tree, new RegExp(rung, "i"));
    const step = page.locator("main .step a").first();
    await step.click();
    await expect("a system", kind, /^system/i);
  });

  await test("by keyboard, the first stop leads past the menu to the text", async () => {
    await home();
    await page.keyboard.press("Tab");
    await expect("the first stop", () => page.locator(":focus").innerText(), /skip to the text/i);
    await page.keyboard.press("Enter");
    if ((await page.locator("main:target").count()) !== 1) throw new Error(`Enter led to ${page.url()}`);
  });

  await context.close();
}

async function isInView(page, target) {
  const box = await target.boundingBox();
  return box !== null && box.y >= 0 && box.y < page.viewportSize().height;
}

async function expect(what, find, wanted) {
  const found = await find();
  const fits = typeof wanted === "string" ? found.includes(wanted) : wanted.test(found);
  if (!fits) throw new Error(`expected ${what} (${wanted}), found: ${found.slice(0, 300)}`);
}
