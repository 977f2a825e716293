// Browser tests of the page: its functions in a real browser.

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { LONG, browser, fits, home, open, out, shot, small, sound } from "./opened.js";

test("the page is there within a second", LONG, async () => {
  const { page, end } = await open();
  await page.goto("about:blank");
  const since = Date.now();
  await page.goto(home);
  await page.waitForSelector("h1");
  const spent = Date.now() - since;
  console.log(`    usable after ${spent} ms`);
  assert.ok(spent < 3000, `${spent} ms, though the machine may be busy`);
  await end();
});

test("the tour, from its first step to its last, by keyboard alone", LONG, async () => {
  const { page, end } = await open();
  await page.getByRole("button", { name: /Take the tour/ }).focus();
  await page.keyboard.press("Enter");
  const press = async (name) => {
    await page.locator("#tour").getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  for (let step = 1; step <= 12; step++) {
    await page.getByText(`Step ${step} of 12`).waitFor();
    if (step === 2) {
      await page.getByRole("radio", { name: "more", exact: true }).focus();
      await page.keyboard.press("Space");
    }
    if (step === 3) await page.locator("#tour .outcome").waitFor();
    if (step === 4) await page.getByText(/Your bet was: more\./).waitFor();
    if (step === 5) {
      await press("Show what the state sees");
      await page.getByText(/What the state sees: /).first().waitFor();
      await press("Lift the veil");
    }
    if (step === 6) await page.getByText(/wrongly listed/).last().waitFor();
    if (step === 7) {
      await page.getByRole("button", { name: "Look it up" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText(/of your neighbourhood on it/).waitFor();
      await page.getByRole("button", { name: "Lift the veil" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText(/Under the veil/).waitFor();
    }
    if (step === 10) {
      await press("Start a slow run that you can switch off");
      const off = page.getByRole("button", { name: "Switch off social-credit now" });
      await off.and(page.locator(":enabled")).waitFor();
      await off.focus();
      await page.keyboard.press("Enter");
      await page.getByText(/was switched off before month \d+/).waitFor();
      await page.getByRole("button", { name: "Cancel" }).press("Enter");
      await page.locator("p.status", { hasText: "Cancelled after month" }).waitFor();
    }
    if ([1, 2, 3, 6, 7, 11].includes(step)) await sound(page, `step ${step}`);
    await shot(page, `tour-${String(step).padStart(2, "0")}`);
    await press(step < 12 ? "Next" : "Finish");
  }
  await page.locator("#tour").waitFor({ state: "hidden" });
  await end();
});

test("a mistake is underlined as one types, told in words, and gone when it is mended", LONG, async () => {
  const { page, end } = await open();
  await page.goto(`${home}#setup`);
  await page.getByRole("button", { name: "Edit social-credit" }).click();
  const text = page.getByLabel("Text of the regime");
  await page.getByText("No mistakes.").waitFor();
  const whole = await text.inputValue();
  await text.fill(whole.replace("recovery = 0", "recovrey = 0"));
  await page.locator("mark.error", { hasText: "recovrey" }).waitFor();
  await page.locator(".findings").getByText("`recovery`").first().waitFor();
  await sound(page, "an editor with a mistake");
  await shot(page, "mistake");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByText("There is a mistake in “social-credit”").waitFor();
  await page.getByRole("button", { name: "Edit social-credit" }).click();
  await page.getByRole("button", { name: /^Line \d+$/ }).first().click();
  assert.equal(await page.evaluate(() => { const a = document.activeElement; return a.value.slice(a.selectionStart, a.selectionEnd); }), "recovrey");
  await page.keyboard.type("recovery");
  await page.getByText("No mistakes.").waitFor();
  assert.equal(await text.inputValue(), whole);
  await end();
  // The refusal above is an answer of the program, which the browser itself logs to its console.
});

test("a number is changed in the form, and stands in the file", LONG, async () => {
  const { page, end } = await open();
  await page.goto(`${home}#setup`);
  await page.getByRole("button", { name: "Edit social-credit" }).click();
  const text = page.getByLabel("Text of the regime");
  const whole = await text.inputValue();
  await page.getByText("Change its numbers in a form instead").click();
  const cameras = page.locator("fieldset", { has: page.locator("legend", { hasText: "watch · cameras" }) });
  const urban = cameras.getByLabel(/^urban/);
  assert.equal(await urban.inputValue(), "0.4");
  await urban.fill("0.25");
  await urban.press("Tab");
  assert.equal(await text.inputValue(), whole.replace("urban = 0.4", "urban = 0.25"), "one number, and nothing else");
  await page.getByText("No mistakes.").waitFor();
  await sound(page, "the form");
  await shot(page, "form", true);
  await urban.fill("2");
  await urban.press("Tab");
  await page.locator("mark.error").waitFor();
  await end();
});

test("what can stand in a file is offered, and taken by keyboard", LONG, async () => {
  const { page, end } = await open();
  await page.goto(`${home}#setup`);
  await page.getByRole("button", { name: "Edit no-system" }).click();
  const text = page.getByLabel("Text of the regime");
  await text.press("Control+End");
  await page.keyboard.type("\n[wel");
  await page.locator("#offers").getByRole("option", { name: /welfare/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Space");
  await page.locator("#offers").getByRole("option", { name: /^floor/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("1000");
  assert.match(await text.inputValue(), /\[welfare\]\nfloor = 1000$/);
  await end();
});

test("a run to its end, its comparison, a life, the list and the report from disk", LONG, async () => {
  const { page, end } = await open();
  await page.goto(`${home}#setup`);
  await small(page);
  await sound(page, "choosing");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("heading", { name: "Results" }).waitFor();
  assert.equal(await page.locator("figure.chart").count(), 16);
  await page.getByText("The figures behind this chart").first().click();
  // Eight years, a line for each half of a year.
  await page.locator("figure.chart table tbody tr").nth(15).waitFor();
  await sound(page, "a run that is over");
  await shot(page, "run", true);
  await page.getByRole("link", { name: "Trust in strangers" }).first().click();
  await page.locator(".entry.found", { hasText: "trust" }).waitFor();
  await sound(page, "the words");
  await page.getByRole("link", { name: "A life" }).click();
  await page.getByRole("button", { name: "Look", exact: true }).click();
  await page.getByRole("heading", { name: /^Person \d/ }).waitFor();
  assert.equal(await page.locator(".why").count(), 2);
  await sound(page, "a life");
  await shot(page, "life", true);
  await page.getByRole("link", { name: "Public list" }).click();
  await page.getByRole("button", { name: "Look it up" }).click();
  await page.getByText(/of your neighbourhood on it/).waitFor();
  await sound(page, "the list");
  await page.getByRole("link", { name: "Reports" }).click();
  const report = page.getByRole("link", { name: /^Report of run-/ }).first();
  const id = (await report.textContent()).replace("Report of ", "");
  await sound(page, "the reports");
  await end();
  await fromDisk(path.join(out, id, "report.html"), REPORT);
  await fromDisk(path.join(out, id, "assessment-1.html"), ANNEX);
});

/** What a page must have: a name, a heading, the section with which it opens, and others. */
const REPORT = { name: "report", heading: "What this is not", first: "picture", sections: ["claims", "sensitivity", "published", "again", "glossary"] };
const ANNEX = { name: "annex", heading: "Read this first", first: "read-first", sections: ["e0", "iso", "canada", "again"] };

/** A page of results opens from disk, asks for nothing, and is sound at three widths. */
async function fromDisk(file, { name, heading, first, sections }) {
  for (const [width, colorScheme] of [[360, "light"], [1280, "dark"], [3840, "light"]]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("request", (request) => request.url() === pathToFileURL(file).href || said.push(`asked ${request.url()}`));
    await page.goto(pathToFileURL(file).href);
    await page.getByRole("heading", { name: heading }).waitFor();
    assert.equal(await page.locator("main > section").first().getAttribute("id"), first, "it opens with what matters first");
    for (const id of sections) await page.locator(`section#${id} h2`).waitFor();
    // Everything shown as a picture has its figures, or its definition, beside it; every internal link leads
    // somewhere.
    const lost = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id)));
    assert.deepEqual(lost, [], "every link leads somewhere");
    await fits(page, `the ${name} at ${width}`);
    await sound(page, `the ${name} at ${width}`);
    await shot(page, `${name}-${width}`);
    assert.deepEqual(said, [], "it asks for nothing and says nothing");
    await context.close();
  }
}

test("a run is paused, goes on, and is given up", LONG, async () => {
  const { page, end } = await open();
  await page.goto(`${home}#setup`);
  await small(page, { pace: 8, years: 30 });
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByText(/month [3-9] of 360/).first().waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText(/Paused after month/).first().waitFor();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.locator("p.status", { hasText: "Cancelled after month" }).waitFor();
  await end();
});

test("it fits a telephone and a wall, dark and light", LONG, async () => {
  for (const [width, height, colorScheme] of [[360, 740, "dark"], [1024, 768, "dark"], [3840, 2160, "light"]]) {
    const { page, end } = await open({ width, height, colorScheme });
    for (const name of ["welcome", "setup", "run", "person", "list", "reports", "words"]) {
      await page.goto(`${home}#${name}`);
      await page.waitForSelector("h1");
      await fits(page, `${name} at ${width}`);
      await sound(page, `${name} at ${width}`);
      await shot(page, `${name}-${width}`);
    }
    await page.goto(`${home}#setup`);
    await small(page, { years: 3 });
    await page.getByRole("button", { name: "Edit social-credit" }).click();
    await page.getByText("No mistakes.").waitFor();
    await fits(page, `the editor at ${width}`);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("heading", { name: "Results" }).waitFor();
    await fits(page, `a run at ${width}`);
    await sound(page, `a run at ${width}`);
    await shot(page, `run-${width}`, true);
    await end();
  }
});
