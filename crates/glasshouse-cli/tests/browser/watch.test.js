// Does a run go on as fast while a browser on the same machine draws it? `npm run watch`; it takes two minutes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { link, open, small } from "./opened.js";

const TURNS = 6;
const TURN = 8000;

test("a run of a hundred thousand is drawn while it goes on", { timeout: 600_000 }, async () => {
  const { page } = await open();
  const origin = new URL(link).origin;
  await page.goto(`${origin}/#setup`);
  await small(page, { people: 100_000, years: 40 });
  await page.getByLabel("Societies drawn").fill("4");
  await page.getByLabel("Societies drawn").press("Tab");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByText(/month \d+ of 480/).first().waitFor();
  const told = async () => (await (await page.context().request.get(`${origin}/api/runs`)).json()).at(-1);
  const rates = { without: [], with: [] };
  for (let turn = 0; turn < 2 * TURNS; turn++) {
    const word = turn % 2 === 0 ? "without" : "with";
    await page.goto(word === "with" ? `${origin}/#run` : "about:blank");
    if (word === "with") await page.locator("figure.chart canvas").first().waitFor();
    await page.waitForTimeout(1000);
    const [from, since] = [await told(), Date.now()];
    await page.waitForTimeout(TURN);
    const to = await told();
    rates[word].push(((to.share - from.share) * 1e6) / (Date.now() - since));
  }
  const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  const slower = 1 - middle(rates.with) / middle(rates.without);
  console.log(`    by turns without and with a browser: ${JSON.stringify(rates)}; slower by ${(slower * 100).toFixed(1)} %`);
  await page.context().request.post(`${origin}/api/runs/${(await told()).id}/cancel`, { data: {}, headers: { Origin: origin } });
  await page.context().close();
  assert.ok(slower <= 0.05, `slower by ${slower}`);
});
