// Browser tests of the page and a report in Firefox: `npm run firefox`; not in CI, which has Chromium.
//
// Firefox is driven by WebDriver BiDi, the protocol that browsers share. GLASSHOUSE and SHOTS as in opened.js.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import bundle from "playwright-core/lib/utilsBundle";

const here = path.dirname(fileURLToPath(import.meta.url));
const program = process.env.GLASSHOUSE || path.join(here, "../../../../target/debug/glasshouse");
const firefox = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find(fs.existsSync);
const out = fs.mkdtempSync(path.join(os.tmpdir(), "glasshouse-"));

/** Starts a process, and waits until it says something of this kind. */
function begin(command, args, words) {
  const child = spawn(command, args, { stdio: "pipe" });
  return new Promise((resolve, reject) => {
    const hear = (data) => String(data).match(words) && resolve([child, String(data).match(words)[0]]);
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", () => reject(new Error(`${command} has ended`)));
  });
}

/** A browser with one page: what it is told, and what it says of itself. */
async function browser() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "glasshouse-profile-"));
  const [child, address] = await begin(firefox, ["--headless", "--profile", profile, "--remote-debugging-port=0", "about:blank"], /ws:\/\/\S+/);
  const line = new bundle.ws(`${address}/session`);
  await new Promise((resolve) => line.once("open", resolve));
  const [waiting, said] = [new Map(), []];
  line.on("message", (text) => {
    const news = JSON.parse(text);
    if (news.method === "log.entryAdded" && ["error", "warn"].includes(news.params.level)) said.push(news.params.text);
    waiting.get(news.id)?.(news);
  });
  let count = 0;
  const send = async (method, params) => {
    const id = ++count;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    line.send(JSON.stringify({ id, method, params }));
    const { result, error, message } = await answer;
    assert.equal(error, undefined, `${method}: ${message}`);
    return result;
  };
  await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded"] });
  const { context } = (await send("browsingContext.getTree", {})).contexts[0];
  /** What an expression comes to in the page, as text. */
  const ask = async (expression) => {
    const { result, exceptionDetails } = await send("script.evaluate", { expression: `(async () => String(await (${expression})))()`, target: { context }, awaitPromise: true });
    assert.equal(exceptionDetails, undefined, `${expression}: ${exceptionDetails?.text}`);
    return result.value;
  };
  return {
    said, ask,
    go: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),
    width: (width) => send("browsingContext.setViewport", { context, viewport: { width, height: 900 } }),
    /** Until something is so. */
    until: async (expression) => {
      for (let tries = 0; tries < 600; tries++) {
        if ((await ask(expression)) === "true") return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.fail(`never: ${expression}`);
    },
    shot: async (name) => {
      if (!process.env.SHOTS) return;
      const { data } = await send("browsingContext.captureScreenshot", { context });
      fs.writeFileSync(path.join(process.env.SHOTS, `firefox-${name}.png`), Buffer.from(data, "base64"));
    },
    end: async () => {
      child.kill();
      await new Promise((resolve) => child.once("exit", resolve));
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}

const WIDTHS = [360, 1280, 2560];
const press = (name) => `[...document.querySelectorAll("button")].find((b) => b.textContent === ${JSON.stringify(name)} && !b.disabled)?.click()`;
const enter = (label, value) => `(() => { const field = [...document.querySelectorAll("label")].find((l) => l.textContent === "${label}").control; field.value = "${value}"; field.dispatchEvent(new Event("change")); })()`;
const heading = (words) => `[...document.querySelectorAll("h1, h2")].some((h) => h.textContent.startsWith(${JSON.stringify(words)}))`;

test("the page, a run, a life, the list and its report work in Firefox", { timeout: 600_000, skip: !firefox && "no Firefox" }, async () => {
  const [served, link] = await begin(program, ["serve", "--out", out], /http:\S+/);
  const page = await browser();
  const fits = async (what) => {
    for (const width of WIDTHS) {
      await page.width(width);
      assert.equal(await page.ask("document.documentElement.scrollWidth <= innerWidth"), "true", `${what} at ${width}`);
      await page.shot(`${what}-${width}`);
    }
  };
  try {
    await page.go(link);
    await page.until(heading("A society under glass"));
    await fits("welcome");
    await page.ask(`location.hash = "#setup"`);
    await page.until(heading("Choose"));
    for (const [label, value] of [["People", 2000], ["Years", 8], ["Societies drawn", 2]]) await page.ask(enter(label, value));
    await fits("setup");
    await page.ask(press("Run"));
    await page.until(heading("Results"));
    assert.equal(await page.ask(`document.querySelectorAll("figure.chart").length`), "16");
    await page.until(`document.querySelector("figure.chart canvas")?.width > 0`);
    await fits("run");
    await page.ask(`location.hash = "#person"`);
    await page.until(heading("A life"));
    await page.ask(press("Look"));
    await page.until(heading("Person "));
    await fits("life");
    await page.ask(`location.hash = "#list"`);
    await page.until(heading("The public list"));
    await page.ask(press("Look it up"));
    await page.until(`document.body.textContent.includes("of your neighbourhood on it")`);
    await page.go(pathToFileURL(path.join(out, "run-1/report.html")).href);
    await page.until(heading("What this is not"));
    await fits("report");
    assert.deepEqual(page.said, [], "the console stays silent");
  } finally {
    await page.end();
    served.kill("SIGINT");
    fs.rmSync(out, { recursive: true, force: true });
  }
});
