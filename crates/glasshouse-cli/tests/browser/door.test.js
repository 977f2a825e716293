// Browser tests of isolation: names rebound to this machine, and pages of another origin, are kept out.

import assert from "node:assert/strict";
import http from "node:http";
import { test } from "node:test";
import { LONG, browser, launch, link, open } from "./opened.js";

test("a name that is made to point here shows nothing", LONG, async () => {
  const { port } = new URL(link);
  const rebound = await launch(["--host-resolver-rules=MAP *.test 127.0.0.1"]);
  const page = await rebound.newPage();
  for (const path of ["/", "/api/shelf", new URL(link).pathname + new URL(link).search]) {
    const answer = await page.goto(`http://rebound.test:${port}${path}`);
    assert.equal(answer.status(), 403, path);
    assert.ok(!(await page.content()).includes("societies"));
  }
  await rebound.close();
});

test("a page of another address can neither read nor start anything, though the browser was let in", LONG, async () => {
  const { page, end } = await open();
  const context = page.context();
  const own = new URL(page.url()).origin;
  const runs = async () => (await page.evaluate(async () => (await fetch("api/runs")).json())).length;
  const before = await runs();
  const elsewhere = http.createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<h1>Elsewhere</h1>"));
  await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  // The same machine by another name is another site, and the same name at another port another origin.
  for (const name of ["127.0.0.1", "localhost"]) {
    const other = await context.newPage();
    await other.goto(`http://${name}:${elsewhere.address().port}/`);
    const told = await other.evaluate(async (own) => {
      const tried = (work) => work().then((x) => x, () => "refused");
      const read = await tried(async () => (await fetch(`${own}/api/shelf`, { credentials: "include" })).text());
      await tried(() => fetch(`${own}/api/runs`, { method: "POST", mode: "no-cors", credentials: "include", body: "{}" }));
      const socket = await new Promise((resolve) => {
        const line = new WebSocket(own.replace("http", "ws") + "/api/runs/run-1/stream");
        line.onopen = () => resolve("open");
        line.onerror = () => resolve("refused");
      });
      const script = await new Promise((resolve) => {
        const node = Object.assign(document.createElement("script"), { src: `${own}/texts.js`, type: "module", onload: () => resolve("ran"), onerror: () => resolve("refused") });
        document.head.append(node);
      });
      const frame = await new Promise((resolve) => {
        const node = Object.assign(document.createElement("iframe"), { src: `${own}/`, onload: () => resolve(node) });
        document.body.append(node);
      });
      let inside = "hidden";
      try {
        inside = frame.contentDocument?.body.textContent ?? "hidden";
      } catch { /* as it should be */ }
      return { read, socket, script, inside };
    }, own);
    assert.deepEqual(told, { read: "refused", socket: "refused", script: "refused", inside: "hidden" }, name);
    await other.close();
  }
  assert.equal(await runs(), before, "nothing was started");
  elsewhere.close();
  await end();
  assert.ok(browser.isConnected());
});
