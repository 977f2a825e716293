// Shared set-up of the browser tests: the program, a browser, and the checks made on every page. The browser is
// Chromium, driven by playwright-core; no other network is reached.
//
// GLASSHOUSE: the program to test. SHOTS: a folder for screenshots, if wanted.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
const program = process.env.GLASSHOUSE || path.join(here, "../../../../target/debug/glasshouse");
const axe = fs.readFileSync(path.join(here, "node_modules/axe-core/axe.min.js"), "utf8");
export const out = fs.mkdtempSync(path.join(os.tmpdir(), "glasshouse-"));
export const LONG = { timeout: 180_000 };
export let served;
export let browser;
export let link = "";

before(async () => {
  served = spawn(program, ["serve", "--out", out], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    served.on("exit", () => reject(new Error("the program has ended")));
    served.stdout.on("data", (data) => {
      // After each browser that enters, a new link is printed.
      const found = String(data).match(/http:\S+/g);
      if (found) link = found.at(-1);
      if (link) resolve();
    });
  });
  browser = await launch();
});

/** Starts Chromium. Its sandbox does not work for root; the only pages that it opens are ours. */
export function launch(more = []) {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(fs.existsSync);
  return chromium.launch({ executablePath, args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), ...more] });
}

after(async () => {
  await browser?.close();
  served?.kill("SIGINT");
  fs.rmSync(out, { recursive: true, force: true });
});

/** The address of the page, known once a browser was let in. */
export let home;

/** A page that was let in. Whatever it says on the console is a failure, and so is any other address. */
export async function open({ width = 1280, height = 900, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.stack));
  page.on("request", (request) => request.url().startsWith(new URL(link).origin) || request.url().startsWith("data:") || said.push(`asked ${request.url()}`));
  page.setDefaultTimeout(60_000);
  await page.goto(link);
  await page.waitForSelector("h1");
  home = page.url();
  const end = async () => {
    assert.deepEqual(said, [], "the console stays silent");
    await context.close();
  };
  return { page, end, said };
}

/** No serious finding of axe-core. It is run by the debugger, which the page's policy does not bind. */
export async function sound(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const bad = violations.filter((v) => ["serious", "critical"].includes(v.impact));
  assert.deepEqual(bad.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(" | ")}`), [], what);
}

/** Nothing is wider than the window; what must be scrolls by itself. */
export async function fits(page, what) {
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= window, `${what} is ${wide} wide in a window of ${window}`);
}

export async function shot(page, name, fullPage = false) {
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`), fullPage });
}

export async function small(page, { people = 2000, years = 8, pace = 0 } = {}) {
  await page.getByLabel("People", { exact: true }).fill(String(people));
  await page.getByLabel("Years", { exact: true }).fill(String(years));
  await page.getByLabel("Societies drawn").fill("2");
  await page.getByLabel("Months a second").fill(String(pace));
  await page.getByLabel("Months a second").press("Tab");
}
