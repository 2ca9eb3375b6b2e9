// What a first page weighs, as it comes over the wire to a browser that has nothing yet: HTML, styles and scripts, compressed.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

import { assert } from "./assert.js";

const MOST = 30 * 1024;
const PAGES = [
  "index.html",
  "promises/call-back-today/index.html",
  "roles/front-desk/index.html",
  "systems/call-back/run/index.html",
  "throughline/index.html",
];
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

export async function weight({ browser, site, test }) {
  const server = createServer((request, response) => answer(site, request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  for (const path of PAGES) {
    await test(`${path} comes in at most ${MOST / 1024} KiB`, async () => {
      const { bytes, files } = await loaded(browser, `http://127.0.0.1:${server.address().port}/handbook/${path}`);
      console.log(`weight: ${path}: ${(bytes / 1024).toFixed(1)} KiB in ${files.length} requests`);
      assert(files.some((file) => file.endsWith(".css")) && files.some((file) => file.endsWith(".js")), files.join(" "));
      assert(bytes <= MOST, `${bytes} bytes: ${files.join(" ")}`);
    });
  }
  server.close();
}

// Everything that one page asks for in a fresh browser, in bytes on the wire, headers included.
async function loaded(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const asked = new Map();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, response }) => asked.set(requestId, response.url));
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url, { waitUntil: "networkidle" });
  await context.close();
  return { bytes, files: [...asked.values()] };
}

// A host as hosts are: below a folder, and compressing what it sends.
function answer(site, request, response) {
  const asked = decodeURIComponent(new URL(request.url, "http://x").pathname);
  const path = normalize(asked.replace(/^\/handbook\//, "").replace(/\/$/, "/index.html"));
  try {
    const body = gzipSync(readFileSync(join(site, path)), { level: 6 });
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "content-encoding": "gzip" });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}
