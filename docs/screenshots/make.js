// Makes the pictures of the README anew: builds the example and photographs three pages of it.
//
//   npm ci --prefix tests/browser && cargo build --release && node docs/screenshots/make.js
//
// THROUGHLINE names another program, CHROMIUM another browser; both as for tests/browser.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, "../..");
const { chromium } = createRequire(join(repository, "tests/browser/package.json"))("playwright-core");
const program = resolve(process.env.THROUGHLINE ?? join(repository, "target/release/throughline"));

const MOST_BYTES = 150 * 1024;
const PICTURES = [
  { name: "promise", path: "promises/call-back-today/index.html", width: 1280, height: 860, colorScheme: "light" },
  { name: "throughline", path: "throughline/index.html", width: 1280, height: 860, colorScheme: "dark" },
  { name: "run-sheet", path: "systems/call-back/run/index.html", width: 390, height: 780, colorScheme: "light", ticked: 2 },
];

const folder = mkdtempSync(join(tmpdir(), "throughline-pictures-"));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
try {
  execFileSync(program, ["build", "-q", "--root", repository, "-o", join(folder, "site")], { stdio: "inherit" });
  for (const picture of PICTURES) await take(picture);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

async function take({ name, path, width, height, colorScheme, ticked = 0 }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, "site", path)).href);
  for (let n = 0; n < ticked; n += 1) await page.getByRole("checkbox").nth(n).check();
  const session = await context.newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 85 });
  const bytes = Buffer.from(data, "base64");
  if (bytes.length > MOST_BYTES) throw new Error(`${name}: ${bytes.length} bytes are too many for a README`);
  writeFileSync(join(here, `${name}.webp`), bytes);
  console.log(`${name}.webp: ${Math.round(bytes.length / 1024)} KiB`);
  await context.close();
}
