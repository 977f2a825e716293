// Charts of measures. How did a measure develop, month by month? Lines with 95 % bands by uPlot, and the same figures as a table.

import uPlot from "./vendor/uPlot.js";
import { h, fill, swatch, table } from "./dom.js";
import { level, tick, two } from "./figures.js";
import { capital } from "./words.js";
import { place } from "./state.js";
import { T } from "./texts.js";

const DASHES = [[], [], [7, 3], [2, 3], [10, 3, 2, 3]];
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
/** Lengths scale with the page's font size, so a projection on a wall looks like a screen on a desk. */
const rem = (n) => n * parseFloat(getComputedStyle(document.documentElement).fontSize);
const HEIGHT = 12.5;
/** Many overlapping bands are more transparent. */
const veil = (colour, look) => `${colour}${look === "g" ? "1c" : "2e"}`;

/** A chart of one measure in one view. `run` is the run from the state, or a similar one with groups instead of regimes;
 * `look` is the set of colours: of regimes, or of groups. */
export class Chart {
  constructor(measure, seen, run, { column = place(measure.key, seen), look = "r" } = {}) {
    Object.assign(this, { measure, seen, run, column, look });
    this.plot = null;
    this.box = h("div", { class: "plot", role: "img", "aria-label": T.chart.empty(measure) });
    this.legend = h("ul", { class: "legend" });
    this.more = h("details", { class: "figures", ontoggle: () => this.fillTable() }, h("summary", {}, T.chart.table));
    this.body = h("div");
    this.more.append(this.body);
    const note = seen ? h("p", { class: "small" }, T.chart.through(measure.seen)) : null;
    this.node = h("figure", { class: "chart card" },
      h("figcaption", {},
        h("a", { href: `#words/${measure.key}`, title: capital(measure.definition) }, measure.name),
        h("span", { class: "unit" }, ` ${measure.unit}`),
        h("p", { class: "small direction" }, capital(measure.direction), ".")),
      note, this.box, this.legend, this.more);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.box);
    // A chart outside the viewport is drawn when it scrolls into view, or at the end.
    this.sight = new IntersectionObserver((seen) => {
      this.inSight = seen.at(-1).isIntersecting;
      if (this.inSight) this.update();
    }, { rootMargin: "10%" });
    this.sight.observe(this.node);
  }

  data() {
    const { rows, regimes } = this.run;
    const columns = [rows.map((row) => (row.month + 0.5) / 12)];
    for (let r = 0; r < regimes.length; r++) {
      const of = (pick) => rows.map((row) => {
        const value = row.values[r][this.column];
        return value ? pick(value[0], value[1] ?? 0) : null;
      });
      columns.push(of((mean) => mean), of((mean, half) => mean + half), of((mean, half) => mean - half));
    }
    return columns;
  }

  update() {
    const over = this.run.rows.length === this.run.months;
    if (this.run.rows.length === 0 || this.box.clientWidth === 0 || !(this.inSight || over)) return;
    if (this.plot) this.plot.setData(this.data());
    else this.draw();
    this.tell();
    if (this.more.open) this.fillTable();
  }

  draw() {
    const { regimes, months } = this.run;
    const series = [{}];
    const bands = [];
    regimes.forEach((_, r) => {
      const colour = () => css(`--${this.look}${r}`);
      series.push({ stroke: colour, width: 2, dash: DASHES[r], points: { show: true, size: 5, fill: colour, filter: alone } });
      series.push({ points: { show: false }, width: 0 }, { points: { show: false }, width: 0 });
      bands.push({ series: [3 * r + 2, 3 * r + 3], fill: () => veil(colour(), this.look) });
    });
    const letters = (n) => `${Math.round(rem(n))}px system-ui, sans-serif`;
    const axis = { stroke: () => css("--soft"), grid: { stroke: () => css("--grid"), width: 1 }, ticks: { show: false }, font: letters(0.75) };
    this.plot = new uPlot({
      width: this.box.clientWidth, height: rem(HEIGHT), series, bands,
      legend: { show: false }, cursor: { show: false }, padding: [10, 8, 0, 0],
      scales: { x: { time: false, range: [0, months / 12] }, y: { range: (plot, low, high) => room(plot, low, high, this.measure.unit) } },
      axes: [
        { ...axis, size: rem(2.1), values: (_, splits) => splits.map((year, i) => (Number.isInteger(year) ? (i === 0 ? T.chart.year(year) : String(year)) : "")) },
        { ...axis, size: rem(3.25), values: (_, splits) => splits.map(tick) },
      ],
      hooks: { draw: [(plot) => this.turns(plot)] },
    }, this.data(), this.box);
  }

  /** The months in which a regime begins or ends. */
  turns(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = css("--soft");
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.textAlign = "left";
    ctx.font = `${Math.round(rem(0.7) * devicePixelRatio)}px system-ui, sans-serif`;
    let [last, line] = [-Infinity, 0];
    for (const [month, word] of this.run.turns().sort((a, b) => a[0] - b[0])) {
      const x = Math.round(plot.valToPos(month / 12, "x", true));
      // Labels that would overlap are placed below each other.
      line = x - last < rem(2.2) * devicePixelRatio ? line + 1 : 0;
      last = x;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.fillText(word, x + 3 * devicePixelRatio, bbox.top + rem(0.65 + 0.8 * line) * devicePixelRatio);
    }
    ctx.restore();
  }

  resize() {
    if (!this.plot) this.update();
    else if (this.box.clientWidth > 0) this.plot.setSize({ width: this.box.clientWidth, height: rem(HEIGHT) });
  }

  redraw() {
    this.plot?.redraw();
  }

  /** The latest figures, for readers and for screen readers. */
  tell() {
    const { rows, regimes } = this.run;
    const latest = (r) => rows.at(-1).values[r][this.column];
    this.values ??= regimes.map((name, r) => {
      const value = h("span", { class: "value" });
      this.legend.append(h("li", {}, swatch(r, this.look), h("span", {}, name), value));
      return value;
    });
    this.values.forEach((value, r) => { value.textContent = latest(r) ? two(latest(r)[0]) : "—"; });
    const each = regimes.map((name, r) => `${name} ${latest(r) ? two(latest(r)[0]) : T.chart.nothing}`);
    this.box.setAttribute("aria-label", T.chart.aloud(this.measure, this.seen, rows.length, each));
  }

  /** Every sixth month and the latest one. */
  fillTable() {
    if (!this.more.open) return;
    const { rows, regimes } = this.run;
    const shown = rows.filter((row, i) => i % 6 === 5 || i === rows.length - 1);
    const cells = shown.map((row) => [row.month + 1, ...regimes.map((_, r) => level(row.values[r][this.column]))]);
    fill(this.body, table(T.chart.caption(this.measure), [T.chart.month, ...regimes], cells));
  }

  remove() {
    this.observer.disconnect();
    this.sight.disconnect();
    this.plot?.destroy();
  }
}

/** Isolated months, between two without a value: no line would show them. */
function alone(plot, series) {
  const values = plot.data[series];
  return values.flatMap((value, i) => (value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null ? [i] : []));
}

/** An axis with room around the lines. A flat line is not magnified, and a band may leave the plot where no value is
 * possible: below the minimum or above the maximum. */
function room(plot, low, high, unit) {
  if (low === null || high === null) return [0, 1];
  const span = Math.max(high - low, Math.abs(high) * 0.02, 1e-9);
  const below = low - span * 0.08;
  const above = high + span * 0.12;
  const means = plot.data.filter((_, i) => i % 3 === 1);
  const positive = means.every((values) => values.every((value) => value === null || value >= 0));
  const share = unit.startsWith("%") && means.every((values) => values.every((value) => value === null || value <= 100));
  return [positive ? Math.max(0, below) : below, share ? Math.min(above, 100 + (100 - Math.max(0, below)) * 0.03) : above];
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new Event("colours")));
