// The pages of a site on disk.

import { readdirSync } from "node:fs";
import { join } from "node:path";

// Every HTML file below a folder, sorted.
export function pagesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const pages = entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesBelow(path);
    return entry.name.endsWith(".html") ? [path] : [];
  });
  return pages.sort();
}

export function assert(holds, message) {
  if (!holds) throw new Error(message);
}
