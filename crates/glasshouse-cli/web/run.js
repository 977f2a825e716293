// The page of a run. What happens, month by month, and what are the results? Curves that grow, and a comparison at the end.

import { Chart } from "./chart.js";
import { h, fill, field, table } from "./dom.js";
import { Groups } from "./groups.js";
import { difference, level, sure, whole } from "./figures.js";
import { Refused, follow, get, post } from "./server.js";
import { changed, inWindow, measure, nameOf, on, place, state } from "./state.js";
import { T } from "./texts.js";
import { capital } from "./words.js";

let stop = () => {};
let choice = "headlines";
let focus = null;
/** Whether the run is shown by group, and under which regime. */
let grouped = false;
let under = 1;
/** Nobody sees more frames a second, and the run shares the machine with the page. */
const PAUSE = 250;

/** Requests the chosen run and follows it. */
export async function begin() {
  const { society, regimes, size, by } = state;
  const summary = await post("api/runs", { society, ...size, by: by || null, regimes });
  if (summary.findings) throw new Refused("", 200, summary.findings);
  attach(summary, regimes, size, by);
}

function attach(summary, regimes, size, by) {
  stop();
  const texts = regimes.map((r) => r.parts.map((part) => part.text).join("\n"));
  const at = (text, key) => Number(text.match(new RegExp(`^${key}\\s*=\\s*(\\d+)`, "m"))?.[1] ?? NaN);
  state.run = {
    id: summary.id, summary, by, people: size.people, replicates: size.replicates, months: summary.months,
    regimes: regimes.map(nameOf), texts, rows: [], windows: null,
    /** The first and last months in which each regime is in force, according to its text. */
    span: texts.map((text) => [at(text, "starts") || 0, at(text, "ends")]),
    /** Months in which something begins or ends. */
    turns() {
      const all = this.span.flatMap(([starts, ends], r) => [[starts, T.chart.start], [this.summary.switched[r] ?? ends, T.chart.end]]).filter(([month], i) => month > 0 && month < this.months && acts(texts[i >> 1]));
      return [...new Map(all.map((turn) => [turn.join(), turn])).values()];
    },
  };
  const run = state.run;
  changed("run");
  stop = follow(run.id, {
    from: 0,
    rows: (rows) => {
      run.rows.push(...rows);
      changed("rows");
    },
    tick: (news) => {
      run.summary = news;
      changed("tick");
    },
    end: async (news) => {
      run.summary = news;
      changed("tick");
      if (news.phase === "done") run.windows = await get(`api/runs/${run.id}/windows`);
      changed("tick");
      changed("done");
    },
    lost: () => changed("lost"),
  });
}

/** Resumes an earlier run, for instance after a reload; returns its request. */
export async function takeUp(summary) {
  const asked = await get(`api/runs/${summary.id}/asked`);
  attach(summary, asked.regimes, asked.size, asked.by ?? "");
  return { ...asked, by: asked.by ?? "" };
}

/** Whether a regime does anything, that is, whether its text has more than its title. */
const acts = (text) => /^\s*\[(?!regime\])/m.test(text);

/** Shows these measures for now, or the main ones again if there are none. */
export function showMeasures(keys) {
  focus = keys;
  choice = keys ? "tour" : "headlines";
  changed("measures");
}

/** Called when the shown run is over. */
const over = () => state.run && ["done", "cancelled", "failed"].includes(state.run.summary.phase);

const control = (what, body = {}) => post(`api/runs/${state.run.id}/${what}`, body).catch(() => changed("lost"));

/** The page of the run. Returns what must be ended when the user leaves it. */
export function runPage(root) {
  if (!state.run) {
    fill(root, h("h1", {}, T.run.title), h("p", {}, T.run.none), h("p", {}, h("a", { href: "#setup" }, T.run.choose)));
    return () => {};
  }
  const bar = h("progress", { max: 1, value: 0, "aria-label": T.run.progress });
  const words = h("p", { class: "status" });
  const aloud = h("p", { class: "unseen", role: "status" });
  const buttons = h("div", { class: "actions" });
  const charts = h("div", { class: "charts" });
  const result = h("section", { class: "came", "aria-label": T.run.compare });
  const look = h("div");
  const which = h("div");
  const whom = h("div");
  let shown = [];

  const draw = () => {
    shown.forEach((chart) => chart.remove());
    const keys = keysOf(choice);
    const withView = keys.filter((key) => place(key, state.seen) >= 0);
    const hidden = keys.filter((key) => !withView.includes(key));
    under = Math.min(under, state.run.regimes.length - 1);
    shown = state.run.by && grouped
      ? [new Groups(withView.map(measure), state.seen, state.run, under)]
      : withView.map((key) => new Chart(measure(key), state.seen, state.run));
    fill(charts, shown.map((chart) => chart.node),
      hidden.length > 0 ? h("p", { class: "small wide" }, T.run.unseen(hidden.map((key) => measure(key).name))) : null);
    requestAnimationFrame(grow);
  };
  const grow = () => shown.forEach((chart) => chart.update());
  let due = 0;
  const soon = () => {
    due ||= setTimeout(() => {
      due = 0;
      requestAnimationFrame(grow);
    }, PAUSE);
  };
  let phase = "";
  const tell = () => {
    const { summary } = state.run;
    if (["waiting", "settling"].includes(summary.phase)) bar.removeAttribute("value");
    else bar.value = summary.phase === "done" ? 1 : summary.share;
    fill(words, T.run.status(summary));
    if (summary.phase !== phase) {
      phase = summary.phase;
      fill(aloud, T.run.status(summary));
      controls(buttons);
    }
    if (offers() !== buttons.dataset.offers) controls(buttons);
    if (state.run.windows && !result.hasChildNodes()) compare(result);
  };
  const hand = h("div");
  get("api/runs").then((all) => fill(hand, others(all))).catch(() => {});
  fill(root,
    h("h1", {}, T.run.title),
    h("p", { class: "lead" }, T.run.lead(state.run)),
    bar, words, aloud, buttons,
    h("div", { class: "row views" }, look, which, whom, hand),
    charts, result);
  const pick = () => {
    fill(look, views());
    fill(which, measuresOf(() => { draw(); compare(result); }));
    fill(whom, groups(draw));
    draw();
    compare(result);
  };
  controls(buttons);
  tell();
  pick();
  const ends = [on("measures", pick), on("rows", soon), on("tick", tell), on("drawn", draw), on("lost", () => fill(words, T.lost)), on("view", () => { fill(look, views()); draw(); }), on("done", soon)];
  const colours = () => shown.forEach((chart) => chart.redraw());
  document.addEventListener("colours", colours);
  return () => {
    ends.forEach((end) => end());
    document.removeEventListener("colours", colours);
    clearTimeout(due);
    shown.forEach((chart) => chart.remove());
  };
}

function keysOf(name) {
  if (name === "tour") return focus;
  if (name === "headlines") return state.shelf.headlines;
  return state.shelf.measures.filter((m) => String(m.group) === name).map((m) => m.key);
}

/** The choice between the truth and what the state sees. */
function views() {
  const one = (seen, label) => h("label", {},
    h("input", { type: "radio", name: "view", checked: state.seen === seen, onchange: () => { state.seen = seen; changed("drawn"); } }), ` ${label}`);
  return h("fieldset", { class: "choice" }, h("legend", {}, T.run.view), one(false, T.run.truth), one(true, T.run.sees));
}

/** The runs to choose from, if there are several. */
function others(all) {
  if (all.length < 2) return null;
  const take = (event) => takeUp(all.find((run) => run.id === event.target.value)).catch(() => changed("lost"));
  return field(T.run.hand, h("select", { onchange: take },
    all.map((run) => h("option", { value: run.id, selected: run.id === state.run.id }, T.run.one(run)))));
}

/** The choice between everybody and the groups under one regime. */
function groups(redraw) {
  const { by, regimes } = state.run;
  if (!by) return null;
  const select = h("select", { onchange: (event) => {
    grouped = event.target.value !== "";
    under = grouped && by !== "county" ? Number(event.target.value) : under;
    redraw();
  } },
  h("option", { value: "", selected: !grouped }, T.run.everybody),
  by === "county"
    ? h("option", { value: "0", selected: grouped }, T.setup.groups.county)
    : regimes.map((name, r) => h("option", { value: r, selected: grouped && r === under }, T.run.byGroup(T.setup.groups[by], name))));
  return field(T.run.whom, select);
}

function measuresOf(redraw) {
  const names = [...(focus ? [["tour", T.run.tour]] : []), ["headlines", T.run.headlines], ...state.shelf.groups.map((title, g) => [String(g), title])];
  return field(T.run.which, h("select", { onchange: (event) => { choice = event.target.value; redraw(); } },
    names.map(([name, label]) => h("option", { value: name, selected: name === choice }, label))));
}

/** The buttons that apply to the run now. */
function controls(buttons) {
  const { summary, regimes, id } = state.run;
  buttons.dataset.offers = offers();
  const button = (label, act, more = {}) => h("button", { type: "button", onclick: act, ...more }, label);
  if (summary.phase === "done") {
    return fill(buttons,
      button(T.run.came, () => document.querySelector(".came h2")?.focus()),
      h("a", { class: "button", href: `runs/${id}/report.html`, target: "_blank" }, T.run.report),
      annexes(),
      h("a", { class: "button", href: "#person" }, T.run.person), h("a", { class: "button", href: "#list" }, T.run.list));
  }
  if (over()) return fill(buttons, h("a", { class: "button", href: "#setup" }, T.run.again));
  const waits = summary.phase === "paused";
  const off = (name, r) => (summary.switched[r] !== null
    ? h("span", { class: "small" }, T.run.switched(name, summary.switched[r]))
    : button(T.run.off(name), () => control("off", { regime: r }), { disabled: !inForce(r) }));
  return fill(buttons,
    button(waits ? T.run.resume : T.run.pause, () => control(waits ? "resume" : "pause")),
    button(T.run.cancel, () => control("cancel")),
    regimes.map((name, r) => (acts(state.run.texts[r]) ? off(name, r) : null)));
}

/** Links to the annexes: there is one for each regime that does something, if life without one is the baseline. */
function annexes() {
  const { regimes, id, texts } = state.run;
  if (acts(texts[0])) return [];
  return regimes.map((name, r) => (acts(texts[r])
    ? h("a", { class: "button", href: `runs/${id}/assessment-${r}.html`, target: "_blank" }, T.run.annex(name)) : null));
}

/** Whether a regime has been in force for a month: only then can it be switched off. */
function inForce(r) {
  const { rows, span, summary } = state.run;
  return rows.length > span[r][0] && !(rows.length >= span[r][1]) && summary.switched[r] === null;
}

/** The state that the buttons depend on, as a word. */
const offers = () => state.run.regimes.map((_, r) => (inForce(r) ? "on" : state.run.summary.switched[r])).join();

/** Levels and differences, while each regime is in force and afterwards. */
function compare(result) {
  const { run } = state;
  if (!run?.windows) return fill(result);
  const keys = keysOf(choice);
  const cell = (window, r, key) => {
    const value = inWindow(window, r, key);
    if (!value) return ["redress_time", "righting_time"].includes(key) ? "none" : "—";
    const mark = r > 0 ? ["▼", "", "▲"][sure(value.difference) + 1] : "";
    const change = r > 0 ? h("span", { class: mark ? "sure" : "" }, difference(value.difference), mark ? h("span", { "aria-hidden": "true" }, ` ${mark}`) : null) : null;
    const course = value.course && h("span", { class: "small" }, T.run.moves(...value.course.map((of) => difference(of))));
    return [h("span", {}, level(value.level)), change ? h("br") : null, change, course ? h("br") : null, course];
  };
  const rows = (window) => keys.map((key) => [
    h("span", {}, h("a", { href: `#words/${key}` }, measure(key).name), h("span", { class: "unit" }, ` ${measure(key).unit}`), h("br"), h("span", { class: "direction" }, `${capital(measure(key).direction)}.`)),
    ...run.regimes.map((_, r) => cell(window, r, key))]);
  return fill(result,
    h("h2", { tabindex: "-1" }, T.run.compare),
    h("p", { class: "small" }, T.run.how(run.regimes[0], run.replicates, whole(run.people))),
    // Each regime has months of its own: one that was switched off by hand ended there.
    run.windows.map((w) => table(T.run.window(w.window), [T.run.measure, ...run.regimes.map((name, r) => (w.months[r] ? `${name}, ${T.run.months(w.months[r])}` : name))], rows(w.window))),
    carries(keys));
}

/** Which mechanism carries a difference? Asked for one regime and one measure at a time. */
function carries(keys) {
  const { run } = state;
  const asked = run.regimes.map((_, r) => r).filter((r) => acts(run.texts[r]));
  if (!asked.length) return null;
  const said = h("div", { role: "status" });
  const which = h("select", {}, keys.map((key) => h("option", { value: key }, measure(key).name)));
  const split = async (r) => {
    fill(said, h("p", {}, T.run.busy));
    const name = run.regimes[r];
    const found = await get(`api/runs/${run.id}/explain?regime=${r}&measure=${which.value}`);
    if (!found) return fill(said, h("p", {}, T.run.nothing));
    const parts = [...found.parts].sort((a, b) => Math.abs(b.part?.[0] ?? 0) - Math.abs(a.part?.[0] ?? 0));
    const row = (key, meaning, part) => [h("span", {}, key, meaning ? h("span", { class: "unit" }, ` ${meaning}`) : null), difference(part)];
    return fill(said, table(T.run.parts(name, measure(which.value).name, found.societies, whole(found.people)), [T.run.mechanism, T.run.part],
      [row(T.run.whole, "", found.whole), ...parts.map((of) => row(of.key, of.meaning, of.part))]));
  };
  return [h("h3", {}, T.run.carries), field(T.run.of, which),
    asked.map((r) => h("button", { type: "button", onclick: () => split(r).catch((e) => fill(said, h("p", {}, e.message))) }, T.run.split(run.regimes[r]))), said];
}
