// What every page is asked, whichever suite opens it: does it scroll sideways, and what does axe say?

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

// Folded parts are opened first: what they hold has to fit as well.
export async function sidewaysScrolling(page, width) {
  return page.evaluate((width) => {
    const folded = [...document.querySelectorAll("details:not([open])")];
    for (const part of folded) part.open = true;
    const isWide = document.documentElement.scrollWidth > width;
    const tooWide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > width + 1 && !element.closest("pre, .table"),
    );
    const names = tooWide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
    for (const part of folded) part.open = false;
    return isWide ? [`it scrolls sideways: ${names.join(" ")}`] : [];
  }, width);
}

export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await window.axe.run(document, {
      preload: false,
      resultTypes: ["violations"],
      runOnly: { type: "tag", values: tags },
    });
    return violations.map(({ id, help, nodes }) => ({ id, help, html: nodes.slice(0, 2).map((node) => node.html) }));
  });
  return found.map(({ id, help, html }) => `axe ${id}: ${help}: ${html.join(" ")}`);
}

// Every page in a folder.
export function htmlBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return htmlBelow(path);
    return entry.name.endsWith(".html") ? [path] : [];
  });
}
