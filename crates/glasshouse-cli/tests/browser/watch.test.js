// Benchmark: the speed of a run while a browser on the same machine draws it. `npm run watch`; takes two minutes.
//
// Turns of four seconds alternate with and without the run's page. Both cost processor time, which is limited on a
// full machine: so the measures are the run's progress per second of the program's time, and the browser's own time.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import { test } from "node:test";
import { home, link, open, served, small } from "./opened.js";

const TURNS = 4;
const TURN = 4000;

/** Seconds of processor time that a process has spent, and which process began it. */
function stat(id) {
  try {
    const fields = fs.readFileSync(`/proc/${id}/stat`, "utf8").split(") ").at(-1).split(" ");
    return { parent: Number(fields[1]), spent: (Number(fields[11]) + Number(fields[12])) / 100 };
  } catch {
    return null;
  }
}

/** Of all that was begun by this test but the program: that is the browser. */
function browsers() {
  const all = new Map(fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((id) => [Number(id), stat(id)]));
  const ours = (id) => id !== served.pid && all.get(id) && (all.get(id).parent === process.pid || ours(all.get(id).parent));
  return [...all.keys()].filter((id) => id !== process.pid && ours(id)).reduce((sum, id) => sum + all.get(id).spent, 0);
}

test("a run of a hundred thousand is drawn while it goes on", { timeout: 600_000 }, async () => {
  const { page } = await open();
  const origin = new URL(link).origin;
  await page.goto(`${home}#setup`);
  await small(page, { people: 100_000, years: 40 });
  await page.getByLabel("Societies drawn").fill("16");
  await page.getByLabel("Societies drawn").press("Tab");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByText(/month \d+ of 480/).first().waitFor();
  const told = async () => (await (await page.context().request.get(`${home}api/runs`)).json()).at(-1);
  const now = async () => ({ way: (await told()).share, program: stat(served.pid).spent, browser: browsers() });
  const sums = { without: { way: 0, program: 0, browser: 0 }, with: { way: 0, program: 0, browser: 0 } };
  let drawn = 0;
  for (let turn = 0; turn < 2 * TURNS; turn++) {
    const word = turn % 2 === 0 ? "without" : "with";
    await page.goto(word === "with" ? `${home}#run` : "about:blank");
    if (word === "with") await page.locator("figure.chart canvas").first().waitFor();
    await page.waitForTimeout(1500);
    if (word === "with") await page.evaluate(() => { window.news = 0; new MutationObserver(() => { window.news += 1; }).observe(document.querySelector("p.status"), { childList: true }); });
    const from = await now();
    await page.waitForTimeout(TURN);
    const to = await now();
    if (word === "with") drawn += await page.evaluate(() => window.news);
    for (const key of Object.keys(from)) sums[word][key] += to[key] - from[key];
  }
  assert.ok((await told()).share < 1, "the run is over before the last turn: it needs more societies");
  const clock = (TURNS * TURN) / 1000;
  const less = 1 - (sums.with.way / sums.with.program) / (sums.without.way / sums.without.program);
  const taken = (sums.with.browser - sums.without.browser) / clock / os.cpus().length;
  console.log(`    ${(drawn / clock).toFixed(1)} updates a second; the program does ${(less * 100).toFixed(1)} % less in its time, and the browser takes ${(taken * 100).toFixed(1)} % of the machine (${JSON.stringify(sums)})`);
  await page.context().request.post(`${home}api/runs/${(await told()).id}/cancel`, { data: {}, headers: { Origin: origin } });
  await page.context().close();
  assert.ok(drawn / clock >= 4, `${drawn / clock} updates a second`);
  assert.ok(less + taken <= 0.05, `${less} and ${taken}`);
});
