// One place at a time: role pages, run sheets and the page on consistency, with and without JavaScript, and on paper.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { assert } from "./assert.js";
import { build } from "./handbooks.js";
import { kiosk } from "./views/handbook.js";

const bench = (title, place, step) => `---
title: ${title}
keeps: hot
owner: keeper
run_when: each morning
places: [${place}]
---
## Floor
- [ ] @keeper ${step}
`;

const HANDBOOK = {
  ...kiosk,
  "content/systems/nets.md": bench("Shake the nets", "pier", "Shake the salt off. ^salt"),
  "content/systems/leaves.md": bench("Sweep the leaves", "park", "Sweep round the bench. ^sweep"),
  "content/records/kept.csv": `week,promise,place,due,checked,kept,picked
2026-W20,hot,pier,20,20,20,all
2026-W20,hot,park,20,20,19,all
2026-W21,hot,pier,20,20,20,all
2026-W21,hot,park,20,20,18,all
`,
};

export async function places({ browser, folder, program, test }) {
  const site = build(program, join(folder, "places"), HANDBOOK);
  const at = (address) => pathToFileURL(join(site, address, "index.html")).href;
  const ROLE = at("roles/keeper");
  const words = (page) => page.locator("main").innerText();

  await test("without JavaScript every place is shown by its name, and there is nothing to choose", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(ROLE);
    const text = await words(page);
    for (const part of ["Warm the cups", "Shake the nets", "only at The Pier", "Sweep the leaves", "only at The Park"]) {
      assert(text.includes(part), `no \`${part}\` in: ${text}`);
    }
    assert(await page.getByRole("combobox").isHidden(), "a choice that does nothing is shown");
    await context.close();
  });

  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  const page = await context.newPage();
  const choice = page.getByLabel("Show", { exact: true });

  await test("choosing a place leaves out what is for others, and says so", async () => {
    await page.goto(ROLE);
    assert((await words(page)).includes("Sweep round the bench"), "before a choice everything is shown");
    await choice.selectOption({ label: "The Pier" });
    const text = await words(page);
    assert(text.includes("Warm the cups") && text.includes("Shake the nets"), `what is here is gone: ${text}`);
    assert(!text.includes("Sweep round the bench"), `what is elsewhere is there: ${text}`);
    assert(text.includes("Shown for The Pier. What is for other places is left out."), text);
    const box = await choice.boundingBox();
    assert(box.height >= 44, `the choice is ${box.height} px high`);
  });

  await test("the device remembers it, also on other pages", async () => {
    await page.reload();
    assert(!(await words(page)).includes("Sweep round the bench"), "it was forgotten");
    await page.goto(at("consistency"));
    const shown = await page.locator(".small-ones .at:visible").allInnerTexts();
    assert(shown.length === 1 && shown[0].includes("The Pier"), `shown: ${shown.join(" | ")}`);
    await page.locator("details.numbers summary").click();
    const head = await page.locator(".numbers th[scope=col]:visible").allInnerTexts();
    assert(head.includes("The Pier") && !head.includes("The Park"), head.join(", "));
  });

  await test("a run sheet of another place says whose it is, and shows it again on request", async () => {
    await page.goto(at("systems/leaves/run"));
    assert(!(await words(page)).includes("Sweep round the bench"), "the steps of another place are shown");
    assert((await words(page)).includes("Only at The Park"), await words(page));
    await choice.selectOption({ label: "all places" });
    assert((await words(page)).includes("Sweep round the bench"), "the steps stay away");
    assert(!(await words(page)).includes("Shown for"), "it is shown for all");
  });

  await test("where nothing differs from place to place there is nothing to choose", async () => {
    await page.goto(at("systems/warm-cups/run"));
    assert(await choice.isHidden(), "a choice that changes nothing is shown");
    assert((await words(page)).includes("Hold the cup"), await words(page));
  });

  await test("ticks stay where they are while another place is looked at", async () => {
    await page.goto(at("systems/leaves/run"));
    const box = page.getByRole("checkbox");
    await box.check();
    await choice.selectOption({ label: "The Pier" });
    assert((await page.locator("input:visible, .ticked:visible").count()) === 0, "a step of the park is shown at the pier");
    await page.reload();
    await choice.selectOption({ label: "The Park" });
    assert(await box.isChecked(), "the tick is gone");
    assert((await words(page)).includes("1 of 1 ticked"), await words(page));
    assert((await page.locator(".news").count()) === 0, "a choice is no change of the page");
    await choice.selectOption({ label: "all places" });
  });

  await test("paper has what was chosen and says for which place", async () => {
    await page.goto(ROLE);
    await choice.selectOption({ label: "The Park" });
    await page.emulateMedia({ media: "print" });
    const text = await words(page);
    assert(text.includes("Shown for The Park."), text);
    assert(text.includes("Sweep round the bench") && !text.includes("Shake the salt"), text);
    assert(await choice.isHidden(), "nothing can be chosen on paper");
    await page.emulateMedia({ media: "screen" });
  });

  await test("a place that is gone from the handbook hides nothing", async () => {
    await page.goto(ROLE);
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.endsWith("place"));
      localStorage.setItem(key, "the-moon");
    });
    await page.reload();
    const text = await words(page);
    assert(text.includes("Sweep the leaves") && text.includes("Shake the nets"), text);
  });
  await context.close();
}
