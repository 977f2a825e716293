// The entry point. Which page is shown? The part of the address after the `#` decides.

import { h, fill, focusOn } from "./dom.js";
import { listPage } from "./list.js";
import { personPage } from "./person.js";
import { reportsPage } from "./reports.js";
import { runPage, takeUp } from "./run.js";
import { get } from "./server.js";
import { choose, setup } from "./setup.js";
import { on, state } from "./state.js";
import { T } from "./texts.js";
import { tourPanel, welcome } from "./tour.js";
import { words } from "./words.js";

const PAGES = { welcome, setup, run: runPage, person: personPage, list: listPage, reports: reportsPage, words };

const main = h("main", { id: "main", tabindex: "-1" });
const nav = h("nav", { "aria-label": T.nav.label });
const panel = h("aside", { id: "tour", "aria-label": T.tour.label });
let leave = () => {};

function frame() {
  const page = document.getElementById("page");
  document.title = T.title;
  fill(page,
    h("a", { class: "skip", href: "#main", onclick: (event) => { event.preventDefault(); main.focus(); } }, T.nav.skip),
    h("header", {}, h("a", { class: "brand", href: "#welcome" }, T.title), nav),
    main, panel,
    h("footer", {}, h("p", {}, T.footer), h("p", {}, T.version(state.shelf.version))));
}

function route() {
  const [name, detail] = (location.hash.slice(1) || "welcome").split("/");
  const page = PAGES[name] ? name : "welcome";
  leave();
  fill(nav, Object.keys(PAGES).map((key) =>
    h("a", { href: `#${key}`, "aria-current": key === page ? "page" : null }, T.nav[key])));
  leave = PAGES[page](main, detail) || (() => {});
  const heading = main.querySelector("h1");
  document.title = heading ? `${heading.textContent} · ${T.title}` : T.title;
  if (routed && heading && !panel.contains(document.activeElement)) focusOn(heading);
  if (!detail) scrollTo(0, 0);
  routed = true;
}
let routed = false;

try {
  state.shelf = await get("api/shelf");
  choose(["no-system", "social-credit"], "china-2018");
  const latest = (await get("api/runs")).at(-1);
  if (latest) Object.assign(state, await takeUp(latest));
  frame();
  route();
  addEventListener("hashchange", route);
  on("regimes", () => { if (location.hash === "#setup") route(); });
  on("run", () => { if (location.hash === "#run") route(); });
  tourPanel(panel);
} catch (refused) {
  document.getElementById("page").textContent = refused.message || T.lost;
}
