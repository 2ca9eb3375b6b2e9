// Builds the example, opens it in a browser over file://, runs the suites and counts.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { everyPage } from "./every-page.js";
import { reports } from "./reports.js";
import { walk } from "./walk.js";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = resolve(process.env.THROUGHLINE ?? join(repository, "target/release/throughline"));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

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
  await reports({ program, repository, folder, test });
  await walk({ browser, site, test });
  await everyPage({ browser, site, test });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
console.log(`browser: ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
