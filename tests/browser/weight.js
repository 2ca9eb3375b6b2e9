// What a first page weighs, as it comes over the wire to a browser that has nothing yet: HTML, styles and scripts, compressed.

import { assert } from "./assert.js";
import { host } from "./host.js";

const MOST = 30 * 1024;
const PAGES = [
  "index.html",
  "promises/call-back-today/index.html",
  "roles/front-desk/index.html",
  "systems/call-back/run/index.html",
  "throughline/index.html",
];

export async function weight({ browser, site, test }) {
  const { server, url } = await host(site, "handbook");
  for (const path of PAGES) {
    await test(`${path} comes in at most ${MOST / 1024} KiB`, async () => {
      const { bytes, files } = await loaded(browser, url + path);
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
