// Builds the example, opens it in a browser over file://, serves a copy of it, runs the suites and counts.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { badInput } from "./bad-input.js";
import { brand } from "./brand.js";
import { device } from "./device.js";
import { everyPage } from "./every-page.js";
import { people } from "./people.js";
import { places } from "./places.js";
import { reports } from "./reports.js";
import { search } from "./search.js";
import { serve } from "./serve.js";
import { targets } from "./targets.js";
import { valid } from "./valid.js";
import { views } from "./views.js";
import { walk } from "./walk.js";
import { weight } from "./weight.js";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = resolve(process.env.THROUGHLINE ?? join(repository, "target/release/throughline"));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

// The suites to run: those named on the command line, else all.
const asked = process.argv.slice(2);
const suites = {
  reports,
  valid,
  weight,
  walk,
  device,
  brand,
  views,
  people,
  places,
  "bad-input": badInput,
  targets,
  "every-page": everyPage,
  serve,
  search,
};

let passed = 0;
let failed = 0;

// Runs one test; it fails by throwing.
async function test(name, body) {
  try {
    await body();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n  ${String(error.message).split("\n").join("\n  ")}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "throughline-browser-"));
const site = join(folder, "site");
const started = Date.now();
// Root has no sandbox to go to.
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
try {
  // The page for missing addresses links from the root of the site, which is here the folder it lies in.
  const baseUrl = `https://handbook.example.org${pathToFileURL(site).pathname}/`;
  const build = ["build", "-q", "--root", repository, "-o", site, "--base-url", baseUrl];
  execFileSync(program, build, { stdio: "inherit" });
  for (const [name, suite] of Object.entries(suites)) {
    if (asked.length === 0 || asked.includes(name)) await suite({ browser, folder, program, repository, site, test });
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
console.log(`browser: ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
