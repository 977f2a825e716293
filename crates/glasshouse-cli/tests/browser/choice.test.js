// Browser tests of the set-up page: composing regimes, editing the society, groups and maps.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LONG, fits, home, open, shot, small, sound } from "./opened.js";

test("regimes are put together, one without a section, in a society of one's own", LONG, async () => {
  const { page, end } = await open();
  await page.goto(`${home}#setup`);
  await page.getByRole("button", { name: "Edit the society" }).click();
  const town = page.getByLabel("Text of the society");
  await page.getByText("No mistakes.").waitFor();
  const whole = await town.inputValue();
  await town.fill(whole.replace("[urban]", "[urbna]"));
  await page.locator("mark.error", { hasText: "urbna" }).waitFor();
  await sound(page, "a society with a mistake");
  await shot(page, "society");
  await town.fill(whole);
  await page.getByText("No mistakes.").waitFor();
  await town.press("Control+Home");
  await town.press("Control+End");
  await page.keyboard.type("\n[ove");
  await page.locator("#offers").getByRole("option", { name: /override/ }).waitFor();
  await page.keyboard.press("Escape");
  await town.fill(whole.replace(/(\[urban\]\nvalue = )[\d.]+/, "$10.9"));
  await page.getByText("No mistakes.").waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("(changed by you)").first().waitFor({ state: "attached" });

  await page.getByRole("button", { name: "Edit social-credit" }).click();
  await page.getByLabel("Leave out of social-credit").selectOption("spillover");
  await page.locator("ol.regimes strong", { hasText: "social-credit without spillover" }).waitFor();
  await page.getByLabel("Combine with").selectOption("reviews");
  await page.getByRole("button", { name: "Combine", exact: true }).click();
  await page.locator("ol.regimes strong", { hasText: "social-credit without spillover + reviews" }).waitFor();
  await sound(page, "a composed regime");
  await shot(page, "composed", true);
  await page.getByLabel("Combine with").selectOption("nosedive");
  await page.getByRole("button", { name: "Combine", exact: true }).click();
  await page.locator(".findings").getByText(/contradict each other/).first().waitFor();
  await shot(page, "conflict", true);
  await page.getByRole("button", { name: "Take out nosedive" }).click();
  await page.getByText("No mistakes.").waitFor();
  await page.getByRole("button", { name: "Done" }).click();

  await page.getByLabel("Add a regime").selectOption("social-credit");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await small(page, { years: 3 });
  await page.getByLabel("Also break down by").selectOption("income");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("heading", { name: "Results" }).waitFor();
  await page.getByLabel("Shown for").selectOption({ label: "By fifths of income, under social-credit" });
  await page.locator("figure.chart", { hasText: "poorest fifth" }).nth(15).waitFor();
  await page.getByText("The figures behind this chart").first().click();
  await page.locator("figure.chart table tbody tr").nth(5).waitFor();
  await sound(page, "curves by group");
  await fits(page, "curves by group");
  await shot(page, "groups", true);
  await page.reload();
  await page.getByText("Done: 36 months.").first().waitFor();
  await page.getByRole("link", { name: "Choose" }).click();
  await page.locator("ol.regimes strong", { hasText: "social-credit without spillover + reviews" }).waitFor();
  await end();
});

test("a map of tiles grows while it runs", LONG, async () => {
  for (const [width, colorScheme] of [[1280, "light"], [360, "dark"], [3840, "dark"]]) {
    const { page, end } = await open({ width, colorScheme });
    await page.goto(`${home}#setup`);
    // The page comes back with the last request.
    for (const extra of (await page.getByRole("button", { name: /^Remove / }).all()).slice(2).reverse()) await extra.click();
    await small(page, { people: 60_000, years: 2, pace: 8 });
    await page.getByLabel("Also break down by").selectOption("county");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByLabel("Shown for").selectOption({ index: 1 });
    await page.locator("svg.map").nth(11).waitFor();
    const before = await page.locator("svg.map").nth(11).innerHTML();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.waitForFunction((before) => document.querySelectorAll("svg.map")[11]?.innerHTML !== before, before);
    await page.getByRole("heading", { name: "Results" }).waitFor();
    assert.equal(await page.locator("svg.map").count(), 12, "two regimes, six measures");
    await sound(page, "maps");
    await fits(page, `maps at ${width}`);
    await shot(page, `map-${width}`);
    await end();
  }
});

test("a third run waits for its turn, and one can go from run to run", LONG, async () => {
  const { page, end } = await open();
  const begin = async () => {
    await page.goto(`${home}#setup`);
    await small(page, { people: 1000, years: 30, pace: 4 });
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("heading", { name: "What happens" }).waitFor();
  };
  const giveUp = async () => {
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.locator("p.status", { hasText: "Cancelled after month" }).waitFor();
  };
  await begin();
  await begin();
  await begin();
  await page.locator("p.status", { hasText: "Waiting for another run to finish." }).waitFor();
  const hand = page.getByLabel("Available runs");
  const third = await hand.inputValue();
  const first = await hand.locator("option").nth(-3).getAttribute("value");
  await sound(page, "a run that waits");
  await shot(page, "waiting");
  await hand.selectOption(first);
  await page.locator("p.status", { hasText: "of 360" }).waitFor();
  await giveUp();
  await page.getByLabel("Available runs").selectOption(third);
  await page.locator("p.status", { hasText: "of 360" }).waitFor();
  await giveUp();
  await page.getByLabel("Available runs").selectOption({ index: -1 + await hand.locator("option").count() - 1 });
  await giveUp();
  await end();
});
