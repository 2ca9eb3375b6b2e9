// A company's colours: they come out in light and in dark, on every kind of page, and nothing becomes unreadable by them.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { assert } from "./assert.js";
import { build } from "./handbooks.js";
import { violations } from "./page.js";
import { kiosk } from "./views/handbook.js";

const PAGES = ["index.html", "promises/index.html", "throughline/index.html"];

export async function brand({ browser, folder, program, test }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const desk = { page, test };
  const site = (brand) => {
    const settings = `${kiosk["handbook.yaml"] ?? ""}\nbrand: ${brand}\n`;
    return build(program, join(folder, "brand"), { ...kiosk, "handbook.yaml": settings });
  };
  const own = await drawn(desk, site("{}"));
  await test("without colours of its own a company has the theme's", () => {
    assert(own.light.paper === "rgb(250, 248, 243)" && own.dark.paper === "rgb(20, 24, 27)", JSON.stringify(own));
  });

  const both = site('{ accent: "#7a1fa2", paper: "#fff4e5", ink: "#2b1a00", dark: { accent: "#ffb74d", paper: "#1b1030", ink: "#f3e9ff" } }');
  await expect(desk, "colours come out in light and in dark", both, {
    light: { paper: "rgb(255, 244, 229)", ink: "rgb(43, 26, 0)", link: "rgb(122, 31, 162)" },
    dark: { paper: "rgb(27, 16, 48)", ink: "rgb(243, 233, 255)", link: "rgb(255, 183, 77)" },
    print: { paper: "rgb(255, 255, 255)", ink: "rgb(0, 0, 0)" },
  });

  const light = site('{ paper: "#e8f1fa", ink: "#10202e" }');
  await expect(desk, "dark stays a design of its own when only light colours are set", light, {
    light: { paper: "rgb(232, 241, 250)", ink: "rgb(16, 32, 46)" },
    dark: own.dark,
  });

  const accent = site('{ accent: "#ffee00" }');
  await expect(desk, "an accent alone leaves the ground as it is, and is made readable", accent, {
    light: { paper: own.light.paper, ink: own.light.ink },
    dark: { paper: own.dark.paper, ink: own.dark.ink },
  });

  const faint = site('{ accent: "#ffd9b0", paper: "#fffdf5", ink: "#bbbbbb", dark: { paper: "#444444", ink: "#555555" } }');
  await expect(desk, "colours that nobody could read are drawn as the nearest that can be read", faint, {
    light: { paper: "rgb(255, 253, 245)" },
    dark: { paper: "rgb(68, 68, 68)" },
  });
  await context.close();
}

// Each page in each scheme has these colours, and axe finds nothing, text on its ground included.
async function expect({ page, test }, name, site, wanted) {
  await test(`brand: ${name}`, async () => {
    const found = await drawn({ page }, site);
    for (const [scheme, colours] of Object.entries(wanted)) {
      for (const [part, colour] of Object.entries(colours)) {
        assert(found[scheme][part] === colour, `${scheme}: ${part} is ${found[scheme][part]}, not ${colour}`);
      }
    }
    for (const path of PAGES) {
      await page.goto(pathToFileURL(join(site, path)).href);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ media: "screen", colorScheme });
        const wrong = await violations(page);
        assert(wrong.length === 0, `${path}, ${colorScheme}: ${wrong.join("\n")}`);
      }
    }
  });
}

// The colours of the home page, in each scheme and on paper.
async function drawn({ page }, site) {
  const colours = {};
  for (const [name, media] of Object.entries({ light: { media: "screen", colorScheme: "light" }, dark: { media: "screen", colorScheme: "dark" }, print: { media: "print", colorScheme: "light" } })) {
    await page.emulateMedia(media);
    await page.goto(pathToFileURL(join(site, "index.html")).href);
    colours[name] = await page.evaluate(() => {
      const of = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
      return { paper: of("body", "backgroundColor"), ink: of("body", "color"), link: of(".foot a, .on a", "color") };
    });
  }
  return colours;
}
