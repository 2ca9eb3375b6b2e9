// Handbooks for a suite of its own: a small one from texts, or a copy of the example.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

// Writes a handbook and builds it; a file that is null is left out, and a rule may find something in it.
export function build(program, root, files) {
  rmSync(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files).filter(([, text]) => text !== null)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const site = join(root, "public");
  execFileSync(program, ["build", "-q", "--fail-on", "never", "--root", root, "-o", site], { stdio: "pipe" });
  return site;
}

// The example, for somebody who writes in it.
export function copyExample(repository, root) {
  for (const part of ["handbook.yaml", "content"]) cpSync(join(repository, part), join(root, part), { recursive: true });
}
