// A finger needs room: every link, button, fold, box and field of every page is a target of 44 by 44 px at the least, on a phone
// as on a desk. What counts is the room that is the target's own: where two overlap, a finger gets the upper one only.
//
// The one exception is a link in a sentence: set in line with words of its own block that lead nowhere (WCAG 2.5.8, "inline").
// A list of links is no sentence, whatever stands between them, and neither is a link with a small note beside it.

import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";

import { assert } from "./assert.js";
import { htmlBelow } from "./page.js";

const WIDTHS = [320, 390, 1280];
const LEAST = 44;
const AT_ONCE = 2;

export async function targets({ browser, site, test }) {
  const files = htmlBelow(site).sort();
  const rest = files.filter((file) => !readFileSync(file, "utf8").includes('http-equiv="refresh"'));
  let count = 0;
  const worker = async () => {
    const context = await browser.newContext({ hasTouch: true });
    const page = await context.newPage();
    for (let file = rest.shift(); file; file = rest.shift()) count += await onePage(page, site, file, test);
    await context.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await test("targets were measured", () => assert(count > 1000, `only ${count}`));
}

async function onePage(page, site, file, test) {
  const name = relative(site, file);
  // Pages of an old edition come from the same templates: each is measured once, where it is most crowded.
  const isOld = /^editions\/[^/]+\//.test(name);
  await page.goto(pathToFileURL(file).href);
  let count = 0;
  for (const width of isOld ? WIDTHS.slice(0, 1) : WIDTHS) {
    await test(`${name} leaves room for a finger at ${width} px`, async () => {
      const { measured, small } = await smallTargets(page, width);
      count += measured;
      assert(small.length === 0, small.join("\n"));
    });
  }
  return count;
}

// The targets without room. All of the page is in view while it is measured, and what is folded is open; the menu lies over
// the page on a phone, so it is measured last and on its own.
export async function smallTargets(page, width) {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(() => {
    for (const part of document.querySelectorAll("details:not(.menu)")) part.open = true;
  });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(3000, height + 100) });
  const main = await page.evaluate(measure, { least: LEAST, within: "body", but: ".menu[open] > nav, .menu:not([open]) > nav" });
  const hasMenu = await page.evaluate(() => {
    const menu = document.querySelector(".menu");
    if (menu) menu.open = true;
    return menu !== null;
  });
  const menu = hasMenu ? await page.evaluate(measure, { least: LEAST, within: ".menu > nav", but: ".none" }) : { measured: 0, small: [] };
  await page.evaluate(() => {
    const menu = document.querySelector(".menu");
    if (menu) menu.open = false;
  });
  return { measured: main.measured + menu.measured, small: [...main.small, ...menu.small] };
}

// Runs in the page.
function measure({ least, within, but }) {
  const TARGETS = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const letters = /[\p{L}\p{N}]/u;
  const small = [];
  let measured = 0;
  for (const target of document.querySelector(within).querySelectorAll(TARGETS)) {
    if (target.closest(but) || target.closest(".skip") || !target.checkVisibility({ visibilityProperty: true })) continue;
    if (getComputedStyle(target).pointerEvents === "none") continue;
    measured += 1;
    if (target.matches("a") && isInSentence(target)) continue;
    // A wide table is scrolled to it.
    if (target.closest(".table")) target.scrollIntoView({ inline: "center", block: "nearest" });
    const { width, height } = room(target);
    if (width >= least - 1 && height >= least - 1) continue;
    small.push(`${Math.round(width)} × ${Math.round(height)} px: ${target.closest("[class]")?.className ?? ""}: ${target.outerHTML.slice(0, 150)}`);
  }
  return { measured, small };

  // Set in line, in a block that says something besides its links.
  function isInSentence(link) {
    if (getComputedStyle(link).display !== "inline") return false;
    let block = link.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let text = words.nextNode(); text; text = words.nextNode()) {
      const parent = text.parentElement;
      const note = parent.closest("small");
      const isOwn = !parent.closest("a, button, label, summary") && (note === null || note.contains(link)) && flow(parent) === block;
      if (isOwn && letters.test(text.data)) return true;
    }
    return false;
  }

  // The block in whose lines an element's words are set.
  function flow(element) {
    while (getComputedStyle(element).display === "inline") element = element.parentElement;
    return element;
  }

  // How far from its middle a finger still meets the target, along both axes, as far as it matters.
  function room(target) {
    const label = target.labels?.[0];
    const own = (x, y) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (target.contains(hit) || (label?.contains(hit) ?? false));
    };
    let best = { width: 0, height: 0 };
    for (const box of target.getClientRects()) {
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      if (box.width === 0 || !own(x, y)) continue;
      const reach = (dx, dy) => {
        // A middle and an end that are the target's own have nothing else between them.
        return own(x + dx * (least / 2 - 1), y + dy * (least / 2 - 1)) ? least / 2 : 0;
      };
      const grown = (dx, dy) => {
        const both = reach(dx, dy) + reach(-dx, -dy);
        if (both >= least) return both;
        // Off its middle: as far as it goes on either side.
        const far = (sign) => {
          let steps = 0;
          while (steps < least && own(x + sign * dx * (steps + 0.5), y + sign * dy * (steps + 0.5))) steps += 0.5;
          return steps;
        };
        return far(1) + far(-1);
      };
      const found = { width: grown(1, 0), height: grown(0, 1) };
      if (Math.min(found.width, found.height) > Math.min(best.width, best.height)) best = found;
    }
    return best;
  }
}
