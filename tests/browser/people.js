// On paper and on the day: cards and run sheets fit their sheet, and the line-up shows the device's own day.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { build } from "./handbooks.js";

const A4 = [595, 842];
const A5 = [420, 595];
const A6 = [298, 420];
const sentence = "You get exactly what we said, at the hour we said, from the person we named, ".repeat(6).slice(0, 400);

const promise = (title, says = title) => `---
title: ${title}
says: ${says}
for: guests
state: standing
feels: expected, ${title}
---
`;

const house = {
  "handbook.yaml": "title: A small house\n",
  "content/vision.md": `---\nsays: ${sentence}\nowner: host\naims: { warm: You are warm. }\nwhen_in_doubt: [safety, kindness, clarity, speed]\n---\n`,
  "content/roles.yaml": `- { id: host, title: Host, may: ["${sentence.slice(0, 200)}"] }\n`,
  "content/customers/guests.md": "---\ntitle: Guests\n---\n",
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`content/promises/p${n}.md`, promise(`Promise ${n}`, sentence)])),
};

export async function people({ browser, folder, program, site, test }) {
  const page = await browser.newPage();
  page.setDefaultTimeout(5000);
  const sheets = (kind, last) => {
    const names = readdirSync(join(site, kind)).filter((name) => existsSync(join(site, kind, name, last)));
    if (names.length === 0) throw new Error(`no ${kind} with ${last}`);
    const files = names.map((name) => join(site, kind, name, last, "index.html"));
    // An old address only leads on.
    return files.filter((file) => !readFileSync(file, "utf8").includes('http-equiv="refresh"'));
  };

  await test("every pocket card is one sheet of A6", async () => {
    for (const file of sheets("roles", "card")) await fits(page, file, A6);
  });

  await test("every run sheet is one sheet of A5", async () => {
    for (const file of sheets("systems", "run")) await fits(page, file, A5);
  });

  await test("a sheet of fifteen changes for a role is one sheet of A4", async () => {
    await fits(page, join(site, "changes/2026-3/from/2026-1/roles/therapist/index.html"), A4);
  });

  await test("a card with five promises of 400 letters is still one sheet of A6", async () => {
    await fits(page, join(build(program, join(folder, "long"), house), "roles/host/card/index.html"), A6);
  });

  const short = Object.entries(house).map(([path, text]) => [path, text.replaceAll(sentence, path)]);
  const undated = build(program, join(folder, "undated"), Object.fromEntries(short));
  const today = pathToFileURL(join(undated, "today/index.html")).href;

  await test("the line-up shows the day that the device has, and no other", async () => {
    const christmas = await shownOn(browser, today, "2026-12-24T09:00:00");
    if (!christmas[0].startsWith("Thursday 24 December")) throw new Error(`it shows ${christmas[0]}`);
    if (christmas.length !== 1) throw new Error(`it shows ${christmas.length} days`);
    const words = (shown) => shown[0].split("\n").slice(1).join(" ");
    const [later, next] = [await shownOn(browser, today, "2027-01-21T23:30:00"), await shownOn(browser, today, "2026-12-25T00:30:00")];
    if (words(later) !== words(christmas)) throw new Error(`four weeks later it shows ${later[0]}`);
    if (words(next) === words(christmas)) throw new Error("the next day has the same line-up");
  });

  await test("all four weeks are one press away, from this Monday on", async () => {
    const all = await shownOn(browser, today, "2026-12-24T09:00:00", true);
    if (all.length !== 28) throw new Error(`${all.length} days`);
    if (!all[0].startsWith("Monday 21 December") || !all[27].startsWith("Sunday 17 January")) throw new Error(`from ${all[0]} to ${all[27]}`);
  });

  await test("a handbook that has a day keeps to it", async () => {
    const dated = { ...Object.fromEntries(short), "handbook.yaml": "title: A small house\nas_of: 2026-06-01\n" };
    const href = pathToFileURL(join(build(program, join(folder, "dated"), dated), "today/index.html")).href;
    const [shown] = await shownOn(browser, href, "2026-12-24T09:00:00");
    if (!shown.startsWith("Monday 1 June")) throw new Error(`it shows ${shown}`);
  });

  await test("at midnight the line-up of an open page changes", async () => {
    const context = await browser.newContext();
    const night = await context.newPage();
    await night.clock.install({ time: new Date("2026-12-24T23:58:00") });
    await night.goto(today);
    const shown = () => night.locator(".turn:visible h2").innerText();
    const before = await shown();
    await night.clock.runFor("05:00");
    const after = await shown();
    await context.close();
    if (!before.startsWith("Thursday 24") || !after.startsWith("Friday 25")) throw new Error(`${before}, then ${after}`);
  });

  await test("a spreadsheet takes no cell of the register for a formula", () => {
    const tricky = { ...house, "content/promises/p1.md": promise('"=1+1"') };
    const csv = readFileSync(join(build(program, join(folder, "tricky"), tricky), "register.csv"), "utf8");
    if (!csv.startsWith("id,kind,title,state,owner,approved,reviewed,next_review,path\n")) throw new Error(csv.slice(0, 200));
    if (!csv.includes("p1,promise,'=1+1,standing,") || /(^|,)"?[=+@-]/m.test(csv)) throw new Error(csv);
  });

  await test("a day is asked for, and the edition in force on it is marked", async () => {
    await page.goto(pathToFileURL(join(site, "changes/index.html")).href);
    for (const [day, answer] of [["2026-03-03", "in force: edition 2026-1"], ["2026-07-13", "in force: edition 2026-3"], ["2025-12-24", "no edition was in force"]]) {
      await page.getByLabel("On", { exact: true }).fill(day);
      const said = await page.locator("output").innerText();
      if (said !== answer) throw new Error(`on ${day}: ${said}`);
    }
    if ((await page.locator(".picked").count()) !== 0) throw new Error("an edition is marked for a day before the first");
  });

  await page.close();
}

// What the line-up shows at a moment of the device, day by day; `whole` presses the button.
async function shownOn(browser, href, time, whole = false) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(time));
  await page.goto(href);
  if (whole) await page.getByRole("button", { name: "Show all four weeks" }).click();
  const days = await page.locator(".turn:visible").allInnerTexts();
  await context.close();
  return days;
}

async function fits(page, file, [width, height]) {
  await page.goto(pathToFileURL(file).href);
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  const box = pdf.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/)?.slice(1).map(Math.round);
  if (pages !== 1) throw new Error(`${file}: ${pages} sheets`);
  if (Math.abs(box[0] - width) > 1 || Math.abs(box[1] - height) > 1) throw new Error(`${file}: a sheet of ${box}`);
}
