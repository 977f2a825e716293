// The welcome page and the guided tour of the essay's argument. Every figure in the tour comes from the run.

import { h, fill, focusOn } from "./dom.js";
import { difference, level, sure } from "./figures.js";
import { asked } from "./person.js";
import { begin, showMeasures } from "./run.js";
import { get } from "./server.js";
import { choose } from "./setup.js";
import { changed, inWindow, measure, on, state } from "./state.js";
import { T } from "./texts.js";
import { capital } from "./words.js";

let at = -1;
let panel = null;
const bets = {};
const SOCIETY = "china-2018";
const SIZE = { people: 5000, years: 10, replicates: 6, seed: 1 };
const CREDIT = 1;

/** The first page: what this is, and the two ways to start. */
export function welcome(root) {
  fill(root,
    h("h1", {}, T.welcome.title),
    h("p", { class: "lead" }, T.welcome.lead),
    h("div", { class: "actions" },
      h("button", { class: "main", type: "button", onclick: () => go(0) }, T.welcome.tour),
      h("a", { class: "button", href: "#setup" }, T.welcome.self)),
    h("h2", {}, T.welcome.linesTitle),
    h("ul", { class: "lines" }, T.welcome.lines.map(([head, text]) => h("li", {}, h("strong", {}, head), ` ${text}`))),
    h("h2", {}, T.welcome.howTitle),
    h("ul", {}, T.welcome.how.map((text) => h("li", {}, text))));
}

/** The panel of the tour, hidden until the tour begins. */
export function tourPanel(node) {
  panel = node;
  panel.hidden = true;
  const refresh = () => { if (at >= 0) show(false); };
  on("done", refresh);
  on("run", refresh);
}

async function go(step) {
  at = step;
  if (step < 0 || step >= STEPS.length) {
    at = -1;
    panel.hidden = true;
    document.body.classList.remove("touring");
    showMeasures(null);
    document.querySelector("main").focus();
    return;
  }
  document.body.classList.add("touring");
  show(true);
  const { enter } = STEPS[step];
  if (enter) {
    try {
      await enter();
    } catch (refused) {
      fill(panel.querySelector(".play"), h("p", { class: "alarm", role: "alert" }, refused.message || T.lost));
      return;
    }
  }
  if (at === step) show(true);
}

function show(focus) {
  const step = STEPS[at];
  const text = T.tour.steps[at];
  const play = h("div", { class: "play" });
  const parts = step.play ? step.play(play) : null;
  const heading = h("h2", {}, text.title);
  panel.hidden = false;
  fill(panel,
    h("p", { class: "small" }, T.tour.count(at + 1, STEPS.length)),
    heading,
    text.text.map((p) => h("p", {}, p)),
    fill(play, parts),
    h("div", { class: "actions" },
      at > 0 ? h("button", { type: "button", onclick: () => go(at - 1) }, T.tour.back) : null,
      h("button", { class: "main", type: "button", onclick: () => go(at + 1) }, at + 1 < STEPS.length ? T.tour.next : T.tour.finish),
      h("button", { type: "button", class: "quiet", onclick: () => go(-1) }, T.tour.leave)));
  if (focus) {
    focusOn(heading);
    panel.scrollTop = 0;
  }
}

const show_page = (name) => { if (location.hash !== `#${name}`) location.hash = `#${name}`; };

/** Runs the tour's three regimes, unless that run already exists. */
async function ready() {
  const names = ["no-system", "social-credit", "essay-alternative"];
  const own = state.run?.tour && !["cancelled", "failed"].includes(state.run.summary.phase);
  if (!own) await start(names, SIZE, 0);
  show_page("run");
}

async function start(names, size, pace) {
  choose(names, SOCIETY);
  Object.assign(state, { size: { ...size, pace }, by: "" });
  await begin();
  state.run.tour = pace === 0;
  state.size.pace = 0;
}

function veil(seen) {
  state.seen = seen;
  changed("view");
}

/** The results of some measures, side by side. */
function outcome(keys, window, regimes = [CREDIT]) {
  if (!state.run?.windows) return h("p", { role: "status" }, T.tour.wait);
  const names = state.run.regimes;
  const one = (key) => {
    const at = (r) => inWindow(window, r, key);
    // The difference after the end is shown beside the difference while in force.
    const before = (r) => {
      const was = window === "after" && r > 0 ? inWindow("during", r, key)?.difference : null;
      return was ? `; ${T.tour.was} ${difference(was)}` : "";
    };
    const line = (r) => h("dd", {}, h("span", {}, `${names[r]}: `), h("strong", {}, level(at(r)?.level)),
      r > 0 && at(r)?.difference ? `; ${T.tour.difference} ${difference(at(r).difference)}` : "", before(r));
    return [h("dt", {}, h("a", { href: `#words/${key}` }, measure(key).name), h("span", { class: "unit" }, ` ${measure(key).unit}. ${capital(measure(key).direction)}.`)), [0, ...regimes].map(line)];
  };
  return h("section", { class: "outcome", "aria-label": T.tour.outcome[window] },
    h("p", { class: "small" }, `${T.tour.outcome[window]} ${T.tour.brackets}`), h("dl", {}, keys.map(one)));
}

/** A bet before the result: more, less, or no clear difference. */
function bet(key, question) {
  const choice = (value) => h("label", {},
    h("input", { type: "radio", name: `bet-${key}`, value, checked: bets[key] === value, onchange: () => { bets[key] = value; } }), ` ${T.tour.bets[value]}`);
  return h("fieldset", { class: "choice" }, h("legend", {}, question), ["more", "less", "same"].map(choice));
}

/** The outcome of a bet: the verdict follows from the interval. */
function settled(key, window) {
  const value = inWindow(window, CREDIT, key);
  if (!value) return h("p", { role: "status" }, T.tour.wait);
  const came = ["less", "same", "more"][sure(value.difference) + 1];
  return h("p", { class: "verdict" }, T.tour.settled(measure(key).name, T.tour.bets[came], difference(value.difference), measure(key).unit, bets[key] ? T.tour.bets[bets[key]] : null, bets[key] === came));
}

async function somebody() {
  await ready();
  const found = await get(`api/runs/${state.run.id}/somebody?regime=${CREDIT}&whom=wrongly`);
  Object.assign(asked, found || {}, { regimes: [0, CREDIT], at: state.run.id });
}

/** Scrolls to the curves where the panel leaves little room. */
function toCharts() {
  const narrow = !matchMedia("(min-width: 66rem)").matches;
  if (narrow) setTimeout(() => document.querySelector(".charts")?.scrollIntoView({ block: "start" }), 60);
}

/** A step about some measures: their curves and their results. */
function about(keys, window, { regimes, more } = {}) {
  return {
    enter: async () => {
      await ready();
      showMeasures(keys);
      veil(false);
      toCharts();
    },
    play: () => [outcome(keys, window, regimes), more ? more() : null],
  };
}

/** The buttons for the two views. */
const eyes = () => h("div", { class: "actions" },
  h("button", { type: "button", onclick: () => veil(true) }, T.tour.sees), h("button", { type: "button", onclick: () => veil(false) }, T.tour.lift));

const STEPS = [
  { enter: () => show_page("welcome") },
  { enter: () => { choose(["no-system", "social-credit", "essay-alternative"]); show_page("setup"); }, play: () => bet("trust", T.tour.betTrust) },
  about(["help", "honest_trade", "violations"], "during"),
  { enter: async () => { await ready(); showMeasures(["trust", "help"]); }, play: () => settled("trust", "during") },
  about(["approval", "approval_gap", "critics_silent", "felt"], "during", { more: eyes }),
  { enter: async () => { veil(false); await somebody(); show_page("person"); }, play: () => outcome(["listed", "wrongly_listed", "innocent_listed"], "during") },
  { enter: async () => { await somebody(); show_page("list"); }, play: () => outcome(["blameless_loss", "shunned"], "during") },
  about(["listed_same_acts_1", "listed_same_acts_5", "left_by_paying", "bribes"], "during"),
  about(["help", "honest_trade", "trust", "felt"], "after"),
  { enter: () => { showMeasures(["help", "trust", "felt", "listed"]); show_page("run"); }, play: () => h("div", { class: "actions" }, h("button", { type: "button", onclick: (event) => switchYourself(event.target) }, T.tour.switch)) },
  about(["trust", "help", "honest_trade", "critics_silent", "sanction_loss"], "during", { regimes: [1, 2] }),
  { enter: () => show_page("setup") },
];

/** A slow run with one regime that the user can switch off. */
async function switchYourself(button) {
  button.disabled = true;
  try {
    await start(["no-system", "social-credit"], { ...SIZE, replicates: 2 }, 6);
    show_page("run");
  } catch (refused) {
    button.after(h("p", { class: "alarm", role: "alert" }, refused.message || T.lost));
  }
  button.disabled = false;
}
