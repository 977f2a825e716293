// What shall be run? A society, up to four regimes, how many people and how long.

import { h, fill, field, swatch } from "./dom.js";
import { editor } from "./editor.js";
import { post } from "./server.js";
import { begin } from "./run.js";
import { changed, isShipped, shipped, state } from "./state.js";
import { T } from "./texts.js";

const MOST = 4;
let edited = null;

/** The page where one chooses. */
export function setup(root) {
  const alarm = h("p", { class: "alarm", role: "alert" });
  const list = h("ol", { class: "regimes" });
  const bench = h("div", { class: "bench" });
  const start = h("button", { class: "main", type: "button", onclick: () => run(alarm, bench, start) }, T.setup.run);
  fill(root,
    h("h1", {}, T.setup.title),
    h("p", { class: "lead" }, T.setup.lead),
    h("h2", {}, T.setup.society), society(),
    h("h2", {}, T.setup.regimes), h("p", { class: "small" }, T.setup.first), list, adder(list, bench),
    bench,
    h("h2", {}, T.setup.size), size(),
    h("div", { class: "actions" }, start, alarm));
  show(list, bench);
}

function society() {
  const about = h("p", { class: "small" });
  const tell = () => fill(about, state.shelf.societies.find((s) => s.name === state.society).description);
  const select = h("select", {
    onchange: (event) => {
      state.society = event.target.value;
      tell();
    },
  }, state.shelf.societies.map((s) => h("option", { value: s.name, selected: s.name === state.society }, s.title)));
  tell();
  return h("div", {}, field(T.setup.whichSociety, select), about);
}

function show(list, bench) {
  const row = (regime, r) => {
    const about = state.shelf.regimes.find((s) => s.name === regime.name);
    const own = !isShipped(regime);
    return h("li", {},
      swatch(r),
      h("div", { class: "what" },
        h("strong", {}, regime.name), r === 0 ? ` ${T.setup.baseline}` : "", own ? ` ${T.setup.changed}` : "",
        h("p", { class: "small" }, about ? about.description : "")),
      h("div", { class: "buttons" },
        h("button", { type: "button", onclick: () => edit(r, list, bench), "aria-label": T.setup.editName(regime.name) }, T.setup.edit),
        h("button", {
          type: "button", disabled: state.regimes.length === 1, "aria-label": T.setup.removeName(regime.name),
          onclick: () => {
            state.regimes.splice(r, 1);
            edited = null;
            show(list, bench);
          },
        }, T.setup.remove)));
  };
  fill(list, state.regimes.map(row));
  if (edited === null) fill(bench);
  else edit(edited, list, bench);
}

function adder(list, bench) {
  const select = h("select", {}, state.shelf.regimes.map((r) => h("option", { value: r.name }, `${r.name}: ${r.title}`)));
  const add = () => {
    if (state.regimes.length >= MOST) return;
    const regime = shipped(select.value);
    regime.name = free(regime.name);
    state.regimes.push(regime);
    show(list, bench);
  };
  return h("div", { class: "row" }, field(T.setup.add, select, T.setup.most(MOST)), h("button", { type: "button", onclick: add }, T.setup.addButton));
}

/** A name that no other regime of the list has. */
export function free(name) {
  const taken = (n) => state.regimes.some((r) => r.name === n);
  let n = 2;
  if (!taken(name)) return name;
  while (taken(`${name}-${n}`)) n++;
  return `${name}-${n}`;
}

function edit(r, list, bench) {
  edited = r;
  fill(bench, editor(state.regimes[r], {
    rename: (name) => {
      if (state.regimes.some((other, i) => i !== r && other.name === name)) return false;
      state.regimes[r].name = name;
      return true;
    },
    done: () => {
      edited = null;
      show(list, bench);
      list.children[r]?.querySelector("button")?.focus();
    },
  }));
  const area = bench.querySelector("textarea");
  area.setSelectionRange(0, 0);
  area.focus();
}

function size() {
  const number = (key, least, most) => h("input", {
    type: "number", inputmode: "numeric", min: least, max: most, step: 1, value: state.size[key],
    onchange: (event) => { state.size[key] = Math.round(Number(event.target.value)); },
  });
  return h("div", { class: "row" },
    field(T.setup.people, number("people", 1000, 1000000), T.setup.peopleHint),
    field(T.setup.years, number("years", 1, 40), T.setup.yearsHint),
    field(T.setup.replicates, number("replicates", 1, 16), T.setup.replicatesHint),
    field(T.setup.seed, number("seed", 0, 9007199254740991), T.setup.seedHint),
    field(T.setup.pace, number("pace", 0, 60), T.setup.paceHint));
}

/** Starts what was chosen. */
async function run(alarm, bench, start) {
  start.disabled = true;
  fill(alarm);
  try {
    await begin();
    location.hash = "#run";
  } catch (refused) {
    const bad = refused.findings?.findIndex((list) => list.some((f) => f.severity === "error")) ?? -1;
    fill(alarm, bad >= 0 ? T.setup.mistakes(state.regimes[bad].name) : refused.message || T.lost);
  }
  start.disabled = false;
}

/** The findings in a text. */
export const check = ({ name, text }) => post("/api/check", { name, text });

/** Chooses regimes that ship, by name. */
export function choose(names) {
  state.regimes = names.map(shipped);
  edited = null;
  changed("regimes");
}
