// What axe finds on a page: WCAG 2.2 A and AA, and its best practices.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

// One line for each violation.
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
