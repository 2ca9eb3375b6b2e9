// The HTML of every page, by a validator that somebody else wrote: html-validate with its preset for the standard.

import { readFileSync } from "node:fs";
import { relative } from "node:path";

import { HtmlValidate } from "html-validate";

import { htmlBelow } from "./page.js";

export async function valid({ site, test }) {
  const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });
  for (const file of htmlBelow(site).sort()) {
    await test(`${relative(site, file)} is valid HTML`, async () => {
      const report = await validator.validateString(readFileSync(file, "utf8"));
      const told = report.results.flatMap(({ messages }) => messages.slice(0, 5));
      const lines = told.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`);
      if (lines.length > 0) throw new Error(lines.join("\n"));
    });
  }
}
