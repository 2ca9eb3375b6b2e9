// SARIF against its published schema, as Microsoft ships it with its own matchers for tests, and GitLab's code quality
// report against the types that those who write such reports in TypeScript share. They are here and not among the
// program's tests because npm has both ready, and no package for Rust has them without minutes of compiling.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import Ajv from "ajv";
import ts from "typescript";

const require = createRequire(import.meta.url);

function validator() {
  // The schema is of draft 4, which has other names for a few things.
  const ajv = new Ajv({ schemaId: "auto", validateSchema: false, allErrors: true });
  ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
  const validate = ajv.compile(require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
  return (log) => (validate(log) ? [] : validate.errors.map((error) => `${error.dataPath} ${error.message}`));
}

// What the compiler says of a report that claims to be a list of issues, with exactly the fields that GitLab reads.
function typeFaults(report, folder) {
  const types = dirname(require.resolve("codeclimate-types"));
  const fields = ["description", "check_name", "fingerprint", "severity", "location"];
  const file = join(folder, "report.ts");
  const picked = fields.map((field) => JSON.stringify(field)).join(" | ");
  const source = `import type { Issue } from ${JSON.stringify(join(types, "index.js"))};
export const report: Required<Pick<Issue, ${picked}>>[] = ${JSON.stringify(report)};`;
  writeFileSync(file, source);
  const options = { noEmit: true, strict: true, types: [], module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 };
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  return found.map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, " "));
}

export async function reports({ program, repository, folder, test }) {
  const faults = validator();
  const handbook = join(folder, "handbook");
  cpSync(join(repository, "tests/reports/handbook"), handbook, { recursive: true });
  const written = (format, root, ...more) => {
    const file = join(folder, `report.${format}`);
    const asked = ["check", "-q", "--root", root, "--fail-on", "never", "--report", `${format}=${file}`, ...more];
    execFileSync(program, asked, { stdio: "ignore" });
    return JSON.parse(readFileSync(file, "utf8"));
  };
  const sarif = (root, ...more) => written("sarif", root, ...more);
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

  await test("GitLab's report of a messy handbook is a list of issues", () => {
    const report = written("gitlab", handbook);
    assert.deepEqual(typeFaults(report, folder), []);
    assert.ok(report.length > 9, "there are findings");
  });

  await test("the types would notice", () => {
    const [first, ...others] = written("gitlab", handbook);
    const wrong = [{ ...first, severity: "bad" }, { ...first, extra: 1 }, { ...first, location: { path: "a" } }];
    const { fingerprint, ...without } = first;
    for (const issue of [...wrong, without]) {
      assert.equal(typeFaults([issue, ...others], folder).length > 0, true, JSON.stringify(issue));
    }
  });
}
