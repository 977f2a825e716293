// The page of settings. What should be run? A society, up to four regimes, the number of people and the length.

import { h, fill, field, swatch } from "./dom.js";
import { editor } from "./editor.js";
import { post } from "./server.js";
import { begin } from "./run.js";
import { changed, nameOf, shipped, ships, state } from "./state.js";
import { T } from "./texts.js";

const MOST = 4;
const MOST_PARTS = 6;
/** The text being edited: the society, a part of a regime, or nothing. */
let bench = null;

/** The page where the user chooses. */
export function setup(root) {
  const alarm = h("p", { class: "alarm", role: "alert" });
  const people = h("div", { class: "people" });
  const list = h("ol", { class: "regimes" });
  const start = h("button", { class: "main", type: "button", onclick: () => run(alarm, start) }, T.setup.run);
  const show = () => {
    fill(people, society(show));
    fill(list, state.regimes.map((regime, r) => row(regime, r, show)));
  };
  fill(root,
    h("h1", {}, T.setup.title),
    h("p", { class: "lead" }, T.setup.lead),
    h("h2", {}, T.setup.society), people,
    h("h2", {}, T.setup.regimes), h("p", { class: "small" }, T.setup.first), list, adder(show),
    h("h2", {}, T.setup.size), size(),
    h("div", { class: "actions" }, start, alarm));
  show();
}

/** Opens a text for editing, and puts the cursor into it. */
function open(what, show) {
  bench = what;
  show();
  const area = document.querySelector(".editor textarea");
  area?.setSelectionRange(0, 0);
  area?.focus();
}

function society(show) {
  const { societies } = state.shelf;
  const own = !ships(state.society, societies);
  const about = societies.find((s) => s.name === state.society.name);
  const select = h("select", {
    onchange: (event) => {
      state.society = shipped(event.target.value, societies);
      bench = null;
      show();
      document.querySelector(".people select").focus();
    },
  }, own ? h("option", { value: "", selected: true }, `${about?.title ?? state.society.name} ${T.setup.changed}`) : null,
  societies.map((s) => h("option", { value: s.name, selected: !own && s.name === state.society.name }, s.title)));
  const edit = h("button", { type: "button", onclick: () => open("society", show) }, T.setup.editSociety);
  const done = () => {
    bench = null;
    show();
    document.querySelector(".people button").focus();
  };
  const rename = (name) => { state.society.name = name; return true; };
  return [
    h("div", { class: "row" }, field(T.setup.whichSociety, select), edit),
    h("p", { class: "small" }, about?.description ?? ""),
    bench === "society" ? editor(state.society, { kind: "society", check: () => post("api/check", { society: state.society }), part: 0, names: [state.society.name], rename, done }) : null,
  ];
}

function row(regime, r, show) {
  const name = nameOf(regime);
  const own = regime.parts.some((part) => !ships(part));
  const about = state.shelf.regimes.find((s) => s.text === regime.parts[0].text || s.name === regime.parts[0].name);
  const edit = () => open({ r, part: 0 }, show);
  const remove = () => {
    state.regimes.splice(r, 1);
    bench = null;
    show();
  };
  return h("li", {},
    swatch(r),
    h("div", { class: "what" },
      h("strong", {}, name), r === 0 ? ` ${T.setup.baseline}` : "", own ? ` ${T.setup.changed}` : "",
      h("p", { class: "small" }, about ? about.description : "")),
    h("div", { class: "buttons" },
      h("button", { type: "button", onclick: edit, "aria-label": T.setup.editName(name) }, T.setup.edit),
      h("button", { type: "button", disabled: state.regimes.length === 1, "aria-label": T.setup.removeName(name), onclick: remove }, T.setup.remove)),
    bench?.r === r ? workbench(regime, r, show) : null);
}

/** The parts of a regime, and the text of one of them. */
function workbench(regime, r, show) {
  const part = regime.parts[bench.part];
  const done = () => {
    bench = null;
    tidy(regime);
    show();
    document.querySelectorAll("ol.regimes > li")[r]?.querySelector("button").focus();
  };
  const rename = (name) => {
    if (state.regimes.some((other) => other.parts.some((p) => p !== part && p.name === name))) return false;
    part.name = name;
    return true;
  };
  const text = editor(part, { kind: "regime", check: () => check(regime), part: bench.part, names: regime.parts.map((p) => p.name), rename, done });
  return h("div", { class: "bench" }, parts(regime, r, show), text);
}

function parts(regime, r, show) {
  const again = (change) => {
    change();
    tidy(regime);
    show();
    document.querySelector(".parts select")?.focus();
  };
  const one = (part, at) => h("li", {},
    field(T.setup.leaveOut(part.name), h("select", { onchange: (event) => again(() => { part.without = event.target.value || null; }) },
      h("option", { value: "" }, T.setup.nothing),
      sections(part.text).map((name) => h("option", { value: name, selected: name === part.without }, name)))),
    regime.parts.length > 1 ? [
      h("button", { type: "button", "aria-pressed": String(bench.part === at), onclick: () => open({ r, part: at }, show) }, T.setup.editPart(part.name)),
      h("button", { type: "button", onclick: () => again(() => { regime.parts.splice(at, 1); bench = { r, part: 0 }; }) }, T.setup.takeOut(part.name))] : null);
  const others = state.shelf.regimes.filter((s) => !regime.parts.some((p) => p.text === s.text));
  const select = h("select", {}, others.map((s) => h("option", { value: s.name }, `${s.name}: ${s.title}`)));
  const add = () => again(() => {
    if (regime.parts.length < MOST_PARTS) regime.parts.push(shipped(select.value));
  });
  return h("fieldset", { class: "parts" }, h("legend", {}, T.setup.madeOf),
    h("ul", {}, regime.parts.map(one)),
    h("div", { class: "row" }, field(T.setup.compose, select, T.setup.composeHint), h("button", { type: "button", onclick: add }, T.setup.composeButton)));
}

/** The sections of a text that can be left out. */
const sections = (text) => [...new Set([...text.matchAll(/^\s*\[\[?([\w-]+)\]\]?/gm)].map((m) => m[1]))].filter((name) => name !== "regime");

/** A shipped part keeps its shipped name, as long as no other regime has the same name. */
function tidy(regime) {
  for (const part of regime.parts) {
    const { name } = part;
    part.name = state.shelf.regimes.find((s) => s.text === part.text)?.name ?? name;
    if (state.regimes.some((other) => other !== regime && nameOf(other) === nameOf(regime))) part.name = free(part.name);
  }
}

function adder(show) {
  const select = h("select", {}, state.shelf.regimes.map((r) => h("option", { value: r.name }, `${r.name}: ${r.title}`)));
  const add = () => {
    if (state.regimes.length >= MOST) return;
    const part = shipped(select.value);
    part.name = free(part.name);
    state.regimes.push({ parts: [part] });
    show();
  };
  return h("div", { class: "row" }, field(T.setup.add, select, T.setup.most(MOST)), h("button", { type: "button", onclick: add }, T.setup.addButton));
}

/** A name that no regime and no part of one has yet. */
function free(name) {
  const taken = (n) => state.regimes.some((r) => nameOf(r) === n || r.parts.some((p) => p.name === n && p.text !== shippedText(n)));
  let n = 2;
  if (!taken(name)) return name;
  while (taken(`${name}-${n}`)) n++;
  return `${name}-${n}`;
}

const shippedText = (name) => state.shelf.regimes.find((s) => s.name === name)?.text;

function size() {
  const number = (key, least, most) => h("input", {
    type: "number", inputmode: "numeric", min: least, max: most, step: 1, value: state.size[key],
    onchange: (event) => { state.size[key] = Math.round(Number(event.target.value)); },
  });
  const by = h("select", { onchange: (event) => { state.by = event.target.value; } },
    ["", ...state.shelf.by].map((word) => h("option", { value: word, selected: word === state.by }, T.setup.groups[word])));
  return h("div", { class: "row" },
    field(T.setup.people, number("people", 1000, 1000000), T.setup.peopleHint),
    field(T.setup.years, number("years", 1, 40), T.setup.yearsHint),
    field(T.setup.replicates, number("replicates", 1, 16), T.setup.replicatesHint),
    field(T.setup.seed, number("seed", 0, 9007199254740991), T.setup.seedHint),
    field(T.setup.pace, number("pace", 0, 60), T.setup.paceHint),
    field(T.setup.by, by, T.setup.byHint));
}

/** Starts the chosen run. */
async function run(alarm, start) {
  start.disabled = true;
  fill(alarm);
  try {
    await begin();
    location.hash = "#run";
  } catch (refused) {
    fill(alarm, mistaken(refused.findings) ?? (refused.message || T.lost));
  }
  start.disabled = false;
}

/** Names the texts that contain mistakes. */
function mistaken(findings) {
  if (!findings) return null;
  const bad = (list) => list.some((f) => f.severity === "error");
  if (bad(findings.society)) return T.setup.mistakes(state.society.name);
  const r = findings.regimes.findIndex(bad);
  return r >= 0 ? T.setup.mistakes(nameOf(state.regimes[r])) : null;
}

/** The findings in a regime. */
const check = (regime) => post("api/check", regime);

/** Chooses a shipped society and shipped regimes by name. */
export function choose(names, people = state.society?.name) {
  state.society = shipped(people, state.shelf.societies);
  state.regimes = names.map((name) => ({ parts: [shipped(name)] }));
  bench = null;
  changed("regimes");
}
