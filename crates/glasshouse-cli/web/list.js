// The page of the public list. What does a neighbour find on it, and what is behind it?

import { h, fill, field, table } from "./dom.js";
import { whole } from "./figures.js";
import { asked, noRun, numberField, regimeSelect } from "./person.js";
import { get } from "./server.js";
import { state } from "./state.js";
import { T } from "./texts.js";

let lifted = false;

/** The page of the public list. */
export function listPage(root) {
  if (!state.run) return noRun(root, T.list.title);
  const { people, months, regimes } = state.run;
  let regime = Math.min(asked.regimes[1] ?? 0, regimes.length - 1);
  const out = h("div", {});
  const alarm = h("p", { class: "alarm", role: "alert" });
  const busy = h("p", { class: "small", role: "status" });
  let told = null;
  const veil = h("button", {
    type: "button", "aria-pressed": String(lifted), disabled: true,
    onclick: () => {
      lifted = !lifted;
      veil.setAttribute("aria-pressed", String(lifted));
      show(out, told);
    },
  }, T.list.veil);
  const look = async () => {
    fill(alarm);
    fill(busy, T.person.busy);
    try {
      told = await get(`api/runs/${state.run.id}/list?person=${asked.person}&month=${asked.month}&regime=${regime}`);
      veil.disabled = false;
      show(out, told);
    } catch (refused) {
      fill(alarm, refused.message || T.lost);
    }
    fill(busy);
  };
  fill(root,
    h("h1", {}, T.list.title),
    h("p", { class: "lead" }, T.list.lead),
    h("form", { class: "row", onsubmit: (event) => { event.preventDefault(); look(); } },
      field(T.list.who, numberField(asked.person, people - 1, (n) => { asked.person = n; }), T.person.numberHint(people)),
      field(T.person.month, numberField(asked.month, months - 1, (n) => { asked.month = n; }), T.person.monthHint(months)),
      field(T.list.regime, regimeSelect(regime, (r) => { regime = r; })),
      h("button", { class: "main", type: "submit" }, T.list.look)),
    h("div", { class: "actions" }, veil), busy, alarm, out);
  return undefined;
}

function show(out, told) {
  if (!told) return;
  const seen = told.entries.filter((e) => lifted || e.shown);
  const open = (e) => h("a", { href: "#person", onclick: () => { Object.assign(asked, { person: e.person, month: told.month, at: state.run.id }); } }, T.list.number(e.person));
  const rows = seen.map((e) => [open(e), T.list.relations[e.relation], e.months > 0 ? T.list.months(e.months) : T.list.tier,
    ...(lifted ? [e.shown ? T.list.visible : T.list.hidden, e.deserved ? T.list.deserved : h("strong", {}, T.list.wrongly)] : [])]);
  const head = [T.list.person, T.list.relation, T.list.left, ...(lifted ? [T.list.canSee, T.list.truth] : [])];
  const wrongly = told.entries.filter((e) => !e.deserved).length;
  fill(out,
    h("p", {}, told.in_force ? T.list.audience[told.audience] : T.list.notInForce),
    h("p", { role: "status" }, lifted
      ? T.list.countLifted(told.entries.length, wrongly, told.neighbours, whole(told.listed), whole(told.people))
      : T.list.count(seen.length, told.neighbours)),
    rows.length > 0 ? table(T.list.caption, head, rows) : null);
}
