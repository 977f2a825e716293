// Results by group. How do the poor and the rich, the young and the old fare, and where? Lines for groups, and a map of tiles.

import { Chart } from "./chart.js";
import { h, fill, table } from "./dom.js";
import { NONE, between } from "./figures.js";
import { get } from "./server.js";
import { T } from "./texts.js";
import { capital } from "./words.js";

/** Milliseconds between two requests, while the run goes on. */
const PAUSE = 1000;
const MOST_MAPS = 6;
const SHADES = 7;
/** Tiles per row. */
const ROW = 32;

/** Figures of a run by group, in one view; `under` is the regime whose groups are shown. */
export class Groups {
  constructor(measures, seen, run, under) {
    Object.assign(this, { measures, seen, run, under });
    this.isMap = run.by === "county";
    this.parts = new Map();
    this.shown = this.isMap ? measures.slice(0, MOST_MAPS) : measures;
    const rest = measures.slice(this.shown.length).map((m) => m.name);
    this.body = h("div", { class: this.isMap ? "maps" : "charts" });
    this.waits = h("p", { class: "small", role: "status" }, T.groups.wait);
    this.node = h("section", { class: "wide" },
      h("p", { class: "small" }, this.isMap ? T.groups.mapLead : T.groups.lead(run.regimes[under])),
      rest.length > 0 ? h("p", { class: "small" }, T.groups.first(rest)) : null,
      this.waits, this.body);
  }

  /** Requests the latest figures, unless it did so a moment ago, and the final ones when the run is over. */
  update() {
    this.timer ||= setTimeout(() => this.look(), this.asked ? PAUSE : 0);
  }

  async look() {
    this.asked = true;
    const months = this.run.rows.length;
    try {
      if (months > 0) {
        for (const measure of this.shown) {
          const told = await get(`api/runs/${this.run.id}/groups?measure=${measure.key}&seen=${Number(this.seen)}`);
          if (this.gone) return;
          this.take(measure, told);
        }
        fill(this.waits);
      }
    } catch (refused) {
      fill(this.waits, refused.message || T.lost);
    }
    this.timer = 0;
    if (this.run.rows.length > months) this.update();
  }

  take(measure, told) {
    if (this.isMap) {
      if (!this.parts.has(measure.key)) this.parts.set(measure.key, this.body.appendChild(h("article", { class: "card" })));
      return fill(this.parts.get(measure.key), maps(measure, told, this.run.regimes));
    }
    const lines = told.values[this.under];
    const rows = Array.from({ length: told.months }, (_, month) => ({ month, values: lines.map((line) => [line[month]]) }));
    let chart = this.parts.get(measure.key);
    if (!chart) {
      const { run } = this;
      const like = { rows, months: run.months, regimes: told.groups.map((name) => T.groups.names[name] ?? name), turns: () => run.turns() };
      chart = new Chart(measure, this.seen, like, { column: 0, look: "g" });
      this.parts.set(measure.key, chart);
      this.body.append(chart.node);
    }
    chart.run.rows = rows;
    return chart.update();
  }

  redraw() {
    if (!this.isMap) this.parts.forEach((chart) => chart.redraw());
  }

  remove() {
    this.gone = true;
    clearTimeout(this.timer);
    if (!this.isMap) this.parts.forEach((chart) => chart.remove());
  }
}

/** One measure on a map for each regime, all with the same shades. */
function maps(measure, told, regimes) {
  const known = told.values.flat().filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const shade = (value) => (most > least ? Math.min(SHADES - 1, Math.floor(((value - least) / (most - least)) * SHADES)) : 0);
  const edge = (i) => least + ((most - least) * i) / SHADES;
  const steps = most > least ? SHADES : 1;
  const shown = between(least, most, SHADES);
  const places = tiles(told.provinces);
  const rows = regimes.map((name, r) => [name, ...quarters(told.values[r]).map((value) => (value === null ? NONE : shown(value)))]);
  return [
    h("h3", {}, h("a", { href: `#words/${measure.key}`, title: capital(measure.definition) }, measure.name), h("span", { class: "unit" }, ` ${measure.unit}`)),
    h("p", { class: "small direction" }, capital(measure.direction), "."),
    known.length === 0 ? h("p", { class: "small" }, capital(T.chart.nothing), ".") : [
      h("ul", { class: "shades", "aria-label": T.groups.shades }, Array.from({ length: steps }, (_, i) =>
        h("li", {}, h("span", { class: `chip k${i}` }), T.groups.step(shown(edge(i)), shown(edge(i + 1)))))),
      h("div", { class: "pair" }, regimes.map((name, r) => h("figure", {}, h("figcaption", {}, name), picture(measure, name, told.values[r], places, shade, shown)))),
      h("details", {}, h("summary", {}, T.chart.table),
        table(T.groups.quarters, [T.groups.regime, T.groups.least, T.groups.below, T.groups.half, T.groups.above, T.groups.most], rows))],
  ];
}

/** The position of each county, from left to right. A province that does not fit begins a new row, and a gap separates two. */
export function tiles(provinces) {
  let [column, line] = [0, 0];
  return provinces.map((province, county) => {
    const begins = county > 0 && provinces[county - 1] !== province;
    const size = provinces.slice(county).findIndex((p) => p !== province);
    const fits = column + 1 + (size < 0 ? provinces.length - county : size) <= ROW;
    if (begins && column > 0) column += 1;
    if (column >= ROW || (begins && !fits)) [column, line] = [0, line + 1];
    return [column++, line];
  });
}

function picture(measure, regime, values, places, shade, shown) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  const known = values.filter((value) => value !== null);
  const aloud = known.length > 0 ? T.groups.map(measure.name, regime, shown(Math.min(...known)), shown(Math.max(...known))) : T.chart.nothing;
  const wide = Math.max(...places.map(([column]) => column)) + 1;
  const high = Math.max(...places.map(([, line]) => line)) + 1;
  for (const [key, value] of Object.entries({ viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": aloud, class: "map" })) svg.setAttribute(key, value);
  svg.style.maxWidth = `${wide * 1.1}rem`;
  values.forEach((value, county) => {
    const [x, y] = places[county];
    const tile = document.createElementNS(ns, "rect");
    for (const [key, of] of Object.entries({ x: x + 0.05, y: y + 0.05, width: 0.9, height: 0.9, class: value === null ? "tile none" : `tile t${shade(value)}` })) tile.setAttribute(key, of);
    svg.append(tile);
  });
  return svg;
}

/** Lowest, quartiles and highest. */
function quarters(values) {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return [0, 1, 2, 3, 4].map((q) => (known[Math.floor(((known.length - 1) * q) / 4)] ?? null));
}
