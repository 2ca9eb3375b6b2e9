// SARIF against its published schema, as Microsoft ships it with its own matchers for tests. It is here and not among
// the program's tests because npm has the schema ready, and no package for Rust has it without minutes of compiling.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import Ajv from "ajv";

const require = createRequire(import.meta.url);

function validator() {
  // The schema is of draft 4, which has other names for a few things.
  const ajv = new Ajv({ schemaId: "auto", validateSchema: false, allErrors: true });
  ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
  const validate = ajv.compile(require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
  return (log) => (validate(log) ? [] : validate.errors.map((error) => `${error.dataPath} ${error.message}`));
}

export async function reports({ program, repository, folder, test }) {
  const faults = validator();
  const handbook = join(folder, "handbook");
  cpSync(join(repository, "tests/reports/handbook"), handbook, { recursive: true });
  const sarif = (root, ...more) => {
    const file = join(folder, "report.sarif");
    const asked = ["check", "-q", "--root", root, "--fail-on", "never", "--report", `sarif=${file}`, ...more];
    execFileSync(program, asked, { stdio: "ignore" });
    return JSON.parse(readFileSync(file, "utf8"));
  };
  const known = join(folder, "known.txt");

  await test("SARIF of a messy handbook is valid", () => {
    const log = sarif(handbook);
    assert.deepEqual(faults(log), []);
    assert.ok(log.runs[0].results.length > 9, "there are findings");
  });

  await test("SARIF with known findings is valid", () => {
    sarif(handbook, "--write-baseline", known);
    const log = sarif(handbook, "--baseline", known);
    assert.deepEqual(faults(log), []);
    assert.ok(log.runs[0].results.every((result) => result.baselineState === "unchanged"));
  });

  await test("SARIF of a sound handbook is valid", () => {
    const log = sarif(repository);
    assert.deepEqual(faults(log), []);
    assert.deepEqual(log.runs[0].results, []);
  });

  await test("the schema would notice", () => {
    const log = sarif(handbook);
    log.runs[0].results[0].level = "fatal";
    assert.equal(faults(log).length > 0, true);
    const other = sarif(handbook);
    other.runs[0].tool.driver.rulez = [];
    assert.equal(faults(other).length > 0, true);
  });
}
