// A host as hosts are: files in a folder of it, compressed on the way. It knows nothing of handbooks.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json" };

// Serves the site below a folder of that name; `url` leads to its home page.
export async function host(site, name) {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, "http://x").pathname).replace(`/${name}/`, "/");
    const path = normalize(asked.replace(/\/$/, "/index.html"));
    try {
      const body = gzipSync(readFileSync(join(site, path)), { level: 6 });
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "content-encoding": "gzip" });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, url: `http://127.0.0.1:${server.address().port}/${encodeURIComponent(name)}/` };
}
