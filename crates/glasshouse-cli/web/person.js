// The page of one invented person. What was her life like under two regimes, and why was she listed?

import { h, fill, field, swatch, table } from "./dom.js";
import { get } from "./server.js";
import { state } from "./state.js";
import { T } from "./texts.js";

/** The last request, so that the user can return to it. */
export const asked = { person: 8, month: 24, regimes: [0, 1] };

/** A select of the run's regimes. */
export function regimeSelect(value, change) {
  return h("select", { onchange: (event) => change(Number(event.target.value)) },
    state.run.regimes.map((name, r) => h("option", { value: r, selected: r === value }, name)));
}

/** A number field with limits. */
export function numberField(value, most, change) {
  return h("input", { type: "number", inputmode: "numeric", min: 0, max: most, step: 1, value, onchange: (event) => change(Math.round(Number(event.target.value))) });
}

/** The page if there is no run. */
export function noRun(root, title) {
  fill(root, h("h1", {}, title), h("p", {}, T.person.noRun), h("p", {}, h("a", { href: "#setup" }, T.run.choose)));
}

/** The page of one person. */
export function personPage(root) {
  if (!state.run) return noRun(root, T.person.title);
  const { regimes, people, months } = state.run;
  asked.regimes = asked.regimes.map((r, i) => (r < regimes.length ? r : Math.min(i, regimes.length - 1)));
  asked.month = Math.min(asked.month, months - 1);
  asked.person = Math.min(asked.person, people - 1);
  const out = h("div", { class: "life" });
  const alarm = h("p", { class: "alarm", role: "alert" });
  const busy = h("p", { class: "small", role: "status" });
  const person = numberField(asked.person, people - 1, (n) => { asked.person = n; });
  const month = numberField(asked.month, months - 1, (n) => { asked.month = n; });

  const guard = async (work) => {
    fill(alarm);
    fill(busy, T.person.busy);
    try {
      await work();
    } catch (refused) {
      fill(alarm, refused.message || T.lost);
    }
    fill(busy);
  };
  const look = () => guard(async () => {
    const which = [...new Set(asked.regimes)];
    const told = await get(`api/runs/${state.run.id}/person?person=${asked.person}&month=${asked.month}&regimes=${which}`);
    tell(out, told, which);
  });
  const find = (whom) => guard(async () => {
    const r = asked.regimes.at(-1);
    const found = await get(`api/runs/${state.run.id}/somebody?regime=${r}&whom=${whom}`);
    if (!found) {
      fill(out, h("p", {}, T.person.nobody(whom, regimes[r])));
      return;
    }
    Object.assign(asked, found);
    person.value = found.person;
    month.value = found.month;
    const which = [...new Set(asked.regimes)];
    tell(out, await get(`api/runs/${state.run.id}/person?person=${found.person}&month=${found.month}&regimes=${which}`), which);
  });
  fill(root,
    h("h1", {}, T.person.title),
    h("p", { class: "lead" }, T.person.lead),
    h("form", { class: "row", onsubmit: (event) => { event.preventDefault(); look(); } },
      field(T.person.number, person, T.person.numberHint(people)),
      field(T.person.month, month, T.person.monthHint(months)),
      field(T.person.first, regimeSelect(asked.regimes[0], (r) => { asked.regimes[0] = r; })),
      field(T.person.second, regimeSelect(asked.regimes[1], (r) => { asked.regimes[1] = r; })),
      h("button", { class: "main", type: "submit" }, T.person.look)),
    h("div", { class: "actions" },
      h("button", { type: "button", onclick: () => find("listed") }, T.person.findListed),
      h("button", { type: "button", onclick: () => find("wrongly") }, T.person.findWrongly)),
    busy, alarm, out);
  if (asked.at === state.run.id) look();
  asked.at = state.run.id;
  return undefined;
}

function tell(out, told, which) {
  const { lives } = told;
  const years = lives[0].years.map((_, year) => [T.person.year(year + 1),
    ...lives.map((life) => [strip(life.listed.slice(year * 12, year * 12 + 12)), life.years[year].map((line) => h("p", {}, line))])]);
  fill(out,
    h("h2", {}, T.person.heading(told.person)),
    h("p", {}, told.portrait),
    h("p", { class: "small" }, T.person.same),
    table(T.person.years, ["", ...lives.map((life, i) => h("span", { class: "head" }, swatch(which[i]), " ", life.regime))], years),
    lives.map((life, i) => h("section", { class: "why card" },
      h("h3", {}, swatch(which[i]), ` ${T.person.why(life.regime)}`), why(life.why))));
}

/** Twelve months as squares: full ones are months on the list. */
function strip(months) {
  const listed = months.filter(Boolean).length;
  if (listed === 0) return null;
  return h("span", { class: "strip", role: "img", "aria-label": T.person.listedMonths(listed) }, months.map((on) => h("i", { class: on ? "on" : "" })));
}

/** The program's answer, piece by piece. */
function why(parts) {
  const nodes = [];
  let list = null;
  for (const [kind, ...texts] of parts) {
    if (kind === "item" || kind === "sum") {
      if (!list || list.kind !== kind) {
        list = { kind, node: h(kind === "item" ? "ul" : "table", { class: kind }) };
        nodes.push(list.node);
      }
      list.node.append(kind === "item" ? h("li", {}, texts[0]) : h("tr", {}, h("td", {}, texts[0]), h("td", {}, texts[1])));
      continue;
    }
    list = null;
    if (kind === "title") nodes.push(h("h4", {}, texts[0]));
    if (kind === "line") nodes.push(h("p", {}, texts[0]));
  }
  return nodes;
}
